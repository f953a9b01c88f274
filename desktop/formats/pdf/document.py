"""A PDF as pages of text and geometry. PDFium is not thread-safe: every call is behind one lock."""

import ctypes
from bisect import bisect_right
from dataclasses import dataclass
from threading import RLock

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.errors import ImportFailed, PasswordNeeded
from desktop.domain.item import OutlineEntry, PageSpan
from desktop.domain.selector import Rectangle
from desktop.formats.pdf.text import PageText, read_page_text

PDFIUM_LOCK = RLock()


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the page as shown, origin at the top left."""

_FINE = 100
"""Device units a point when PDFium turns page coordinates, which it rounds."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a page: 4 bytes a pixel (blue, green, red, unused), ``stride`` bytes a line."""

    width: int
    height: int
    stride: int
    data: bytes


class PdfDocument:
    """Pages are joined by a newline, which belongs to no page.

    Raises ``PasswordNeeded`` for an encrypted file, ``ImportFailed`` for one that cannot be read.
    """

    def __init__(self, data: bytes) -> None:
        if not data:
            raise ImportFailed("The file is empty.")
        with PDFIUM_LOCK:
            self._pdf = _opened(data)
            self._pages = tuple(self._read_page(index) for index in range(len(self._pdf)))
            texts = tuple(page.text for page in self._pages)
            self.spans = self._join(texts)
        self._boxed, self._boxes = -1, list[Rectangle]()
        if not self.spans:
            raise ImportFailed("The PDF has no pages.")
        self.text = "\n".join(texts)

    def close(self) -> None:
        with PDFIUM_LOCK:
            self._pdf.close()

    def metadata(self) -> dict[str, str]:
        """The Info dictionary: Title, Author, CreationDate ..."""
        with PDFIUM_LOCK:
            return {name: value.strip("\0 \n\t") for name, value in self._pdf.get_metadata_dict().items()}

    def outline(self) -> tuple[OutlineEntry, ...]:
        """The bookmarks that lead to a page, each at the start of that page."""
        entries = []
        with PDFIUM_LOCK:
            for bookmark in self._pdf.get_toc():
                place = bookmark.get_dest()
                index = place.get_index() if place else None
                title = bookmark.get_title().strip()
                if title and index is not None and index < len(self.spans):
                    entries.append(OutlineEntry(title, bookmark.level + 1, self.spans[index].start))
        return tuple(entries)

    def page_index(self, offset: int) -> int:
        return max(0, bisect_right([span.start for span in self.spans], offset) - 1)

    def line_boxes(self, page_index: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """One box a line fragment of ``text[start:end]`` on a page, in points, not turned with the page."""
        span = self.spans[page_index]
        first, last = max(start, span.start) - span.start, min(end, span.end) - span.start
        indices = self._pages[page_index].indices[first:last] if first < last else ()
        lines: list[Rectangle] = []
        with PDFIUM_LOCK:
            page = self._pdf[page_index].get_textpage()
            for index in indices:
                if raw.FPDFText_GetUnicode(page, index) in (9, 10, 13, 32, 160):
                    continue
                box = Rectangle(*page.get_charbox(index))
                if lines and _same_line(lines[-1], box):
                    lines[-1] = _around(lines[-1], box)
                else:
                    lines.append(box)
        return tuple(lines)

    def fitted(self, page_index: int, area: Rectangle) -> Rectangle:
        """The area drawn in or out at its sides to the characters whose middle it holds; its height stays."""
        inside = [
            box
            for box in self._char_boxes(page_index)
            if area.left <= (box.left + box.right) / 2 <= area.right
            and area.bottom <= (box.bottom + box.top) / 2 <= area.top
        ]
        if not inside:
            return area
        left, right = min(box.left for box in inside), max(box.right for box in inside)
        return Rectangle(left, area.bottom, right, area.top)

    def _char_boxes(self, page_index: int) -> list[Rectangle]:
        if self._boxed != page_index:
            with PDFIUM_LOCK:
                words = self._pdf[page_index].get_textpage()
                boxes = [Rectangle(*words.get_charbox(index)) for index in range(words.count_chars())]
                words.close()
            self._boxes, self._boxed = [box for box in boxes if box.right > box.left], page_index
        return self._boxes

    def shown_boxes(self, page_index: int) -> list[Box | None]:
        """A box a character of the page's text, on the page as shown (turned); None for what is not drawn."""
        span = self.spans[page_index]
        width, height = round(span.width * _FINE), round(span.height * _FINE)
        boxes: list[Box | None] = []
        with PDFIUM_LOCK:
            page = self._pdf[page_index]
            words = page.get_textpage()
            for index in self._pages[page_index].indices:
                left, bottom, right, top = words.get_charbox(index)
                if right <= left:
                    boxes.append(None)
                    continue
                one = _shown(page, left, top, width, height)
                other = _shown(page, right, bottom, width, height)
                boxes.append(
                    (
                        min(one[0], other[0]),
                        min(one[1], other[1]),
                        max(one[0], other[0]),
                        max(one[1], other[1]),
                    )
                )
            words.close()
            page.close()
        return boxes

    def render(self, page_index: int, scale: float) -> Raster:
        """The page as a picture, ``scale`` pixels a point."""
        with PDFIUM_LOCK:
            page = self._pdf[page_index]
            bitmap = page.render(scale=scale, prefer_bgrx=True, force_bitmap_format=raw.FPDFBitmap_BGRx)
            raster = Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        return raster

    def _read_page(self, index: int) -> PageText:
        try:
            page = self._pdf[index]
            words = page.get_textpage()
        except pdfium.PdfiumError:
            return PageText("", ())
        try:
            return read_page_text(words)
        finally:
            words.close()
            page.close()

    def _page_size(self, index: int) -> tuple[float, float]:
        """A page that cannot be read counts as a blank one of A4, so that page numbers hold."""
        try:
            width, height = self._pdf.get_page_size(index)
        except pdfium.PdfiumError:
            return 595.0, 842.0
        return width, height

    def _join(self, texts: tuple[str, ...]) -> tuple[PageSpan, ...]:
        spans, start = [], 0
        for index, text in enumerate(texts):
            width, height = self._page_size(index)
            end = start + len(text)
            label = self._pdf.get_page_label(index) or str(index + 1)
            spans.append(PageSpan(start, end, label, width, height))
            start = end + 1
        return tuple(spans)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as failure:
        if failure.err_code == raw.FPDF_ERR_PASSWORD:
            raise PasswordNeeded("The PDF is locked with a password.") from failure
        raise ImportFailed("The PDF is damaged and cannot be opened.") from failure


def _shown(page: pdfium.PdfPage, x: float, y: float, width: int, height: int) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _same_line(line: Rectangle, box: Rectangle) -> bool:
    shared = min(line.top, box.top) - max(line.bottom, box.bottom)
    height = min(line.top - line.bottom, box.top - box.bottom)
    return shared >= height / 2 and -height <= box.left - line.right <= 3 * (line.top - line.bottom)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )
