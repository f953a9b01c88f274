"""Pages for those who hear them: what the screen reader may ask, and when it is told that something changed."""

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleTextCursorEvent, QAccessibleTextUpdateEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.item import PageSpan
from desktop.formats.pdf.document import PdfDocument
from desktop.reader.offsets import Utf16Offsets
from desktop.reader.pdf.accessible import tell_screen_readers
from desktop.reader.pdf.look import Look
from desktop.reader.pdf.marked_pages import MarkedPages


class SpokenPages(MarkedPages):
    """The page that is read is the caret's, where that is in view, else the first in view. Offsets are of its text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = ""

    def open_document(self, document: PdfDocument, text: str, look: Look, zoom: float) -> None:
        super().open_document(document, text, look, zoom)
        tell_screen_readers(self)

    def read_page(self) -> tuple[str, int]:
        """Its text, and the caret in it."""
        span, offset = self._read_span()
        text = self.pages.text[span.start : span.end] if self.pages else ""
        return text, min(max(offset - span.start, 0), len(text))

    def put_caret(self, offset: int) -> None:
        """Put the caret there, and bring it into view."""
        first = self._read_span()[0].start
        self.set_selection(first + offset, first + offset)
        self.show_caret()
        self.tell_caret()

    def show_caret(self) -> None:
        """Bring it into view."""
        if place := self._caret_place(range(len(self.pages or ()))):
            self.scroll_into_view(place)

    def select_on_page(self, start: int, end: int) -> None:
        """Select words, as if by key."""
        first = self._read_span()[0].start
        self.set_selection(first + start, first + end)
        self.tell_caret()
        self.selected.emit()

    def place_on_screen(self, offset: int) -> QRect:
        """Where a letter stands; empty where it is not in view."""
        first = self._read_span()[0].start + offset
        for page, box in self.lines(first, first + 1):
            place = self.on_screen(page, box).toAlignedRect()
            return QRect(self.viewport().mapToGlobal(place.topLeft()), place.size())
        return QRect()

    def offset_on_screen(self, point: QPoint) -> int:
        """The letter at a point of the screen; -1 where another page is."""
        if self.pages is None:
            return -1
        span, _ = self._read_span()
        page, place = self.page_and_point(QPointF(self.viewport().mapFromGlobal(point)))
        letter = self.pages.letter_at(page, place)
        return letter - span.start if span is self.pages.document.spans[page] else -1

    def tell_caret(self) -> None:
        """It was moved, or something else is selected."""
        start, end = self.selection
        self.setAccessibleDescription(self.pages.text[start:end].strip() if self.pages else "")
        if not QAccessible.isActive():
            return
        text, caret = self.read_page()
        if text != self._told:
            QAccessible.updateAccessibility(QAccessibleTextUpdateEvent(self, 0, self._told, text))
            self._told = text
        position = Utf16Offsets(text).to_units(caret)
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, position))

    def _read_span(self) -> tuple[PageSpan, int]:
        """The page that is read, and the caret in the whole text."""
        if self.pages is None or self._caret is None:
            return PageSpan(0, 0, "", 0.0, 0.0), 0
        offset, page = self._caret.offset, self.pages.page_of(self._caret.offset)
        if page not in self.seen_pages():
            offset = self.first_offset()
            page = self.pages.page_of(offset)
        return self.pages.document.spans[page], offset
