"""Taking articles out of the library: the export dialog, folders that follow, and changes that come back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.reader.web.printing import WebPrinter
from desktop.services.listing import BY_HAND, NEWEST, listing
from desktop.services.standing_exports import StandingExport
from desktop.settings import Settings
from desktop.ui.actions import Actions
from desktop.ui.dialogs.export import ExportDialog
from desktop.ui.dialogs.following import FollowingDialog
from desktop.ui.dialogs.frame import open_once
from desktop.ui.exporting.following import FollowingFolders
from desktop.ui.models.places import Place
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace


class Exporting:
    """Gives its actions their meaning. ``listed`` gives the ids in the list and the words that are looked for."""

    def __init__(
        self, place: Workplace, actions: Actions, listed: Callable[[], tuple[Sequence[int], str]]
    ) -> None:
        self._place, self._listed = place, listed
        self.folders = FollowingFolders(place.library, place.tasks, place)
        self.folders.problem.connect(place.say)
        actions.give_meaning(
            export=self._export,
            export_list=self._export_list,
            import_changes=self._import_changes,
            following=self._show_following,
        )

    def begin(self) -> None:
        """Bring the folders up to date that follow this library."""
        self.folders.follow(self._place.settings.standing_exports)

    def export_place(self, place: Place) -> None:
        """The articles of a place, such as a collection."""
        library = self._place.library
        order = BY_HAND if place.kind == "collection" else NEWEST
        self._place.tasks.read(
            lambda: list(listing(library, within=place.query, order=order).ids),
            lambda ids: self._open(ids, _about(place), place.name, ("", place.query)),
        )

    def _export(self) -> None:
        """The articles that are meant, else all that are listed."""
        if ids := self._place.subject():
            self._open(ids)
        else:
            self._export_list()

    def _export_list(self) -> None:
        (ids, words), place = self._listed(), self._place.place()
        about = tr("found by “{query}”", query=words) if words else _about(place)
        self._open(ids, about, words or place.name, (words, place.query))

    def _open(
        self, ids: Sequence[int], about: str = "", name: str = "", query: tuple[str, str] | None = None
    ) -> None:
        place = self._place
        if not ids:
            place.say(tr("There is nothing to export."))
            return
        dialog = ExportDialog(place.library, place.tasks, ids, self._place.settings, WebPrinter())
        dialog.describe(about, name, query)
        dialog.settings_changed.connect(self._remember)
        dialog.follow_wanted.connect(self._follow)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setParent(place, Qt.WindowType.Dialog)
        dialog.open()

    def _remember(self, chosen: Settings) -> None:
        """What the dialog chose; the rest may have changed since it was opened."""
        names = [name for name in Settings.__dataclass_fields__ if name.startswith("export_")]
        told = {name: getattr(chosen, name) for name in (*names, "annotator")}
        self._place.keep_settings(replace(self._place.settings, **told))

    # Folders that follow -----------------------------------------------------------------------------------

    def _follow(self, standing: StandingExport) -> None:
        same = (standing.library, standing.folder, standing.query, standing.format)
        others = [
            one
            for one in self._place.settings.standing_exports
            if tuple(one.get(name) for name in ("library", "folder", "query", "format")) != same
        ]
        self._keep_following([*others, standing.record()])
        self._place.say(tr("{folder} is kept up to date from now on.", folder=standing.folder))

    def _unfollow(self, standing: StandingExport) -> None:
        record = standing.record()
        self._keep_following([one for one in self._place.settings.standing_exports if one != record])
        self._place.say(
            tr("{folder} is not kept up to date any more. Its files stay.", folder=standing.folder)
        )

    def _keep_following(self, records: list[dict[str, object]]) -> None:
        self._place.keep_settings(replace(self._place.settings, standing_exports=records))
        self.folders.follow(records)

    def _show_following(self) -> None:
        dialog = FollowingDialog(self.folders.states, self._place)
        dialog.stop_wanted.connect(self._unfollow)
        self.folders.changed.connect(dialog.refresh)
        open_once(dialog)

    # What comes back ---------------------------------------------------------------------------------------

    def _import_changes(self) -> None:
        """Comments and tags that were changed in exported files."""
        folder = self._place.settings.export_folder
        names, _ = QFileDialog.getOpenFileNames(
            self._place, tr("Import changes from exported files"), folder, tr("Exported files (*.md)")
        )
        if names:
            self._place.import_sources([Path(name) for name in names])


def _about(place: Place) -> str:
    return tr("in {place}", place=place.name) if place.name else ""
