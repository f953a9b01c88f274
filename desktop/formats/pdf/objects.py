"""The objects of a PDF, also of one whose order is broken."""

import io
from collections.abc import Callable

import pikepdf
import pypdfium2 as pdfium

from desktop.formats.pdf.document import PdfDocument


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
