"""A PDF as pages of text and geometry. PDFium is not thread-safe: every call is behind one lock."""

import ctypes
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from threading import RLock

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.errors import ImportFailed, PasswordNeeded
from desktop.domain.item import OutlineEntry, PageSpan
from desktop.domain.selector import Rectangle
from desktop.formats.pdf.links import Link, read_links
from desktop.formats.pdf.page import OpenPage
from desktop.formats.pdf.text import PageText

PDFIUM_LOCK = RLock()


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the page as shown, origin at the top left."""

_MARKS = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_SQUARE,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_POPUP,
)
"""Annotations of the file that are the library's once it is imported."""

_BLANK = 595.0, 842.0
"""A page that cannot be read counts as a blank one of A4, so that page numbers hold."""

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

    ``pages`` as stored at import spares reading the text of every page again; a page is then read when it
    is needed. Raises ``PasswordNeeded`` for an encrypted file, ``ImportFailed`` for one that cannot be read.
    """

    def __init__(self, data: bytes, pages: Sequence[PageSpan] = ()) -> None:
        if not data:
            raise ImportFailed("The file is empty.")
        self._texts: dict[int, PageText] = {}
        self._current: OpenPage | None = None
        with PDFIUM_LOCK:
            self._pdf = _opened(data)
            self.spans = tuple(pages) if len(pages) == len(self._pdf) else self._read_spans()
        if not self.spans:
            raise ImportFailed("The PDF has no pages.")

    @property
    def text(self) -> str:
        """The canonical text."""
        return "\n".join(self.page_text(index) for index in range(len(self.spans)))

    def page_text(self, page_index: int) -> str:
        with PDFIUM_LOCK:
            if page_index not in self._texts:
                page = self._page(page_index)
                self._texts[page_index] = page.text if page else PageText("", ())
            return self._texts[page_index].text

    def close(self) -> None:
        with PDFIUM_LOCK:
            self._leave_page()
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
        return max(0, bisect_right(self.spans, offset, key=lambda span: span.start) - 1)

    def line_boxes(self, page_index: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """One box a line fragment of ``text[start:end]`` on a page, in points, not turned with the page."""
        span = self.spans[page_index]
        first, last = max(start, span.start) - span.start, min(end, span.end) - span.start
        lines: list[Rectangle] = []
        for box in self.character_boxes(page_index, first, last) if first < last else ():
            if box is None:
                continue
            if lines and _same_line(lines[-1], box):
                lines[-1] = _around(lines[-1], box)
            else:
                lines.append(box)
        return tuple(lines)

    def fitted(self, page_index: int, area: Rectangle) -> Rectangle:
        """The area drawn in or out at its sides to the characters whose middle it holds; its height stays."""
        inside = [
            box
            for box in self.character_boxes(page_index)
            if box
            and area.left <= (box.left + box.right) / 2 <= area.right
            and area.bottom <= (box.bottom + box.top) / 2 <= area.top
        ]
        if not inside:
            return area
        left, right = min(box.left for box in inside), max(box.right for box in inside)
        return Rectangle(left, area.bottom, right, area.top)

    def character_boxes(
        self, page_index: int, first: int = 0, last: int | None = None
    ) -> list[Rectangle | None]:
        """A box a character of a page's ``text[first:last]``, in points, not turned with the page; None for
        what is not drawn."""
        with PDFIUM_LOCK:
            page = self._page(page_index)
            return page.boxes(first, last) if page else []

    def character_heights(self, page_index: int) -> list[float]:
        """The height of the type of each character of the page's text, in points; 0 where it is not upright."""
        with PDFIUM_LOCK:
            page = self._page(page_index)
            return list(page.heights()) if page else []

    def shown_boxes(self, page_index: int) -> list[Box | None]:
        """A box a character of the page's text, on the page as shown (turned); None for what is not drawn."""
        span = self.spans[page_index]
        with PDFIUM_LOCK:
            page = self._page(page_index)
            boxes = page.boxes() if page else []
            return [_shown_box(page.page, box, span) if page and box else None for box in boxes]

    def shown_area(self, page_index: int, area: Rectangle) -> Box:
        """A rectangle of the page, on the page as shown."""
        with PDFIUM_LOCK:
            return _shown_box(self._pdf[page_index], area, self.spans[page_index])

    def links(self, page_index: int) -> list[tuple[Box, Link]]:
        """The links of a page, each with its place on the page as shown."""
        with PDFIUM_LOCK:
            page = self._pdf[page_index]
            span = self.spans[page_index]
            found = [(_shown_box(page, link.area, span), link) for link in read_links(self._pdf, page)]
            page.close()
        return found

    def render(self, page_index: int, scale: float) -> Raster:
        """The page as a picture, ``scale`` pixels a point, without the marks that the library shows itself."""
        with PDFIUM_LOCK:
            page = self._pdf[page_index]
            _remove_marks(page)
            bitmap = page.render(scale=scale, prefer_bgrx=True, force_bitmap_format=raw.FPDFBitmap_BGRx)
            raster = Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        return raster

    def _page(self, index: int) -> OpenPage | None:
        """A page, which stays open until another one is asked for; None where it cannot be read."""
        if self._current is None or self._current.index != index:
            self._leave_page()
            try:
                self._current = OpenPage(self._pdf, index, self._texts.get(index))
            except pdfium.PdfiumError:
                return None
        return self._current

    def _leave_page(self) -> None:
        if self._current:
            self._current.close()
            self._current = None

    def _read_spans(self) -> tuple[PageSpan, ...]:
        spans, start = [], 0
        for index in range(len(self._pdf)):
            page = self._page(index)
            self._texts[index] = page.text if page else PageText("", ())
            width, height = page.page.get_size() if page else _BLANK
            end = start + len(self._texts[index].text)
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


def _remove_marks(page: pdfium.PdfPage) -> None:
    for number in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        mark = raw.FPDFPage_GetAnnot(page, number)
        subtype = raw.FPDFAnnot_GetSubtype(mark)
        raw.FPDFPage_CloseAnnot(mark)
        if subtype in _MARKS:
            raw.FPDFPage_RemoveAnnot(page, number)


def _shown_box(page: pdfium.PdfPage, box: Rectangle, span: PageSpan) -> Box:
    size = round(span.width * _FINE), round(span.height * _FINE)
    (one_x, one_y), (other_x, other_y) = (
        _shown(page, x, y, size) for x, y in ((box.left, box.top), (box.right, box.bottom))
    )
    return min(one_x, other_x), min(one_y, other_y), max(one_x, other_x), max(one_y, other_y)


def _shown(page: pdfium.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
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
