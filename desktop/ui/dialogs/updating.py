"""A large library of an earlier version is brought up to date before it is shown."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from desktop.services.library import open_library
from desktop.storage.library import Library
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr


class UpdatingDialog(FramedDialog):
    """Opens the library for a window, closes by itself, and cannot be closed before: ``library`` gives what came of it."""

    _opened = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(tr("The library is brought up to date"), parent)
        told = QLabel(
            tr(
                "“{name}” was written by an earlier version. It is copied to its backups, then changed to what this version "
                "reads. Nothing in it is lost.",
                name=path.stem,
            ),
            self,
        )
        told.setWordWrap(True)
        self.body.addWidget(told)
        busy = QProgressBar(self)
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setAccessibleName(self.windowTitle())
        self.body.addWidget(busy)
        self.setMinimumWidth(520)
        self._opened.connect(self.accept, Qt.ConnectionType.QueuedConnection)  # not before it is shown
        self._thread = ThreadPoolExecutor(1, "updating")
        self._outcome: Future[Library] = self._thread.submit(open_library, path, exclusive=True)
        self._outcome.add_done_callback(lambda _done: self._opened.emit())
        self._thread.shutdown(wait=False)

    def reject(self) -> None:
        """Not before it is done: half of it would be done again."""

    def library(self) -> Library:
        """Raises ``LibraryUnavailable``."""
        return self._outcome.result()
