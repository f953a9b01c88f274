"""Where the caret goes by key: by letter, word, line, page and to the ends."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.formats.pdf.lines import PageLines
from desktop.formats.pdf.words import next_word, previous_word
from desktop.reader.pdf.pages import PdfPages


class Move(Enum):
    LETTER_ON = auto()
    LETTER_BACK = auto()
    WORD_ON = auto()
    WORD_BACK = auto()
    LINE_ON = auto()
    LINE_BACK = auto()
    PAGE_ON = auto()
    PAGE_BACK = auto()
    LINE_START = auto()
    LINE_END = auto()
    TEXT_START = auto()
    TEXT_END = auto()


_MIRRORED = {
    Move.LETTER_ON: Move.LETTER_BACK,
    Move.LETTER_BACK: Move.LETTER_ON,
    Move.WORD_ON: Move.WORD_BACK,
    Move.WORD_BACK: Move.WORD_ON,
}
_PLAIN = {
    Qt.Key.Key_Right: Move.LETTER_ON,
    Qt.Key.Key_Left: Move.LETTER_BACK,
    Qt.Key.Key_Down: Move.LINE_ON,
    Qt.Key.Key_Up: Move.LINE_BACK,
    Qt.Key.Key_PageDown: Move.PAGE_ON,
    Qt.Key.Key_PageUp: Move.PAGE_BACK,
    Qt.Key.Key_Home: Move.LINE_START,
    Qt.Key.Key_End: Move.LINE_END,
}
_WITH_CONTROL = {
    Qt.Key.Key_Right: Move.WORD_ON,
    Qt.Key.Key_Left: Move.WORD_BACK,
    Qt.Key.Key_Home: Move.TEXT_START,
    Qt.Key.Key_End: Move.TEXT_END,
}


def move_of(event: QKeyEvent) -> Move | None:
    """What a key means for the caret; None for other keys."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return (_WITH_CONTROL if control else _PLAIN).get(Qt.Key(event.key()))


class Caret:
    """``offset`` of the text. It keeps its place across the line while it goes from line to line."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self.offset = 0
        self._across: float | None = None

    def put(self, offset: int) -> None:
        self.offset = min(max(offset, 0), len(self._pages.text))
        self._across = None

    def go(self, move: Move) -> None:
        """Arrows go where they point: in right-to-left lines on is to the left."""
        if move in _MIRRORED and not self._runs_on():
            move = _MIRRORED[move]
        if move in (Move.LINE_ON, Move.LINE_BACK, Move.PAGE_ON, Move.PAGE_BACK):
            self._go_across(move)
        else:
            self.put(self._aim(move))

    def _aim(self, move: Move) -> int:
        text, offset = self._pages.text, self.offset
        match move:
            case Move.LETTER_ON:
                return self._pages.whole(offset, offset + 1)[1] if offset < len(text) else offset
            case Move.LETTER_BACK:
                return self._pages.whole(offset - 1, offset)[0] if offset else 0
            case Move.WORD_ON:
                return self._in_page(next_word, len(text), on=True)
            case Move.WORD_BACK:
                return self._in_page(previous_word, 0, on=False)
            case Move.TEXT_START:
                return 0
            case Move.TEXT_END:
                return len(text)
        first, lines, at = self._line()
        if at < 0:
            return offset
        return first + (lines.lines[at].start if move is Move.LINE_START else lines.lines[at].end)

    def _in_page(self, find: Callable[[str, int], int], end: int, *, on: bool) -> int:
        """The next or previous word, on the page beside where this one has no more."""
        spans = self._pages.document.spans
        page, offset = self._pages.page_of(self.offset), self.offset
        while 0 <= page < len(spans):
            span = spans[page]
            text = self._pages.text[span.start : span.end]
            here = min(max(offset - span.start, 0), len(text))
            aim = span.start + find(text, here)
            if aim != offset and any(map(str.isalnum, text[here:] if on else text[:here])):
                return aim
            page += 1 if on else -1
            offset = span.end + 1 if on else span.start - 1
        return end

    def _go_across(self, move: Move) -> None:
        first, lines, at = self._line()
        page = self._pages.page_of(self.offset)
        if at >= 0 and self._across is None:
            box = lines.caret(self.offset - first)
            self._across = box[0]
        across = self._across or 0.0
        by_page = move in (Move.PAGE_ON, Move.PAGE_BACK)
        step = 1 if move in (Move.LINE_ON, Move.PAGE_ON) else -1
        if not by_page and (beside := _beside(lines, at, step, across)) is not None:
            self.offset = first + beside
            return
        page += step
        while 0 <= page < len(self._pages):
            found = self._pages.contents(page).lines
            if found.lines:
                start = self._pages.document.spans[page].start
                to = 0 if step > 0 or by_page else len(found.lines) - 1
                self.offset = start + _in_line(found, to, across)
                return
            page += step

    def _line(self) -> tuple[int, PageLines, int]:
        """Where its page starts, the lines there, and which of them it is on."""
        page = self._pages.page_of(self.offset)
        first = self._pages.document.spans[page].start
        lines = self._pages.contents(page).lines
        return first, lines, lines.index_of(self.offset - first)

    def _runs_on(self) -> bool:
        first, lines, at = self._line()
        if at < 0:
            return True
        line = lines.lines[at]
        return lines.runs_on(line, min(max(self.offset - first, line.start), line.end - 1))


def _beside(lines: PageLines, at: int, step: int, across: float) -> int | None:
    """The place in the next line that is not on the same level, in the order of reading."""
    if at < 0:
        return None
    _, top, _, bottom = lines.lines[at].box
    beside = at + step
    while 0 <= beside < len(lines.lines):
        _, other_top, _, other_bottom = lines.lines[beside].box
        shared = min(bottom, other_bottom) - max(top, other_top)
        place = _in_line(lines, beside, across)
        # What begins where a line ends, such as an accent that is drawn by itself, has no place of its own there.
        apart = (lines.index_of(place) - at) * step > 0
        if apart and shared < 0.5 * min(bottom - top, other_bottom - other_top):
            return place
        beside += step
    return None


def _in_line(lines: PageLines, at: int, across: float) -> int:
    line = lines.lines[at]
    return lines.offset_in(line, across, (line.box[1] + line.box[3]) / 2)
