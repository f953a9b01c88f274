"""The lines of a page: which characters stand on one, and which of them a place or a range means.

Everything is in points of the page as shown; offsets count in the page's own text.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from desktop.formats.pdf.geometry import Box

_SHARED = 0.4
"""Of the lower of two heights: characters of one line have that much in common."""
_REACH, _REACH_OVER_BREAK = 3.0, 1.0
"""Of the line's height: a wider gap parts two lines; where the text has a line break, already a narrower one."""
_ASIDE = 4.0
"""A place beside a line belongs to it rather than one that far above or below it."""
_NEAR = 3
"""Characters on either side of one that show which way the text goes there."""
_WAYS = {"L": True, "EN": True, "AN": True, "R": False, "AL": False}
"""Whether characters of a class are written to the right (https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types)."""
_SAME = 0.1
"""Points. Characters of one glyph (a ligature) have their middle at one place."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """``text[start:end]`` of the page. ``upright``: its characters follow each other from side to side."""

    start: int
    end: int
    box: Box
    upright: bool


class PageLines:
    """The characters of a page on their lines. ``boxes``: one a character, None for what is not drawn. ``stretches``: those
    parts of the text that are looked at, all of it as a rule; no line goes from one to another."""

    def __init__(
        self, text: str, boxes: Sequence[Box | None], stretches: Sequence[tuple[int, int]] | None = None
    ) -> None:
        self.text, self.boxes = text, boxes
        self._stretches = [(0, len(text))] if stretches is None else stretches
        self.lines = tuple(line for start, end in self._stretches for line in _lines(text, boxes, start, end))

    def fragments(self, start: int, end: int) -> list[Box]:
        """A box for each line, or part of one, that ``text[start:end]`` stands on: as high as the line, but for
        where another line would be touched."""
        found: list[Box] = []
        at = bisect_right(self.lines, start, key=lambda line: line.end)
        while at < len(self.lines) and self.lines[at].start < end:
            line = self.lines[at]
            first, last = max(start, line.start), min(end, line.end)
            drawn = [box for box in self.boxes[first:last] if box]
            if drawn:
                found += self._parts(line, drawn, start, end)
            at += 1
        return found

    def offset_at(self, x: float, y: float) -> int:
        """The boundary between characters that is nearest to a place."""
        line = self.line_at(x, y)
        return self.offset_in(line, x, y) if line else 0

    def offset_in(self, line: TextLine, x: float, y: float) -> int:
        """The boundary on one line."""
        nearest = self._letter_in(line, x, y)
        return nearest + (1 if self._is_past_middle(line, nearest, x, y) else 0)

    def letter_at(self, x: float, y: float) -> int:
        """The character that is nearest to a place."""
        line = self.line_at(x, y)
        return self._letter_in(line, x, y) if line else 0

    def line_at(self, x: float, y: float) -> TextLine | None:
        """The nearest line; None on a page without any."""
        return min(self.lines, key=lambda line: _distance(line.box, x, y), default=None)

    def index_of(self, offset: int) -> int:
        """Which line an offset is on, or comes before; -1 on a page without any."""
        at = bisect_left(self.lines, offset, key=lambda line: line.end)
        return min(at, len(self.lines) - 1)

    def caret(self, offset: int) -> Box:
        """The narrow place before a character; at the end of a line the one after its last."""
        line = self.lines[self.index_of(offset)]
        index, after = (offset, False) if offset < line.end else (line.end - 1, True)
        while index > line.start and self.boxes[index] is None:
            index -= 1
            after = True
        left, top, right, bottom = self.boxes[index] or line.box
        at_far_edge = after == self.runs_on(line, index)
        if line.upright:
            x = right if at_far_edge else left
            return x, line.box[1], x, line.box[3]
        y = bottom if at_far_edge else top
        return line.box[0], y, line.box[2], y

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The range with all of the glyphs at its ends: a ligature, a letter with its marks."""
        while (before := self._part_before(start)) is not None:
            start = before
        while (after := self._part_after(end)) is not None:
            end = after + 1
        return start, end

    def runs_on(self, line: TextLine, index: int) -> bool:
        """Whether the text around a character goes to the right (or down), as most of its neighbours show, those that
        are written the same way: an accent that is drawn by itself stands anywhere."""
        near = range(max(line.start, index - _NEAR), min(line.end, index + _NEAR + 1))
        ways = {at: _WAYS.get(unicodedata.bidirectional(self.text[at])) for at in (index, *near)}
        way = ways[index]
        along = [
            (box[0] + box[2], box[1] + box[3])[not line.upright]
            for at in near
            if (box := self.boxes[at]) and (None in (way, ways[at]) or way is ways[at])
        ]
        steps = sum((after > before) - (after < before) for before, after in pairwise(along))
        return steps > 0 if steps else way is not False

    def _letter_in(self, line: TextLine, x: float, y: float) -> int:
        drawn = [(box, index) for index in range(line.start, line.end) if (box := self.boxes[index])]
        return min(drawn, key=lambda one: _distance(one[0], x, y))[1]

    def _parts(self, line: TextLine, drawn: Sequence[Box], start: int, end: int) -> list[Box]:
        """The first way to cover the characters that covers no others."""
        tight = _around(drawn)
        high = (
            (tight[0], line.box[1], tight[2], line.box[3])
            if line.upright
            else (line.box[0], tight[1], line.box[2], tight[3])
        )
        for way in ([high], [tight]):
            if not any(self._others_in(box, start, end) for box in way):
                return way
        return [self._without_others(box, start, end) for box in drawn]

    def _without_others(self, box: Box, start: int, end: int) -> Box:
        """The box of a character, as much of it as holds its own middle but no other's."""
        x, y = _middle(box)
        for across, down in self._others_in(box, start, end):
            if abs(across - x) >= abs(down - y):
                edge = (across + x) / 2
                box = (max(box[0], edge), *box[1:]) if across < x else (*box[:2], min(box[2], edge), box[3])
            else:
                edge = (down + y) / 2
                box = (box[0], max(box[1], edge), *box[2:]) if down < y else (*box[:3], min(box[3], edge))
        return box

    def _others_in(self, box: Box, start: int, end: int) -> list[tuple[float, float]]:
        """The middles in a box of characters outside ``start:end``, but for those drawn on one of these."""
        first = bisect_left(self._middles, box[1], key=lambda place: place[1])
        last = bisect_right(self._middles, box[3], key=lambda place: place[1])
        return [
            (x, y)
            for x, y, index in self._middles[first:last]
            if box[0] <= x <= box[2] and not start <= index < end and not self._is_drawn_by(x, y, start, end)
        ]

    def _is_drawn_by(self, x: float, y: float, start: int, end: int) -> bool:
        return any(start <= index < end for index in self._at_place[round(x, 1), round(y, 1)])

    @cached_property
    def _middles(self) -> list[tuple[float, float, int]]:
        """From the top."""
        places = (
            (*_middle(box), index)
            for start, end in self._stretches
            for index in range(start, end)
            if (box := self.boxes[index])
        )
        return sorted(places, key=lambda place: place[1])

    @cached_property
    def _at_place(self) -> dict[tuple[float, float], list[int]]:
        """The characters with their middle at one place, more than one in a ligature or where a text is drawn again."""
        found = defaultdict[tuple[float, float], list[int]](list)
        for x, y, index in self._middles:
            found[round(x, 1), round(y, 1)].append(index)
        return found

    def _part_before(self, start: int) -> int | None:
        """The character before a range that is of one glyph with its first, or the letter of its first mark."""
        before = next((at for at in range(start - 1, -1, -1) if self.boxes[at]), None)
        if before is None or start == len(self.text):
            return None
        return before if self._is_one(before, start) else None

    def _part_after(self, end: int) -> int | None:
        after = next((at for at in range(end, len(self.text)) if self.boxes[at]), None)
        if after is None or end == 0:
            return None
        return after if self._is_one(end - 1, after) else None

    def _is_one(self, index: int, after: int) -> bool:
        """Whether a drawn character is of one glyph with one before it, or its mark."""
        one, other = self.boxes[index], self.boxes[after]
        if one is None or other is None:
            return False
        if after == index + 1 and unicodedata.combining(self.text[after]):
            return True
        (x, y), (across, down) = _middle(one), _middle(other)
        return abs(x - across) < _SAME and abs(y - down) < _SAME

    def _is_past_middle(self, line: TextLine, index: int, x: float, y: float) -> bool:
        """Whether a place is on that side of a character where the text goes on."""
        box = self.boxes[index]
        if box is None:
            return False
        beside = x - (box[0] + box[2]) / 2 if line.upright else y - (box[1] + box[3]) / 2
        return beside > 0 if self.runs_on(line, index) else beside < 0


