"""A PDF as pages of text and geometry. PDFium is not thread-safe: every call is behind one lock."""

import ctypes
import io
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from threading import RLock

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.errors import ImportFailed, PasswordNeeded
from desktop.domain.item import OutlineEntry, PageSpan
from desktop.domain.selector import PagePlace, Rectangle
from desktop.formats.pdf.contents import read_outline
from desktop.formats.pdf.divided import with_words_joined
from desktop.formats.pdf.forms import FilledForm
from desktop.formats.pdf.geometry import Box, PageFrame, read_frame
from desktop.formats.pdf.lines import PageLines
from desktop.formats.pdf.links import Link, read_links
from desktop.formats.pdf.page import OpenPage
from desktop.formats.pdf.strings import as_written
from desktop.formats.pdf.text import PageText

PDFIUM_LOCK = RLock()


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


@dataclass(frozen=True, slots=True)
class PictureView:
    """Which part of a page's picture, in pixels: the whole is ``whole_width`` x ``whole_height`` once it is turned by
    ``quarters`` clockwise; the part begins at ``left``, ``top``."""

    whole_width: int
    whole_height: int
    quarters: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a page: 4 bytes a pixel (blue, green, red, unused), ``stride`` bytes a line."""

    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PageContents:
    """What a reader needs of a page beside its picture; places on the page as shown."""

    frame: PageFrame
    lines: PageLines
    links: tuple[tuple[Box, Link], ...]


class PdfDocument:
    """Pages are joined by a newline, which belongs to no page.

    ``pages`` as stored at import spares reading the text of every page again; a page is then read when it
    is needed. ``text`` as stored is the text of the document then, also where its pages would be read otherwise
    now. Raises ``PasswordNeeded`` for an encrypted file, ``ImportFailed`` for one that cannot be read.
    """

    def __init__(self, data: bytes, pages: Sequence[PageSpan] = (), text: str = "") -> None:
        if not data:
            raise ImportFailed("The file is empty.")
        self._texts: dict[int, PageText] = {}
        self._current: OpenPage | None = None
        self._stored = ""
        with PDFIUM_LOCK:
            self._pdf = _opened(data)
            self._form = FilledForm.of(self._pdf, data)
            known = len(pages) == len(self._pdf)
            self.spans = tuple(pages) if known else self._read_spans()
            self._stored = text if known else ""
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

    def take_words(self, told: Mapping[int, str]) -> None:
        """Have pages say what the file tells of them."""
        if not told:
            return
        with PDFIUM_LOCK:
            for index, words in told.items():
                self.page_text(index)
                self._texts[index] = self._texts[index].told_as(words)
            self._leave_page()
            start, spans = 0, list[PageSpan]()
            for index, span in enumerate(self.spans):
                end = start + (len(told[index]) if index in told else span.end - span.start)
                spans.append(replace(span, start=start, end=end))
                start = end + 1
            self.spans = tuple(spans)

    def close(self) -> None:
        with PDFIUM_LOCK:
            self._leave_page()
            if self._form:
                self._form.close()
            self._pdf.close()

    def written_anew(self) -> bytes:
        """The document as PDFium understands it, in sound order and without encryption."""
        with PDFIUM_LOCK:
            return _saved(self._pdf)

    def pages_copied(self) -> bytes:
        """Its pages alone, in a new document; a blank one for each that cannot be read."""
        with PDFIUM_LOCK:
            copy = pdfium.PdfDocument.new()
            for index in range(len(self.spans)):
                try:
                    copy.import_pages(self._pdf, [index])
                except pdfium.PdfiumError:
                    if len(copy) == index:  # else PDFium left one
                        copy.new_page(*_BLANK)
            data = _saved(copy)
            copy.close()
        return data

    def metadata(self) -> dict[str, str]:
        """The Info dictionary: Title, Author, CreationDate ..."""
        with PDFIUM_LOCK:
            told = self._pdf.get_metadata_dict().items()
        return {name: as_written(value).strip("\0 \r\n\t") for name, value in told}

    def outline(self, without: Set[int] = frozenset()) -> tuple[OutlineEntry, ...]:
        """The entries that lead to a page (``contents``); ``without`` those of these numbers."""
        with PDFIUM_LOCK:
            return tuple(read_outline(self._pdf, self.spans, self.page_text, without))

    def page_index(self, offset: int) -> int:
        return max(0, bisect_right(self.spans, offset, key=_start) - 1)

    def line_boxes(self, page_index: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """One box a line fragment of ``text[start:end]`` on a page, in points, not turned with the page."""
        span = self.spans[page_index]
        first, last = max(start, span.start) - span.start, min(end, span.end) - span.start
        if first >= last:
            return ()
        with PDFIUM_LOCK:
            page = self._page(page_index)
            if page is None:
                return ()
            return tuple(
                page.frame.stored(box) for box in page.lines_near(first, last).fragments(first, last)
            )

    def places(self, start: int, end: int) -> tuple[PagePlace, ...]:
        """Where ``text[start:end]`` is, page by page, as far as it is drawn. The spans of the first and the last place
        include what is not drawn of it on pages before and behind."""
        pages = range(self.page_index(start), self.page_index(end - 1) + 1)
        drawn = [(page, boxes) for page in pages if (boxes := self.line_boxes(page, start, end))]
        return tuple(
            PagePlace(
                page, boxes,
                (
                    (start if number == 0 else self.spans[page].start) - self.spans[page].start,
                    (end if number == len(drawn) - 1 else self.spans[page].end) - self.spans[page].start,
                ),
            )
            for number, (page, boxes) in enumerate(drawn)
        )  # fmt: skip

    def beside_line(
        self, page_index: int, offset: int, gap: float, width: float, height: float
    ) -> Rectangle | None:
        """A place of that size in the margin, where the line of a character of the page's text begins; None where there
        is no such line."""
        with PDFIUM_LOCK:
            page = self._page(page_index)
            lines = page.lines_near(offset, offset + 1) if page else None
            if page is None or lines is None or not lines.lines:
                return None
            line = lines.lines[lines.index_of(offset)]
            left, top, right, _ = line.box
            begins_left = lines.runs_on(line, max(line.start, min(offset, line.end - 1)))
            across = max(0.0, left - gap - width) if begins_left else right + gap
            return page.frame.stored((across, top, across + width, top + height))

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

    def line_heights(self, page_index: int) -> list[float]:
        """The height of the type of each line of a page's text, in points; 0 where nothing upright is drawn."""
        with PDFIUM_LOCK:
            page = self._page(page_index)
            return list(page.heights()) if page else []

    def whole(self, page_index: int, start: int, end: int) -> tuple[int, int]:
        """A range of a page's text with all of the glyphs at its ends (``PageLines.whole``)."""
        with PDFIUM_LOCK:
            page = self._page(page_index)
            return page.lines.whole(start, end) if page else (start, end)

    def contents(self, page_index: int) -> PageContents:
        """All of a page but its picture; nothing of one that cannot be read."""
        with PDFIUM_LOCK:
            page = self._page(page_index)
            if page is None:
                return PageContents(PageFrame(Rectangle(0, 0, *_BLANK), 0), PageLines("", ()), ())
            links = ((page.frame.shown(link.area), link) for link in read_links(self._pdf, page.page))
            return PageContents(page.frame, page.lines, tuple(links))

    def shown(self, page_index: int, area: Rectangle) -> Box | None:
        """A rectangle of the file on a page as shown; None where the page cannot be read."""
        with PDFIUM_LOCK:
            try:
                page = self._pdf[page_index]
            except pdfium.PdfiumError:
                return None
            box = read_frame(page).shown(area)
            page.close()
        return box

    def render(self, page_index: int, view: PictureView) -> Raster:
        """A part of a page as a picture, without the marks that the library shows itself; white where the page
        cannot be read."""
        data = bytearray(4 * view.width * view.height)
        self.draw(page_index, view, memoryview(data))
        return Raster(view.width, view.height, 4 * view.width, bytes(data))

    def draw(self, page_index: int, view: PictureView, onto: memoryview) -> None:
        """As ``render``, onto memory of the caller: 4 bytes a pixel, lines without gaps."""
        buffer = (ctypes.c_ubyte * len(onto)).from_buffer(onto)
        with PDFIUM_LOCK:
            bitmap = pdfium.PdfBitmap.new_native(view.width, view.height, raw.FPDFBitmap_BGRx, buffer=buffer)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, view.width, view.height)
            try:
                page = self._pdf[page_index]
            except pdfium.PdfiumError:
                page = None
            if page:
                _remove_marks(page)
                whole = (-view.left, -view.top, view.whole_width, view.whole_height, view.quarters)
                raw.FPDF_RenderPageBitmap(bitmap, page, *whole, raw.FPDF_ANNOT)
                if self._pdf.formenv:
                    raw.FPDF_FFLDraw(self._pdf.formenv, bitmap, page, *whole, 0)
                page.close()
            bitmap.close()

    def _page(self, index: int) -> OpenPage | None:
        """A page, which stays open until another one is asked for; None where it cannot be read."""
        if self._current is None or self._current.index != index:
            self._leave_page()
            try:
                text, stored = self._texts.get(index), self._stored_text(index)
                self._current = OpenPage(self._pdf, index, text, stored, self._form)
            except pdfium.PdfiumError:
                return None
        return self._current

    def _stored_text(self, index: int) -> str | None:
        return self._stored[self.spans[index].start : self.spans[index].end] if self._stored else None

    def _leave_page(self) -> None:
        if self._current:
            self._current.close()
            self._current = None

    def _read_spans(self) -> tuple[PageSpan, ...]:
        """The last page first: the first one, of which more is asked next, is open then."""
        sizes = [_BLANK] * len(self._pdf)
        for index in reversed(range(len(self._pdf))):
            page = self._page(index)
            self._texts[index] = page.text if page else PageText("", ())
            sizes[index] = page.page.get_size() if page else _BLANK
        self._texts.update(with_words_joined(self._texts))
        if self._current:
            self._current.text = self._texts[self._current.index]
        spans, start = [], 0
        for index, (width, height) in enumerate(sizes):
            end = start + len(self._texts[index].text)
            label = self._pdf.get_page_label(index) or str(index + 1)
            spans.append(PageSpan(start, end, label, width, height))
            start = end + 1
        return tuple(spans)


def _start(span: PageSpan) -> int:
    return span.start


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as failure:
        if failure.err_code == raw.FPDF_ERR_PASSWORD:
            raise PasswordNeeded("The PDF is locked with a password.") from failure
        raise ImportFailed("The PDF is damaged and cannot be opened.") from failure


def _saved(pdf: pdfium.PdfDocument) -> bytes:
    out = io.BytesIO()
    pdf.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    return out.getvalue()


def _remove_marks(page: pdfium.PdfPage) -> None:
    for number in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        mark = raw.FPDFPage_GetAnnot(page, number)
        subtype = raw.FPDFAnnot_GetSubtype(mark)
        raw.FPDFPage_CloseAnnot(mark)
        if subtype in _MARKS:
            raw.FPDFPage_RemoveAnnot(page, number)
