"""The text of a PDF page, with the way back from each character to PDFium's own count."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.formats.pdf.right_to_left import in_reading_order

_SETTLED = {0: None, 2: "-", 0xFFFE: "-"}
"""NUL goes; PDFium writes a hyphen at the end of a line as one of the two others."""
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
    return PageText(*in_reading_order(page, text.characters, text.places))


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
