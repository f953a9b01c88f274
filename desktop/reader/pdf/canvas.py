"""The pages of a PDF under the mouse: selections, activations, steps along links, areas and their handles."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.domain.annotation import AnnotationKind, AreaTarget
from desktop.formats.pdf.links import Link
from desktop.reader.pdf.areas import Draft
from desktop.reader.pdf.drags import AreaDrag, CornerDrag, Drag, EndDrag, Knob, TextDrag
from desktop.reader.pdf.keyed_pages import KeyedPages
from desktop.reader.pdf.painting import KNOB, seen_box
from desktop.reader.pdf.selecting import Grain

_ROLL = 30
"""Milliseconds between steps of scrolling while the mouse is held outside."""
_REACH = KNOB / 2 + 3
"""Pixels from the middle of a knob that still take it."""
_HINT = 60
"""Characters of what a link leads to."""


class PageCanvas(KeyedPages):
    annotation_clicked = Signal(int, QRect)
    annotation_hovered = Signal(int)
    address_clicked = Signal(str)
    menu_wanted = Signal(QPoint, int, list)
    """Where, the character there, and the annotations there, the shortest first."""
    place_clicked = Signal(int, float)
    """A link inside the document was clicked: the page it leads to, and how far down (points)."""
    range_moved = Signal(int, int, int)
    """The ends of an annotation were dragged: its id, start and end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the link at the caret."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.caret_mode and not self._tool and (link := self._link_at_caret()):
            self._follow(link)
        else:
            super().keyPressEvent(event)

    def _link_at_caret(self) -> Link | None:
        place = self._caret_place(range(len(self.pages or ())))
        sides = (QPointF(2, 0), QPointF(-2, 0))
        return next(
            (link for side in sides if place and (link := self._link_at(place.center() + side))), None
        )

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
