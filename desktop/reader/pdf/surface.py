"""The pages on screen: laid out, scrolled, zoomed, turned and drawn; what lies on them is drawn by others."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QGestureEvent, QPinchGesture, QWidget

from desktop.formats.pdf.document import PdfDocument
from desktop.reader import theme as themes
from desktop.reader.pdf.look import Layout, Look
from desktop.reader.pdf.pages import Lines, PdfPages
from desktop.reader.pdf.painting import page_tone
from desktop.reader.pdf.rendering import PagePictures, Tile, tiles
from desktop.reader.pdf.sheets import GAP, Sheets
from desktop.reader.theme import Theme

ZOOM_LEAST, ZOOM_MOST = 0.25, 8.0
_WHEEL_STEP = 1.15
"""Of the zoom, a notch of the wheel."""
_PATIENCE = 12
"""Milliseconds, less than a frame, that the first picture is waited for: most documents are there at once then, without
an empty page before."""
_POINTS = 72.0
"""An inch."""


class PageSurface(QAbstractScrollArea):
    """Holds the document. Places on pages are in points as the file has them shown, not turned with the view."""

    zoom_changed = Signal(float)
    """By wheel or pinch."""
    made = Signal()
    """Some of what is to be seen was drawn, or read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self.sheets: Sheets | None = None
        self.look = Look()
        self.zoom = 1.0
        self._pictures: PagePictures | None = None
        self._theme = themes.load("paper")
        self._last_value = 0
        self._arranging = self._is_drawn = False
        self._wanting = QTimer(self, singleShot=True, interval=0)
        """Behind the event that paints, which would wait for what is begun otherwise."""
        self._wanting.timeout.connect(self._want)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.verticalScrollBar().valueChanged.connect(self._settle)

    def open_document(self, document: PdfDocument, text: str, look: Look, zoom: float) -> None:
        self.close_document()
        self.verticalScrollBar().setRange(0, 1)
        self.setViewportMargins(
            0, 0, 0, 0
        )  # Qt puts off to show a bar, and pages were laid out and drawn twice
        self.pages, self.sheets = PdfPages(document, text), Sheets(document.spans)
        self._pictures = PagePictures(document, self)
        self._pictures.contents_read.connect(self.pages.learn)
        self._pictures.made.connect(self._show_made)
        self.look, self.zoom = look, zoom
        self._arrange()

    def draw_ahead(self) -> bool:
        """Begin to draw what is to be seen, before there is an event to paint it; whether ``made`` follows."""
        if not self.isVisible():
            return False
        assert self._pictures is not None
        self._pictures.want([tile for page in self.seen_pages() for tile in self._seen_tiles(page)])
        self._pictures.wait(_PATIENCE)
        return True

    def _show_made(self) -> None:
        """The event that paints it wants more; where there is none, more is wanted now."""
        self.viewport().update()
        if not self.isVisible():
            self._wanting.start()
        self.made.emit()

    def close_document(self) -> None:
        if self._pictures is not None and self.pages is not None:
            self._pictures.finish()
            self.pages.document.close()
        self._pictures = self.sheets = self.pages = None
        self._is_drawn = False

    def set_look(self, look: Look, zoom: float) -> None:
        """Lay the pages out another way; what is in the middle stays there."""
        middle = QRectF(self.viewport().rect()).center()
        held = self._held(middle)
        self.look, self.zoom = look, zoom
        self._arrange()
        self._hold(held, middle)

    def set_zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom in or out around a point of the viewport, else the middle of its upper edge."""
        fixed = around or QPointF(self.viewport().width() / 2, GAP)
        held = self._held(fixed)
        self.zoom = min(max(factor, ZOOM_LEAST), ZOOM_MOST)
        self._arrange()
        self._hold(held, fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    # --- geometry

    def transform(self, page: int) -> QTransform:
        """From points of a page to pixels of the viewport."""
        assert self.sheets is not None
        return self.sheets.transform(page) * QTransform.fromTranslate(-self._left(), -self._top())

    def on_screen(self, page: int, box: QRectF) -> QRectF:
        return self.transform(page).mapRect(box)

    def page_and_point(self, at: QPointF) -> tuple[int, QPointF]:
        """The page under or nearest to a point of the viewport, and the point on it."""
        assert self.sheets is not None
        page = self.sheets.page_at(at + QPointF(self._left(), self._top()))
        back, _ = self.transform(page).inverted()
        return page, back.map(at)

    def seen_pages(self) -> range:
        if self.sheets is None:
            return range(0)
        return self.sheets.pages_between(self._top(), self._top() + self.viewport().height())

    def scroll_to(self, lines: Lines, above: float = 0.33) -> None:
        """Bring the first line into view, ``above`` of the view's height over it."""
        if not lines:
            return
        box = self.on_screen(*lines[0])
        self.verticalScrollBar().setValue(round(box.top() + self._top() - above * self.viewport().height()))
        width = self.viewport().width()
        if box.left() < 0 or box.left() > width * 0.9 or (box.right() > width and box.width() < width):
            self.horizontalScrollBar().setValue(round(box.left() + self._left() - 0.1 * width))

    def scroll_into_view(self, box: QRectF) -> None:
        """As little as is needed to see a box (pixels of the viewport) with some room around it."""
        area = QRectF(self.viewport().rect()).adjusted(8, 24, -8, -24)
        for bar, low, high, first, last in (
            (self.verticalScrollBar(), box.top(), box.bottom(), area.top(), area.bottom()),
            (self.horizontalScrollBar(), box.left(), box.right(), area.left(), area.right()),
        ):
            beyond = min(0.0, low - first) or max(0.0, high - last)
            bar.setValue(bar.value() + round(beyond))

    def scroll_to_page(self, page: int, down: float = 0.0) -> None:
        """Bring a place of a page, ``down`` points below its top, to the top of the view."""
        if self.sheets is not None and 0 <= page < len(self.pages or ()):
            box = self.on_screen(page, QRectF(0, down, 1, 1))
            top = box.top() if down else self.sheets.place(page).top() - self._top()
            self.verticalScrollBar().setValue(int(top + self._top() - GAP / 2))

    def height_of(self, page: int, box: QRectF, part: float) -> float:
        """Where a part of a box stands, as a part of the height of the whole scroll."""
        assert self.sheets is not None
        shape = self.sheets.transform(page).mapRect(box)
        return (shape.top() + part * shape.height()) / self.sheets.height

    def height_at(self, offset: int) -> float:
        """Where a character stands, by its part of its page's text."""
        assert self.pages is not None
        page = self.pages.page_of(offset)
        span = self.pages.document.spans[page]
        part = (offset - span.start) / max(1, span.end - span.start)
        return self.height_of(page, QRectF(0, 0, *self.pages.size(page)), part)

    def show_height(self, part: float) -> None:
        """Bring that part of the whole scroll into the middle of the view."""
        if self.sheets is not None:
            self.verticalScrollBar().setValue(int(part * self.sheets.height - self.viewport().height() / 2))

    def first_offset(self) -> int:
        """The first character in view; near it while its page is not read yet."""
        if self.sheets is None or self.pages is None or not len(self.pages):
            return 0
        page, point = self.page_and_point(QPointF(self.viewport().width() / 2, 1))
        span = self.pages.document.spans[page]
        if self.pages.known(page):
            corner = QPointF(0, max(0.0, point.y())) if self.look.quarters == 0 else point
            return self.pages.offset_at(page, corner)
        return span.start + int((span.end - span.start) * min(max(point.y() / max(1, span.height), 0), 1))

    def _top(self) -> float:
        return float(self.verticalScrollBar().value())

    def _left(self) -> float:
        return float(self.horizontalScrollBar().value())

    def _held(self, at: QPointF) -> tuple[int, QPointF] | None:
        return self.page_and_point(at) if self.sheets is not None else None

    def _hold(self, held: tuple[int, QPointF] | None, at: QPointF) -> None:
        """Scroll so that a point of a page is at a point of the viewport."""
        if held is not None:
            away = self.transform(held[0]).map(held[1]) - at
            self.horizontalScrollBar().setValue(round(self._left() + away.x()))
            self.verticalScrollBar().setValue(round(self._top() + away.y()))

    def _arrange(self) -> None:
        if self.sheets is None:
            return
        view, room = self.viewport().size(), self.maximumViewportSize()
        self._arranging = True
        down, aside = self._beyond(view)
        # A bar without which the pages would be too large stays: it would come and go for ever.
        if (not down and room.width() > view.width()) or (not aside and room.height() > view.height()):
            down = down or min(1, self._beyond(QSize(room.width(), view.height()))[0])
            aside = aside or min(1, self._beyond(QSize(view.width(), room.height()))[1])
            self._beyond(view)
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, down)
        bar.setPageStep(view.height())
        bar.setSingleStep(48)
        across.setRange(0, aside)
        across.setPageStep(view.width())
        self._arranging = False
        self.viewport().update()

    def _beyond(self, view: QSize) -> tuple[int, int]:
        """Lay the pages out for a viewport; by how much they are higher and wider than it."""
        assert self.sheets is not None
        ratio, natural = self.devicePixelRatioF(), self.logicalDpiX() / _POINTS
        self.sheets.arrange(self.look, self.zoom, QSizeF(view), ratio, natural)
        return max(0, int(self.sheets.height) - view.height()), max(0, int(self.sheets.width) - view.width())

    def _settle(self, value: int) -> None:
        """Of single pages one is seen: the scroll stops at its edges, and goes on from there to the next."""
        before, self._last_value = self._last_value, value
        if self._arranging or self.sheets is None or self.look.layout is not Layout.SINGLE:
            return
        view = self.viewport().height()
        top, bottom = self.sheets.room(before + view / 2)
        inside = top - GAP <= value and value + view <= bottom + GAP
        if not inside and abs(value - before) < view * 1.5:
            at_edge = before + view >= bottom - GAP if value > before else before <= top + GAP
            aim = (bottom if value > before else top - 1) if at_edge else before + view / 2
            top, bottom = self.sheets.room(aim)
            value = int(min(max(value, top - GAP / 2), max(top - GAP / 2, bottom - view)))
        elif not inside:
            top, bottom = self.sheets.room(value + view / 2)
            value = int(min(max(value, top - GAP / 2), max(top - GAP / 2, bottom - view)))
        if value != self.verticalScrollBar().value():
            self.verticalScrollBar().setValue(value)

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        corner = QPointF(event.oldSize().width() / 2, 0) if event.oldSize().isValid() else None
        held = self._held(corner) if corner else None
        self._arrange()
        self._hold(held, QPointF(self.viewport().width() / 2, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            self._zoom_by(_WHEEL_STEP**notches, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom_by(1 + event.value(), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self._zoom_by(pinch.scaleFactor(), QPointF(at))
                return True
        return super().viewportEvent(event)

    def _zoom_by(self, factor: float, at: QPointF) -> None:
        if self.sheets is not None and factor != 1.0:
            self.set_zoom(self.zoom * factor, at)
            self.zoom_changed.emit(self.zoom)

    def is_drawn(self) -> bool:
        """Whether nothing that is to be seen is still being drawn."""
        return self._is_drawn

    def is_read(self) -> bool:
        """Whether the contents of all pages that are to be seen are known."""
        return self.pages is not None and all(map(self.pages.known, self.seen_pages()))

    # --- drawing

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._theme.window))
        if self.sheets is None or self._pictures is None or self.pages is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._is_drawn = True
        for page in self.seen_pages():
            self._paint_page(painter, page)
        self._wanting.start()
        self.paint_over(painter, [page for page in self.seen_pages() if self.pages.known(page)])

    def _want(self) -> None:
        """Pictures of what is to be seen, then its contents, then pictures of the pages beside."""
        if self.sheets is None or self._pictures is None or self.pages is None:
            return  # it was closed meanwhile
        seen = self.seen_pages()
        wanted: list[Tile | int] = [tile for page in seen for tile in self._seen_tiles(page)]
        wanted += [page for page in seen if self.pages.known(page) is None]
        beside = [page for page in (seen.stop, seen.start - 1) if 0 <= page < len(self.pages)]
        wanted += [tile for page in beside for tile in self._tiles(page, QRect(0, 0, 1, 1))]
        self._pictures.want(wanted)

    def paint_over(self, painter: QPainter, pages: list[int]) -> None:
        """Draw what lies on these pages."""

    def _paint_page(self, painter: QPainter, page: int) -> None:
        """What there is of it."""
        assert self._pictures is not None
        pictures = [(tile, self._pictures.picture(tile)) for tile in self._seen_tiles(page)]
        if not pictures:
            return
        place = self._place(page)
        if any(picture is None for _, picture in pictures):
            self._is_drawn = False
            painter.fillRect(place, Qt.GlobalColor.white)
            old = self._pictures.stand_in(page, self.look.quarters)
            if old is not None:
                painter.drawImage(place, old)
        for tile, picture in pictures:
            if picture is None:
                continue
            wide, high = place.width() / tile.width, place.height() / tile.height
            corner = place.topLeft() + QPointF(tile.left * wide, tile.top * high)
            painter.drawImage(
                QRectF(corner, QSizeF(picture.width() * wide, picture.height() * high)), picture
            )
        if (tone := page_tone(self._theme)) is not None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(place, tone)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawRect(place)

    def _place(self, page: int) -> QRectF:
        """On the viewport."""
        assert self.sheets is not None
        return self.sheets.place(page).translated(-self._left(), -self._top())

    def _seen_tiles(self, page: int) -> list[Tile]:
        """What shows the part of a page that is on screen."""
        place, ratio = self._place(page), self.devicePixelRatioF()
        seen = place.intersected(QRectF(self.viewport().rect()))
        if seen.isEmpty():
            return []
        part = seen.translated(-place.topLeft())
        return self._tiles(page, QRectF(part.topLeft() * ratio, part.size() * ratio).toAlignedRect())

    def _tiles(self, page: int, seen: QRect) -> list[Tile]:
        assert self.sheets is not None
        size = self.sheets.place(page).size() * self.devicePixelRatioF()
        return list(tiles(page, QSize(round(size.width()), round(size.height())), self.look.quarters, seen))
