"""Undo and redo: each press is carried out, in order, after the writes that were asked for before it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.domain.changes import Changes
from desktop.services import history
from desktop.storage.library import Library
from desktop.ui.actions import Actions
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.workplace import Workplace

_STEPS = "steps"


class Stepping(QObject):
    """What undo and redo would do is told only while nothing is being written. Until it is known again both are
    open: a key that comes faster than the answer waits its turn behind the write."""

    def __init__(self, window: Workplace, actions: Actions) -> None:
        super().__init__(window)
        self._library, self._tasks, self._actions = window.library, window.tasks, actions
        actions.give_meaning(undo=lambda: self._step(history.undo), redo=lambda: self._step(history.redo))
        self._tasks.write_begun.connect(self._open)
        self._tasks.rested.connect(self._look)
        self._tasks.changed.connect(self._look_again)
        self._look()

    def _step(self, move: Callable[[Library], Changes | None]) -> None:
        """What is being written is the newest step."""
        if isinstance(editor := QApplication.focusWidget(), CommentEditor):
            editor.close_editor(keep=True)
        self._tasks.write(lambda: move(self._library))

    def _open(self) -> None:
        self._tasks.forget(_STEPS)
        self._actions.open_steps()

    def _look_again(self, _changes: Changes) -> None:
        """Long work has written too."""
        self._open()
        if not self._tasks.writing:
            self._look()

    def _look(self) -> None:
        self._tasks.read(
            lambda: (history.undo_label(self._library), history.redo_label(self._library)),
            lambda labels: self._actions.name_steps(*labels),
            key=_STEPS,
        )
