"""A page of the live web: scripts run, but it opens nothing, asks nothing, and goes nowhere but the web."""

import time

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

WEB = ("http", "https")
_ON = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture,
    QWebEngineSettings.WebAttribute.WebRTCPublicInterfacesOnly,
)
_OFF = (
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
)


class Traffic(QWebEngineUrlRequestInterceptor):
    """Lets a page reach the web and nothing of this computer; knows when it last asked for something."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.last = time.monotonic()

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        self.last = time.monotonic()
        if info.requestUrl().scheme() not in (*WEB, "data", "blob"):
            info.block(True)


class LiveProfile(QWebEngineProfile):
    """One visit's own: nothing is remembered, and nothing of other visits is known."""

    def __init__(self, folder: str, parent: QObject) -> None:
        super().__init__(parent)
        self.traffic = Traffic(self)
        self.setUrlRequestInterceptor(self.traffic)
        self.setHttpAcceptLanguage(",".join(QLocale().uiLanguages()[:4]))
        self.setDownloadPath(folder)


class LivePage(QWebEnginePage):
    """``addresses``: where the page itself was looked for, redirects included."""

    def __init__(self, profile: LiveProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        for attribute in (*_ON, *_OFF):
            self.settings().setAttribute(attribute, attribute in _ON)
        self.setAudioMuted(True)
        self.addresses: set[str] = set()

    def acceptNavigationRequest(
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        url = QUrl(url)
        if is_main_frame:
            self.addresses.add(url.toString())
            return url.scheme() in WEB
        return url.scheme() in (*WEB, "about", "data", "blob")

    # The page's questions would wait for an answer.

    def javaScriptAlert(self, _origin: QUrl | str, _words: str) -> None:
        return

    def javaScriptConfirm(self, _origin: QUrl | str, _words: str) -> bool:
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _words: str, _default: str) -> tuple[bool, str]:
        return False, ""

    def chooseFiles(self, *_: object) -> list[str]:
        return []

    def javaScriptConsoleMessage(self, *_: object) -> None:
        """What pages tell their makers."""
