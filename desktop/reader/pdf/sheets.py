"""The pages of a PDF below each other, in pixels of the view."""

from bisect import bisect_right

from PySide6.QtCore import QRectF

from desktop.formats.pdf.document import PdfDocument

GAP = 12.0
"""Pixels between pages."""


class Sheets:
    """Knows where every page stands at the present scale (pixels a point)."""

    def __init__(self, document: PdfDocument) -> None:
        self.document = document
        self.scale = 1.0
        self._tops: list[float] = []
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
