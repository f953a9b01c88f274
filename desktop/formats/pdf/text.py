"""The text of a PDF page, with the way back from each character to PDFium's own count."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

_HYPHENS = "\x02\ufffe"
"""How PDFium writes a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True)
class PageText:
    """``indices[i]`` is PDFium's index of the character ``text[i]``."""

    text: str
    indices: Sequence[int]


def read_page_text(page: pdfium.PdfTextPage) -> PageText:
    """Caller holds ``PDFIUM_LOCK``."""
    count = page.count_chars()
    shown: str = page.get_text_range() if count else ""
    if len(shown) == count and shown.isascii():
        return _settle(shown, range(count))
    return _settle(*_one_by_one(page, count))


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


def _settle(characters: str, indices: Sequence[int]) -> PageText:
    """Line ends become a newline, hyphens a hyphen, NUL goes."""
    kept = [
        place
        for place, character in enumerate(characters)
        if character != "\0" and not (character == "\r" and characters[place + 1 : place + 2] == "\n")
    ]
    text = "".join(
        "-" if characters[place] in _HYPHENS else "\n" if characters[place] == "\r" else characters[place]
        for place in kept
    )
    return PageText(text, [indices[place] for place in kept])