def _lines(text: str, boxes: Sequence[Box | None], first: int, last: int) -> Iterator[TextLine]:
    """Runs once for every character of a document: hence plain numbers, and no line built before it is whole."""
    start, end, upright = first, first, True
    around: Box | None = None
    for index, box in enumerate(boxes[first:last], first):
        if box is None:
            continue
        if around is not None:
            broken = end < index and "\n" in text[end:index]
            goes_on = upright and _is_beside(around, box, _REACH_OVER_BREAK if broken else _REACH)
            if not goes_on and not broken and (end - start == 1 or not upright):
                goes_on = _is_beside(_turned(around), _turned(box), 1.0)
                upright = upright and not goes_on
            if goes_on:
                around, end = _both(around, box), index + 1
                continue
            yield TextLine(start, end, around, upright)
        start, end, around, upright = index, index + 1, box, True
    if around is not None:
        yield TextLine(start, end, around, upright)


def _is_beside(one: Box, other: Box, reach: float) -> bool:
    left, top, right, bottom = one
    other_left, other_top, other_right, other_bottom = other
    low, high = bottom - top, other_bottom - other_top
    if low > high:
        low, high = high, low
    gap = (left if left > other_left else other_left) - (right if right < other_right else other_right)
    if gap > reach * high:
        return False
    shared = (bottom if bottom < other_bottom else other_bottom) - (top if top > other_top else other_top)
    return shared >= low * _SHARED


def _both(one: Box, other: Box) -> Box:
    left, top, right, bottom = one
    other_left, other_top, other_right, other_bottom = other
    return (
        left if left < other_left else other_left,
        top if top < other_top else other_top,
        right if right > other_right else other_right,
        bottom if bottom > other_bottom else other_bottom,
    )


def _turned(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _distance(box: Box, x: float, y: float) -> float:
    aside = max(box[0] - x, 0.0, x - box[2])
    above = max(box[1] - y, 0.0, y - box[3])
    return aside + _ASIDE * above
