"""The pages of a PDF on screen: drawing, scrolling, mouse and keys."""

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from desktop.domain.annotation import Annotation
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.links import Link
from desktop.reader import theme as themes
from desktop.reader.pdf.pages import Lines, PdfPages
from desktop.reader.pdf.painting import paint_annotation
from desktop.reader.pdf.rendering import PagePictures
from desktop.reader.pdf.sheets import GAP, Sheets
from desktop.reader.theme import Theme

_ROLL = 30
"""Milliseconds between steps of scrolling while the mouse is held outside."""
_IN_WORDS = "'’-"


class PageCanvas(QAbstractScrollArea):
    """Draws the pages, and turns mouse and keys into selections, activations and steps along links."""

    selected = Signal()
    """The mouse was let go, or a selecting key was pressed."""
    annotation_clicked = Signal(int, QRect)
    annotation_hovered = Signal(int)
    address_clicked = Signal(str)
    menu_wanted = Signal(QPoint, int, list)
    """Where, the character there, and the annotations there."""
    page_clicked = Signal(int)
    """A link inside the document was clicked: the page it leads to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets: Sheets | None = None
        self.pages: PdfPages | None = None
        self._pictures: PagePictures | None = None
        self.text = ""
        self._zoom = 1.0
        self._theme = themes.load("paper")
        self._annotations: list[Annotation] = []
        self._places: dict[int, Lines] = {}
        self._layers: dict[str, Lines] = {}
        self.selection = (0, 0)
        self._anchor: int | None = None
        self._pressed = QPoint()
        self._pointer = QPointF()
        self._last_hit = 0
        self._double_click = QElapsedTimer()
        self._roll = QTimer(self, interval=_ROLL)
        self._roll.timeout.connect(self._roll_on)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def open_document(self, document: PdfDocument, text: str, zoom: float) -> None:
        self.close_document()
        self.text = text
        self.sheets, self.pages = Sheets(document), PdfPages(document, text)
        self._pictures = PagePictures(document, self)
        self._pictures.drawn.connect(self.viewport().update)
        self._zoom = zoom
        self._arrange()

    def close_document(self) -> None:
        if self._pictures is not None and self.sheets is not None:
            self._pictures.finish()
            self.sheets.document.close()
        self._pictures = self.sheets = self.pages = None

    def show_annotations(self, annotations: list[Annotation], places: dict[int, Lines]) -> None:
        self._annotations, self._places = annotations, places
        self.viewport().update()

    def show_lines(self, layer: str, lines: Lines) -> None:
        self._layers[layer] = lines
        self.viewport().update()

    def set_selection(self, start: int, end: int) -> None:
        self.selection = (start, end)
        self.viewport().update()

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def lines(self, start: int, end: int) -> Lines:
        return self.pages.lines(start, end) if self.pages and start < end else []

    # --- geometry

    def _arrange(self) -> None:
        """Fit the widest page to the view, times the zoom, and keep the place."""
        if self.sheets is None:
            return
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        part = bar.value() / self.sheets.height
        fit = max(100.0, self.viewport().width() - 2 * GAP) / self.sheets.widest
        self.sheets.arrange(fit * self._zoom)
        bar.setRange(0, max(0, int(self.sheets.height) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(48)
        bar.setValue(round(part * self.sheets.height))
        wide = int(self.sheets.widest * self.sheets.scale + 2 * GAP)
        across.setRange(0, max(0, wide - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        self.viewport().update()

    def _page_on_screen(self, page: int) -> QRectF:
        assert self.sheets is not None
        whole = self.sheets.page_rectangle(page, self.viewport().width())
        return whole.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _to_screen(self, page: int, box: QRectF) -> QRectF:
        assert self.sheets is not None
        scale, corner = self.sheets.scale, self._page_on_screen(page).topLeft()
        return QRectF(
            corner.x() + box.x() * scale,
            corner.y() + box.y() * scale,
            box.width() * scale,
            box.height() * scale,
        )

    def on_screen(self, page: int, box: QRectF) -> QRect:
        return self._to_screen(page, box).toAlignedRect()

    def _page_and_point(self, at: QPointF) -> tuple[int, QPointF]:
        assert self.sheets is not None
        page = self.sheets.page_at(at.y() + self.verticalScrollBar().value())
        return page, (at - self._page_on_screen(page).topLeft()) / self.sheets.scale

    def scroll_to(self, lines: Lines, above: float = 0.33) -> None:
        """Bring the first line into view, ``above`` of the view's height over it."""
        if lines:
            top = self._to_screen(*lines[0]).top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(int(top - above * self.viewport().height()))

    def scroll_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        if self.sheets is not None and 0 <= page < len(self.sheets.document.spans):
            top = self._page_on_screen(page).top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(int(top - GAP / 2))

    def height_of(self, page: int, box: QRectF, part: float) -> float:
        """Where a part of a box stands, as a part of the document's height."""
        assert self.sheets is not None
        top = self._page_on_screen(page).top() + self.verticalScrollBar().value()
        return (top + (box.top() + part * box.height()) * self.sheets.scale) / self.sheets.height

    def height_at(self, offset: int) -> float:
        """Where a character stands, by its part of its page's text where the page is not known yet."""
        assert self.sheets is not None and self.pages is not None
        page, (width, height) = self.pages.page_of(offset), self.pages.size(self.pages.page_of(offset))
        span = self.sheets.document.spans[page]
        known = self.lines(offset, offset + 1) if self.pages.known(page) else []
        part = (offset - span.start) / max(1, span.end - span.start)
        return (
            self.height_of(*known[0], 0.5)
            if known
            else self.height_of(page, QRectF(0, 0, width, height), part)
        )

    def show_height(self, part: float) -> None:
        """Bring that part of the document's height into the middle of the view."""
        if self.sheets is not None:
            self.verticalScrollBar().setValue(int(part * self.sheets.height - self.viewport().height() / 2))

    def first_offset(self) -> int:
        if self.sheets is None:
            return 0
        page, point = self._page_and_point(QPointF(0, 1))
        assert self.pages is not None
        return self.pages.offset_at(page, QPointF(0, max(0.0, point.y())))

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._theme.window))
        if self.sheets is None or self._pictures is None:
            return
        top = self.verticalScrollBar().value()
        last = self.sheets.page_at(top + self.viewport().height())
        for page in range(self.sheets.page_at(top), last + 1):
            place = self._page_on_screen(page)
            picture = self._pictures.picture(page, self.sheets.scale * self.devicePixelRatioF())
            painter.fillRect(place, Qt.GlobalColor.white)
            if picture is not None:
                painter.drawImage(place, picture)
            painter.setPen(QPen(QColor(self._theme.border), 1))
            painter.drawRect(place)
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        light = themes.load("paper")  # pages stay white in every theme
        for annotation in self._annotations:
            for page, box in self._places[annotation.id]:
                paint_annotation(painter, annotation, self._to_screen(page, box), light)
        for layer, color in (("find", light.highlights["orange"]), ("flash", light.selection)):
            self._fill(painter, self._layers.get(layer, []), color)
        self._fill(painter, self.lines(*self.selection), light.selection)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(light.accent), 2))
        for page, box in self._layers.get("current", []):
            painter.drawRect(self._to_screen(page, box).adjusted(-1, -1, 1, 1))

    def _fill(self, painter: QPainter, lines: Lines, color: str) -> None:
        for page, box in lines:
            painter.fillRect(self._to_screen(page, box), QColor(color))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.sheets is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position().toPoint()
        if self._is_third_click():
            self._select_line(event.position())
            return
        offset = self._offset_at(event.position())
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        start, end = self.selection
        if extends and end:  # from the end that lies farther away
            self._anchor = start if abs(offset - start) > abs(offset - end) else end
        else:
            self._anchor = offset
        self._extend_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.sheets is None:
            return
        if self._anchor is None:
            self._hover(event.position())
            return
        self._pointer = event.position()
        self._extend_to(self._pointer)
        outside = not self.viewport().rect().contains(self._pointer.toPoint())
        if outside and not self._roll.isActive():
            self._roll.start()
        elif not outside:
            self._roll.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._roll.stop()
        if self._anchor is None:
            return
        self._anchor = None
        moved = (event.position().toPoint() - self._pressed).manhattanLength() > 3
        if not moved and (hits := self._hits(event.position())):
            self._activate(hits)
        elif not moved and (link := self._link_at(event.position())):
            self.set_selection(0, 0)
            self._follow(link)
        else:
            self.selected.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The word under the mouse; a third click takes the line."""
        if self.sheets is None:
            return
        self._double_click.start()
        start = end = self._offset_at(event.position())
        text = self.text
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] in _IN_WORDS):
            start -= 1
        while end < len(text) and (text[end].isalnum() or text[end] in _IN_WORDS):
            end += 1
        self.set_selection(start, end)
        self.selected.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a scroll area does not know by itself: all, ends, screens, and a selection's end by character."""
        bar, key = self.verticalScrollBar(), event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.set_selection(0, len(self.text))
            self.selected.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + (-1 if shift else 1) * bar.pageStep() * 9 // 10)
        elif shift and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.selection[1]:
            start, end = self.selection
            end += 1 if key == Qt.Key.Key_Right else -1
            self.set_selection(start, min(max(end, start + 1), len(self.text)))
            self.selected.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.sheets is not None:
            at = QPointF(event.pos())
            self.menu_wanted.emit(event.pos(), self._offset_at(at), self._hits(at)[::-1])

    # --- what the mouse means

    def _offset_at(self, at: QPointF) -> int:
        assert self.pages is not None
        return self.pages.offset_at(*self._page_and_point(at))

    def _extend_to(self, at: QPointF) -> None:
        if self._anchor is not None:
            offset = self._offset_at(at)
            self.set_selection(min(self._anchor, offset), max(self._anchor, offset))

    def _roll_on(self) -> None:
        """The pages move while the mouse is held above or below them."""
        area = self.viewport().rect()
        beyond = min(0.0, self._pointer.y() - area.top()) + max(0.0, self._pointer.y() - area.bottom())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 2))
        self._extend_to(self._pointer)

    def _is_third_click(self) -> bool:
        interval = QApplication.doubleClickInterval()
        return self._double_click.isValid() and self._double_click.elapsed() < interval

    def _select_line(self, at: QPointF) -> None:
        self._double_click.invalidate()
        offset, text = self._offset_at(at), self.text
        end = text.find("\n", offset)
        self.set_selection(text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text))
        self.selected.emit()

    def _hits(self, at: QPointF) -> list[int]:
        return [
            one.id
            for one in self._annotations
            if any(self._to_screen(page, box).contains(at) for page, box in self._places[one.id])
        ]

    def _activate(self, hits: list[int]) -> None:
        """The uppermost annotation, at the next click the one below."""
        self.set_selection(0, 0)
        after = hits.index(self._last_hit) - 1 if self._last_hit in hits else len(hits) - 1
        self._last_hit = hits[after]
        page, box = self._places[self._last_hit][0]
        self.annotation_clicked.emit(self._last_hit, self.on_screen(page, box))

    def _link_at(self, at: QPointF) -> Link | None:
        assert self.pages is not None
        return self.pages.link_at(*self._page_and_point(at))

    def _follow(self, link: Link) -> None:
        if link.address:
            self.address_clicked.emit(link.address)
        else:
            self.page_clicked.emit(link.page_index)

    def _hover(self, at: QPointF) -> None:
        hits = self._hits(at)
        self.annotation_hovered.emit(hits[-1] if hits else 0)
        hand = bool(hits or self._link_at(at))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor)
