"""Pages with all that lies on them: annotations, what is selected or found, handles, the caret, and what is drawn."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, TextTarget
from desktop.formats.pdf.document import PdfDocument
from desktop.reader import theme as themes
from desktop.reader.pdf.areas import Draft
from desktop.reader.pdf.caret import Caret
from desktop.reader.pdf.drags import CornerDrag, Drag, EndDrag, Knob
from desktop.reader.pdf.look import Look
from desktop.reader.pdf.marks import PageMarks
from desktop.reader.pdf.pages import Lines
from desktop.reader.pdf.painting import KNOB, paint_annotation, paint_draft, paint_knob, seen_box
from desktop.reader.pdf.selecting import TextSelection
from desktop.reader.pdf.surface import PageSurface

_WITHOUT_KNOBS = (AnnotationKind.BOOKMARK, AnnotationKind.NOTE)


class MarkedPages(PageSurface):
    """What mouse and keys change; they themselves are for others."""

    selected = Signal()
    """The mouse was let go, or a selecting key was pressed."""
    drawn = Signal(object)
    """A ``Draft`` that a person drew, or moved, where it has an id."""
    tool_changed = Signal(object)
    """``AnnotationKind`` that the mouse draws now, or None."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marks: PageMarks | None = None
        self.caret_mode = False
        self._selection: TextSelection | None = None
        self._caret: Caret | None = None
        self._layers: dict[str, Lines] = {}
        self._found: Sequence[tuple[int, int]] = ()
        self._current = 0
        self._handled = 0
        self._moving: tuple[int, int] | None = None
        """The range that an annotation would have if its end were let go now."""
        self._tool: AnnotationKind | None = None
        self._draft: Draft | None = None
        self._drag: Drag | None = None

    def open_document(self, document: PdfDocument, text: str, look: Look, zoom: float) -> None:
        super().open_document(document, text, look, zoom)
        assert self.pages is not None
        self.marks = PageMarks(self.pages)
        self._selection, self._caret = TextSelection(self.pages), Caret(self.pages)

    def show_annotations(self, annotations: Sequence[Annotation]) -> tuple[list[int], list[int]]:
        """The ids of those that have a place, and of those that have none."""
        placed = self.marks.set(annotations) if self.marks else ([], [])
        self.viewport().update()
        return placed

    def show_lines(self, layer: str, lines: Lines) -> None:
        self._layers[layer] = lines
        self.viewport().update()

    def show_found(self, places: Sequence[tuple[int, int]], current: Lines) -> None:
        """All ranges where something was found, in order, and the lines of the one that is meant now."""
        self._found = places
        self.show_lines("find", current)

    def set_current(self, annotation_id: int) -> None:
        self._current = annotation_id
        self.viewport().update()

    def placed(self) -> list[Annotation]:
        """The annotations that have a place."""
        return self.marks.all() if self.marks else []

    def lines_of(self, annotation_id: int) -> Lines:
        return self.marks.lines(annotation_id) if self.marks else []

    def heights_of(self, annotation: Annotation) -> tuple[float, float]:
        """Its top and bottom, as parts of the height of the whole scroll; roughly, where its page is not read yet."""
        assert self.marks is not None and self.pages is not None
        target = annotation.target
        page = target.page_index if isinstance(target, AreaTarget) else -1
        place = self.marks.range_of(target) if isinstance(target, TextTarget) else None
        if place and not all(self.pages.known(self.pages.page_of(at)) for at in place):
            return self.height_at(place[0]), self.height_at(place[1])
        if page >= 0 and not self.pages.known(page):
            return self.height_of(page, QRectF(0, 0, 1, 1), 0.0), self.height_of(
                page, QRectF(0, 0, 1, 1), 1.0
            )
        lines = self.marks.lines(annotation.id)
        if not lines:  # nothing of it is drawn: white space, say
            return (height := self.height_at(place[0] if place else 0)), height
        return self.height_of(*lines[0], 0.0), self.height_of(*lines[-1], 1.0)

    def offer_handles(self, annotation_id: int) -> None:
        """Whose ends or corners can be dragged; 0 for none. A drag of another one's ends without effect."""
        if annotation_id != self._handled and isinstance(self._drag, EndDrag | CornerDrag):
            self._drag = self._draft = self._moving = None
        self._handled = annotation_id
        self.viewport().update()

    @property
    def selection(self) -> tuple[int, int]:
        return self._selection.range if self._selection else (0, 0)

    def set_selection(self, start: int, end: int) -> None:
        if self._selection and self._caret:
            self._selection.set(start, end)
            self._caret.put(end)
        self.viewport().update()

    def set_tool(self, kind: AnnotationKind | None) -> None:
        """What the mouse draws; None: it selects text."""
        self._tool, self._draft, self._drag = kind, None, None
        cursor = Qt.CursorShape.CrossCursor if kind else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(cursor)
        self.viewport().update()
        self.tool_changed.emit(kind)

    def set_caret_mode(self, on: bool) -> None:
        """Whether arrows move a caret through the text."""
        self.caret_mode = on
        if on and self._caret and not any(self.selection) and self._caret.offset == 0:
            self._caret.put(self.first_offset())
        self.viewport().update()

    def show_moving(self, place: tuple[int, int] | None) -> None:
        self._moving = place
        self.viewport().update()

    def show_draft(self, draft: Draft | None) -> None:
        self._draft = draft
        self.viewport().update()

    def keep_draft(self) -> None:
        """What is drawn becomes an annotation, or is moved."""
        draft, tool = self._draft, self._tool
        self.show_draft(None)
        if draft and draft.is_large_enough():
            self.drawn.emit(draft)
        if tool:
            self.set_tool(None)

    def lines(self, start: int, end: int) -> Lines:
        return self.pages.lines(start, end) if self.pages and start < end else []

    def size_of(self, page: int) -> QSizeF:
        assert self.pages is not None
        return QSizeF(*self.pages.size(page))

    # --- drawing

    def paint_over(self, painter: QPainter, pages: list[int]) -> None:
        light = themes.load("paper")
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for page in pages:
            to_screen = self.transform(page)
            for annotation in self.marks.on_page(page) if self.marks else ():
                for box in self.marks.boxes(annotation, page) if self.marks else ():
                    paint_annotation(painter, annotation, box, to_screen, light)
        found = ((page, self._found_on(page)) for page in pages)
        self._fill(painter, [(page, box) for page, boxes in found for box in boxes], light.selection)
        for layer, color in (("find", light.highlights["orange"]), ("flash", light.selection)):
            self._fill(painter, self._layers.get(layer, []), color)
        for start, end in (self.selection, self._moving or (0, 0)):
            if start < end and self.pages:
                on_pages = ((page, self.pages.lines_on(page, start, end)) for page in pages)
                self._fill(
                    painter, [(page, box) for page, boxes in on_pages for box in boxes], light.selection
                )
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._outline(painter, self._layers.get("find", []))
        self._paint_current(painter, pages)
        if self._draft:
            paint_draft(painter, self.on_screen(self._draft.page, self._draft.box), light)
        for knob in self._knobs():
            paint_knob(painter, knob.at, light)
        if self.caret_mode and self._caret and self.hasFocus() and (place := self._caret_place(pages)):
            painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(light.text))

    def _paint_current(self, painter: QPainter, pages: list[int]) -> None:
        annotation = self.marks.get(self._current) if self.marks else None
        if annotation is None or self.marks is None:
            return
        painter.setPen(QPen(QColor(themes.load("paper").accent), 2))
        for page in pages:
            if annotation in self.marks.on_page(page):
                for box in self.marks.boxes(annotation, page):
                    shape = seen_box(annotation, self.on_screen(page, box))
                    painter.drawRect(shape.adjusted(-1, -1, 1, 1))

    def _outline(self, painter: QPainter, lines: Lines) -> None:
        painter.setPen(QPen(QColor(themes.load("paper").text), 1))
        for page, box in lines:
            painter.drawRect(self.on_screen(page, box).adjusted(-1, -1, 1, 1))

    def _found_on(self, page: int) -> list[QRectF]:
        assert self.pages is not None
        span = self.pages.document.spans[page]
        first = max(0, bisect_left(self._found, (span.start, 0)) - 1)
        last = bisect_left(self._found, (span.end, 0))
        return [box for place in self._found[first:last] for box in self.pages.lines_on(page, *place)]

    def _fill(self, painter: QPainter, lines: Lines, color: str) -> None:
        for page, box in lines:
            painter.fillRect(self.on_screen(page, box), QColor(color))

    def _caret_place(self, pages: Sequence[int]) -> QRectF | None:
        assert self.pages is not None and self._caret is not None
        page = self.pages.page_of(self._caret.offset)
        if page not in pages:
            return None
        lines = self.pages.contents(page).lines
        if not lines.lines:
            return None
        box = lines.caret(self._caret.offset - self.pages.document.spans[page].start)
        return self.on_screen(page, QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])))

    # --- knobs: the handles of ends and corners

    def _knobs(self) -> list[Knob]:
        """Of the annotation that is to have some; none while something is dragged or selected."""
        if self._drag is not None or self.pages is None or self.marks is None or self._draft:
            return []
        start, end = self.selection
        annotation = self.marks.get(self._handled)
        if start < end or annotation is None or annotation.kind in _WITHOUT_KNOBS:
            return []
        if isinstance(annotation.target, TextTarget):
            place = self.marks.range_of(annotation.target)
            return self._end_knobs(*place, annotation.id) if place else []
        page = annotation.target.page_index
        if page not in self.seen_pages():
            return []
        box = self.pages.area(page, annotation.target.rectangle)
        corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
        to_screen = self.transform(page)
        return [Knob(to_screen.map(corner), annotation.id, number) for number, corner in enumerate(corners)]

    def _end_knobs(self, start: int, end: int, annotation_id: int) -> list[Knob]:
        """Below the first and the last letter, where these can be seen."""
        assert self.pages is not None
        found = []
        for number, offset in enumerate((start, end - 1)):
            page = self.pages.page_of(offset)
            if page not in self.seen_pages() or not self.pages.known(page):
                continue
            lines = self.pages.contents(page).lines
            if not lines.lines:
                continue
            first = self.pages.document.spans[page].start
            box = lines.caret(offset + number - first)
            foot = self.transform(page).map(QPointF(box[2], box[3]))
            found.append(Knob(foot + QPointF(0, KNOB / 2), annotation_id, number))
        return found

    def _draft_of(self, annotation: Annotation) -> Draft:
        assert self.pages is not None and isinstance(annotation.target, AreaTarget)
        page = annotation.target.page_index
        box = self.pages.area(page, annotation.target.rectangle)
        return Draft(annotation.kind, page, box, annotation.id)
