"""How the window was laid out, as one line of text for the preferences."""

import base64
import binascii

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

_SEPARATOR = "."


def remember(window: QWidget, panels: QSplitter) -> str:
    """Place and size of the window, and the widths of its panels."""
    parts = (window.saveGeometry().data(), panels.saveState().data())
    return _SEPARATOR.join(base64.b64encode(part).decode() for part in parts)


def restore(window: QWidget, panels: QSplitter, remembered: str) -> bool:
    """False where nothing usable was remembered; the window then stays as it is."""
    try:
        geometry, state = (base64.b64decode(part, validate=True) for part in remembered.split(_SEPARATOR))
    except (ValueError, binascii.Error):
        return False
    return window.restoreGeometry(QByteArray(geometry)) and panels.restoreState(QByteArray(state))
