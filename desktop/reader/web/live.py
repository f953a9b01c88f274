"""A page of the live web: scripts run, but it opens nothing, asks nothing, and goes nowhere but the web."""

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QObject, QTimer, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from desktop import paths

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


WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
"""In which our scripts run, apart from the page's own."""
_LOOK, _LOOKS = 100, 20
"""Milliseconds from one look at a page's images to the next, and how many."""
_ANSWER = 6.0
"""Seconds that the answer to a script's question is waited for. Some questions stay open for as long as a page does."""


class Traffic(QWebEngineUrlRequestInterceptor):
    """Lets a page reach the web and nothing of this computer; knows when it last asked for something, and what its
    scripts asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.last = time.monotonic()
        self._questions: list[tuple[str, float]] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        self.last = time.monotonic()
        if info.requestUrl().scheme() not in (*WEB, "data", "blob"):
            info.block(True)
        elif _is_question(info):
            self._questions.append((info.requestUrl().toEncoded().toStdString(), self.last))

    def open_questions(self, answered: Iterable[str]) -> int:
        """How many of the last seconds, beside the addresses that answered."""
        answers, now = Counter(answered), time.monotonic()
        still_open = 0
        for address, asked in self._questions:
            if answers[address]:
                answers[address] -= 1
            elif now - asked < _ANSWER:
                still_open += 1
        return still_open


def _is_question(info: QWebEngineUrlRequestInfo) -> bool:
    """Whether the page itself asks for an answer: not what others show in a frame of it, and not for a stream of news."""
    page, asking = info.firstPartyUrl(), info.initiator()
    return (
        info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeXhr
        and (page.scheme(), page.host(), page.port()) == (asking.scheme(), asking.host(), asking.port())
        and info.httpHeaders().get(QByteArray(b"Accept")) != b"text/event-stream"
    )


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

    def keep(self, file: Path) -> None:
        """Save the page as it stands, as MHTML; the profile's ``downloadRequested`` follows."""
        script = (paths.resources() / "web" / "keep.js").read_text("utf-8")
        self.runJavaScript(script, WORLD, lambda _done: self._save(file, _LOOKS))

    def _save(self, file: Path, looks: int) -> None:
        """Once the images have what the script gave them, or after so many looks at them."""

        def judge(complete: object) -> None:
            if complete or not looks:
                self.save(str(file), QWebEngineDownloadRequest.SavePageFormat.MimeHtmlSaveFormat)
            else:
                QTimer.singleShot(_LOOK, self, lambda: self._save(file, looks - 1))

        self.runJavaScript("[...document.images].every((image) => image.complete)", WORLD, judge)

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
