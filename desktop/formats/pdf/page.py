"""One page of a PDF, open in PDFium. The caller of everything here holds ``PDFIUM_LOCK``."""

import ctypes
from collections.abc import Iterator
from functools import cached_property

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.geometry import read_frame
from desktop.formats.pdf.lines import PageLines
from desktop.formats.pdf.text import NOWHERE, PageText, read_page_text

_UPRIGHT = 0.1
"""Radians that type may lean."""

_HEAD_OF_LINE = 24
"""Characters by which the type of a line is known."""


class OpenPage:
    """Raises ``pdfium.PdfiumError`` for a page that cannot be read."""

    def __init__(self, pdf: pdfium.PdfDocument, index: int, text: PageText | None = None) -> None:
        self.index = index
        self.page = pdf[index]
        self._words = self.page.get_textpage()
        self.text = text or read_page_text(self._words)
        self.frame = read_frame(self.page)

    def close(self) -> None:
        self._words.close()
        self.page.close()

    def boxes(self, first: int = 0, last: int | None = None) -> list[Rectangle | None]:
        """Of ``text[first:last]``, in points, not turned with the page; None for what is not drawn."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        found: list[Rectangle | None] = []
        for place, character in zip(self.text.indices[first:last], self.text.text[first:last], strict=True):
            drawn = not character.isspace() and raw.FPDFText_GetCharBox(
                self._words, place, left, right, bottom, top
            )
            if drawn and right.value > left.value:
                found.append(Rectangle(left.value, bottom.value, right.value, top.value))
            else:
                found.append(None)
        return found

    @cached_property
    def lines(self) -> PageLines:
        """Of the page as shown."""
        return PageLines(self.text.text, [self.frame.shown(box) if box else None for box in self.boxes()])

    def heights(self) -> Iterator[float]:
        """Of the type of each character, in points; 0 where it is not upright, and behind the head of its line."""
        start = 0
        for at, (character, place) in enumerate(zip(self.text.text, self.text.indices, strict=True)):
            start = at + 1 if character == "\n" else start
            if place == NOWHERE or at - start > _HEAD_OF_LINE:
                yield 0.0
                continue
            upright = abs(raw.FPDFText_GetCharAngle(self._words, place)) < _UPRIGHT
            _, bottom, _, top = self._words.get_charbox(place, loose=True)
            yield top - bottom if upright else 0.0
