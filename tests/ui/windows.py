"""The real window of a library, shown and taken down again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.window import MainWindow

OpenWindow = Callable[..., MainWindow]
"""Shows a window, with settings if some are given."""


@contextmanager
def shown_window(
    qapp: QApplication, qtbot: QtBot, library: Library, settings: Settings | None = None
) -> Iterator[MainWindow]:
    """Active, with the settings of a first start unless others are given; closed, and its threads ended, when the block
    is left."""
    window = app.build_window(library, settings=settings or Settings())
    try:
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        yield window
    finally:
        window.close()
        window.release()
        window.deleteLater()
        qapp.processEvents()
