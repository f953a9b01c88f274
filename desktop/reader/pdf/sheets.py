"""The pages of a PDF below each other, in pixels of the view, and their characters."""

from bisect import bisect_right
from collections import OrderedDict

from PySide6.QtCore import QPointF, QRectF

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import Box, PdfDocument
from desktop.formats.pdf.links import Link

GAP = 12.0
"""Pixels between pages."""
_KEPT = 24


Lines = list[tuple[int, QRectF]]
"""Pages, and a box in points on each as shown."""


class Sheets:
    """Knows where every page and character stands at the present scale (pixels a point)."""

    def __init__(self, document: PdfDocument) -> None:
        self.document = document
        self.scale = 1.0
        self._tops: list[float] = []
        self._boxes: OrderedDict[int, list[Box | None]] = OrderedDict()
        self._links: dict[int, list[tuple[Box, Link]]] = {}
        self.arrange(1.0)

    def arrange(self, scale: float) -> None:
        self.scale = scale
        top = GAP
        self._tops = []
        for span in self.document.spans:
            self._tops.append(top)
            top += span.height * scale + GAP
        self.height = top

    @property
    def widest(self) -> float:
        """In points."""
        return max(span.width for span in self.document.spans)

    def page_at(self, y: float) -> int:
        return max(0, bisect_right(self._tops, y) - 1)

    def page_rectangle(self, page: int, view_width: float) -> QRectF:
        """On the whole scroll, pages centred."""
        span = self.document.spans[page]
        width, height = span.width * self.scale, span.height * self.scale
        return QRectF(max(GAP, (view_width - width) / 2), self._tops[page], width, height)

    def lines(self, start: int, end: int) -> Lines:
        """Page and box in points of each line fragment of a range."""
        found: Lines = []
        for page in range(self.document.page_index(start), self.document.page_index(max(start, end - 1)) + 1):
            first = self.document.spans[page].start
            line: QRectF | None = None
            for box in self._page_boxes(page)[max(0, start - first) : max(0, end - first)]:
                if box is None:
                    continue
                shape = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
                if line is not None and _joined(line, shape):
                    line |= shape
                    continue
                if line is not None:
                    found.append((page, line))
                line = shape
            if line is not None:
                found.append((page, line))
        return found

    def offset_at(self, page: int, point: QPointF) -> int:
        """The boundary between characters nearest to a point of a page (points)."""
        span = self.document.spans[page]
        nearest, after, least = span.start, False, float("inf")
        for index, box in enumerate(self._page_boxes(page)):
            if box is None:
                continue
            aside = max(box[0] - point.x(), 0.0, point.x() - box[2])
            above = max(box[1] - point.y(), 0.0, point.y() - box[3])
            distance = aside + 4 * above
            if distance < least:
                least, nearest = distance, span.start + index
                after = point.x() > (box[0] + box[2]) / 2
        return nearest + after

    def link_at(self, page: int, point: QPointF) -> Link | None:
        """The link under a point of a page (points)."""
        if page not in self._links:
            self._links[page] = self.document.links(page)
        for (left, top, right, bottom), link in reversed(self._links[page]):
            if left <= point.x() <= right and top <= point.y() <= bottom:
                return link
        return None

    def area(self, page: int, rectangle: Rectangle) -> QRectF:
        """A stored rectangle (origin bottom left) on the page as shown, in points."""
        left, top, right, bottom = self.document.shown_area(page, rectangle)
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def _page_boxes(self, page: int) -> list[Box | None]:
        if page not in self._boxes:
            self._boxes[page] = self.document.shown_boxes(page)
            while len(self._boxes) > _KEPT:
                self._boxes.popitem(last=False)
        self._boxes.move_to_end(page)
        return self._boxes[page]


def _joined(line: QRectF, shape: QRectF) -> bool:
    shared = min(line.bottom(), shape.bottom()) - max(line.top(), shape.top())
    reach = 3 * max(line.height(), shape.height())
    near = -reach <= shape.left() - line.right() <= reach
    return near and shared >= min(line.height(), shape.height()) * 0.4
