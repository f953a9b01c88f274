"""Moving the ends of the active annotation by key."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.ui.words import tr


class EndActions(QObject):
    """Shift and an arrow move the end, Ctrl+Shift and an arrow the start, by one character."""

    move_wanted = Signal(int, int)
    """By how many characters the start and the end move."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._actions = [
            self._action(widget, tr("Move the end on"), "Shift+Right", (0, 1)),
            self._action(widget, tr("Move the end back"), "Shift+Left", (0, -1)),
            self._action(widget, tr("Move the start on"), "Ctrl+Shift+Right", (1, 0)),
            self._action(widget, tr("Move the start back"), "Ctrl+Shift+Left", (-1, 0)),
        ]

    def _action(self, widget: QWidget, text: str, key: str, by: tuple[int, int]) -> QAction:
        action = QAction(text, widget)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: self.move_wanted.emit(*by))
        widget.addAction(action)
        return action

    def all(self) -> list[QAction]:
        return self._actions

    def set_enabled(self, enabled: bool) -> None:
        for action in self._actions:
            action.setEnabled(enabled)
