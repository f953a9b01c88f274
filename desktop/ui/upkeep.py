"""What the library needs now and then, done while the window is used: a look at the file, a backup, its vocabulary."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.changes import Changes
from desktop.domain.errors import LibraryDamaged
from desktop.services import library as libraries
from desktop.services.library import Damage
from desktop.services.search import refresh_vocabulary
from desktop.storage.library import Library
from desktop.ui.tasks import LongTask, Tasks
from desktop.ui.words import tr

_FIRST, _LATER = 4_000, 20_000
"""Milliseconds after the start, and after an import."""
_MANY = 20
"""Articles that change at once: words may be new."""


class Upkeep(QObject):
    """Waits for quiet moments."""

    damaged = Signal(object)
    """``Damage`` that was found; once."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._told = False
        self._due = QTimer(self, singleShot=True, interval=_FIRST)
        self._due.timeout.connect(self.begin)
        tasks.changed.connect(self._heard)
        self._due.start()

    def begin(self) -> None:
        """Do what is due: of a large library as long work that is seen and can be stopped."""
        if self._library.read_only:
            return
        if libraries.is_large(self._library):
            self._tasks.long(tr("Looking after the library"), self._work, self._tell)
        else:
            self._tasks.read(lambda: refresh_vocabulary(self._library), lambda _learned: None, key="upkeep")

    def stop(self) -> None:
        self._due.stop()

    def _work(self, task: LongTask) -> Damage | None:
        try:
            libraries.look_after(self._library, lambda: task.cancelled)
        except LibraryDamaged:
            return libraries.damage(self._library)
        return None

    def _tell(self, damage: Damage | None) -> None:
        if damage and not self._told:
            self._told = True
            self.damaged.emit(damage)

    def _heard(self, changes: Changes) -> None:
        if len(changes.items) >= _MANY:
            self._due.start(_LATER)
