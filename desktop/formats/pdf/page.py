"""One page of a PDF, open in PDFium. The caller of everything here holds ``PDFIUM_LOCK``."""

import ctypes
from collections.abc import Callable, Iterator
from functools import cached_property
from statistics import median
from typing import TypeVar

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.forms import FilledForm
from desktop.formats.pdf.geometry import Box, read_frame
from desktop.formats.pdf.lines import PageLines
from desktop.formats.pdf.rows import Level, Rows
from desktop.formats.pdf.text import NOWHERE, PageText, read_page_text

_UPRIGHT = 0.1
"""Radians that type may lean."""

_HEAD_OF_LINE = 9
"""Characters by which the type of a line is known."""


T = TypeVar("T")


class OpenPage:
    """Raises ``pdfium.PdfiumError`` for a page that cannot be read."""

    def __init__(
        self,
        pdf: pdfium.PdfDocument,
        index: int,
        text: PageText | None = None,
        stored: str | None = None,
        form: FilledForm | None = None,
    ) -> None:
        """``text`` where it was read before; ``stored`` where the document is told as it was read then."""
        self.index = index
        self.page = pdf[index]
        self._filled = form.page(self.page, index) if form else self.page
        self._words = self._filled.get_textpage()
        self.text = text or read_page_text(self._words, stored)
        self.frame = read_frame(self.page)
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        """What PDFium writes a box into."""

    def close(self) -> None:
        self._words.close()
        if self._filled is not self.page:
            self._filled.close()
        self.page.close()

    def boxes(self, first: int = 0, last: int | None = None) -> list[Rectangle | None]:
        """Of ``text[first:last]``, in points, not turned with the page; None for what is not drawn."""
        whole = (first == 0 and last is None) or "_all_boxes" in self.__dict__
        return self._all_boxes[first:last] if whole else self._boxes(first, last, Rectangle)

    @cached_property
    def _all_boxes(self) -> list[Rectangle | None]:
        """Kept, because a page may have many marks, and each asks."""
        return self._boxes(0, None, Rectangle)

    @cached_property
    def lines(self) -> PageLines:
        """Of the page as shown."""
        return PageLines(self.text.text, self._boxes(0, None, self.frame.turned))

    def lines_near(self, first: int, last: int) -> PageLines:
        """Those of ``text[first:last]``, and what is level with them: of a few characters the places are asked for
        instead of all."""
        if "lines" in self.__dict__:
            return self.lines
        stretches = self._rows.near(first, last)
        boxes: list[Box | None] = [None] * len(self.text.text)
        for start, end in stretches:
            boxes[start:end] = self._boxes(start, end, self.frame.turned)
        return PageLines(self.text.text, boxes, stretches)

    def _boxes(
        self, first: int, last: int | None, made: Callable[[float, float, float, float], T]
    ) -> list[T | None]:
        """Each made of its left, bottom, right and top edge."""
        left, right, bottom, top = self._edges
        words, box_of = self._words.raw, raw.FPDFText_GetCharBox
        found: list[T | None] = []
        for place, character in zip(self.text.indices[first:last], self.text.text[first:last], strict=True):
            drawn = not character.isspace() and box_of(words, place, left, right, bottom, top)
            if drawn and right.value > left.value:
                found.append(made(left.value, bottom.value, right.value, top.value))
            else:
                found.append(None)
        return found

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self.text.text, self._level)

    def _level(self, start: int, end: int) -> Level | None:
        """Of a row of the text, with all that PDFium counts between its characters."""
        places = [place for place in self.text.indices[start:end] if place != NOWHERE]
        if not places:
            return None
        first, words = min(places), self._words.raw
        left, right, bottom, top = self._edges
        levels = list[Box]()
        for number in range(raw.FPDFText_CountRects(words, first, max(places) - first + 1)):
            raw.FPDFText_GetRect(words, number, left, top, right, bottom)
            levels.append(self.frame.turned(left.value, bottom.value, right.value, top.value))
        return (min(box[1] for box in levels), max(box[3] for box in levels)) if levels else None

    def heights(self) -> Iterator[float]:
        """Of the type of each line of the text, in points, as its head tells; 0 where nothing upright is drawn."""
        start = 0
        for line in self.text.text.split("\n"):
            ends = start + min(len(line), _HEAD_OF_LINE)
            drawn = [
                place
                for place, character in zip(self.text.indices[start:ends], line, strict=False)
                if place != NOWHERE and not character.isspace()
            ]
            heights = map(self._height, drawn)
            yield median([height for height in heights if height > 0] or [0.0])
            start += len(line) + 1

    def _height(self, place: int) -> float:
        """Of the type of a character; 0 where it is not upright."""
        if abs(raw.FPDFText_GetCharAngle(self._words.raw, place)) >= _UPRIGHT:
            return 0.0
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._words.raw, place, box)
        return float(box.top - box.bottom)
