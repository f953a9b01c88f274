"""The web engine's profile: off the record, and shut off from every network."""

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWidgets import QApplication

from desktop.reader.web.scheme import SCHEME, PageServer


class _Gate(QWebEngineUrlRequestInterceptor):
    """Lets nothing pass but our own scheme, within one page."""

    def __init__(self, refused: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._refused = refused

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url, page = info.requestUrl(), info.firstPartyUrl()
        if url.scheme() == SCHEME and page.host() in ("", url.host()):
            return
        self._refused.append(url.toString())
        info.block(True)


class ReaderProfile(QWebEngineProfile):
    """Shared by readers and printers. ``refused_requests`` lists each address it did not let through."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.refused_requests: list[str] = []
        self.pages = PageServer(self)
        self._gate = _Gate(self.refused_requests, self)
        self.setUrlRequestInterceptor(self._gate)
        self.installUrlSchemeHandler(SCHEME.encode(), self.pages)


def reader_profile() -> ReaderProfile:
    """The one profile of this process; it lives as long as the QApplication. GUI thread."""
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("The web reader needs a QApplication")
    return app.findChild(ReaderProfile) or ReaderProfile(app)
