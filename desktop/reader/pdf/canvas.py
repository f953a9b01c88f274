"""The pages of a PDF with all that lies on them; turns mouse and keys into selections, activations and areas."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, TextTarget
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.links import Link
from desktop.reader import theme as themes
from desktop.reader.pdf.areas import Draft, arrow, first_draft
from desktop.reader.pdf.caret import Caret, move_of
from desktop.reader.pdf.drags import AreaDrag, CornerDrag, Drag, EndDrag, Knob, TextDrag
from desktop.reader.pdf.look import Look
from desktop.reader.pdf.marks import PageMarks
from desktop.reader.pdf.pages import Lines
from desktop.reader.pdf.painting import KNOB, paint_annotation, paint_draft, paint_knob, seen_box
from desktop.reader.pdf.selecting import Grain, TextSelection
from desktop.reader.pdf.surface import PageSurface

_ROLL = 30
"""Milliseconds between steps of scrolling while the mouse is held outside."""
_REACH = KNOB / 2 + 3
"""Pixels from the middle of a knob that still take it."""
_WITHOUT_KNOBS = (AnnotationKind.BOOKMARK, AnnotationKind.NOTE)
_HINT = 60
"""Characters of what a link leads to."""


class PageCanvas(PageSurface):
    selected = Signal()
    """The mouse was let go, or a selecting key was pressed."""
    annotation_clicked = Signal(int, QRect)
    annotation_hovered = Signal(int)
    address_clicked = Signal(str)
    menu_wanted = Signal(QPoint, int, list)
    """Where, the character there, and the annotations there, the shortest first."""
    place_clicked = Signal(int, float)
    """A link inside the document was clicked: the page it leads to, and how far down (points)."""
    drawn = Signal(object)
    """A ``Draft`` that a person drew, or moved, where it has an id."""
    range_moved = Signal(int, int, int)
    """The ends of an annotation were dragged: its id, start and end."""
    tool_changed = Signal(object)
    """``AnnotationKind`` that the mouse draws now, or None."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marks: PageMarks | None = None
        self.caret_mode = False
        self._selection: TextSelection | None = None
        self._caret: Caret | None = None
        self._layers: dict[str, Lines] = {}
        self._current = 0
        self._handled = 0
        self._moving: tuple[int, int] | None = None
        """The range that an annotation would have if its end were let go now."""
        self._tool: AnnotationKind | None = None
        self._draft: Draft | None = None
        self._drag: Drag | None = None
        self._pressed = QPointF()
        self._pointer = QPointF()
        self._last_hit = 0
        self._clicks = 0
        self._click_timer = QTimer(self, singleShot=True)
        self._click_timer.timeout.connect(self._forget_clicks)
        self._roll = QTimer(self, interval=_ROLL)
        self._roll.timeout.connect(self._roll_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

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
        return self.height_of(*lines[0], 0.0), self.height_of(*lines[-1], 1.0)

    def offer_handles(self, annotation_id: int) -> None:
        """Whose ends or corners can be dragged; 0 for none."""
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
        for layer, color in (("find", light.highlights["orange"]), ("flash", light.selection)):
            self._fill(painter, self._layers.get(layer, []), color)
        for start, end in (self.selection, self._moving or (0, 0)):
            if start < end and self.pages:
                on_pages = ((page, self.pages.lines_on(page, start, end)) for page in pages)
                self._fill(
                    painter, [(page, box) for page, boxes in on_pages for box in boxes], light.selection
                )
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
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

    def _knob_at(self, at: QPointF) -> Knob | None:
        near = [knob for knob in self._knobs() if (knob.at - at).manhattanLength() <= 1.5 * _REACH]
        return min(near, key=lambda knob: (knob.at - at).manhattanLength(), default=None)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.pages is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        at = self._pressed = self._pointer = event.position()
        if self._tool:
            self._drag = AreaDrag(self, self._tool, at)
        elif knob := self._knob_at(at):
            self._drag = self._drag_of(knob)
        elif area := self._note_at(at) or self._area_edge_at(at):
            self._drag = CornerDrag(self, area, at, None)
        else:
            self._press_text(event)
        self.viewport().update()

    def _press_text(self, event: QMouseEvent) -> None:
        assert self._selection is not None and self._caret is not None
        offset = self.offset_at(event.position())
        grain = {0: Grain.LETTER, 1: Grain.WORD}.get(self._clicks, Grain.PARAGRAPH)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and (
            self.selection[1] or self._caret.offset
        ):
            if not self.selection[1]:
                self._selection.begin(self._caret.offset)
            self._selection.fix_far_end(offset)
        else:
            self._selection.begin(
                offset if grain is Grain.LETTER else self.letter_at(event.position()), grain
            )
        self._drag = TextDrag(self, grain is Grain.LETTER)
        self._drag.move(event.position())
        self._clicks += 1 if self._clicks else 0
        self._click_timer.start(self._double_click_time())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The word under the mouse; a third press takes the paragraph. The mouse may go on from either."""
        self._clicks = 1
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pages is None:
            return
        self._pointer = event.position()
        if self._drag is None:
            self._hover(event.position())
            return
        self._drag.move(self._pointer)
        outside = not self.viewport().rect().contains(self._pointer.toPoint())
        if outside and not self._roll.isActive():
            self._roll.start()
        elif not outside:
            self._roll.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._roll.stop()
        drag, self._drag = self._drag, None
        if drag is None:
            return
        moved = (event.position() - self._pressed).manhattanLength() > 3
        drag.drop(event.position(), moved)
        self.viewport().update()

    def click(self, at: QPointF) -> bool:
        """A press and release without a way between: an annotation, else a link; whether there was one."""
        hits, link = self._hits(at), self._link_at(at)
        inside = [hit for hit in hits if not self._is_area(hit)]
        if inside or (hits and not link):
            self._activate(inside or hits)
        elif link:
            self.set_selection(0, 0)
            self._follow(link)
        else:
            return False
        return True

    def _drag_of(self, knob: Knob) -> Drag:
        assert self.marks is not None
        annotation = self.marks.get(knob.annotation_id)
        assert annotation is not None
        if isinstance(annotation.target, AreaTarget):
            return CornerDrag(self, self._draft_of(annotation), knob.at, knob.number)
        place = self.marks.range_of(annotation.target) or (0, 0)
        return EndDrag(self, annotation.id, place[1 - knob.number])

    def _draft_of(self, annotation: Annotation) -> Draft:
        assert self.pages is not None and isinstance(annotation.target, AreaTarget)
        page = annotation.target.page_index
        box = self.pages.area(page, annotation.target.rectangle)
        return Draft(annotation.kind, page, box, annotation.id)

    def _note_at(self, at: QPointF) -> Draft | None:
        """A note under the mouse, which can be moved from anywhere on it."""
        for hit in self._hits(at):
            annotation = self.marks.get(hit) if self.marks else None
            if annotation and annotation.kind is AnnotationKind.NOTE:
                return self._draft_of(annotation)
        return None

    def _area_edge_at(self, at: QPointF) -> Draft | None:
        """The current area where the mouse is on its edge."""
        annotation = self.marks.get(self._handled) if self.marks else None
        if annotation is None or annotation.kind is not AnnotationKind.AREA:
            return None
        draft = self._draft_of(annotation)
        shape = self.on_screen(draft.page, draft.box)
        outer, inner = shape.adjusted(-4, -4, 4, 4), shape.adjusted(4, 4, -4, -4)
        return draft if outer.contains(at) and not inner.contains(at) else None

    # --- what drags and keys change

    def offset_at(self, at: QPointF) -> int:
        """The boundary between letters nearest to a point of the viewport."""
        assert self.pages is not None
        return self.pages.offset_at(*self.page_and_point(at))

    def letter_at(self, at: QPointF) -> int:
        """The letter under a point, or nearest to it."""
        assert self.pages is not None
        page, point = self.page_and_point(at)
        return self.pages.letter_at(page, point)

    def extend_to(self, at: QPointF, *, by_letter: bool) -> None:
        assert self._selection is not None and self._caret is not None
        offset = self.offset_at(at) if by_letter else self.letter_at(at)
        self._selection.extend(offset)
        self._caret.put(offset)
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
        if tool:
            self.set_tool(None)
        if draft and draft.is_large_enough():
            self.drawn.emit(draft)

    def _activate(self, hits: list[int]) -> None:
        """The uppermost annotation, at the next click the one below."""
        self.set_selection(0, 0)
        after = hits.index(self._last_hit) - 1 if self._last_hit in hits else len(hits) - 1
        self._last_hit = hits[after]
        place = self._place_near(self._last_hit, self._pressed)
        self.annotation_clicked.emit(self._last_hit, place)

    def _place_near(self, annotation_id: int, at: QPointF) -> QRect:
        """The box of an annotation that was clicked."""
        lines = self.marks.lines(annotation_id) if self.marks else []
        boxes = [self.on_screen(page, box) for page, box in lines if page in self.seen_pages()]
        within = [box for box in boxes if box.contains(at)]
        return (within or boxes or [QRectF(at, QSizeF(1, 1))])[0].toAlignedRect()

    def _hits(self, at: QPointF) -> list[int]:
        assert self.pages is not None
        page, _ = self.page_and_point(at)
        if self.marks is None or self.pages.known(page) is None:
            return []
        return [
            one.id
            for one in self.marks.on_page(page)
            if any(
                seen_box(one, self.on_screen(page, box)).contains(at) for box in self.marks.boxes(one, page)
            )
        ]

    def _is_area(self, annotation_id: int) -> bool:
        annotation = self.marks.get(annotation_id) if self.marks else None
        return annotation is not None and annotation.kind is AnnotationKind.AREA

    def _link_at(self, at: QPointF) -> Link | None:
        assert self.pages is not None
        return self.pages.link_at(*self.page_and_point(at))

    def _follow(self, link: Link) -> None:
        if link.address:
            self.address_clicked.emit(link.address)
        else:
            self.place_clicked.emit(link.page_index, link.down)

    def _hover(self, at: QPointF) -> None:
        hits = self._hits(at)
        self.annotation_hovered.emit(hits[-1] if hits else 0)
        if self._tool:
            shape = Qt.CursorShape.CrossCursor
        elif self._knob_at(at) or self._area_edge_at(at):
            shape = Qt.CursorShape.SizeAllCursor
        elif hits or self._link_at(at):
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _roll_on(self) -> None:
        """The pages move while the mouse is held above or below them."""
        area = self.viewport().rect()
        beyond = min(0.0, self._pointer.y() - area.top()) + max(0.0, self._pointer.y() - area.bottom())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 2))
        if self._drag:
            self._drag.move(self._pointer)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.pages is not None:
            at = QPointF(event.pos())
            self.menu_wanted.emit(event.pos(), self.offset_at(at), self._hits(at)[::-1])

    # --- keys and hints

    def event(self, event: QEvent) -> bool:
        """While something is drawn, Esc, Enter and the arrows belong to it."""
        if event.type() == QEvent.Type.ShortcutOverride and self._tool and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys or not arrow(event.key()).isNull():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.pages is None:
            super().keyPressEvent(event)
        elif not (self._draw_by_key(event) or self._move_area(event) or self._select_by_key(event)):
            self._scroll_by_key(event)

    def _draw_by_key(self, event: QKeyEvent) -> bool:
        """Arrows place what is to be drawn, with Shift they size it; Enter keeps it, Esc leaves it."""
        if not self._tool:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.set_tool(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_draft(self._draft or self._first_draft())
            self.keep_draft()
        elif not arrow(event.key()).isNull():
            draft = self._draft
            sizing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if draft is None:
                draft = self._first_draft()
            else:
                draft = draft.keyed(event.key(), sizing=sizing, size=self.size_of(draft.page))
            self.show_draft(draft)
            self.scroll_into_view(self.on_screen(draft.page, draft.box))
        else:
            return False
        return True

    def _first_draft(self) -> Draft:
        assert self._tool is not None
        page, middle = self.page_and_point(QRectF(self.viewport().rect()).center())
        return first_draft(self._tool, page, middle, self.size_of(page))

    def _move_area(self, event: QKeyEvent) -> bool:
        """Ctrl and an arrow move the current area or note, Shift and an arrow size it."""
        annotation = self.marks.get(self._handled) if self.marks else None
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        sizing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if annotation is None or isinstance(annotation.target, TextTarget) or control == sizing:
            return False
        if arrow(event.key()).isNull() or self.selection[1]:
            return False
        draft = self._draft_of(annotation)
        self.drawn.emit(draft.keyed(event.key(), sizing=sizing, size=self.size_of(draft.page)))
        return True

    def _select_by_key(self, event: QKeyEvent) -> bool:
        """Shift and a moving key select; in caret mode these keys alone move the caret."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.set_selection(0, len(self.pages.text) if self.pages else 0)
            self.selected.emit()
            return True
        move, shift = move_of(event), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if move is None or not (shift or self.caret_mode) or not (self._caret and self._selection):
            return False
        if shift and not self.selection[1]:
            self._selection.begin(self._caret.offset or self.first_offset())
            self._caret.put(self._caret.offset or self.first_offset())
        self._caret.go(move)
        if shift:
            self._selection.extend(self._caret.offset)
        else:
            self._selection.set(self._caret.offset, self._caret.offset)
        if place := self._caret_place(range(len(self.pages or ()))):
            self.scroll_into_view(place)
        self.setAccessibleDescription(self._spoken())
        self.viewport().update()
        self.selected.emit()
        return True

    def _spoken(self) -> str:
        """What those hear who do not see: the selected words, else the caret's line."""
        start, end = self.selection
        words = self.pages.text[start:end] if self.pages else ""
        return words if words.strip() else self._caret.line_text() if self._caret else ""

    def _scroll_by_key(self, event: QKeyEvent) -> None:
        """What a scroll area does not know by itself: ends and screens."""
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep() * 9 // 10)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.pages is not None:
            link = self._link_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._hint(link) if link else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _hint(self, link: Link) -> str:
        """Where a link leads: its address, or the page and the words there."""
        if link.address or self.pages is None or not 0 <= link.page_index < len(self.pages):
            return link.address
        span = self.pages.document.spans[link.page_index]
        first = self.pages.offset_at(link.page_index, QPointF(0, link.down)) if link.down else span.start
        words = " ".join(self.pages.text[first : span.end][: 2 * _HINT].split())[:_HINT]
        return f"→ {span.label}  {words}".rstrip()

    def _forget_clicks(self) -> None:
        self._clicks = 0

    def _double_click_time(self) -> int:
        return QApplication.doubleClickInterval()
