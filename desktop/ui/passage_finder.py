"""Looks up where new marks stand on the pages of PDFs, when the person pauses: an export is quick then."""

from PySide6.QtCore import QObject, QTimer

from desktop.domain.changes import Changes
from desktop.services import passages
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks

_PAUSE = 2000
"""Milliseconds without a mark."""


class PassageFinder(QObject):
    def __init__(self, library: Library, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._changes = Changes()
        self.timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self.timer.timeout.connect(self._find)
        tasks.changed.connect(self._hear)

    def _hear(self, changes: Changes) -> None:
        if changes.annotations:
            self._changes |= changes
            self.timer.start()

    def _find(self) -> None:
        library, changes = self._library, self._changes
        self._changes = Changes()
        self._tasks.read(
            lambda: passages.settle_changed(library, changes), lambda _: None, lambda _: None, key="passages"
        )
