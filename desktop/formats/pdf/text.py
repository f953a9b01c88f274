"""The text of a PDF page, with the way back from each character to PDFium's own count."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

_SETTLED = {0: None, 2: "-", 0xFFFE: "-"}
"""NUL goes; PDFium writes a hyphen at the end of a line as one of the two others."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u05ff\u0610-\u061a\u0620-\u065f\u066e-\u06dc\u06df-\u06ef\u06fa-\u06ff"
                            "\u0700-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2,}")  # fmt: skip
"""A word of Hebrew, Arabic, Syriac and their like; digits and signs go their own ways."""
_GONE = re.compile("\0|\r(?=\n)")


@dataclass(frozen=True)
class PageText:
    """PDFium's characters of a page and its index of each."""

    characters: str
    places: Sequence[int]

    @cached_property
    def text(self) -> str:
        """With line ends as a newline."""
        return self.characters.translate(_SETTLED).replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def indices(self) -> Sequence[int]:
        """PDFium's index of each character of ``text``."""
        kept: list[int] = []
        start = 0
        for gone in _GONE.finditer(self.characters):
            kept += self.places[start : gone.start()]
            start = gone.end()
        kept += self.places[start:]
        return kept


def read_page_text(page: pdfium.PdfTextPage) -> PageText:
    """Caller holds ``PDFIUM_LOCK``."""
    count = page.count_chars()
    shown: str = page.get_text_range() if count else ""
    text = PageText(shown, range(count)) if len(shown) == count else PageText(*_one_by_one(page, count))
    return _in_reading_order(page, text) if _RIGHT_TO_LEFT.search(text.characters) else text


def _in_reading_order(page: pdfium.PdfTextPage, text: PageText) -> PageText:
    """Words of right-to-left scripts that stand in the order of the eye, turned.

    Some programs write such words from left to right, and PDFium turns only part of them back. A word whose
    letters go on to the right is one of those.
    """
    characters, places = list(text.characters), list(text.places)
    for word in _RIGHT_TO_LEFT.finditer(text.characters):
        start, end = word.span()
        lefts = [page.get_charbox(place)[0] for place in places[start:end]]
        onward = sum((later > earlier) - (later < earlier) for earlier, later in pairwise(lefts))
        if onward > 0:
            characters[start:end] = reversed(characters[start:end])
            places[start:end] = reversed(places[start:end])
    return PageText("".join(characters), places)


def _one_by_one(page: pdfium.PdfTextPage, count: int) -> tuple[str, Sequence[int]]:
    characters: list[str] = []
    indices: list[int] = []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        if 0xDC00 <= code < 0xE000 and characters and 0xD800 <= ord(characters[-1]) < 0xDC00:
            high = ord(characters[-1])
            characters[-1] = chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
        elif code:
            characters.append(chr(code) if code <= sys.maxunicode else "\ufffd")
            indices.append(index)
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in characters), indices
