"""The reader of the HTML family: saved pages, text, Markdown."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AnnotationKind, TextTarget
from desktop.domain.item import Document, Item, ReadingPosition
from desktop.domain.selector import TextPositionSelector
from desktop.domain.shown_text import SameText, ShownText, Stretch
from desktop.reader import theme as themes
from desktop.reader.base import DocumentSource, MapMark, MenuSpot, ReaderView, Selection
from desktop.reader.finding import Finder, FindOptions
from desktop.reader.hyphenation import division_points
from desktop.reader.offsets import Utf16Offsets
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography
from desktop.reader.web.following import Following
from desktop.reader.web.layers import Layer, Placed, annotation_layers, plain_layers
from desktop.reader.web.page import reader_html, variables
from desktop.reader.web.picture_areas import PictureAreas
from desktop.reader.web.profile import reader_profile
from desktop.reader.web.scheme import ServedPage
from desktop.reader.web.webpage import ArticlePage

_MOST_FINDS_DRAWN = 2000
_FLASH, _MAP_PAUSE = 900, 40
"""Milliseconds."""


class WebReaderView(ReaderView):
    """Shows an article in the web engine; all it knows of text it takes from ``Document.text``."""

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
        self._anchors: dict[TextTarget, TextPositionSelector | None] = {}
        self._annotations: Sequence[Annotation] = ()
        self._placed: dict[int, Placed] = {}
        self._marked = 0
        self._adjusted = 0
        self._held = 0
        """The annotation whose end is being dragged: the page itself draws it meanwhile."""
        self._selections = 0
        """Counts them: what is told late of a former one is not told on."""
        self._loaded = False
        self._waiting: list[Callable[[], None]] = []
        self._position = ReadingPosition(0, 0.0)
        self._flash = QTimer(self, singleShot=True, interval=_FLASH)
        self._flash.timeout.connect(lambda: self._draw("flash", []))
        self._map = QTimer(self, singleShot=True, interval=_MAP_PAUSE)
        self._map.timeout.connect(self._tell_map)
        self._web = QWebEngineView(self)
        self._page = ArticlePage(self._profile, self._web)
        self._web.setPage(self._page)
        self._page.setBackgroundColor(QColor(self._theme.page))
        self._web.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._web.customContextMenuRequested.connect(self._ask_for_menu)
        self.setFocusProxy(self._web)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._web)
        self._areas = PictureAreas(self, self._page, self._rectangle)
        self._following = Following(self, self._page, self._rectangle, self._meant_place)
        self._listen()

    def _listen(self) -> None:
        bridge = self._page.bridge
        bridge.page_loaded.connect(self._begin)
        bridge.selection_made.connect(self._report_selection)
        bridge.selection_cleared.connect(self._report_no_selection)
        bridge.annotation_clicked.connect(
            lambda annotation_id, box: self.annotation_activated.emit(annotation_id, self._rectangle(box))
        )
        bridge.annotation_entered.connect(self.annotation_hovered)
        bridge.place_changed.connect(self._move)
        bridge.picture_clicked.connect(self._following.enlarge)
        bridge.place_followed.connect(self._following.follow)
        bridge.height_changed.connect(self._map.start)
        bridge.ahead_painted.connect(self.ahead_shown)
        bridge.handle_grabbed.connect(self._hold)
        bridge.handle_released.connect(self._let_go)
        self._page.link_followed.connect(self.link_activated)
        self._page.loadFinished.connect(self._finish_load)
        self._page.renderProcessTerminated.connect(lambda *_: self._fail())

    # --- opening

    def open(self, item: Item, document: Document, position: ReadingPosition | None = None) -> None:
        self._loaded = False
        self._map.stop()
        self._flash.stop()
        self._item, self._document = item, document
        self._show_text(SameText(document.text))
        self._anchors = {}
        self._areas.know(document.html)
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
        self._finder = Finder(shown.text)

    def _begin(self) -> None:
        """The page is there, its text not yet known to be what is expected."""
        self._start()

    def _start(self) -> None:
        self._loaded = True
        if self._typography.hyphenated:
            self._divide_words()
        self._page.call("restore", self._offsets.to_units(self._shown.shown_place(self._position.offset)))
        self._prepare_looks()
        self._draw_annotations()
        waiting, self._waiting = self._waiting, []
        for command in waiting:
            command()
        self._page.call("theme", self._variables(), then=lambda _: self.ready.emit())

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

    # --- annotations

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = tuple(annotations)
        self._held = 0
        if self._loaded:
            self._draw_annotations()

    def show_ahead(self, annotation: Annotation) -> None:
        """By itself: what is drawn already need not be drawn anew."""
        target = annotation.target
        if self._loaded and isinstance(target, TextTarget):
            pieces = self._shown.shown(target.position.start, target.position.end)
            layers = annotation_layers([Placed(annotation, pieces)], self._theme)
            self._page.call("showAhead", self._drawn([*map(_ahead, layers)]))

    def _draw_annotations(self) -> None:
        if self._document is None:
            return
        text = self._document.text
        orphans: list[int] = []
        self._placed = {}
        areas = self._areas.show(self._annotations, self._theme)
        self._areas.hold(self._adjusted)
        for annotation in self._annotations:
            target = annotation.target
            if annotation.id in areas:
                continue
            place = self._anchor(text, target) if isinstance(target, TextTarget) else None
            if place is None:
                orphans.append(annotation.id)
            elif there := self._shown.shown(place.start, place.end):
                self._placed[annotation.id] = Placed(annotation, there)
        self._page.call("annotate", self._clickable(), self._drawn(self._layers()))
        self._draw("ahead", [])
        self._page.call("showBookmarks", self._ribbons())
        if not self._held:
            self._draw_mark()
            self._draw_handles()
        self._map.start()
        self.anchored.emit([one.id for one in self._annotations if one.id not in orphans], orphans)

    def _anchor(self, text: str, target: TextTarget) -> TextPositionSelector | None:
        if target not in self._anchors:
            self._anchors[target] = anchor(text, target.quote, target.position)
        return self._anchors[target]

    def _layers(self) -> list[Layer]:
        """What the page itself draws while it is dragged is left out."""
        resting = [one for one in self._placed.values() if one.annotation.id != self._held]
        return annotation_layers(resting, self._theme)

    def _clickable(self) -> list[tuple[int, int, int]]:
        """The words of a bookmark are not: its ribbon is."""
        return [
            (one.annotation.id, *self._units(*piece))
            for one in self._placed.values()
            for piece in one.pieces
            if one.annotation.kind is not AnnotationKind.BOOKMARK
        ]

    def _ribbons(self) -> list[tuple[int, int, str]]:
        return [
            (id_, self._offsets.to_units(one.pieces[0][0]), self._theme.underlines[one.annotation.color])
            for id_, one in self._placed.items()
            if one.annotation.kind is AnnotationKind.BOOKMARK
        ]

    def _prepare_looks(self) -> None:
        """Those that the next annotation may have: the page is restyled for them now, not when it is made."""
        plain = plain_layers(self._theme)
        self._page.call("prepare", self._drawn([*plain, *map(_ahead, plain), self._mark_layer(())]))

    def mark_annotation(self, annotation_id: int) -> None:
        self._marked = annotation_id
        self._when_loaded(self._draw_mark)

    def _draw_mark(self) -> None:
        self._areas.mark(self._marked)
        place = self._placed.get(self._marked)
        self._draw("mark", [self._mark_layer(place.pieces)] if place else [])

    def _mark_layer(self, pieces: tuple[Stretch, ...]) -> Layer:
        css = f"text-decoration: underline solid {self._theme.accent} 2px"
        return Layer("mark", css, 50, pieces)

    # --- the handles of an annotation

    def offer_handles(self, annotation_id: int) -> None:
        self._adjusted = annotation_id
        self._when_loaded(lambda: self._areas.hold(annotation_id))
        dragged, self._held = self._held, 0
        self._when_loaded(self._draw_annotations if dragged else self._draw_handles)

    def _draw_handles(self) -> None:
        place = self._placed.get(self._adjusted)
        if place is None or place.annotation.kind is AnnotationKind.BOOKMARK:
            self._page.call("offerHandles", 0, 0, 0, [])
            return
        layers = [*annotation_layers([place], self._theme), self._mark_layer(place.pieces)]
        looks = [(layer.name, layer.css, layer.priority) for layer in layers]
        ends = self._units(place.pieces[0][0], place.pieces[-1][1])
        self._page.call("offerHandles", self._adjusted, *ends, looks)

    def _hold(self, annotation_id: int) -> None:
        self._held = annotation_id
        self._draw_annotations()

    def _let_go(self, annotation_id: int, first_unit: int, last_unit: int) -> None:
        place = self._placed.get(annotation_id)
        if annotation_id != self._held or place is None:
            return
        self._held = 0
        start, end = self._words_within(first_unit, last_unit)
        meant = self._shown.meant(start, end) if start < end else None
        if meant is None or (start, end) == (place.pieces[0][0], place.pieces[-1][1]):
            self._draw_annotations()
        else:
            self.end_dragged.emit(annotation_id, *meant)

    def go_to_annotation(self, annotation_id: int) -> None:
        def go() -> None:
            if place := self._placed.get(annotation_id):
                self._reveal(place.pieces)
            else:
                self._areas.reveal(annotation_id)

        self._when_loaded(go)

    def go_to(self, start: int, end: int) -> None:
        def go() -> None:
            if there := self._shown.shown(start, end):
                self._reveal(there)
            else:
                place = self._shown.shown_place(start)
                self._page.call("reveal", *self._units(place, place + 1))

        self._when_loaded(go)

    def _reveal(self, pieces: tuple[Stretch, ...]) -> None:
        css = f"background-color: {self._theme.accent}; color: {self._theme.on_accent}"
        self._page.call("reveal", *self._units(*pieces[0]))
        self._draw("flash", [Layer("flash", css, 90, pieces)])
        self._flash.start()

    def return_to(self, offset: int) -> None:
        self._when_loaded(
            lambda: self._page.call("restore", self._offsets.to_units(self._shown.shown_place(offset)))
        )

    def follow(self, fragment: str) -> None:
        self._when_loaded(lambda: self._following.follow(fragment))

    def enlarge_picture(self) -> None:
        self._when_loaded(self._following.enlarge)

    # --- selection

    def has_pictures(self) -> bool:
        """Whether areas can be drawn."""
        return self._areas.there_are_pictures()

    def set_tool(self, kind: AnnotationKind | None) -> None:
        color = self._theme.accent if kind is AnnotationKind.AREA else ""
        self._when_loaded(lambda: self._areas.draw(color))
        self.tool_changed.emit(AnnotationKind.AREA if color else None)

    def set_caret_mode(self, on: bool) -> None:
        self._when_loaded(lambda: self._page.call("setCaret", on))

    def select(self, start: int, end: int) -> None:
        def select() -> None:
            if there := self._shown.shown(start, end):
                self._page.call("select", *self._units(there[0][0], there[-1][1]))

        self._when_loaded(select)

    def clear_selection(self) -> None:
        self._when_loaded(lambda: self._page.call("clearSelection"))

    def _report_no_selection(self) -> None:
        self._selections += 1
        self.selection_changed.emit(None)

    def _report_selection(self, first_unit: int, last_unit: int) -> None:
        """What was selected without the white space around it."""
        if self._document is None:
            return
        self._selections += 1
        document, text = self._document.text, self._shown.text
        start, end = self._words_within(first_unit, last_unit)
        meant = self._shown.meant(start, end) if start < end else None
        if meant is None:
            self.selection_changed.emit(None)
            if start < end:
                self.selected_outside.emit(text[start:end])
            return

        turn = self._selections

        def report(boxes: object) -> None:
            if turn == self._selections and isinstance(boxes, list) and len(boxes) == 2:
                whole, last = map(self._rectangle, boxes)
                self.selection_changed.emit(Selection(*meant, document[slice(*meant)], whole, last))

        self._page.call("measure", *self._units(start, end), then=report)

    def _ask_for_menu(self, point: QPoint) -> None:
        def told(found: object) -> None:
            if isinstance(found, list) and len(found) == 2:
                unit, ids = found
                offset = self._meant_place(unit) if unit >= 0 else -1
                self.menu_requested.emit(MenuSpot(self._web.pos() + point, offset, tuple(ids)))

        zoom = self._web.zoomFactor()
        self._page.call("under", point.x() / zoom, point.y() / zoom, then=told)

    # --- finding

    def find(  # type: ignore[override]
        self, text: str, *, forward: bool = True, options: FindOptions | None = None, at: int | None = None
    ) -> None:
        self._when_loaded(lambda: self._find(text, options or FindOptions(), forward, at))

    def _find(self, words: str, options: FindOptions, forward: bool, at: int | None) -> None:
        here = self._shown.shown_place(self._position.offset)
        aim = None if at is None else self._shown.shown_place(at)
        result = self._finder.seek(words, options, forward=forward, here=here, at=aim)
        if current := self._finder.current():
            self._page.call("reveal", *self._units(*current))
        self._draw_found()
        self._map.start()
        self.find_changed.emit(result)

    def _draw_found(self) -> None:
        layers = []
        if current := self._finder.current():
            near = tuple(self._finder.near(_MOST_FINDS_DRAWN))
            strong = f"background-color: {self._theme.accent}; color: {self._theme.on_accent}"
            layers = [
                Layer("found", f"background-color: {self._theme.selection}", 60, near),
                Layer("found-current", strong, 61, (current,)),
            ]
        self._draw("found", layers)

    # --- the map

    def _tell_map(self) -> None:
        """Of annotations and found places; once the page says where they stand."""
        marked = [(one.annotation.id, one.pieces[0][0], one.pieces[-1][1]) for one in self._placed.values()]
        areas = ((id_, self._shown.shown_place(start)) for id_, start in self._areas.starts().items())
        marked += [(id_, start, start + 1) for id_, start in areas]
        marked += [(0, start, end) for start, end in self._finder.near(_MOST_FINDS_DRAWN)]

        def told(heights: object) -> None:
            if isinstance(heights, list) and len(heights) == len(marked):
                pairs = zip(marked, heights, strict=True)
                self.map_changed.emit([MapMark(at[0], at[1], one[0]) for one, at in pairs if at])

        self._page.call("heights", [self._units(start, end) for _, start, end in marked], then=told)

    def show_height(self, part: float) -> None:
        self._when_loaded(lambda: self._page.call("showHeight", part))

    # --- look and place

    def set_zoom(self, factor: float) -> None:
        self._web.setZoomFactor(factor)
        self._move_to(self._position.offset, self._position.progress)
        self.zoom_changed.emit(self._web.zoomFactor())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._page.setBackgroundColor(QColor(theme.page))
        if self._loaded:
            self._page.call("theme", self._variables())
            self._prepare_looks()
            self._draw_annotations()
            self._draw_found()

    def set_typography(self, typography: Typography) -> None:
        former, self._typography = self._typography, typography
        if not self._loaded:
            return
        self._page.call("theme", self._variables())
        if typography.hyphenated != former.hyphenated:
            self._divide_words()
            self._draw_annotations()
            self._draw_found()

    def _divide_words(self) -> None:
        """Tell the page where words may be divided, or that none may."""
        language = (self._item.language if self._item else "") or (
            self._document.language if self._document else ""
        )
        points = division_points(self._shown.text, language) if self._typography.hyphenated else []
        self._page.call("divide", [self._offsets.to_units(point) for point in points])

    def _variables(self) -> dict[str, str]:
        return variables(self._theme, self._typography)

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

    # --- the bridge

    def _units(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets.to_units(start), self._offsets.to_units(end)

    def _drawn(self, layers: Sequence[Layer]) -> list[object]:
        return [
            (layer.name, layer.css, layer.priority, [self._units(*stretch) for stretch in layer.ranges])
            for layer in layers
        ]

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

    def _rectangle(self, box: list[float]) -> QRect:
        """CSS pixels of the page in the view's coordinates."""
        zoom = self._web.zoomFactor()
        left, top, width, height = (round(side * zoom) for side in box)
        return QRect(self._web.pos().x() + left, self._web.pos().y() + top, width, height)


def _ahead(layer: Layer) -> Layer:
    """The same look, over all annotations."""
    return replace(layer, name=f"ahead-{layer.name}", priority=layer.priority + 2)
