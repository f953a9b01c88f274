"""The text of a PDF page, with the way back from each character to PDFium's own count."""

import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
from pypdfium2 import raw
from rapidfuzz.distance import Indel

from desktop.formats.pdf.printed_twice import printed_again
from desktop.formats.pdf.right_to_left import in_reading_order
from desktop.formats.pdf.vanishing import vanishing

_SETTLED = {0: None, 2: "-", 0xFFFE: "-"}
"""NUL goes; PDFium writes a hyphen at the end of a line as one of the two others."""
NOWHERE = -1
"""PDFium's index of a character that it does not know."""
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

    def without(self, gone: Collection[int]) -> "PageText":
        """Without some of the characters."""
        if not gone:
            return self
        kept = [at for at in range(len(self.characters)) if at not in gone]
        return PageText("".join(self.characters[at] for at in kept), [self.places[at] for at in kept])

    def told_as(self, stored: str) -> "PageText":
        """The same page in the words in which it was read before: by another way of reading some may have been told
        otherwise, and annotations stand in those."""
        if stored == self.text:
            return self
        places = [NOWHERE] * len(stored)
        for block in Indel.opcodes(self.text, stored):
            if block.tag == "equal":
                places[block.dest_start : block.dest_end] = self.indices[block.src_start : block.src_end]
        return PageText(stored, places)


def read_page_text(page: pdfium.PdfTextPage, stored: str | None = None) -> PageText:
    """``stored``: in which words it was read before. Caller holds ``PDFIUM_LOCK``."""
    count = page.count_chars()
    shown: str = page.get_text_range() if count else ""
    text = PageText(shown, range(count)) if len(shown) == count else PageText(*_one_by_one(page, count))
    if text.text == stored:
        return text
    text = PageText(*in_reading_order(page, text.characters, text.places))
    text = text.without(vanishing(page, text.characters, text.places))
    text = text.without(printed_again(page, text.characters, text.places))
    return text if stored is None else text.told_as(stored)


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
