"""PDF files: text, pages and outline, and what the file says about itself."""

import io
import re

import pikepdf

from desktop.domain.annotation import NewAnnotation
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.pdf.annotations import read_annotations
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.names import title_from_name
from desktop.importers.web_metadata import guess_language

_NO_TITLE = re.compile(
    r"untitled|microsoft word\b.*|powerpoint presentation"
    r"|.*\.(?:pdf|docx?|tex|dvi|indd|qxd|pptx?|odt)|\W*",
    re.I,
)
"""What programs write into the title when nobody gave one."""


class PdfImporter:
    """Takes any file with a PDF header in its first kilobyte."""

    def recognises(self, source: Source) -> float:
        if source.data.startswith(b"%PDF-"):
            return 1.0
        return 0.7 if b"%PDF-" in source.data[:1024] else 0.0

    def read(self, source: Source) -> ImportedItem:
        document = PdfDocument(source.data)
        try:
            known, text = document.metadata(), document.text
            return ImportedItem(
                type=ItemType.PDF,
                title=_title(known.get("Title", "")) or title_from_name(source.name),
                text=text,
                original=source.data,
                media_type="application/pdf",
                file_name=source.name,
                creators=_creators(known.get("Author", "")),
                language=guess_language(text),
                url=source.url,
                pages=document.spans,
                outline=document.outline(),
                annotations=_annotations(source.data, document, text),
            )
        finally:
            document.close()


def _annotations(data: bytes, document: PdfDocument, text: str) -> tuple[NewAnnotation, ...]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return tuple(found.new for found in read_annotations(pdf, document, text))
    except pikepdf.PdfError:
        return ()  # PDFium forgives more; the article is worth having without them


def _title(told: str) -> str:
    title = " ".join(told.split())
    return "" if _NO_TITLE.fullmatch(title) else title


def _creators(told: str) -> tuple[str, ...]:
    """``A. Name; B. Name`` and ``A. Name and B. Name``; a comma may stand inside one name."""
    return tuple(name.strip() for name in re.split(r";|\s+and\s+|\s*&\s*", told) if name.strip())
