"""HTML to PDF by the web engine."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QEventLoop, QMarginsF, QObject, QSizeF, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings

from desktop.domain.errors import UserError
from desktop.exporters.base import A4, Sheet
from desktop.reader.web.profile import ReaderProfile, reader_profile
from desktop.reader.web.scheme import ServedPage
from desktop.reader.web.webpage import shut_off

_PATIENCE = 120
"""Seconds until a page counts as not printable."""


@dataclass(slots=True, eq=False)
class _Job:
    page: ServedPage
    sheet: Sheet
    done: threading.Event = field(default_factory=threading.Event)
    pdf: bytes = b""


class _PrintPage(QWebEnginePage):
    """Loads the page it was given and follows nothing."""

    def __init__(self, profile: ReaderProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        shut_off(self)
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.PrintElementBackgrounds, True)
        self._started = False

    def acceptNavigationRequest(
        self, _url: object, _kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        first, self._started = is_main_frame and not self._started, True
        return first


class _Press(QObject):
    """One job's way through load and print, on the GUI thread."""

    finished = Signal()

    def __init__(self, job: _Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._profile = reader_profile()
        self._page = _PrintPage(self._profile, self)
        self._page.loadFinished.connect(self._print)
        self._page.renderProcessTerminated.connect(lambda *_: self._end(b""))
        self._address = self._profile.pages.serve(job.page)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE * 1000)
        self._patience.timeout.connect(lambda: self._end(b""))

    def start(self) -> None:
        self._patience.start()
        self._page.load(self._address)

    def _print(self, complete: bool) -> None:
        if complete:
            self._page.printToPdf(self._take, _layout(self._job.sheet))
        else:
            self._end(b"")

    def _take(self, pdf: QByteArray) -> None:
        self._end(bytes(pdf.data()))

    def _end(self, pdf: bytes) -> None:
        if self._job.done.is_set():
            return
        self._patience.stop()
        self._profile.pages.forget(self._address)
        self._job.pdf = pdf
        self._job.done.set()
        self.finished.emit()
        self.deleteLater()


def _layout(sheet: Sheet) -> QPageLayout:
    """The engine takes the size of a page from its style, but never the margins."""
    size = QPageSize(
        QSizeF(sheet.width, sheet.height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    margins = QMarginsF(sheet.left, sheet.top, sheet.right, sheet.bottom)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Point)


class WebPrinter(QObject):
    """Prints with backgrounds; scripts never run. Make it on the GUI thread, call it from any."""

    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted.connect(self._start, Qt.ConnectionType.QueuedConnection)

    def print_html(
        self, html: str, resource: Callable[[str], tuple[str, bytes] | None], sheet: Sheet = A4
    ) -> bytes:
        """The PDF. Blocks; on the GUI thread events go on meanwhile. Raises ``UserError``."""
        job = _Job(ServedPage(html, resource), sheet)
        if QThread.currentThread() is self.thread():
            loop = QEventLoop()
            self._start(job).finished.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        else:
            self._wanted.emit(job)
            job.done.wait(_PATIENCE + 10)
        if not job.pdf.startswith(b"%PDF"):
            raise UserError(
                "The article could not be printed as PDF. The library is unchanged; try it again."
            )
        return job.pdf

    def _start(self, job: _Job) -> _Press:
        press = _Press(job, self)
        press.start()
        return press
