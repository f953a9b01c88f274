"""Bookmarks as PDF programs know them: entries of the outline, in a group of their own at its end."""

from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Pdf

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.exporters.pdf.links import page_of
from desktop.exporters.pdf.places import Placed
from desktop.exporters.pdf.update import OutlineEntry, PdfUpdate
from desktop.formats.pdf.annotations import KIND_KEY
from desktop.formats.pdf.bookmarks import GROUP, is_group, siblings

TITLE = "Bookmarks"
_LONGEST = 80
"""Code points of an entry."""
_ABOVE = 6.0
"""Points of the page that are shown above the words."""


def bookmark_entries(placed: Sequence[Placed]) -> list[OutlineEntry]:
    """In the order of the pages."""
    entries = [
        (_words(one.annotation), one.places[0].page_index, round(one.places[0].boxes[0].top + _ABOVE, 3))
        for one in placed
        if one.annotation.kind is AnnotationKind.BOOKMARK and one.places
    ]
    return sorted(entries, key=lambda entry: (entry[1], -entry[2]))


def list_bookmarks(update: PdfUpdate, entries: Sequence[OutlineEntry]) -> None:
    if entries:
        update.add_group(TITLE, f"{KIND_KEY}({GROUP})", entries)


def listed_bookmarks(pdf: Pdf) -> list[OutlineEntry]:
    """Those that an earlier export listed."""
    outline = pdf.Root.get("/Outlines")
    groups = filter(is_group, siblings(outline.get("/First"))) if isinstance(outline, Dictionary) else ()
    return [_entry(pdf, one) for group in groups for one in siblings(group.get("/First"))]


def take_out_bookmarks(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[:] = [one for one in outline.root if not is_group(one.obj)]


def _words(annotation: Annotation) -> str:
    """The first line of the comment, else the words that are marked."""
    comment = next(iter(annotation.comment.splitlines()), "")
    words = " ".join((comment or annotation.quote).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _entry(pdf: Pdf, entry: pikepdf.Object) -> OutlineEntry:
    page, view = page_of(pdf, entry) or (-1, [])
    top = round(float(str(view[2])), 3) if len(view) > 2 else 0.0
    return str(entry.get("/Title", "")), page, top
