"""The reader of the HTML family: saved pages, text, Markdown."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.shown_text import ShownText
from desktop.reader.base import DocumentSource, MapMark, MenuSpot, Selection
from desktop.reader.finding import Finder, FindOptions
from desktop.reader.web.layers import Layer
from desktop.reader.web.marked_view import MarkedView

_MOST_FINDS_DRAWN = 2000


class WebReaderView(MarkedView):
    """Shows an article in the web engine, with what is selected and found in it."""

    def __init__(self, source: DocumentSource, parent: QWidget | None = None) -> None:
        super().__init__(source, parent)
        self._selections = 0
        """Counts them: what is told late of a former one is not told on."""
        self._map.timeout.connect(self._tell_map)
        self._web.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._web.customContextMenuRequested.connect(self._ask_for_menu)
        self._page.bridge.selection_made.connect(self._report_selection)
        self._page.bridge.selection_cleared.connect(self._report_no_selection)

    def _show_text(self, shown: ShownText) -> None:
        super()._show_text(shown)
        self._finder = Finder(shown.text)

    def _draw_all(self) -> None:
        super()._draw_all()
        self._draw_found()

    # --- selection

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
