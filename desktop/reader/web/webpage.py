"""A page of the web engine that runs our script beside the article and goes nowhere else."""

import json
from collections.abc import Callable

from PySide6.QtCore import QFile, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineScript,
    QWebEngineSettings,
)

from desktop import paths
from desktop.reader.web.profile import ReaderProfile

_SCRIPTS = (
    "reader.js", "handles.js", "bookmarks.js", "areas.js", "heights.js", "links.js", "pictures.js", "caret.js",
)  # fmt: skip
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
)


class Bridge(QObject):
    """What the script in the page reports. Offsets are UTF-16 units, boxes [left, top, width, height] in CSS
    pixels of the viewport."""

    page_loaded = Signal()
    selection_made = Signal(int, int)
    selection_cleared = Signal()
    annotation_clicked = Signal(int, list)
    annotation_entered = Signal(int)
    place_changed = Signal(int, float)
    height_changed = Signal()
    ahead_painted = Signal()
    place_followed = Signal(str)
    picture_clicked = Signal(int)
    area_drawn = Signal(str, list, list)
    """What the page calls the picture, the edges as parts of it (left, top, right, bottom), the area's box."""
    area_reshaped = Signal(int, list)
    handle_grabbed = Signal(int)
    handle_released = Signal(int, int, int)

    @Slot()
    def loaded(self) -> None:
        self.page_loaded.emit()

    @Slot(int, int)
    def selected(self, start: int, end: int) -> None:
        self.selection_made.emit(start, end)

    @Slot()
    def unselected(self) -> None:
        self.selection_cleared.emit()

    @Slot(int, "QVariantList")
    def activated(self, annotation_id: int, box: list[float]) -> None:
        self.annotation_clicked.emit(annotation_id, box)

    @Slot(int)
    def hovered(self, annotation_id: int) -> None:
        self.annotation_entered.emit(annotation_id)

    @Slot()
    def laid(self) -> None:
        self.height_changed.emit()

    @Slot()
    def painted(self) -> None:
        self.ahead_painted.emit()

    @Slot(str)
    def followed(self, fragment: str) -> None:
        self.place_followed.emit(fragment)

    @Slot(int)
    def pictured(self, at: int) -> None:
        self.picture_clicked.emit(at)

    @Slot(str, "QVariantList", "QVariantList")
    def drew(self, name: str, edges: list[float], box: list[float]) -> None:
        self.area_drawn.emit(name, edges, box)

    @Slot(int, "QVariantList")
    def reshaped(self, annotation_id: int, edges: list[float]) -> None:
        self.area_reshaped.emit(annotation_id, edges)

    @Slot(int)
    def grabbed(self, annotation_id: int) -> None:
        self.handle_grabbed.emit(annotation_id)

    @Slot(int, int, int)
    def released(self, annotation_id: int, start: int, end: int) -> None:
        self.handle_released.emit(annotation_id, start, end)

    @Slot(int, float)
    def moved(self, offset: int, progress: float) -> None:
        self.place_changed.emit(offset, progress)


def shut_off(page: QWebEnginePage) -> None:
    """No scripts of the page, no plugins, no storage."""
    for attribute in _OFF:
        page.settings().setAttribute(attribute, False)


class ArticlePage(QWebEnginePage):
    """Shows one address of ours; links out are reported, not followed."""

    link_followed = Signal(str)

    def __init__(self, profile: ReaderProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        shut_off(self)
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, True)
        self._place = ("", "", "")
        self.bridge = Bridge(self)
        channel = QWebChannel(self)
        channel.registerObject("bridge", self.bridge)
        self.setWebChannel(channel, _WORLD)
        self.scripts().insert(_reader_script())
        self.newWindowRequested.connect(self._refuse_window)

    def show_address(self, url: QUrl) -> None:
        self._place = (url.scheme(), url.host(), url.path())
        self.load(url)

    def call(self, function: str, *arguments: object, then: Callable[[object], None] | None = None) -> None:
        """Run a function of ``reader.js``."""
        code = f"reader.{function}({', '.join(map(json.dumps, arguments))})"
        if then is None:
            self.runJavaScript(code, _WORLD)
        else:
            # PySide gives lists as empty strings.
            self.runJavaScript(
                f"JSON.stringify({code}) ?? 'null'", _WORLD, lambda out: then(json.loads(out or "null"))
            )

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        url = QUrl(url)
        if is_main_frame and (url.scheme(), url.host(), url.path()) == self._place:
            return True
        if kind is QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._report(url)
        return False

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        self._report(request.requestedUrl())

    def _report(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto"):
            self.link_followed.emit(url.toString())


def _reader_script() -> QWebEngineScript:
    channel = QFile(":/qtwebchannel/qwebchannel.js")
    channel.open(QIODevice.OpenModeFlag.ReadOnly)
    code = bytes(channel.readAll().data()).decode()
    script = QWebEngineScript()
    script.setName("reader")
    for name in _SCRIPTS:
        code += (paths.resources() / "web" / name).read_text("utf-8")
    script.setSourceCode(code)
    script.setWorldId(_WORLD)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    script.setRunsOnSubFrames(False)
    return script
