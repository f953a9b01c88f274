"""A small browser: the person goes to a page, logs in where it asks for that, and takes what they see."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEnginePage, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.importers.names import file_name_of
from desktop.reader.web.live import WEB, LivePage, LiveProfile


class _Page(LivePage):
    """Log-ins open windows; here they open in place."""

    def __init__(self, profile: LiveProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows, True)

    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        return self


class Browser(QWidget):
    """Cookies last as long as this widget; nothing of them is written to the disk."""

    address_changed = Signal(str)
    title_changed = Signal(str)
    loading_changed = Signal(bool)
    taken = Signal(object)
    """Path of a file: the page as it stands, or the file that an address serves."""
    not_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = tempfile.TemporaryDirectory(prefix="florilegium-", ignore_cleanup_errors=True)
        holder = QObject(self)  # the page goes before its profile
        self._profile = LiveProfile(self._folder.name, self)
        self.view = QWebEngineView(self)
        self._page = _Page(self._profile, holder)
        self.view.setPage(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._count = 0
        self._page.urlChanged.connect(lambda url: self.address_changed.emit(url.toString()))
        self._page.titleChanged.connect(self.title_changed)
        self._page.loadStarted.connect(lambda: self.loading_changed.emit(True))
        self._page.loadFinished.connect(lambda _well: self.loading_changed.emit(False))
        self._profile.downloadRequested.connect(self._receive)

    def go(self, address: str) -> bool:
        """Open an address of the web; False for what is none."""
        url = QUrl.fromUserInput(address.strip())
        if url.scheme() not in WEB or not url.host():
            return False
        self._page.load(url)
        return True

    def take(self) -> None:
        """Keep the page as it stands; ``taken`` follows."""
        self._count += 1
        folder = Path(self._folder.name, str(self._count))
        folder.mkdir()
        self._page.keep(folder / file_name_of(self._page.url().toString(), ".mhtml"))

    def _receive(self, download: QWebEngineDownloadRequest) -> None:
        if not download.isSavePageDownload():
            self._count += 1
            folder = Path(self._folder.name, str(self._count))
            folder.mkdir()
            download.setDownloadDirectory(str(folder))
            download.accept()
        download.isFinishedChanged.connect(lambda: self._finished(download))
        if download.isFinished():
            self._finished(download)

    def _finished(self, download: QWebEngineDownloadRequest) -> None:
        if download.state() == QWebEngineDownloadRequest.DownloadState.DownloadCompleted:
            self.taken.emit(Path(download.downloadDirectory(), download.downloadFileName()))
        else:
            self.not_taken.emit()

    def shut(self) -> None:
        """Let go of the page and of all it kept."""
        self.view.deleteLater()
        self._page.deleteLater()
        self._folder.cleanup()
