"""The word and the paragraph around a place of a page's text."""

import re
from collections.abc import Sequence

from icu4py.breakers import WordBreaker

from desktop.formats.pdf.lines import PageLines, TextLine

_AROUND = 120
"""Characters on either side in which a word's ends are looked for."""
_BROKEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\n(?=[^\W\d_])|\u00ad")
"""A hyphen at the end of a line, with the rest of its word on the next; a soft hyphen."""
_NEAR = 0.9
"""Of the height of a line: a wider gap parts paragraphs."""
_ALIKE = 2.0
"""Lines of one paragraph differ less in height."""
_INDENT, _SHORT = 0.8, 0.85
"""Of the line's height: a first line stands that far in. Of the paragraph's width: a last line is shorter."""


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word around the character after ``offset``, also one that a hyphen parts at the end of a line."""
    low, high = max(0, offset - _AROUND), min(len(text), offset + _AROUND)
    start, end = _plain_word(text[low:high], offset - low)
    start, end = start + low, end + low
    for hyphen in _BROKEN.finditer(text, low, high):
        if hyphen.end() == start or start <= hyphen.start() < end:
            start = min(start, low + _plain_word(text[low:high], hyphen.start() - 1 - low)[0])
        if hyphen.start() == end or (start <= hyphen.start() and hyphen.end() > end >= hyphen.start()):
            end = max(end, low + _plain_word(text[low:high], hyphen.end() - low)[1])
    return start, end


def next_word(text: str, offset: int) -> int:
    """Where the word after a place ends."""
    while offset < len(text) and not text[offset].isalnum():
        offset += 1
    return word_at(text, offset)[1] if offset < len(text) else len(text)


def previous_word(text: str, offset: int) -> int:
    """Where the word before a place starts."""
    while offset > 0 and not text[offset - 1].isalnum():
        offset -= 1
    return word_at(text, offset - 1)[0] if offset else 0


def paragraph_at(lines: PageLines, offset: int) -> tuple[int, int]:
    """The lines around a place of the page that belong together: near each other, alike in height, and neither
    begun by an indent nor ended by a short line."""
    rows = _rows(lines.lines)
    at = next((at for at, row in enumerate(rows) if row[-1].end > offset), len(rows) - 1)
    if at < 0:
        return offset, offset
    first = last = at
    while first > 0 and _go_on(rows[first - 1], rows[first], rows[max(0, first - 2)]):
        first -= 1
    while last + 1 < len(rows) and _go_on(rows[last], rows[last + 1], rows[max(0, last - 1)]):
        last += 1
    return rows[first][0].start, rows[last][-1].end


def _plain_word(text: str, offset: int) -> tuple[int, int]:
    at = 0
    for piece in WordBreaker(text, "ja"):
        if at + len(piece) > offset:
            return at, at + len(piece)
        at += len(piece)
    return len(text), len(text)


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Pieces of text side by side that follow each other are one row."""
    rows: list[list[TextLine]] = []
    for line in lines:
        if rows and _is_level(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_level(one: TextLine, other: TextLine) -> bool:
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    low = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    gap = max(other.box[0] - one.box[2], one.box[0] - other.box[2])
    return one.upright and other.upright and shared > 0.5 * low and gap < 2 * low


def _go_on(row: Sequence[TextLine], below: Sequence[TextLine], above: Sequence[TextLine]) -> bool:
    """Whether a row's paragraph goes on in the one below it."""
    (left, top, right, bottom), (next_left, next_top, next_right, next_bottom) = map(_edges, (row, below))
    if not row[0].upright or not below[0].upright:
        return row[0].upright == below[0].upright and next_left < right + (right - left)
    height, next_height = bottom - top, next_bottom - next_top
    low, high = sorted((height, next_height))
    near = -0.5 * high < next_top - bottom < _NEAR * high
    apart = next_left > right or next_right < left
    if not near or apart or high > _ALIKE * low:
        return False
    _, _, widest, _ = _edges(above)
    width = max(widest, right, next_right) - min(left, next_left)
    ends = right - left < _SHORT * width and left <= next_left + _INDENT * height
    begins = next_left > left + _INDENT * height and right > next_right - _INDENT * height
    return not ends and not begins


def _edges(row: Sequence[TextLine]) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*(line.box for line in row), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
