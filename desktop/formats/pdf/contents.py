"""The outline of a PDF (ISO 32000-2, 12.3.3): where its headings stand in the text."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.item import OutlineEntry, PageSpan
from desktop.formats.pdf.strings import as_written

_NUMBER = re.compile(r"(?:[^\W\d_]{1,9}\s)?(?:\d[\d.]*|[ivxlc]+|[a-z])(?:[.):]\s*|\s)", re.I)
"""Of a heading, such as ``3.1`` or ``Chapter IV``: in the outline, on the page or in both."""


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    level: int
    page_index: int | None


def read_outline(
    pdf: pdfium.PdfDocument, spans: Sequence[PageSpan], page_text: Callable[[int], str], without: Set[int]
) -> Iterator[OutlineEntry]:
    """The entries that lead to a page, and those above them; ``without`` those of these numbers. Each where its words
    begin a line of the page, else at the start of it.

    Caller holds ``PDFIUM_LOCK``.
    """
    headings = [
        _Heading(
            " ".join(as_written(bookmark.get_title()).replace("\0", "").split()), bookmark.level + 1, place
        )
        for number, bookmark in enumerate(pdf.get_toc())
        for place in (_page_of(bookmark, len(spans)),)
        if number not in without
    ]
    before, reached = -1, 0
    for at, heading in enumerate(headings):
        page_index = _place_of(headings, at)
        if page_index is None or not heading.title:
            continue
        after = reached if page_index == before else 0
        before, reached = page_index, _start_of(heading.title, page_text(page_index), after)
        yield OutlineEntry(heading.title, heading.level, spans[page_index].start + reached)


def _page_of(bookmark: pdfium.PdfBookmark, pages: int) -> int | None:
    """Of this document: what leads to another one names pages too."""
    action = raw.FPDFBookmark_GetAction(bookmark)
    if action and raw.FPDFAction_GetType(action) != raw.PDFACTION_GOTO:
        return None
    place = bookmark.get_dest()
    index = place.get_index() if place else None
    return index if index is not None and index < pages else None


def _place_of(headings: Sequence[_Heading], at: int) -> int | None:
    """A heading that leads nowhere stands before the first one below it."""
    for heading in headings[at:]:
        if heading is not headings[at] and heading.level <= headings[at].level:
            break
        if heading.page_index is not None:
            return heading.page_index
    return None


def _start_of(title: str, text: str, after: int) -> int:
    """Where the words of a heading begin a line, from some place on; that place where they do not."""
    line = text.replace("\n", " ").lower()
    for words in dict.fromkeys((title, _NUMBER.sub("", title, count=1))):
        place = line.find(words.lower(), after) if words and len(line) == len(text) else -1
        while place >= 0:
            start = text.rfind("\n", 0, place) + 1
            whole = not line[place + len(words) : place + len(words) + 1].isalnum()
            if whole and start >= after and (start == place or _NUMBER.fullmatch(text, start, place)):
                return start
            place = line.find(words.lower(), place + 1)
    return after
