"""A page fetched from the web because a person asked for it, kept as it is once its scripts ran."""

import json
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QThread, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineLoadingInfo
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop import paths
from desktop.domain.errors import Cancelled, ImportFailed
from desktop.importers.base import Source
from desktop.importers.files import LARGEST
from desktop.reader.web.live import WEB, WORLD, LivePage, LiveProfile
from desktop.reader.web.unreachable import unreachable

_TICK = 0.1
_QUIET = 0.7
"""Seconds without a change or a request after which a loaded page is done."""
_SETTLE = 10.0
"""Seconds after which a loaded page is done even so."""
_STOPPED = 5.0
"""Seconds that a page which stopped loading has to start again, as those do that lead elsewhere."""
_SAVE = 30.0
_DESKTOP = (1280, 1600)
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(slots=True, eq=False)
class _Job:
    url: QUrl
    seconds: float
    cancelled: Callable[[], bool]
    done: threading.Event = field(default_factory=threading.Event)
    outcome: Source | ImportFailed | Cancelled = field(default_factory=Cancelled)


@cache
def _progress_script() -> str:
    return (paths.resources() / "web" / "capture.js").read_text("utf-8")


class _Visit(QObject):
    """One page's way from its address to a source, on the GUI thread. It looks at the page every tick."""

    finished = Signal()

    def __init__(self, job: _Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        holder = QObject(self)  # children go in the order they came, and the page must go before its profile
        self._profile = LiveProfile(self._folder.name, self)
        self._view = QWebEngineView()  # without one the page has no size and takes itself for hidden
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._view.resize(*_DESKTOP)
        self._page = LivePage(self._profile, holder)
        self._view.setPage(self._page)
        self._page.loadingChanged.connect(self._note)
        self._page.renderProcessTerminated.connect(
            lambda *_: self._fail("The page broke down while it was fetched. Save it in a browser instead.")
        )
        self._profile.downloadRequested.connect(self._receive)
        self._clock = QTimer(self, interval=round(_TICK * 1000))
        self._clock.timeout.connect(self._look)
        self._deadline = self._asked_until = time.monotonic() + job.seconds
        self._readable = self._saving = False
        self._seen = (0, 0, 0)
        self._changed = self._loaded = 0.0

    def start(self) -> None:
        self._view.show()
        self._clock.start()
        self._page.load(self._job.url)

    def _note(self, info: QWebEngineLoadingInfo) -> None:
        status = QWebEngineLoadingInfo.LoadStatus
        if info.status() == status.LoadStartedStatus:
            self._deadline = self._asked_until
        elif info.status() == status.LoadFailedStatus:
            self._end(unreachable(info))
        elif info.status() == status.LoadStoppedStatus and not info.isDownload() and not self._saving:
            self._deadline = min(self._asked_until, time.monotonic() + _STOPPED)

    def _look(self) -> None:
        if self._job.cancelled():
            self._end(Cancelled())
        elif time.monotonic() < self._deadline:
            if not self._saving:
                self._page.runJavaScript(_progress_script(), WORLD, self._judge)
        elif self._readable and not self._saving:
            self._save(_PAGES[0])  # some file of the page never comes; the words are there
        else:
            self._fail(
                "{host} did not deliver the page within {seconds:.0f} seconds. Try it later, or save the "
                "page in a browser and import its file.",
                seconds=self._job.seconds,
            )

    def _judge(self, told: object) -> None:
        """Save the page once it is there and quiet."""
        if self._saving or self._job.done.is_set() or not isinstance(told, str) or not told:
            return
        page = json.loads(told)
        now = time.monotonic()
        questions = self._profile.traffic.open_questions(page["answered"])
        seen = (page["elements"], page["pending"], questions)
        if page["waits"]:
            self._draw()
        if seen != self._seen:
            self._seen, self._changed = seen, now
        self._readable = page["state"] != "loading"
        if page["state"] != "complete":
            self._loaded = 0.0
            return
        self._loaded = self._loaded or now
        changed = max(self._changed, self._loaded, self._profile.traffic.last)
        quiet = now - changed >= _QUIET and not questions and not page["waits"]
        if quiet or now - self._loaded >= _SETTLE:
            self._save(page["kind"])

    def _draw(self) -> None:
        """Have the page draw itself, for only then it learns what is in view. What is on no screen does it when its size
        changes, and hardly else."""
        self._view.resize(_DESKTOP[0], 2 * _DESKTOP[1] + 1 - self._view.height())

    def _save(self, kind: str) -> None:
        self._saving = True
        self._deadline = time.monotonic() + _SAVE
        if kind in _PAGES:
            self._page.keep(Path(self._folder.name, "page.mhtml"))
        else:
            self._page.download(self._page.url())

    def _receive(self, download: QWebEngineDownloadRequest) -> None:
        """Take the page itself, saved or served as a file; files that a page wants to hand out are left."""
        own = not self._readable and download.url().toString() in self._page.addresses
        if not (own or self._saving):
            download.cancel()
            return
        if not download.isSavePageDownload():
            self._saving = True
            self._deadline = max(self._asked_until, time.monotonic() + _SAVE)
            download.accept()
        download.receivedBytesChanged.connect(lambda: self._weigh(download))
        download.isFinishedChanged.connect(lambda: self._take(download))
        if download.isFinished():
            self._take(download)

    def _weigh(self, download: QWebEngineDownloadRequest) -> None:
        if max(download.receivedBytes(), download.totalBytes()) > LARGEST:
            download.cancel()
            self._fail("The file is larger than {megabytes} MB.", megabytes=LARGEST >> 20)

    def _take(self, download: QWebEngineDownloadRequest) -> None:
        if self._job.done.is_set():
            return
        file = Path(download.downloadDirectory(), download.downloadFileName())
        if download.state() != QWebEngineDownloadRequest.DownloadState.DownloadCompleted:
            self._fail("The page did not arrive whole from {host}. Try it again.")
        elif download.isSavePageDownload():
            url = self._page.url().toString()
            self._end(Source(file.read_bytes(), _name_of(self._page.url()), url))
        else:
            self._end(Source(file.read_bytes(), file.name, download.url().toString()))

    def _fail(self, template: str, **values: object) -> None:
        self._end(ImportFailed(template, **{"host": self._job.url.host()} | values))

    def _end(self, outcome: Source | ImportFailed | Cancelled) -> None:
        if self._job.done.is_set():
            return
        self._clock.stop()
        self._job.outcome = outcome
        self._job.done.set()
        self.finished.emit()
        self._view.deleteLater()
        self.deleteLater()
        self._folder.cleanup()


def _name_of(url: QUrl) -> str:
    return (url.path().rstrip("/").rpartition("/")[2] or url.host()).removesuffix(".html") + ".mhtml"


class WebCapture(QObject):
    """Fetches live pages, each in a profile that is forgotten after. Make it on the GUI thread, call it from
    any."""

    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None, *, seconds: float = 60) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._wanted.connect(self._start, Qt.ConnectionType.QueuedConnection)

    def capture(self, url: str, cancelled: Callable[[], bool] = lambda: False) -> Source:
        """The page as MHTML, or the bytes of the file that the address serves. Blocks; on the GUI thread
        events go on meanwhile. Raises ``ImportFailed``, ``Cancelled``."""
        address = QUrl(url.strip())
        if address.scheme() not in WEB or not address.host():
            raise ImportFailed("This is not the address of a web page.")
        job = _Job(address, self._seconds, cancelled)
        if QThread.currentThread() is self.thread():
            loop = QEventLoop()
            visit = self._start(job)
            visit.finished.connect(loop.quit)
            loop.exec()
            # A program without an event loop ends without this, and the web engine breaks down over it.
            QCoreApplication.sendPostedEvents(visit, QEvent.Type.DeferredDelete.value)
        else:
            self._wanted.emit(job)
            while not job.done.wait(_TICK):
                if cancelled():  # the window may be closing, and its thread waiting for this one
                    raise Cancelled
        if isinstance(job.outcome, Source):
            return job.outcome
        raise job.outcome

    def _start(self, job: _Job) -> _Visit:
        visit = _Visit(job, self)
        visit.start()
        return visit
