"""The objects of a PDF, also of one whose order is broken."""

import io
from collections.abc import Callable

import pikepdf
import pypdfium2 as pdfium

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.geometry import PageFrame


def open_objects(data: bytes, document: PdfDocument) -> pikepdf.Pdf:
    """``document`` holds the same bytes. Raises ``pikepdf.PdfError`` for what cannot be opened."""
    return open_sound(data, document)[0]


def open_sound(data: bytes, document: PdfDocument) -> tuple[pikepdf.Pdf, bytes]:
    """The objects, and the bytes they were read from: what pikepdf cannot open, PDFium, which forgives more, writes
    anew first. Raises ``pikepdf.PdfError`` where that does not help either."""
    candidates: tuple[Callable[[], bytes], ...] = (lambda: data, document.written_anew)
    for sound in candidates:
        try:
            return _opened(sound(), len(document.spans))
        except (pikepdf.PdfError, pikepdf.PasswordError):
            pass
    try:
        return _opened(document.pages_copied(), len(document.spans))
    except pdfium.PdfiumError as problem:
        raise pikepdf.PdfError(str(problem)) from problem


def _opened(data: bytes, pages: int) -> tuple[pikepdf.Pdf, bytes]:
    pdf = pikepdf.open(io.BytesIO(data))
    if len(pdf.pages) != pages:
        raise pikepdf.PdfError("pages are missing")
    return pdf, data


def frame_of(page: pikepdf.Page) -> PageFrame:
    """What is seen of a page, and how it is turned."""
    crop, media = ([float(edge) for edge in box] for box in (page.cropbox, page.mediabox))
    left, right = sorted((crop[0], crop[2]))
    bottom, top = sorted((crop[1], crop[3]))
    whole = sorted((media[0], media[2])), sorted((media[1], media[3]))
    seen = Rectangle(
        max(left, whole[0][0]), max(bottom, whole[1][0]), min(right, whole[0][1]), min(top, whole[1][1])
    )
    if seen.left >= seen.right or seen.bottom >= seen.top:
        seen = Rectangle(whole[0][0], whole[1][0], whole[0][1], whole[1][1])
    return PageFrame(seen, int(page.rotation) // 90 % 4)


def reopened(data: bytes) -> pikepdf.Pdf:
    """Of a file that pikepdf wrote."""
    return pikepdf.open(io.BytesIO(data))
