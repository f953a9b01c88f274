"""A person's bookmarks in the outline of a PDF: a group that the exporter put there. Each is a mark of its page too, which
tells all of it; so those in the outline are neither read as bookmarks nor as its contents."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary

from desktop.formats.pdf.annotations import KIND_KEY

GROUP = "bookmarks"
"""What the group says of its kind."""
_DEEPEST = 15
"""As deep as PDFium is asked."""


def is_group(entry: object) -> bool:
    return isinstance(entry, Dictionary) and str(entry.get(KIND_KEY, "")) == GROUP


def own_entries(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Which entries of the outline, counted through, are such a group or in one."""
    outline = pdf.Root.get("/Outlines")
    first = outline.get("/First") if isinstance(outline, Dictionary) else None
    return frozenset(number for number, own in enumerate(_walk(first, 1, False)) if own)


def siblings(entry: object) -> Iterator[pikepdf.Dictionary]:
    """An entry of an outline and those that follow it."""
    seen = set[tuple[int, int]]()
    while isinstance(entry, Dictionary) and entry.objgen not in seen:
        if entry.is_indirect:
            seen.add(entry.objgen)
        yield entry
        entry = entry.get("/Next")


def _walk(first: object, depth: int, inside: bool) -> Iterator[bool]:
    for entry in siblings(first):
        own = inside or is_group(entry)
        yield own
        if depth < _DEEPEST:
            yield from _walk(entry.get("/First"), depth + 1, own)
