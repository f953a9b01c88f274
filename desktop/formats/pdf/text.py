"""The text of a PDF page, with the way back from each character to PDFium's own count."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

_SETTLED = {0: None, 2: "-", 0xFFFE: "-"}
"""NUL goes; PDFium writes a hyphen at the end of a line as one of the two others."""


@dataclass(frozen=True, slots=True)
class PageText:
    """PDFium's characters of a page and its index of each."""

    characters: str
    places: Sequence[int]

    @property
    def text(self) -> str:
        """With line ends as a newline."""
        return self.characters.translate(_SETTLED).replace("\r\n", "\n").replace("\r", "\n")

    @property
    def indices(self) -> list[int]:
        """PDFium's index of each character of ``text``."""
        line_end = "\r\n"
        return [
            place
            for at, (place, character) in enumerate(zip(self.places, self.characters, strict=True))
            if character != "\0" and not self.characters.startswith(line_end, at)
        ]


def read_page_text(page: pdfium.PdfTextPage) -> PageText:
    """Caller holds ``PDFIUM_LOCK``."""
    count = page.count_chars()
    shown: str = page.get_text_range() if count else ""
    if len(shown) == count:
        return PageText(shown, range(count))
    return PageText(*_one_by_one(page, count))


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
