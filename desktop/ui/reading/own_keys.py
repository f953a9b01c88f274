"""How a field keeps keys that are shortcuts elsewhere."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def keeps(event: QEvent, *keys: Qt.Key) -> bool:
    """Whether Qt asks for one of ``keys`` before it looks at shortcuts; then it is accepted."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
        event.accept()
        return True
    return False
