"""Selectors of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#selectors).

Offsets are half-open ranges in Unicode code points of a document's canonical text.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The quoted words with some of the text before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where the quoted words stand: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Part of a page in PDF points, origin at the bottom left; ``left < right`` and ``bottom < top``."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PagePlace:
    """What of a passage or area is on one page of a PDF: a box a line, in the page's own points. ``span``: its range in
    the text of that page, where that is known."""

    page_index: int
    boxes: tuple[Rectangle, ...]
    span: tuple[int, int] | None = None
