"""The reader of PDFs: pages below each other, with selection and annotations."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AnnotationKind, TextTarget
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item, ReadingPosition
from desktop.formats.pdf.document import PdfDocument
from desktop.reader import theme as themes
from desktop.reader.base import DocumentSource, FindResult, ReaderView, Selection
from desktop.reader.finding import FoldedText
from desktop.reader.pdf.rendering import PagePictures
from desktop.reader.pdf.sheets import GAP, Sheets
from desktop.reader.theme import Theme

_FLASH = 900
"""Milliseconds."""
Lines = list[tuple[int, QRectF]]


class PdfReaderView(ReaderView):
    """Shows a PDF; all it knows of its text it takes from ``Document.text``."""

    def __init__(self, source: DocumentSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.text = ""
        self._folded: FoldedText | None = None
        self._annotations: Sequence[Annotation] = ()
        self._places: dict[int, Lines] = {}
        self._finds: list[tuple[int, int]] = []
        self._sought, self._current = "", -1
        self._zoom = 1.0
        self._canvas = _Canvas(self)
        self.setFocusProxy(self._canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self._flash = QTimer(self, singleShot=True, interval=_FLASH)
        self._flash.timeout.connect(lambda: self._canvas.show_lines("flash", []))
        self._canvas.verticalScrollBar().valueChanged.connect(
            lambda: self.location_changed.emit(self.position())
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._canvas.close_document()
        super().closeEvent(event)

    def open(self, item: Item, document: Document, position: ReadingPosition | None = None) -> None:
        try:
            pdf = PdfDocument(self._source.original(document.version_id), document.pages)
        except UserError as failure:
            self.load_failed.emit(str(failure))
            return
        self.text, self._folded = document.text, None
        self._canvas.setAccessibleName(item.title)
        self._zoom = position.zoom if position else 1.0
        self._canvas.open_document(pdf, self._zoom)
        self._place_annotations()
        if position:
            self._canvas.scroll_to(self._canvas.lines(position.offset, position.offset + 1), 0.0)
        QTimer.singleShot(0, self, self.ready.emit)

    # --- annotations

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = tuple(annotations)
        self._place_annotations()

    def _place_annotations(self) -> None:
        if self._canvas.sheets is None:
            return
        self._places, orphans = {}, []
        for annotation in self._annotations:
            lines = self._lines_of(annotation)
            if lines:
                self._places[annotation.id] = lines
            else:
                orphans.append(annotation.id)
        self._canvas.show_annotations(
            [one for one in self._annotations if one.id in self._places], self._places
        )
        self.anchored.emit(list(self._places), orphans)

    def _lines_of(self, annotation: Annotation) -> Lines:
        target = annotation.target
        if isinstance(target, TextTarget):
            place = anchor(self.text, target.quote, target.position)
            return self._canvas.lines(place.start, place.end) if place else []
        sheets = self._canvas.sheets
        if sheets is None or target.page_index >= len(sheets.document.spans):
            return []
        return [(target.page_index, sheets.area(target.page_index, target.rectangle))]

    def mark_annotation(self, annotation_id: int) -> None:
        self._canvas.show_lines("current", self._places.get(annotation_id, []))

    def go_to_annotation(self, annotation_id: int) -> None:
        self._show_place(self._places.get(annotation_id, []))

    def go_to(self, start: int, end: int) -> None:
        self._show_place(self._canvas.lines(start, end))

    def _show_place(self, lines: Lines) -> None:
        self._canvas.scroll_to(lines)
        self._canvas.show_lines("flash", lines)
        self._flash.start()

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
        words = self.text[start:end]
        if not words.strip():
            self.selection_changed.emit(None)
            return
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        boxes = [self._canvas.on_screen(page, box) for page, box in self._canvas.lines(start, end)]
        whole = QRect()
        for box in boxes:
            whole |= box
        last = boxes[-1] if boxes else QRect()
        self.selection_changed.emit(Selection(start, end, self.text[start:end], whole, last))

    def find(self, text: str, *, forward: bool = True) -> None:  # type: ignore[override]
        if text != self._sought:
            self._folded = self._folded or FoldedText(self.text)
            self._finds = self._folded.places(text)
            self._sought, self._current = text, -1 if forward else len(self._finds)
        if self._finds:
            self._current = (self._current + (1 if forward else -1)) % len(self._finds)
            lines = self._canvas.lines(*self._finds[self._current])
            self._canvas.scroll_to(lines)
            self._canvas.show_lines("find", lines)
        else:
            self._canvas.show_lines("find", [])
        self.find_changed.emit(FindResult(self._current + 1 if self._finds else 0, len(self._finds)))

    # --- looks

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        self._canvas.set_zoom(factor)
        self.zoom_changed.emit(factor)

    def set_theme(self, theme: Theme) -> None:
        self._canvas.set_theme(theme)

    def position(self) -> ReadingPosition:
        bar = self._canvas.verticalScrollBar()
        progress = bar.value() / bar.maximum() if bar.maximum() else 1.0
        return ReadingPosition(self._canvas.first_offset(), progress, self._zoom)


class _Canvas(QAbstractScrollArea):
    """Draws the pages and turns mouse events into selections and activations."""

    def __init__(self, reader: PdfReaderView) -> None:
        super().__init__(reader)
        self._reader = reader
        self.sheets: Sheets | None = None
        self._pictures: PagePictures | None = None
        self._zoom = 1.0
        self._theme = themes.load("paper")
        self._annotations: list[Annotation] = []
        self._places: dict[int, Lines] = {}
        self._layers: dict[str, Lines] = {}
        self.selection = (0, 0)
        self._anchor: int | None = None
        self._pressed = QPoint()
        self._last_hit = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def open_document(self, document: PdfDocument, zoom: float) -> None:
        self.close_document()
        self.sheets = Sheets(document)
        self._pictures = PagePictures(document, self)
        self._pictures.drawn.connect(self.viewport().update)
        self._zoom = zoom
        self._arrange()

    def close_document(self) -> None:
        if self._pictures is not None and self.sheets is not None:
            self._pictures.finish()
            self.sheets.document.close()
        self._pictures = self.sheets = None

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
        return self.sheets.lines(start, end) if self.sheets else []

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

    def first_offset(self) -> int:
        if self.sheets is None:
            return 0
        page, point = self._page_and_point(QPointF(0, 1))
        return self.sheets.offset_at(page, QPointF(0, max(0.0, point.y())))

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
                self._paint_annotation(painter, annotation, self._to_screen(page, box), light)
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

    @staticmethod
    def _paint_annotation(painter: QPainter, annotation: Annotation, box: QRectF, theme: Theme) -> None:
        line = QPen(QColor(theme.underlines[annotation.color]), 2)
        if annotation.kind is AnnotationKind.UNDERLINE:
            painter.setPen(line)
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        elif annotation.kind is AnnotationKind.STRIKE_OUT:
            painter.setPen(line)
            middle = box.center().y()
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        elif annotation.kind is AnnotationKind.AREA:
            painter.setPen(line)
            painter.drawRect(box)
        else:
            painter.fillRect(box, QColor(theme.highlights[annotation.color]))

    def _hits(self, at: QPointF) -> list[int]:
        return [
            one.id
            for one in self._annotations
            if any(self._to_screen(page, box).contains(at) for page, box in self._places[one.id])
        ]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.sheets is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        offset = self.sheets.offset_at(*self._page_and_point(event.position()))
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._pressed = event.position().toPoint()
        self._anchor = self.selection[0] if extends and self.selection[1] else offset
        self.set_selection(min(self._anchor, offset), max(self._anchor, offset))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.sheets is None:
            return
        if self._anchor is None:
            self._reader.annotation_hovered.emit((self._hits(event.position()) or [0])[-1])
            return
        offset = self.sheets.offset_at(*self._page_and_point(event.position()))
        self.set_selection(min(self._anchor, offset), max(self._anchor, offset))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None:
            return
        self._anchor = None
        moved = (event.position().toPoint() - self._pressed).manhattanLength() > 3
        if not moved and (hits := self._hits(event.position())):
            self.set_selection(0, 0)
            after = hits.index(self._last_hit) - 1 if self._last_hit in hits else len(hits) - 1
            self._last_hit = hits[after]
            page, box = self._places[self._last_hit][0]
            self._reader.annotation_activated.emit(self._last_hit, self.on_screen(page, box))
            return
        self._reader.report_selection()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The word under the mouse."""
        if self.sheets is None:
            return
        start = end = self.sheets.offset_at(*self._page_and_point(event.position()))
        text = self._reader.text
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
            start -= 1
        while end < len(text) and (text[end].isalnum() or text[end] in "'’-"):
            end += 1
        self._reader.select(start, end)
