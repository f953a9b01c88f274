"""Links of a PDF page: to an address, or to a page of the same document (ISO 32000-2, 12.5.6.5)."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.geometry import read_frame


@dataclass(frozen=True, slots=True)
class Link:
    """``address`` for one that leads outside, else ``page_index``. ``area`` in points, not turned."""

    area: Rectangle
    address: str = ""
    page_index: int = -1
    down: float = 0.0
    """How far below the top of the page as shown its place is, in points; 0 for the page as a whole."""


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
            yield _inside(pdf, area, target)
        elif action and (address := _address(pdf, action)).startswith(("http:", "https:", "mailto:")):
            yield Link(area, address)


def _inside(pdf: pdfium.PdfDocument, area: Rectangle, target: object) -> Link:
    index = raw.FPDFDest_GetDestPageIndex(pdf, target)
    has_x, has_y, has_zoom = (raw.FPDF_BOOL() for _ in range(3))
    x, y, zoom = (raw.FS_FLOAT() for _ in range(3))
    told = raw.FPDFDest_GetLocationInPage(target, has_x, has_y, has_zoom, x, y, zoom)
    if index < 0 or not told or not has_y.value:
        return Link(area, page_index=index)
    page = raw.FPDF_LoadPage(pdf, index)
    if not page:
        return Link(area, page_index=index)
    frame = read_frame(page)
    across = x.value if has_x.value else frame.visible.left
    _, down, _, _ = frame.shown(Rectangle(across, y.value, across, y.value))
    raw.FPDF_ClosePage(page)
    return Link(area, page_index=index, down=max(0.0, down))


def _address(pdf: pdfium.PdfDocument, action: object) -> str:
    length = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(pdf, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
