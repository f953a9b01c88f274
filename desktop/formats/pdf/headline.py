"""The title as it stands on the first page of a PDF: the largest type near its top."""

import re
from dataclasses import dataclass
from itertools import chain, repeat
from statistics import median

from desktop.formats.pdf.document import PdfDocument

_FIRST_PAGES = 3
"""A cover without text may come before the title."""
_LARGER = 1.15
"""How much larger than the running text a title is set, at least."""
_SAME = 0.93
"""Lines of one title differ no more in height than this."""
_LONGEST = 250
_WORDED = re.compile(r"(?:.*?[^\W\d_]){3}")
"""A line with three letters at least."""


@dataclass(frozen=True, slots=True)
class Headline:
    """``following``: the lines after it on its page."""

    words: str = ""
    following: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    height: float


def headline(document: PdfDocument) -> Headline:
    """Empty where no type stands out."""
    for page_index in range(min(_FIRST_PAGES, len(document.spans))):
        lines = _lines(document, page_index)
        if lines:
            return _largest(lines)
    return Headline()


def _lines(document: PdfDocument, page_index: int) -> list[_Line]:
    texts, heights = document.page_text(page_index).split("\n"), document.line_heights(page_index)
    return [
        _Line(" ".join(words.split()), height)
        for words, height in zip(texts, heights, strict=False)
        if height
    ]


def _largest(lines: list[_Line]) -> Headline:
    body = median(chain.from_iterable(repeat(line.height, len(line.words)) for line in lines))
    worded = [line for line in lines if _WORDED.match(line.words)]
    if not worded:
        return Headline()
    first = max(worded, key=lambda line: line.height)
    if first.height < _LARGER * body:
        return Headline()
    start = end = lines.index(first)
    while end < len(lines) and lines[end].height >= _SAME * first.height:
        end += 1
    title = " ".join(line.words for line in lines[start:end])
    return (
        Headline(title, tuple(line.words for line in lines[end:])) if len(title) <= _LONGEST else Headline()
    )
