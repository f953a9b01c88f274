"""A page of the HTML family on screen: its text, where it is read, and how it is set."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRect, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.item import Document, Item, ReadingPosition
from desktop.domain.shown_text import SameText, ShownText
from desktop.reader import theme as themes
from desktop.reader.base import DocumentSource, ReaderView
from desktop.reader.hyphenation import division_points
from desktop.reader.offsets import Utf16Offsets
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography
from desktop.reader.web.following import Following
from desktop.reader.web.layers import Layer
from desktop.reader.web.page import reader_html, variables
from desktop.reader.web.profile import reader_profile
from desktop.reader.web.scheme import ServedPage
from desktop.reader.web.webpage import ArticlePage

_MAP_PAUSE = 40
"""Milliseconds."""


class ArticleView(ReaderView):
    """All it knows of text it takes from ``Document.text``. What lies on the text is drawn by others."""

    def __init__(self, source: DocumentSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._profile = reader_profile()
        self._theme = themes.load("paper")
        self._typography = Typography()
        self._address = QUrl()
        self._item: Item | None = None
        self._document: Document | None = None
        self._show_text(SameText(""))
        self._loaded = False
        self._waiting: list[Callable[[], None]] = []
        self._position = ReadingPosition(0, 0.0)
        self._map = QTimer(self, singleShot=True, interval=_MAP_PAUSE)
        """Until the map is told."""
        self._web = QWebEngineView(self)
        self._page = ArticlePage(self._profile, self._web)
        self._web.setPage(self._page)
        self._page.setBackgroundColor(QColor(self._theme.page))
        self.setFocusProxy(self._web)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._web)
        self._following = Following(self, self._page, self._rectangle, self._meant_place)
        bridge = self._page.bridge
        bridge.page_loaded.connect(self._begin)
        bridge.place_changed.connect(self._move)
        bridge.picture_clicked.connect(self._following.enlarge)
        bridge.place_followed.connect(self._following.follow)
        bridge.height_changed.connect(self._map.start)
        self._page.link_followed.connect(self.link_activated)
        self._page.loadFinished.connect(self._finish_load)
        self._page.renderProcessTerminated.connect(lambda *_: self._fail())

    # --- opening

    def open(self, item: Item, document: Document, position: ReadingPosition | None = None) -> None:
        self._loaded = False
        self._map.stop()
        self._item, self._document = item, document
        self._show_text(SameText(document.text))
        self._position = position or ReadingPosition(0, 0.0)
        self._web.setZoomFactor(self._position.zoom)
        self._following.served = served = self._served()
        self._address = self._profile.pages.serve(served, self._address)
        self._page.show_address(self._address)

    def _served(self) -> ServedPage:
        assert self._item is not None and self._document is not None
        version = self._document.version_id
        html = reader_html(self._item, self._document, self._theme, self._typography)
        return ServedPage(html, lambda path: self._source.resource(version, path))

    def _show_text(self, shown: ShownText) -> None:
        self._shown = shown
        self._offsets = Utf16Offsets(shown.text)

    def _begin(self) -> None:
        """The page is there, its text not yet known to be what is expected."""
        self._start()

    def _start(self) -> None:
        self._loaded = True
        if self._typography.hyphenated:
            self._divide_words()
        self._page.call("restore", self._offsets.to_units(self._shown.shown_place(self._position.offset)))
        self._draw_all()
        waiting, self._waiting = self._waiting, []
        for command in waiting:
            command()
        self._page.call("theme", self._variables(), then=lambda _: self.ready.emit())

    def _draw_all(self) -> None:
        """Draw what lies on the text, in the colours of the theme."""

    def _finish_load(self, complete: bool) -> None:
        if not complete and not self._loaded:
            self._fail()

    def _fail(self) -> None:
        message = QCoreApplication.translate(
            "Reader", "The article could not be shown. Nothing in the library changed; open it again."
        )
        self.load_failed.emit(message)

    def _when_loaded(self, command: Callable[[], None]) -> None:
        if self._loaded:
            command()
        else:
            self._waiting.append(command)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._profile.pages.forget(self._address)
        super().closeEvent(event)

    # --- place

    def return_to(self, offset: int) -> None:
        self._when_loaded(
            lambda: self._page.call("restore", self._offsets.to_units(self._shown.shown_place(offset)))
        )

    def follow(self, fragment: str) -> None:
        self._when_loaded(lambda: self._following.follow(fragment))

    def enlarge_picture(self) -> None:
        self._when_loaded(self._following.enlarge)

    def show_height(self, part: float) -> None:
        self._when_loaded(lambda: self._page.call("showHeight", part))

    def keep_choice(self, name: str, value: str) -> None:
        others = {known: kept for known, kept in self._position.look.items() if known != name}
        self._position = replace(self._position, look=others | ({name: value} if value else {}))
        self.location_changed.emit(self._position)

    def position(self) -> ReadingPosition:
        return self._position

    def _meant_place(self, unit: int) -> int:
        """The offset of the document's text that a unit of the page stands for."""
        return self._shown.meant_place(self._offsets.to_points(unit))

    def _move(self, unit: int, progress: float) -> None:
        self._move_to(self._meant_place(unit), progress)

    def _move_to(self, offset: int, progress: float) -> None:
        place = ReadingPosition(offset, progress, self._web.zoomFactor(), self._position.look)
        if place != self._position:
            self._position = place
            self.location_changed.emit(place)

    # --- look

    def set_zoom(self, factor: float) -> None:
        self._web.setZoomFactor(factor)
        self._move_to(self._position.offset, self._position.progress)
        self.zoom_changed.emit(self._web.zoomFactor())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._page.setBackgroundColor(QColor(theme.page))
        if self._loaded:
            self._page.call("theme", self._variables())
            self._draw_all()

    def set_typography(self, typography: Typography) -> None:
        former, self._typography = self._typography, typography
        if not self._loaded:
            return
        self._page.call("theme", self._variables())
        if typography.hyphenated != former.hyphenated:
            self._divide_words()
            self._draw_all()

    def _divide_words(self) -> None:
        """Tell the page where words may be divided, or that none may."""
        language = (self._item.language if self._item else "") or (
            self._document.language if self._document else ""
        )
        points = division_points(self._shown.text, language) if self._typography.hyphenated else []
        self._page.call("divide", [self._offsets.to_units(point) for point in points])

    def _variables(self) -> dict[str, str]:
        return variables(self._theme, self._typography)

    # --- the bridge

    def _units(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets.to_units(start), self._offsets.to_units(end)

    def _words_within(self, first_unit: int, last_unit: int) -> tuple[int, int]:
        """A range of the page in code points, without the white space at its ends."""
        text = self._shown.text
        start, end = self._offsets.to_points(first_unit), self._offsets.to_points(last_unit)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def _draw(self, kind: str, layers: Sequence[Layer]) -> None:
        self._page.call("draw", kind, self._drawn(layers))

    def _drawn(self, layers: Sequence[Layer]) -> list[object]:
        return [
            (layer.name, layer.css, layer.priority, [self._units(*stretch) for stretch in layer.ranges])
            for layer in layers
        ]

    def _rectangle(self, box: list[float]) -> QRect:
        """CSS pixels of the page in the view's coordinates."""
        zoom = self._web.zoomFactor()
        left, top, width, height = (round(side * zoom) for side in box)
        return QRect(self._web.pos().x() + left, self._web.pos().y() + top, width, height)
