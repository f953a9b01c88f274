"""Moving the ends of the active annotation by key."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class EndMove:
    """``way``: 1 on in the text, -1 back."""

    of_start: bool
    by_word: bool
    way: int


_MOVES = (
    ("Move the end on", "Shift+Right", EndMove(False, False, 1)),
    ("Move the end back", "Shift+Left", EndMove(False, False, -1)),
    ("Move the end on by a word", "Shift+Down", EndMove(False, True, 1)),
    ("Move the end back by a word", "Shift+Up", EndMove(False, True, -1)),
    ("Move the start on", "Ctrl+Shift+Right", EndMove(True, False, 1)),
    ("Move the start back", "Ctrl+Shift+Left", EndMove(True, False, -1)),
    ("Move the start on by a word", "Ctrl+Shift+Down", EndMove(True, True, 1)),
    ("Move the start back by a word", "Ctrl+Shift+Up", EndMove(True, True, -1)),
)


class EndActions(QObject):
    """Shift and an arrow move the end, Ctrl+Shift and an arrow the start: along by a character, up and down by
    a word."""

    move_wanted = Signal(object)
    """``EndMove``."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._actions = [self._action(widget, tr(text), key, move) for text, key, move in _MOVES]

    def _action(self, widget: QWidget, text: str, key: str, move: EndMove) -> QAction:
        action = QAction(text, widget)
        edge, step = ("start" if move.of_start else "end"), ("word" if move.by_word else "character")
        action.setObjectName(f"ends.{edge}-{step}-{'on' if move.way > 0 else 'back'}")
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: self.move_wanted.emit(move))
        widget.addAction(action)
        return action

    def all(self) -> list[QAction]:
        return self._actions

    def set_enabled(self, enabled: bool) -> None:
        for action in self._actions:
            action.setEnabled(enabled)
