"""What an article looks like at a glance: its lead image, its cover, its first page."""

from dataclasses import dataclass

from desktop.domain.errors import UserError
from desktop.domain.item import ItemSummary, ItemType
from desktop.formats.pdf.document import PdfDocument, PictureView, Raster
from desktop.services import browse
from desktop.storage.library import Library

_LARGEST = 40_000_000
"""Bytes: a larger picture is not read for a glance."""


@dataclass(frozen=True, slots=True)
class Cover:
    """One of the two: an image file's bytes, or a drawn page."""

    data: bytes = b""
    page: Raster | None = None


def cover(library: Library, summary: ItemSummary, width: int) -> Cover | None:
    """None where there is nothing to look at. ``width`` in pixels, of a page that is drawn."""
    if summary.lead_image:
        found = browse.resource(library, summary.version_id, summary.lead_image)
        return Cover(found[1]) if found and len(found[1]) <= _LARGEST else None
    if summary.item.type == ItemType.PDF:
        try:
            return Cover(page=_first_page(library, summary, width))
        except UserError:
            return None
    return None


def _first_page(library: Library, summary: ItemSummary, width: int) -> Raster:
    pages = browse.document(library, summary.item.id).pages
    document = PdfDocument(browse.original(library, summary.version_id), pages)
    try:
        span = document.spans[0]
        height = max(1, min(4 * width, round(width * span.height / max(1.0, span.width))))
        return document.render(0, PictureView(width, height, 0, 0, 0, width, height))
    finally:
        document.close()
