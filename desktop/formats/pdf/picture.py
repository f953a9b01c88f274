"""A page of a PDF as a picture."""

import io

import pypdfium2 as pdfium

from desktop.formats.pdf.document import PDFIUM_LOCK


def first_page(data: bytes, width: int = 900) -> bytes:
    """PNG, with its annotations and what is filled in; nothing where it cannot be drawn."""
    with PDFIUM_LOCK:
        try:
            pdf = pdfium.PdfDocument(data)
            pdf.init_forms()
            page = pdf[0]
            picture = page.render(scale=width / max(page.get_width(), 1)).to_pil()
            page.close()
            pdf.close()
        except pdfium.PdfiumError:
            return b""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
