"""What the menus offer beyond reading and marking: details, collections, history, the library as a whole."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.domain.changes import Changes
from desktop.domain.item import ReadingStatus
from desktop.services import browse, colors, history, organize, versions
from desktop.services import library as libraries
from desktop.services.rereading import read_parts, reread
from desktop.storage.library import Library
from desktop.ui.actions import Actions
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.alike import AlikeDialog
from desktop.ui.dialogs.color_names import ColorNamesDialog
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.dialogs.keys import KeysDialog
from desktop.ui.dialogs.name_picker import NamePicker
from desktop.ui.dialogs.versions import VersionsDialog
from desktop.ui.words import counted, tr
from desktop.ui.workplace import Workplace

_STEPS = 2000
"""That the history shows, the newest."""


class Commands:
    """Gives the actions their meaning. Dialogs open beside the window and close with it."""

    def __init__(self, place: Workplace, actions: Actions) -> None:
        self._place = place
        self._library: Library = place.library
        self._tasks = place.tasks
        for name, does in {
            "versions": self._versions,
            "reread": lambda: self._reread(reread),
            "whole_page": lambda: self._reread(partial(reread, whole=True)),
            "alike": self._alike,
            "collect": self._collect,
            "tag": self._tag,
            "take_out": self._take_out,
            "unread": lambda: self._mark(ReadingStatus.UNREAD),
            "reading": lambda: self._mark(ReadingStatus.READING),
            "read": lambda: self._mark(ReadingStatus.READ),
            "history": self._history,
            "color_names": self._name_colors,
            "backup": self._back_up,
            "keys": self._show_keys,
            "about": lambda: self._open(AboutDialog(self._library.path, place)),
        }.items():
            actions[name].triggered.connect(lambda _checked=False, does=does: does())

    def _show_keys(self) -> None:
        self._open(KeysDialog(self._place.menuBar(), self._place.keyboard, self._place))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _versions(self) -> None:
        if not (ids := self._place.subject()):
            return
        library, item_id = self._library, ids[0]

        def compare(old: int, new: int, show: Callable[[versions.Comparison], None]) -> None:
            self._tasks.read(
                lambda: versions.compare_versions(library, item_id, old, new), show, key="comparison"
            )

        dialog = VersionsDialog(
            browse.item(library, item_id).title,
            versions.versions(library, item_id),
            compare,
            self._place.theme(),
            self._place,
        )
        dialog.use_wanted.connect(
            lambda version: self._tasks.write(
                lambda: versions.use(library, item_id, version),
                lambda _changes: dialog.show_versions(versions.versions(library, item_id)),
            )
        )
        self._open(dialog)

    def _reread(self, does: Callable[[Library, int], Changes]) -> None:
        """Make a version of what the archived original gives now."""
        if ids := self._place.subject():
            self._renew(ids[0], does)

    def take_parts(self, item_id: int, first: int, last: int) -> None:
        """Make a version of a part of the archived page, and show it."""
        parts = (first, last)
        self._renew(item_id, lambda library, item_id: read_parts(library, item_id, parts))

    def _renew(self, item_id: int, does: Callable[[Library, int], Changes]) -> None:
        library = self._library

        def done(changes: Changes) -> None:
            self._tasks.announce(changes)
            if changes:
                self._place.say(tr("The original was read again. The version of before is kept."))
            else:
                self._place.say(tr("The original gives the same text as before."))

        self._tasks.long(tr("Reading the original again"), lambda _task: does(library, item_id), done)

    def _alike(self) -> None:
        if not (ids := self._place.subject()):
            return
        library, item_id = self._library, ids[0]
        title = browse.item(library, item_id).title

        def show(found: list[versions.Resemblance]) -> None:
            dialog = AlikeDialog(title, found, self._place)
            dialog.open_wanted.connect(self._place.open_article)
            self._open(dialog)

        self._tasks.read(lambda: versions.alike(library, item_id), show, key="alike")

    def _collect(self) -> None:
        if ids := self._place.subject():
            paths = list(browse.collection_paths(self._library).values())
            title = counted(len(ids), "Add {n} article to a collection", "Add {n} articles to a collection")
            picker = NamePicker(paths, title, tr("New collection “{name}”"), self._place)
            picker.picked.connect(
                lambda path: self._tasks.write(lambda: organize.file_by_path(self._library, ids, path))
            )
            self._open(picker)

    def _tag(self) -> None:
        if ids := self._place.subject():
            names = browse.tag_names(self._library)
            title = counted(len(ids), "Tag {n} article", "Tag {n} articles")
            picker = NamePicker(names, title, tr("New tag “{name}”"), self._place)
            picker.picked.connect(
                lambda name: self._tasks.write(lambda: organize.tag_items(self._library, ids, name))
            )
            self._open(picker)

    def _take_out(self) -> None:
        """Out of the collection or the tag that is listed; the articles stay in the library."""
        ids, place = self._place.subject(), self._place.place()
        if ids and place.kind == "collection":
            self._tasks.write(lambda: organize.unfile_items(self._library, ids, place.id))
        elif ids and place.kind == "tag":
            self._tasks.write(lambda: organize.untag_items(self._library, ids, place.name))
        else:
            self._place.say(tr("Choose a collection or a tag in the library panel first."))

    def _mark(self, status: ReadingStatus) -> None:
        if ids := self._place.subject():
            self._tasks.write(lambda: organize.set_status(self._library, ids, status))

    def _name_colors(self) -> None:
        dialog = ColorNamesDialog(colors.names(self._library), self._place.theme(), self._place)
        dialog.renamed.connect(lambda names: self._tasks.write(lambda: colors.rename(self._library, names)))
        self._open(dialog)

    def _history(self) -> None:
        dialog = HistoryDialog(history.steps(self._library, _STEPS), self._place)

        def moved(_changes: Changes) -> None:
            dialog.show_steps(history.steps(self._library, _STEPS))

        dialog.undo_wanted.connect(
            lambda step: self._tasks.write(lambda: history.undo_to(self._library, step), moved)
        )
        dialog.redo_wanted.connect(
            lambda step: self._tasks.write(lambda: history.redo_to(self._library, step), moved)
        )
        self._open(dialog)

    def _back_up(self) -> None:
        library = self._library
        proposed = library.path.with_name(f"{library.path.stem} {date.today():%Y-%m-%d}.florilegium")
        name, _ = QFileDialog.getSaveFileName(self._place, tr("Back up the library"), str(proposed))
        if name:
            self._tasks.long(
                tr("Backup"),
                lambda _task: libraries.backup(library, Path(name)),
                lambda _none: self._place.say(tr("The library was copied to {path}", path=name)),
            )
