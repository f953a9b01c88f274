"""What is inside the areas that were marked, to be seen at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.annotation import AreaTarget
from desktop.domain.errors import UserError
from desktop.domain.item import Document
from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import PdfDocument, PictureView, Raster
from desktop.services import browse
from desktop.storage.library import Library

_LARGEST = 40_000_000
"""Bytes: a larger picture is not read for a glance."""

_FINEST = 8
"""Pixels a point of a page, at most."""


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """One of the two: the bytes of a picture, of which ``part`` is meant, or that part of a page, drawn."""

    part: Rectangle
    data: bytes = b""
    page: Raster | None = None


def area_pictures(
    library: Library, document: Document, targets: Sequence[AreaTarget], width: int, height: int
) -> Mapping[AreaTarget, AreaPicture]:
    """Those that can be seen. Parts of pages are as large as fits into ``width`` x ``height`` pixels."""
    found = {}
    files = {
        path: browse.resource_named(library, document.version_id, path)
        for path in {one.picture for one in targets if one.picture}
    }
    for target in targets:
        file = files.get(target.picture)
        if file and len(file[1]) <= _LARGEST:
            found[target] = AreaPicture(target.rectangle, file[1])
    on_pages = [one for one in targets if not one.picture and one.page_index < len(document.pages)]
    if on_pages:
        try:
            pdf = PdfDocument(browse.original(library, document.version_id), document.pages)
        except UserError:
            return found
        try:
            for target in on_pages:
                if page := _part(pdf, target, width, height):
                    found[target] = AreaPicture(target.rectangle, page=page)
        finally:
            pdf.close()
    return found


def _part(pdf: PdfDocument, target: AreaTarget, width: int, height: int) -> Raster | None:
    box, span = pdf.shown(target.page_index, target.rectangle), pdf.spans[target.page_index]
    if box is None:
        return None
    left, top, right, bottom = box
    scale = min(width / max(right - left, 1), height / max(bottom - top, 1), _FINEST)
    across, down = round((right - left) * scale), round((bottom - top) * scale)
    view = PictureView(
        round(span.width * scale), round(span.height * scale), 0, round(left * scale), round(top * scale),
        max(across, 1), max(down, 1),
    )  # fmt: skip
    return pdf.render(target.page_index, view)
