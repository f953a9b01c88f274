"""Words that a page prints twice at one place, to make them bold or by mistake, are read once.

Only what could be printed twice is looked at more closely: letters that follow themselves, and words that come again.
"""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

_WORD = re.compile(r"[A-Za-z]{3,}|\d{3,}|[^\W\d_A-Za-z]{2,}")
_APART = 0.2
"""Of a letter's width and height: what is printed again stands nearer."""

_TO_A_WORD = 8
"""Characters of a text to a word that comes again, about."""

_Box = tuple[float, float, float, float]


def printed_again(page: pdfium.PdfTextPage, text: str, places: Sequence[int]) -> set[int]:
    """Which characters of ``text`` stand where the same ones stood already; ``places``: PDFium's index of each.

    Caller holds ``PDFIUM_LOCK``.
    """
    print_ = _Print(page, places)
    again: set[int] = set()
    twins = _twins(text)
    if any(print_.is_same(twin, twin + 1) for twin in _telling(text, twins)):
        for twin in twins:
            first, second = twin, twin + 1
            while first in again:
                first -= 1
            if text[first] == text[second] and print_.is_same(first, second):
                again.add(second)
    for first, second in _words_again(page, text, print_):
        if second not in again:
            again.update(_stretch(text, print_, first, second))
    return again | _lines_left_empty(text, again) if again else again


def _twins(text: str) -> list[int]:
    """Where a letter follows itself."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return [at for at in np.flatnonzero(codes[1:] == codes[:-1]).tolist() if not text[at].isspace()]


def _telling(text: str, twins: Sequence[int]) -> Iterator[int]:
    """Twins that stand side by side or alone, as all do where every letter is printed twice in turn."""
    there, around = set(twins), f" {text} "
    return (at for at in twins if at + 2 in there or (around[at].isspace() and around[at + 3].isspace()))


class _Print:
    """Where characters are printed."""

    def __init__(self, page: pdfium.PdfTextPage, places: Sequence[int]) -> None:
        self._page, self._places = page, places
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._boxes: dict[int, _Box | None] = {}

    def is_same(self, one: int, other: int) -> bool:
        """Whether the second is printed over the first, and is not of one glyph with it, as in a ligature."""
        box, again = self.box(one), self.box(other)
        if box is None or again is None:
            return False
        left, right, bottom, top = box
        aside = abs(left + right - again[0] - again[1]) / 2
        above = abs(bottom + top - again[2] - again[3]) / 2
        if aside > _APART * (right - left) or above > _APART * (top - bottom):
            return False
        return box != again or self._object(one) != self._object(other)

    def box(self, offset: int) -> _Box | None:
        if offset not in self._boxes:
            self._boxes[offset] = self._read_box(offset)
        return self._boxes[offset]

    def _read_box(self, offset: int) -> _Box | None:
        found = raw.FPDFText_GetCharBox(self._page, self._places[offset], *self._edges)
        left, right, bottom, top = (edge.value for edge in self._edges)
        return (left, right, bottom, top) if found and right > left else None

    def _object(self, offset: int) -> int:
        found = raw.FPDFText_GetTextObject(self._page, self._places[offset])
        return ctypes.cast(found, ctypes.c_void_p).value or 0


def _words_again(page: pdfium.PdfTextPage, text: str, print_: _Print) -> Iterator[tuple[int, int]]:
    """Where a word began, and where the same one begins over it."""
    if not _may_overlap(page, most=len(text) // _TO_A_WORD):
        return
    found = defaultdict[str, list[int]](list)
    for word in _WORD.finditer(text):
        found[word[0]].append(word.start())
    for starts in found.values():
        at_height = defaultdict[int, list[int]](list)
        for start in starts if len(starts) > 1 else ():
            box = print_.box(start)
            if box is None:
                continue
            height = round(box[2])
            near = (one for level in (height - 1, height, height + 1) for one in at_height.get(level, ()))
            first = next((one for one in near if print_.is_same(one, start)), None)
            if first is None:
                at_height[height].append(start)
            else:
                yield first, start


def _may_overlap(page: pdfium.PdfTextPage, most: int) -> bool:
    """Whether any of the page's objects lies over another by half. Where there are more than ``most``, or others
    hold them, it is cheaper to look at the words."""
    count = raw.FPDFPage_CountObjects(page.page)
    if count > most:
        return True
    boxes: list[_Box] = []
    left, bottom, right, top = edges = [ctypes.c_float() for _ in range(4)]
    held, object_at = page.page.raw, raw.FPDFPage_GetObject  # each look-up would cost as much as the call
    kind_of, bounds_of = raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds
    for place in range(count):
        one = object_at(held, place)
        kind = kind_of(one)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            return True
        if kind == raw.FPDF_PAGEOBJ_TEXT and bounds_of(one, *edges):
            boxes.append((bottom.value, top.value, left.value, right.value))
    boxes.sort()
    return any(
        _is_over(box, other)
        for place, box in enumerate(boxes)
        for other in takewhile(lambda one, top=box[1]: one[0] < top, islice(boxes, place + 1, None))  # type: ignore[misc]
    )


def _is_over(one: _Box, other: _Box) -> bool:
    """By half of the smaller: the boxes are bottom, top, left, right."""
    high = min(one[1], other[1]) - max(one[0], other[0])
    wide = min(one[3], other[3]) - max(one[2], other[2])
    smaller = min(one[1] - one[0], other[1] - other[0]), min(one[3] - one[2], other[3] - other[2])
    return high > smaller[0] / 2 and wide > smaller[1] / 2


def _stretch(text: str, print_: _Print, first: int, second: int) -> Iterator[int]:
    """All that is printed again around one character that is, with the white space in it."""
    for step in (-1, 1):
        one, other = first, second
        blank: list[int] = []
        while 0 <= one < second and 0 <= other < len(text):
            if text[other].isspace() and text[one].isspace():
                blank.append(other)
            elif text[one] == text[other] and print_.is_same(one, other):
                yield from blank
                yield other
                blank = []
            else:
                break
            one, other = one + step, other + step


def _lines_left_empty(text: str, again: set[int]) -> set[int]:
    """The breaks and blanks of lines of which nothing is left."""
    gone: set[int] = set()
    start = 0
    for line in text.splitlines(keepends=True):
        here = range(start, start + len(line))
        start += len(line)
        if any(at in again for at in here) and all(at in again or text[at].isspace() for at in here):
            gone.update(here)
    return gone
