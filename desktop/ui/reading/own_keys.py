"""How a field keeps keys that are shortcuts elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


def keeps(event: QEvent, *keys: Qt.Key) -> bool:
    """Whether Qt asks for one of ``keys`` before it looks at shortcuts; then it is accepted."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
        event.accept()
        return True
    return False


class _Enter(QObject):
    def __init__(self, widget: QWidget, does: Callable[[], object]) -> None:
        super().__init__(widget)
        self._does = does

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        enter = Qt.Key.Key_Return, Qt.Key.Key_Enter
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self._does()
            return True
        return keeps(event, *enter)


def on_enter(widget: QWidget, does: Callable[[], object]) -> None:
    """Have Enter do something in a widget that would do something else, or nothing, with it."""
    widget.installEventFilter(_Enter(widget, does))
