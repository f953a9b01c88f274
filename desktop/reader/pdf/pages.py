"""The text of a PDF by place: characters, words, lines and links of its pages, in points of the page as shown."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import PageContents, PdfDocument
from desktop.formats.pdf.lines import PageLines
from desktop.formats.pdf.links import Link
from desktop.formats.pdf.words import paragraph_at, word_at

_KEPT = 48
"""Pages whose contents stay at hand."""

Lines = list[tuple[int, QRectF]]
"""Pages, and a box in points on each as shown."""


class PdfPages:
    """Contents come from the drawing thread (``learn``); what is asked before is read at once."""

    def __init__(self, document: PdfDocument, text: str) -> None:
        self.document, self.text = document, text
        self._contents: OrderedDict[int, PageContents] = OrderedDict()

    def __len__(self) -> int:
        return len(self.document.spans)

    def learn(self, page: int, contents: PageContents) -> None:
        self._contents[page] = contents
        self._contents.move_to_end(page)
        while len(self._contents) > _KEPT:
            self._contents.popitem(last=False)

    def known(self, page: int) -> PageContents | None:
        """Without waiting for what is being drawn."""
        return self._contents.get(page)

    def contents(self, page: int) -> PageContents:
        if page not in self._contents:
            self.learn(page, self.document.contents(page))
        return self._contents[page]

    def size(self, page: int) -> tuple[float, float]:
        span = self.document.spans[page]
        return span.width, span.height

    def page_of(self, offset: int) -> int:
        return self.document.page_index(offset)

    def lines(self, start: int, end: int) -> Lines:
        """Page and box of each line fragment of a range."""
        return [
            (page, box)
            for page in range(self.page_of(start), self.page_of(max(start, end - 1)) + 1)
            for box in self.lines_on(page, start, end)
        ]

    def lines_on(self, page: int, start: int, end: int) -> list[QRectF]:
        """The fragments of a range on one page."""
        first = self.document.spans[page].start
        boxes = self.contents(page).lines.fragments(max(0, start - first), max(0, end - first))
        return [QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])) for box in boxes]

    def offset_at(self, page: int, point: QPointF) -> int:
        """The boundary between characters nearest to a point of a page."""
        return self.document.spans[page].start + self.contents(page).lines.offset_at(point.x(), point.y())

    def letter_at(self, page: int, point: QPointF) -> int:
        """The character nearest to a point of a page."""
        return self.document.spans[page].start + self.contents(page).lines.letter_at(point.x(), point.y())

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The range with all of the letters at its ends."""
        if start >= end:
            return start, end
        spans = self.document.spans
        first, last = self.page_of(start), self.page_of(end - 1)
        start, _ = self.contents(first).lines.whole(start - spans[first].start, 0)
        _, end = self.contents(last).lines.whole(0, end - spans[last].start)
        return spans[first].start + start, spans[last].start + end

    def link_at(self, page: int, point: QPointF) -> Link | None:
        """The link under a point of a page, where the page is known."""
        contents = self.known(page)
        for (left, top, right, bottom), link in reversed(contents.links if contents else ()):
            if left <= point.x() <= right and top <= point.y() <= bottom:
                return link
        return None

    def area(self, page: int, rectangle: Rectangle) -> QRectF:
        """A stored rectangle on the page as shown."""
        left, top, right, bottom = self.contents(page).frame.shown(rectangle)
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def word_at(self, offset: int) -> tuple[int, int]:
        return self._in_page(offset, lambda lines, at: word_at(lines.text, at))

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        return self._in_page(offset, paragraph_at)

    def _in_page(self, offset: int, find: Callable[[PageLines, int], tuple[int, int]]) -> tuple[int, int]:
        page = self.page_of(offset)
        first = self.document.spans[page].start
        start, end = find(self.contents(page).lines, offset - first)
        return first + start, first + end

    def rectangle(self, page: int, area: QRectF) -> Rectangle:
        """The way back, to be stored: on thousandths of a point, which every format keeps."""
        box = (area.left(), area.top(), area.right(), area.bottom())
        stored = self.contents(page).frame.stored(box)
        edges = (stored.left, stored.bottom, stored.right, stored.top)
        return Rectangle(*(round(edge, 3) for edge in edges))
