"""What is filled into the forms of a PDF (ISO 32000-2, 12.7): it is seen and read like all else on its page.

The caller of everything here holds ``PDFIUM_LOCK``.
"""

import logging

import pypdfium2 as pdfium
from pypdfium2 import raw

# That PDFium runs no forms of one kind is nothing that a person could change; what they show is read all the same.
logging.getLogger(pdfium.PdfDocument.__module__).setLevel(logging.ERROR)


class FilledForm:
    """A document with a form, opened once more: its fields are made parts of the pages, like their words."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pdfium.PdfDocument(data)
        self._pdf.init_forms()

    @staticmethod
    def of(pdf: pdfium.PdfDocument, data: bytes) -> "FilledForm | None":
        """None where the document has no form. Has ``pdf`` draw its form."""
        return FilledForm(data) if pdf.init_forms() else None

    def page(self, shown: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
        """The page with what is filled into it; the one that is shown, where it has no fields."""
        if raw.FPDF_ANNOT_WIDGET not in _subtypes(shown):
            return shown
        page = self._pdf[index]
        for number, subtype in reversed(list(enumerate(_subtypes(page)))):
            if subtype != raw.FPDF_ANNOT_WIDGET:
                raw.FPDFPage_RemoveAnnot(page, number)
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        return self._pdf[index]

    def close(self) -> None:
        self._pdf.close()


def _subtypes(page: pdfium.PdfPage) -> list[int]:
    """Of the annotations of a page."""
    found = list[int]()
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        found.append(raw.FPDFAnnot_GetSubtype(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    return found
