"""Lines of right-to-left scripts in the order of reading.

PDFium knows that order for plain words. Vowel marks make it break lines apart, and some programs write words or
brackets as the eye meets them; such lines are put together again from the places of their signs.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

LETTERS = ("\u0590-\u05ff\u0610-\u061a\u0620-\u065f\u066e-\u06dc\u06df-\u06ef\u06fa-\u06ff"
           "\u0700-\u08ff\ufb1d-\ufdff\ufe70-\ufefc")  # fmt: skip
"""Of Hebrew, Arabic, Syriac and their like, marks included; digits and signs go their own ways."""
_WORD = re.compile(f"[{LETTERS}]{{2,}}")
_LETTER = re.compile(f"[{LETTERS}]")
_BRACKETS = ("()", "[]", "{}")
_SAME_LINE = 0.7
"""Of the size of the type: how far apart marks and letters of one line stand."""
_SPACE = 0.2
"""Of the size of the type: no gap inside a word is as wide."""
_APART = 3.0
"""Of the size of the type: fragments so far apart are lines of two columns."""
_NUMBER_SIGNS = frozenset(".,:/-\u066b\u066c")


@dataclass(slots=True)
class _Sign:
    """What one glyph stands for: a letter with its marks, or a ligature. ``members`` are characters with PDFium's
    index of each; ``left`` and ``right`` are the edges of its ink, ``start`` and ``end`` of the room it takes."""

    members: list[tuple[str, int]]
    left: float
    right: float
    start: float
    end: float
    level: float
    size: float
    in_run: bool = False
    """Whether it is part of a number, or of words of another script."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_mark(self) -> bool:
        return all(unicodedata.category(character) == "Mn" for character, _ in self.members)

    @property
    def goes_right(self) -> bool:
        return unicodedata.bidirectional(self.members[0][0]) in ("L", "EN", "AN")


class _SilentInk:
    """The glyphs of a page of which PDFium makes no character: spaces that it puts elsewhere; and where several
    glyphs make a letter with its marks, and a program tells what they mean together (ISO 32000, 14.9.4), all but
    the first."""

    def __init__(self, page: pdfium.PdfTextPage) -> None:
        self._page = page

    @cached_property
    def _boxes(self) -> list[tuple[float, float, float, float]]:
        told = {
            _address(raw.FPDFText_GetTextObject(self._page, place))
            for place in range(self._page.count_chars())
        }
        kinds = (raw.FPDF_PAGEOBJ_TEXT,)
        return [
            one.get_bounds()
            for one in self._page.page.get_objects(filter=kinds, max_depth=1)
            if _address(one.raw) not in told
        ]

    def parts(self, before: _Sign, sign: _Sign) -> bool:
        """Whether there is a space between a sign and the one on its left."""
        near = [
            (low, high)
            for low, bottom, high, top in self._boxes
            if bottom < sign.level + sign.size and top > sign.level - sign.size / 2
        ]
        if any(low == high and sign.middle < low < before.middle for low, high in near):
            return True
        gap, start = 0.0, sign.end
        for low, high in sorted(near):
            if high > start and low < before.start:
                gap, start = max(gap, low - start), high
        return max(gap, before.start - start) > _SPACE * sign.size


