"""Accents that a page prints over their letters by themselves, as TeX does, and the letters that are meant.

Only where such signs stand is anything looked at more closely.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

_COMBINING = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "ˇ": "\u030c",
    "˚": "\u030a", "¯": "\u0304", "˘": "\u0306", "˝": "\u030b", "˙": "\u0307", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_BELOW = "¸˛"
_ACCENT = f"[{re.escape(''.join(_COMBINING))}]"
_SIGNS = re.compile(_ACCENT)
_BEFORE = re.compile(rf"({_ACCENT})\s{{0,2}}([^\W\d_])")
_AFTER = re.compile(rf"([^\W\d_])\s{{0,2}}({_ACCENT})")
_AWAY = 1.0
"""Of a letter's height: its accent is no farther above or below it."""


def with_accents(
    page: pdfium.PdfTextPage, characters: str, places: Sequence[int]
) -> tuple[str, Sequence[int]]:
    """Characters and places of a page, each letter with its accent as one. Caller holds ``PDFIUM_LOCK``."""
    met = dict(_met(page, characters, places)) if _SIGNS.search(characters) else {}
    if not met:
        return characters, places
    kept, told, reached = list[str](), list[int](), 0
    for (start, end), (letter, at) in sorted(met.items()):
        if start < reached:
            continue
        kept += [characters[reached:start], letter]
        told += [*places[reached:start], places[at]]
        reached = end
    return "".join((*kept, characters[reached:])), [*told, *places[reached:]]


def _met(
    page: pdfium.PdfTextPage, characters: str, places: Sequence[int]
) -> Iterator[tuple[tuple[int, int], tuple[str, int]]]:
    """Where a letter and its accent stand, what they are together, and where the letter is."""
    for pattern, accent, letter in ((_BEFORE, 1, 2), (_AFTER, 2, 1)):
        for found in pattern.finditer(characters):
            base = _DOTLESS.get(found[letter], found[letter])
            whole = unicodedata.normalize("NFC", base + _COMBINING[found[accent]])
            at = found.start(letter)
            apart = found.end() - found.start() > 2
            if apart and found[accent] in _BELOW:
                continue
            if len(whole) == 1 and _is_over(page, places[found.start(accent)], places[at]):
                yield found.span(), (whole, at)


def _is_over(page: pdfium.PdfTextPage, accent: int, letter: int) -> bool:
    """Or under it: the middle of the accent between the sides of the letter."""
    left, bottom, right, top = page.get_charbox(letter)
    first, low, last, high = page.get_charbox(accent)
    near = _AWAY * (top - bottom)
    return bool(left <= (first + last) / 2 <= right and low < top + near and high > bottom - near)
