"""The place where an article is read, kept in the library."""

from PySide6.QtCore import QObject, QTimer

from desktop.domain.item import ReadingPosition
from desktop.services import browse
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks

_SAVE_EVERY = 1500
"""Milliseconds between writes while scrolling."""


class KeptPlace(QObject):
    """Written now and then, and when that is asked for; no step of the history."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._unsaved: tuple[int, ReadingPosition] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_EVERY)
        self._timer.timeout.connect(self.save)

    def note(self, item_id: int, position: ReadingPosition) -> None:
        """An article is read there now."""
        self._unsaved = (item_id, position)
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """What was noted is true no more."""
        self._unsaved = None

    def save(self) -> None:
        self._timer.stop()
        unsaved, self._unsaved = self._unsaved, None
        if unsaved:
            library = self._library
            self._tasks.write(lambda: browse.set_position(library, *unsaved))