def _address(one: object) -> int:
    return ctypes.cast(one, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


@dataclass(slots=True)
class _Line:
    """``end``: the characters that end it, with their indices. ``mended``: whether PDFium had broken it."""

    members: list[tuple[str, int]] = field(default_factory=list)
    end: list[tuple[str, int]] = field(default_factory=list)
    mended: bool = False


def in_reading_order(
    page: pdfium.PdfTextPage, characters: str, places: Sequence[int]
) -> tuple[str, Sequence[int]]:
    """Characters and places of a page, its right-to-left lines put in order. Caller holds ``PDFIUM_LOCK``."""
    if not _WORD.search(characters):
        return characters, places
    ordered: list[tuple[str, int]] = []
    ink = _SilentInk(page)
    for line in _joined(page, _lines(characters, places)):
        signs = _rebuilt(page, line.members, ink) if _is_doubtful(line) else []
        ordered += [one for sign in signs for one in sign.members] or _with_words_turned(page, line.members)
        ordered += line.end
    return "".join(character for character, _ in ordered), [place for _, place in ordered]


def _lines(characters: str, places: Sequence[int]) -> Iterator[_Line]:
    line = _Line()
    for character, place in zip(characters, places, strict=True):
        if character in "\r\n":
            line.end.append((character, place))
        elif line.end:
            yield line
            line = _Line([(character, place)])
        else:
            line.members.append((character, place))
    yield line


def _joined(page: pdfium.PdfTextPage, lines: Iterator[_Line]) -> Iterator[_Line]:
    """The pieces of a line that PDFium broke at its marks or numbers, as one."""
    before: _Line | None = None
    for line in lines:
        if before is not None and _are_one(page, before, line):
            before = _Line([*before.members, (" ", before.end[0][1]), *line.members], line.end, mended=True)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _are_one(page: pdfium.PdfTextPage, one: _Line, other: _Line) -> bool:
    text = "".join(character for character, _ in (*one.members, *other.members))
    if not _is_right_to_left(text) or not any(_is_vowel_mark(one) or one.isdigit() for one in text):
        return False
    first, second = _signs(page, one.members), _signs(page, other.members)
    if not first or not second:
        return False
    size = max(sign.size for sign in (*first, *second))
    apart = max(_gap(first, second), _gap(second, first))
    return abs(_level(first) - _level(second)) < _SAME_LINE * size and apart < _APART * size


def _level(signs: Sequence[_Sign]) -> float:
    """Of the line on which letters stand; of marks where there are no letters."""
    return median([sign.level for sign in signs if not sign.is_mark] or [sign.level for sign in signs])


def _gap(one: Sequence[_Sign], other: Sequence[_Sign]) -> float:
    return min(sign.left for sign in one) - max(sign.right for sign in other)


def _is_doubtful(line: _Line) -> bool:
    """Whether a line holds what PDFium misplaces."""
    text = "".join(character for character, _ in line.members)
    return _is_right_to_left(text) and (
        line.mended or any(_is_vowel_mark(one) or one in "".join(_BRACKETS) for one in text)
    )


def _is_right_to_left(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return 2 * len(_LETTER.findall(text)) > letters


def _is_vowel_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn" and bool(_LETTER.match(character))


def _rebuilt(page: pdfium.PdfTextPage, members: Sequence[tuple[str, int]], ink: _SilentInk) -> list[_Sign]:
    """A line's signs in order of reading; none where their places do not tell it."""
    signs = _signs(page, members)
    letters = sorted((sign for sign in signs if not sign.is_mark), key=lambda sign: -sign.middle)
    muddled = any(_covers(before, sign) for before, sign in pairwise(letters)) or any(map(_is_mixed, letters))
    if not letters or muddled:
        return []
    for mark in (sign for sign in signs if sign.is_mark):
        base = min(letters, key=lambda letter: _distance(letter, mark))
        base.members += mark.members
    ordered = _with_runs_turned(list(_with_spaces(letters, ink)))
    for pair in _BRACKETS:
        _settle_brackets([sign for sign in ordered if not sign.in_run and sign.members[0][0] in pair], pair)
    return ordered


def _is_mixed(sign: _Sign) -> bool:
    """Whether letters that go both ways stand at one place, as no glyph could mean."""
    return len({bool(_LETTER.match(one)) for one, _ in sign.members if one.isalpha()}) > 1


def _covers(one: _Sign, other: _Sign) -> bool:
    """Whether one stands on the other: then their places tell nothing."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    lettered = one.members[0][0].isalpha() and other.members[0][0].isalpha()
    return lettered and shared > min(one.right - one.left, other.right - other.left) / 2


def _distance(letter: _Sign, mark: _Sign) -> tuple[float, float]:
    outside = max(letter.left - mark.middle, mark.middle - letter.right, 0.0)
    return outside, abs(letter.middle - mark.middle)


def _with_spaces(signs: Sequence[_Sign], ink: _SilentInk) -> Iterator[_Sign]:
    yield signs[0]
    for before, sign in pairwise(signs):
        if ink.parts(before, sign):
            room = sign.end, before.start
            yield _Sign([(" ", sign.members[0][1])], *room, *room, sign.level, sign.size)
        yield sign


def _with_runs_turned(signs: list[_Sign]) -> list[_Sign]:
    """Numbers and words of other scripts go to the right (Unicode Bidirectional Algorithm, 3.3.4)."""
    turned = list(signs)
    start = 0
    is_arabic = any(unicodedata.bidirectional(sign.members[0][0]) == "AL" for sign in signs)
    while start < len(turned):
        end = _end_of_run(turned, start)
        if not is_arabic:  # Hebrew takes ``%`` into the number (3.3.4, W5), Arabic does not (W2)
            start, end = _with_terminators(turned, start, end)
        turned[start:end] = reversed(turned[start:end])
        for sign in turned[start:end]:
            sign.in_run = True
        start = max(end, start + 1)
    return turned


def _with_terminators(signs: Sequence[_Sign], start: int, end: int) -> tuple[int, int]:
    """A run of digits with the signs of currencies and parts that stand at its ends."""
    if start == end or not signs[start].members[0][0].isdigit():
        return start, end
    while start and unicodedata.bidirectional(signs[start - 1].members[0][0]) == "ET":
        start -= 1
    while end < len(signs) and unicodedata.bidirectional(signs[end].members[0][0]) == "ET":
        end += 1
    return start, end


def _end_of_run(signs: Sequence[_Sign], start: int) -> int:
    """Past the last sign of a run that goes to the right; ``start`` where none begins there."""
    end = at = start
    while at < len(signs) and not _LETTER.match(signs[at].members[0][0]):
        if signs[at].goes_right:
            worded = any(one.members[0][0].isalpha() for one in (*signs[start:end], signs[at]))
            between = signs[end:at] if end > start else []
            if between and not worded and not all(one.members[0][0] in _NUMBER_SIGNS for one in between):
                break
            end = at + 1
        elif end == start:
            break
        at += 1
    return end


def _settle_brackets(signs: Sequence[_Sign], pair: str) -> None:
    """Brackets as they are meant: programs write them as they look, and PDFium turns some of them. A line's
    brackets that do not fit together open and close in turn."""
    depth = 0
    for sign in signs:
        depth += 1 if sign.members[0][0] == pair[0] else -1
        if depth < 0:
            break
    if depth and len(signs) % 2 == 0:
        for number, sign in enumerate(signs):
            sign.members[0] = (pair[number % 2], sign.members[0][1])


def _signs(page: pdfium.PdfTextPage, members: Sequence[tuple[str, int]]) -> list[_Sign]:
    """Characters of one glyph stand at one origin."""
    across, up = ctypes.c_double(), ctypes.c_double()
    found: dict[tuple[float, float], list[tuple[float, float, str, int]]] = {}
    for character, place in members:
        if character.isspace() or not raw.FPDFText_GetCharOrigin(page, place, across, up):
            continue
        left, _, right, _ = page.get_charbox(place)
        origin = round(across.value, 2), round(up.value, 2)
        found.setdefault(origin, []).append((left, right, character, place))
    return [_sign(page, parts, origin[1]) for origin, parts in found.items()]


def _sign(page: pdfium.PdfTextPage, parts: list[tuple[float, float, str, int]], origin: float) -> _Sign:
    if len({left for left, *_ in parts}) == len(parts) > 1:  # PDFium cuts a glyph's box into slices
        parts = sorted(parts, key=lambda part: -part[0])
        if unicodedata.category(parts[0][2]) == "Mn":
            parts.reverse()
    size = _size(page, parts[0][3])
    members = [(character, place) for *_, character, place in parts]
    left, right = min(part[0] for part in parts), max(part[1] for part in parts)
    start, _, end, _ = page.get_charbox(parts[0][3], loose=True)
    return _Sign(members, left, right, min(left, start), max(right, end), origin, size)


def _size(page: pdfium.PdfTextPage, place: int) -> float:
    """Of the type as it is shown."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, place, matrix)
    return float(raw.FPDFText_GetFontSize(page, place) * (math.hypot(matrix.c, matrix.d) or 1.0))


def _with_words_turned(page: pdfium.PdfTextPage, members: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Words that stand in the order of the eye: a word whose letters go on to the right is one of those."""
    turned = list(members)
    for word in _WORD.finditer("".join(character for character, _ in members)):
        start, end = word.span()
        lefts = [page.get_charbox(place)[0] for _, place in members[start:end]]
        if sum((later > earlier) - (later < earlier) for earlier, later in pairwise(lefts)) > 0:
            turned[start:end] = reversed(turned[start:end])
    return turned
