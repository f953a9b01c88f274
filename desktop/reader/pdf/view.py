"""The reader of PDFs: pages below each other, with selection and annotations."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item, ReadingPosition
from desktop.formats.pdf.document import PdfDocument
from desktop.reader.base import DocumentSource, MapMark, MenuSpot, ReaderView, Selection
from desktop.reader.finding import Finder, FindOptions
from desktop.reader.pdf.areas import Draft
from desktop.reader.pdf.canvas import PageCanvas
from desktop.reader.pdf.look import Look
from desktop.reader.pdf.pages import Lines
from desktop.reader.theme import Theme

_MOST_FINDS_MAPPED = 2000
_MAP_PAUSE = 30
_FLASH = 900
"""Milliseconds."""


class PdfReaderView(ReaderView):
    """Shows a PDF; all it knows of its text it takes from ``Document.text``."""

    def __init__(self, source: DocumentSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._text = ""
        self._finder = Finder("")
        self._annotations: Sequence[Annotation] = ()
        self._waits = False
        """Whether the pages that are to be seen first are still being drawn and read; annotations get their places
        then, which nobody sees sooner."""
        self._canvas = PageCanvas(self)
        self._canvas.selected.connect(self.report_selection)
        self._canvas.annotation_clicked.connect(self.annotation_activated)
        self._canvas.annotation_hovered.connect(self.annotation_hovered)
        self._canvas.menu_wanted.connect(
            lambda point, offset, ids: self.menu_requested.emit(MenuSpot(point, offset, tuple(ids)))
        )
        self._canvas.address_clicked.connect(self.link_activated)
        self._canvas.place_clicked.connect(self._follow)
        self._canvas.drawn.connect(self._keep_draft)
        self._canvas.range_moved.connect(self.end_dragged)
        self._canvas.tool_changed.connect(self.tool_changed)
        self._canvas.zoom_changed.connect(self._zoomed)
        self._canvas.made.connect(self._go_on)
        self.setFocusProxy(self._canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self._flash = QTimer(self, singleShot=True, interval=_FLASH)
        self._map = QTimer(self, singleShot=True, interval=_MAP_PAUSE)
        self._map.timeout.connect(self._tell_map)
        self._flash.timeout.connect(lambda: self._canvas.show_lines("flash", []))
        self._canvas.verticalScrollBar().valueChanged.connect(
            lambda: self.location_changed.emit(self.position())
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._canvas.close_document()
        super().closeEvent(event)

    def open(self, item: Item, document: Document, position: ReadingPosition | None = None) -> None:
        try:
            pdf = PdfDocument(self._source.original(document.version_id), document.pages, document.text)
        except UserError as failure:
            self.load_failed.emit(str(failure))
            return
        self._text, self._finder = document.text, Finder(document.text)
        self._canvas.setAccessibleName(item.title)
        look = Look.told_by(position.look if position else {})
        self._canvas.open_document(pdf, document.text, look, position.zoom if position else 1.0)
        if position:
            self._canvas.scroll_to(self._canvas.lines(position.offset, position.offset + 1), 0.0)
        self._waits = self._canvas.draw_ahead()
        if not self._waits:
            self._place_soon()

    # --- annotations

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = tuple(annotations)
        if not self._waits:
            self._place_annotations()

    def show_ahead(self, annotation: Annotation) -> None:
        self._canvas.show_annotations([*self._annotations, annotation])
        QTimer.singleShot(0, self, self.ahead_shown.emit)  # behind the event that paints it

    def _place_annotations(self) -> None:
        if self._canvas.sheets is None:
            return
        placed, orphans = self._canvas.show_annotations(self._annotations)
        self._map.start()
        self.anchored.emit(placed, orphans)

    def _go_on(self) -> None:
        if self._waits and self._canvas.is_read():
            self._waits = False
            self._place_soon()

    def _place_soon(self) -> None:
        """Behind the event that paints what was drawn."""
        QTimer.singleShot(0, self, self._place_annotations)
        QTimer.singleShot(0, self, self.ready.emit)

    def mark_annotation(self, annotation_id: int) -> None:
        self._canvas.set_current(annotation_id)

    def offer_handles(self, annotation_id: int) -> None:
        self._canvas.offer_handles(annotation_id)

    def set_caret_mode(self, on: bool) -> None:
        self._canvas.set_caret_mode(on)

    def set_tool(self, kind: AnnotationKind | None) -> None:
        self._canvas.set_tool(kind)

    def _keep_draft(self, draft: Draft) -> None:
        """What was drawn, in points of the file."""
        if self._canvas.pages is not None:
            target = AreaTarget(draft.page, self._canvas.pages.rectangle(draft.page, draft.box))
            if draft.id:
                self.area_moved.emit(draft.id, target)
            else:
                place = self._canvas.on_screen(draft.page, draft.box).toAlignedRect()
                self.area_drawn.emit(target, draft.kind, place)

    def go_to_annotation(self, annotation_id: int) -> None:
        if not self._canvas.lines_of(annotation_id):
            self._place_annotations()
        self._show_place(self._canvas.lines_of(annotation_id))

    def go_to(self, start: int, end: int) -> None:
        self._show_place(self._canvas.lines(start, end))

    def _show_place(self, lines: Lines) -> None:
        self._canvas.scroll_to(lines)
        self._canvas.show_lines("flash", lines)
        self._flash.start()

    def return_to(self, offset: int) -> None:
        self._canvas.scroll_to(self._canvas.lines(offset, offset + 1), 0.0)

    def _follow(self, page: int, down: float) -> None:
        left_at = self._canvas.first_offset()
        self._canvas.scroll_to_page(page, down)
        self.jumped.emit(left_at)

    # --- selection and finding

    def select(self, start: int, end: int) -> None:
        self._canvas.set_selection(start, end)
        self.report_selection()

    def clear_selection(self) -> None:
        self._canvas.set_selection(0, 0)
        self.selection_changed.emit(None)

    def report_selection(self) -> None:
        """Tell what is selected, without surrounding white space."""
        start, end = self._canvas.selection
        words = self._text[start:end]
        if not words.strip():
            self.selection_changed.emit(None)
            return
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        start, end = self._canvas.pages.whole(start, end) if self._canvas.pages else (start, end)
        lines = self._canvas.lines(start, end)
        boxes = [self._canvas.on_screen(page, box).toAlignedRect() for page, box in lines]
        whole = QRect()
        for box in boxes:
            whole |= box
        last = boxes[-1] if boxes else QRect()
        self.selection_changed.emit(Selection(start, end, self._text[start:end], whole, last))

    def find(  # type: ignore[override]
        self, text: str, *, forward: bool = True, options: FindOptions | None = None, at: int | None = None
    ) -> None:
        here = self._canvas.first_offset()
        result = self._finder.seek(text, options or FindOptions(), forward=forward, here=here, at=at)
        current = self._finder.current()
        lines = self._canvas.lines(*current) if current else []
        self._canvas.scroll_to(lines)
        self._canvas.show_found(self._finder.found, lines)
        self._map.start()
        self.find_changed.emit(result)

    # --- the map

    def _tell_map(self) -> None:
        """Of annotations and found places, once what is on screen is drawn."""
        if self._canvas.sheets is None:
            return
        marks = [MapMark(*self._canvas.heights_of(one), one.id) for one in self._canvas.placed()]
        for start, _ in self._finder.near(_MOST_FINDS_MAPPED):
            height = self._canvas.height_at(start)
            marks.append(MapMark(height, height))
        self.map_changed.emit(marks)

    def show_height(self, part: float) -> None:
        self._canvas.show_height(part)

    # --- looks

    def set_zoom(self, factor: float) -> None:
        self._canvas.set_zoom(factor)
        self._zoomed()

    def look(self) -> Look:
        """How the pages are laid out."""
        return self._canvas.look

    def set_look(self, look: Look) -> None:
        """Lay them out another way; another fit is seen at its own size."""
        self._canvas.set_look(look, 1.0 if look.fit is not self.look().fit else self._canvas.zoom)
        self._zoomed()

    def _zoomed(self) -> None:
        self._map.start()
        self.zoom_changed.emit(self._canvas.zoom)
        self.location_changed.emit(self.position())

    def set_theme(self, theme: Theme) -> None:
        self._canvas.set_theme(theme)

    def is_drawn(self) -> bool:
        """Whether nothing that is to be seen is still being drawn."""
        return self._canvas.is_drawn()

    def position(self) -> ReadingPosition:
        bar = self._canvas.verticalScrollBar()
        progress = bar.value() / bar.maximum() if bar.maximum() else 1.0
        return ReadingPosition(self._canvas.first_offset(), progress, self._canvas.zoom, self.look().told())
