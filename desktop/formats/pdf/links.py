"""Links of a PDF page: to an address, or to a page of the same document (ISO 32000-2, 12.5.6.5)."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.selector import Rectangle


@dataclass(frozen=True, slots=True)
class Link:
    """``address`` for one that leads outside, else ``page_index``. ``area`` in points, not turned."""

    area: Rectangle
    address: str = ""
    page_index: int = -1


def read_links(pdf: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[Link]:
    """In the order of the file. The caller holds ``PDFIUM_LOCK``."""
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        edges = raw.FS_RECTF()
        if not raw.FPDFLink_GetAnnotRect(link, edges):
            continue
        area = Rectangle(edges.left, edges.bottom, edges.right, edges.top)
        action = raw.FPDFLink_GetAction(link)
        target = raw.FPDFLink_GetDest(pdf, link)
        if not target and action and raw.FPDFAction_GetType(action) == raw.PDFACTION_GOTO:
            target = raw.FPDFAction_GetDest(pdf, action)
        if target:
            yield Link(area, page_index=raw.FPDFDest_GetDestPageIndex(pdf, target))
        elif action and (address := _address(pdf, action)).startswith(("http:", "https:", "mailto:")):
            yield Link(area, address)


def _address(pdf: pdfium.PdfDocument, action: object) -> str:
    length = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(pdf, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
