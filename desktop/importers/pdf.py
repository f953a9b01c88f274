"""PDF files: text, pages and outline, and what the file says about itself."""

import io
import re

import pikepdf
from lxml import etree

from desktop.domain.annotation import NewAnnotation
from desktop.domain.errors import PasswordNeeded
from desktop.domain.item import ImportedItem, ItemType, Resource
from desktop.formats.pdf.annotations import read_annotations
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.headline import headline
from desktop.formats.pdf.locked import unlocked
from desktop.importers.base import Source
from desktop.importers.names import title_from_name
from desktop.importers.web_metadata import guess_language

_NO_TITLE = re.compile(
    r"untitled|microsoft word\b.*|powerpoint presentation"
    r"|.*\.(?:pdf|docx?|tex|dvi|indd|qxd|pptx?|xlsx?|odt|graffle|eps|ps)|\W*",
    re.I,
)
"""What programs write into the title when nobody gave one."""


_LOCKED = "original.pdf"
_NO_HEADER = re.compile(rb"\s*\d+ \d+ obj\b")


class PdfImporter:
    """Takes any file with a PDF header in its first kilobyte, or that starts with a PDF object."""

    def recognises(self, source: Source) -> float:
        if source.data.startswith(b"%PDF-"):
            return 1.0
        if b"%PDF-" in source.data[:1024]:
            return 0.7
        return 0.7 if _NO_HEADER.match(source.data) else 0.0

    def read(self, source: Source) -> ImportedItem:
        """Of a file that opens only with a password, the original is the decrypted document, which every reader
        opens; the file as it came is kept beside it."""
        data, resources = source.data, tuple[Resource, ...]()
        try:
            document = PdfDocument(data)
        except PasswordNeeded:
            if not source.password:
                raise
            data, resources = unlocked(data, source.password), (Resource(_LOCKED, "application/pdf", data),)
            document = PdfDocument(data)
        try:
            told, text = document.metadata(), document.text
            title, annotations = _read_objects(data, document, text)
            return ImportedItem(
                type=ItemType.PDF,
                title=_title(told.get("Title", ""))
                or _title(title)
                or headline(document)
                or title_from_name(source.name),
                text=text,
                original=data,
                media_type="application/pdf",
                file_name=source.name,
                creators=_creators(told.get("Author", "")),
                language=guess_language(text),
                url=source.url,
                pages=document.spans,
                outline=document.outline(),
                resources=resources,
                annotations=annotations,
            )
        finally:
            document.close()


def _read_objects(data: bytes, document: PdfDocument, text: str) -> tuple[str, tuple[NewAnnotation, ...]]:
    """The title of the XMP packet, and the annotations."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = tuple(one.new for one in read_annotations(pdf, document, text))
            return _xmp_title(pdf), found
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return "", ()  # PDFium forgives more; the article is worth having without them


def _xmp_title(pdf: pikepdf.Pdf) -> str:
    try:
        with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as packet:
            return str(packet.get("dc:title") or "")
    except (ValueError, KeyError, etree.XMLSyntaxError):
        return ""


def _title(told: str) -> str:
    title = " ".join(told.split())
    return "" if _NO_TITLE.fullmatch(title) else title


def _creators(told: str) -> tuple[str, ...]:
    """``A. Name; B. Name`` and ``A. Name and B. Name``; a comma may stand inside one name."""
    return tuple(name.strip() for name in re.split(r";|\s+and\s+|\s*&\s*", told) if name.strip())
