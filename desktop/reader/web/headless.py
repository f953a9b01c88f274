"""A QApplication for programs without a window that still need the web engine."""

import os

from PySide6.QtWidgets import QApplication

from desktop.reader.web.scheme import register_scheme


def ensure_application() -> QApplication:
    """The QApplication of this process; without one, a new one that needs no display. Main thread."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    register_scheme()
    return QApplication(["florilegium"])
