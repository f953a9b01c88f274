"""Composition root of the window: makes the parts and hands them to each other."""

import argparse
import faulthandler
import logging
import multiprocessing
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from desktop import paths
from desktop import settings as preferences
from desktop.domain.errors import LibraryUnavailable
from desktop.reader.web.scheme import register_scheme
from desktop.services import libraries
from desktop.services.library import open_library, takes_time
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.called_links import hand_over
from desktop.ui.dialogs.library_problem import LibraryProblemDialog
from desktop.ui.dialogs.updating import UpdatingDialog
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.ui.window import MainWindow
from desktop.ui.words import tr


def build_window(
    library: Library, *, tasks: Tasks | None = None, settings: Settings | None = None
) -> MainWindow:
    """The window of a library; needs a ``QApplication``."""
    chosen = settings or Settings()
    return MainWindow(library, tasks or Tasks(), Appearance(chosen.theme), chosen)


def main(argv: Sequence[str] | None = None) -> int:
    """Open a library in a window, the default one without ``--library``; the exit status.

    A link (``florilegium://...``) goes to the window that shows the library already, where there is one.
    """
    multiprocessing.freeze_support()
    options = argparse.ArgumentParser("florilegium-gui")
    options.add_argument("--library", type=Path, default=None)
    options.add_argument("link", nargs="?", default="", help="A link into the library to open.")
    chosen = options.parse_args(sys.argv[1:] if argv is None else argv)
    _watch_for_bugs()
    register_scheme()
    app = QApplication(["florilegium"])
    app.setApplicationName("Florilegium")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "florilegium.svg")))
    path = chosen.library or paths.default_library()
    if chosen.link and hand_over(path, chosen.link):
        return 0
    library = _open(path)
    if library is None:
        return 3
    libraries.remember(library.path)
    window = build_window(library, settings=preferences.load())
    window.settings_changed.connect(preferences.save)
    window.show()
    if chosen.link:
        window.called_links.follow(chosen.link)
    status = app.exec()
    window.release()
    library.close()
    window.deleteLater()  # the web engine wants its views gone before the application
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return status


def _open(path: Path) -> Library | None:
    """The library, perhaps another one or a backup where the person chose so; None: they gave up."""
    while True:
        try:
            return _brought_up_to_date(path) if takes_time(path) else open_library(path, exclusive=True)
        except LibraryUnavailable as problem:
            dialog = LibraryProblemDialog(problem, path)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            path = dialog.path


def _brought_up_to_date(path: Path) -> Library:
    dialog = UpdatingDialog(path)
    dialog.exec()
    return dialog.library()


def _watch_for_bugs() -> None:
    """Bugs go to the log file, and to a message whose details can be copied."""
    log = paths.logs() / "florilegium.log"
    logging.basicConfig(filename=log, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    faulthandler.enable((paths.logs() / "crash.log").open("a"))
    sys.excepthook = _tell_bug


def _tell_bug(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    details = "".join(traceback.format_exception(kind, problem, trace))
    logging.error(details)
    if QApplication.instance() is None:
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Florilegium", tr("Something went wrong inside Florilegium."))
    box.setInformativeText(tr("What you saved is in the library. The details say what happened."))
    box.setDetailedText(details)
    box.exec()
