"""PDF files: text, pages and outline, and what the file says about itself."""

import re
from collections.abc import Mapping, Sequence, Set

import pikepdf

from desktop.domain.annotation import NewAnnotation
from desktop.domain.errors import ImportFailed, PasswordNeeded
from desktop.domain.item import ImportedItem, ItemType, Resource
from desktop.domain.metadata import DETAILS
from desktop.formats.pdf.annotations import read_annotations
from desktop.formats.pdf.attached import attached_files
from desktop.formats.pdf.bookmarks import own_entries
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.locked import mended, unlocked
from desktop.formats.pdf.objects import open_objects
from desktop.formats.pdf.told import says, told_words
from desktop.formats.xmp import read_xmp
from desktop.importers.base import Source
from desktop.importers.pdf_metadata import pdf_metadata

_AS_IT_CAME = "original.pdf"
_DAMAGED = "The file is damaged: what could be read of it was kept, some of it may be missing."
_NAMED = 5
"""Attached files that are named."""
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
        """Of a file that opens only with a password, or once it is mended, the original is the document that every
        reader opens; the file as it came is kept beside it."""
        document, data, damaged = _opened(source)
        resources = () if data is source.data else (Resource(_AS_IT_CAME, "application/pdf", source.data),)
        try:
            xmp, annotations, own, files = _read_objects(data, document)
            known = pdf_metadata(document, xmp, source.name)
            return ImportedItem(
                type=ItemType.PDF,
                title=known.values["title"],
                text=document.text,
                original=data,
                media_type="application/pdf",
                file_name=source.name,
                creators=known.creators,
                published=known.values.get("published", ""),
                language=known.values.get("language", ""),
                url=source.url,
                pages=document.spans,
                outline=document.outline(own),
                resources=resources,
                annotations=annotations,
                details={name: value for name, value in known.values.items() if name in DETAILS},
                origins=known.origins,
                remark=_remark(damaged, files),
            )
        finally:
            document.close()


def _opened(source: Source) -> tuple[PdfDocument, bytes, bool]:
    """The document, the bytes from which it opens, and whether it was damaged."""
    data, damaged = source.data, False
    try:
        return PdfDocument(data), data, damaged
    except PasswordNeeded:
        if not source.password:
            raise
        data = unlocked(data, source.password)
    except ImportFailed:
        data, damaged = mended(data), True
    return PdfDocument(data), data, damaged


def _read_objects(
    data: bytes, document: PdfDocument
) -> tuple[Mapping[str, Sequence[str]], tuple[NewAnnotation, ...], Set[int], Sequence[str]]:
    """What the XMP packet tells, the annotations, which entries of the outline are bookmarks among these, and the names
    of attached files. The document takes the words that its pages tell."""
    try:
        with open_objects(data, document) as pdf:
            told = told_words(pdf).items()
            document.take_words(
                {page: words for page, words in told if says(document.page_text(page), words)}
            )
            marks = tuple(one.new for one in read_annotations(pdf, document, document.text))
            return _xmp(pdf), marks, own_entries(pdf), attached_files(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return {}, (), frozenset(), ()  # PDFium forgives more; the article is worth having without them


def _remark(damaged: bool, files: Sequence[str]) -> str:
    named = ", ".join(files[:_NAMED]) + (" …" if len(files) > _NAMED else "")
    number = "1 file is" if len(files) == 1 else f"{len(files)} files are"
    attached = f"{number} attached to it, and stay inside it: {named}." if files else ""
    return " ".join(filter(None, (_DAMAGED if damaged else "", attached)))


def _xmp(pdf: pikepdf.Pdf) -> Mapping[str, Sequence[str]]:
    packet = pdf.Root.get("/Metadata")
    try:
        return read_xmp(packet.read_bytes()) if isinstance(packet, pikepdf.Stream) else {}
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        return {}
