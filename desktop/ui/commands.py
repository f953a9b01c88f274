"""What the menus offer in dialogs: an article's versions and likenesses, the history, colours, keys, a backup."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.domain.changes import Changes
from desktop.services import browse, colors, history, versions
from desktop.services import library as libraries
from desktop.services.rereading import read_parts, reread
from desktop.storage.library import Library
from desktop.ui.actions import Actions
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.alike import AlikeDialog
from desktop.ui.dialogs.color_names import ColorNamesDialog
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.dialogs.keys import KeysDialog
from desktop.ui.dialogs.versions import VersionsDialog
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace

_STEPS = 2000
"""That the history shows, the newest."""


class Commands(QObject):
    """Gives the actions their meaning. Dialogs open beside the window and close with it."""

    def __init__(self, place: Workplace, actions: Actions) -> None:
        super().__init__(place)
        self._place = place
        self._library: Library = place.library
        self._tasks = place.tasks
        actions.give_meaning(
            versions=self._versions,
            reread=lambda: self._reread(reread),
            whole_page=lambda: self._reread(partial(reread, whole=True)),
            alike=self._alike,
            history=self._history,
            color_names=self._name_colors,
            backup=self._back_up,
            keys=self._show_keys,
            about=lambda: open_once(AboutDialog(self._library.path, place)),
        )

    def _show_keys(self) -> None:
        open_once(KeysDialog(self._place.menuBar(), self._place.keyboard, self._place))

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
        open_once(dialog)

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
            open_once(dialog)

        self._tasks.read(lambda: versions.alike(library, item_id), show, key="alike")

    def _name_colors(self) -> None:
        dialog = ColorNamesDialog(colors.names(self._library), self._place.theme(), self._place)
        dialog.renamed.connect(lambda names: self._tasks.write(lambda: colors.rename(self._library, names)))
        open_once(dialog)

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
        open_once(dialog)

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
