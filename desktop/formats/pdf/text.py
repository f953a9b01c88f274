"""The text of a PDF page, with the way back from each character to PDFium's own count."""

import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pypdfium2 as pdfium
from pypdfium2 import raw
from rapidfuzz.distance import Indel

from desktop.formats.pdf.accents import with_accents
from desktop.formats.pdf.printed_twice import printed_again
from desktop.formats.pdf.right_to_left import in_reading_order
from desktop.formats.pdf.vanishing import vanishing

HYPHEN = "\ufffe"
"""At the end of a line where a word goes on in the next one, as PDFium writes it."""
DIVISION = re.compile(f"{HYPHEN}|\u2010\r\n(?=[^\\W\\d_])")
"""The same with the hyphen that some programs use, of which PDFium does not know what it means."""
NOWHERE = -1
"""PDFium's index of a character that it does not know."""
_HYPHENS = ("-\n", "-", "\u2010\n", "")
"""What a division is read as: the hyphen of a part that stands alone, of the word, as it is, of the printer."""
_UNKNOWN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")
"""What PDFium writes for a glyph of which the file does not tell what it means."""
_AS_HYPHEN = "\x02"
"""One of these, which was taken for a hyphen once."""
_GONE = re.compile(f"\0|\r(?=\n)|{DIVISION.pattern}")


def unsettled(division: str) -> str:
    """A division where nothing is told of it."""
    return "-" if division == HYPHEN else "\u2010\n"


@dataclass(frozen=True)
class PageText:
    """PDFium's characters of a page and its index of each. ``hyphens``: what is read for each division of a word; a hyphen,
    where nothing is told."""

    characters: str
    places: Sequence[int]
    hyphens: Sequence[str] = ()

    @cached_property
    def text(self) -> str:
        """With line ends as a newline."""
        told = iter(self.hyphens)
        settled = DIVISION.sub(lambda found: next(told, unsettled(found[0])), self.characters)
        return settled.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def indices(self) -> Sequence[int]:
        """PDFium's index of each character of ``text``."""
        kept: list[int] = []
        told, start = iter(self.hyphens), 0
        for gone in _GONE.finditer(self.characters):
            kept += self.places[start : gone.start()]
            if DIVISION.match(gone.string, gone.start()):
                ends = (self.places[gone.start()], self.places[gone.end() - 1])
                kept += ends[: len(next(told, unsettled(gone[0])))]
            start = gone.end()
        kept += self.places[start:]
        return kept

    def with_hyphens(self, hyphens: Sequence[str]) -> "PageText":
        """What is read for each hyphen at the end of a line."""
        return replace(self, hyphens=tuple(hyphens))

    def with_hyphens_of(self, stored: str) -> "PageText | None":
        """The same page with its hyphens as they were read before; None where it was read otherwise."""
        hyphens, place = list[str](), 0
        first, *others = DIVISION.split(self.characters)
        place = len(PageText(first, ()).text)
        for piece in others:
            words = PageText(piece, ()).text
            told = next((each for each in _HYPHENS if stored.startswith(each + words, place)), None)
            if told is None:
                return None
            hyphens.append(told)
            place += len(told + words)
        found = self.with_hyphens(hyphens)
        return found if found.text == stored else None

    def without(self, gone: Collection[int]) -> "PageText":
        """Without some of the characters."""
        if not gone:
            return self
        kept = [at for at in range(len(self.characters)) if at not in gone]
        return PageText("".join(self.characters[at] for at in kept), [self.places[at] for at in kept])

    def told_as(self, stored: str) -> "PageText":
        """The same page in the words in which it was read before: by another way of reading some may have been told
        otherwise, and annotations stand in those."""
        if same := self.with_hyphens_of(stored):
            return same
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
    if stored is not None:
        before = replace(text, characters=text.characters.replace(_AS_HYPHEN, "-"))
        if same := text.with_hyphens_of(stored) or before.with_hyphens_of(stored):
            return same
    text = replace(text, characters=_UNKNOWN.sub("\ufffd", text.characters))
    text = PageText(*in_reading_order(page, text.characters, text.places))
    text = text.without(vanishing(page, text.characters, text.places))
    text = text.without(printed_again(page, text.characters, text.places))
    text = PageText(*with_accents(page, text.characters, text.places))
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
            if raw.FPDFText_IsHyphen(page, index) == 1:
                code = ord(HYPHEN)
            characters.append(chr(code) if code <= sys.maxunicode else "\ufffd")
            indices.append(index)
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in characters), indices
