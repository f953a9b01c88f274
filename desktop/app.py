"""Composition root of the window: makes the parts and hands them to each other."""

import sys
from collections.abc import Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop import paths
from desktop.domain.errors import LibraryUnavailable
from desktop.reader.web.scheme import register_scheme
from desktop.services.library import open_library
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks
from desktop.ui.theme import SYSTEM, Appearance
from desktop.ui.window import MainWindow
from desktop.ui.words import message


def build_window(library: Library, *, tasks: Tasks | None = None, theme: str = SYSTEM) -> MainWindow:
    """The window of a library; needs a ``QApplication``."""
    return MainWindow(library, tasks or Tasks(), Appearance(theme))


def main(argv: Sequence[str] | None = None) -> int:
    """Open the default library in a window; the exit status."""
    register_scheme()
    app = QApplication(list(argv if argv is not None else sys.argv))
    app.setApplicationName("Florilegium")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "florilegium.svg")))
    try:
        library = open_library(paths.default_library(), exclusive=True)
    except LibraryUnavailable as problem:
        QMessageBox.warning(None, "Florilegium", message(problem))
        return 3
    window = build_window(library)
    window.show()
    status = app.exec()
    window.tasks.close()
    library.close()
    return status
