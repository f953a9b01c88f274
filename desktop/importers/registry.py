"""The formats that can be imported: one line each."""

from dataclasses import replace

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, OriginalPage
from desktop.domain.resemblance import fingerprints
from desktop.importers.base import Importer, Source
from desktop.importers.docx import DocxImporter
from desktop.importers.epub import EpubImporter
from desktop.importers.html import HtmlImporter, WebImporter
from desktop.importers.mail import MailImporter
from desktop.importers.markdown import MarkdownImporter
from desktop.importers.mhtml import MhtmlImporter
from desktop.importers.names import one_line, title_from_name
from desktop.importers.odt import OdtImporter
from desktop.importers.original_page import original_page
from desktop.importers.pdf import PdfImporter
from desktop.importers.picture import PictureImporter
from desktop.importers.rtf import RtfImporter
from desktop.importers.safari import SafariImporter
from desktop.importers.text import TextImporter

_WEB: tuple[WebImporter, ...] = (MhtmlImporter(), SafariImporter(), HtmlImporter())
IMPORTERS: tuple[Importer, ...] = (
    PdfImporter(),
    PictureImporter(),
    EpubImporter(),
    DocxImporter(),
    OdtImporter(),
    RtfImporter(),
    MailImporter(),
    *_WEB,
    MarkdownImporter(),
    TextImporter(),
)

ENDINGS = frozenset(
    {
        ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".webarchive",
        ".md", ".markdown", ".mdown", ".mkd", ".mdtext", ".qmd",
        ".txt", ".text", ".epub", ".eml", ".docx", ".odt", ".rtf",
        ".pdf",
    }
)  # fmt: skip
"""Names by which a folder's files are taken for articles; anything can be imported by itself."""

PICTURE_ENDINGS = frozenset(
    {".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff", ".svg"}
)
"""Among other files they belong to pages and notes; a folder of nothing else is one of pictures."""

_CERTAIN = 0.95
"""Surer than that nobody else can be: the file begins as only one format does."""


def importer_for(source: Source) -> Importer:
    """The importer that is surest of the source. Raises ``ImportFailed`` where none knows it."""
    if not source.data:
        raise ImportFailed("The file is empty.")
    best: Importer | None = None
    surest = 0.0
    for importer in IMPORTERS:
        sure = importer.recognises(source)
        if sure > surest:
            best, surest = importer, sure
        if surest >= _CERTAIN:
            break
    if best is None:
        raise ImportFailed("The file is of a kind that cannot be read as an article.")
    return best


def original_of(source: Source) -> OriginalPage | None:
    """A web page as it was laid out; None where the source is something else. Raises ``ImportFailed``."""
    found = importer_for(source)
    web = next((one for one in _WEB if one is found), None)
    return original_page(web.page(source)) if web else None


def read(source: Source) -> ImportedItem:
    """The article a source holds. Raises ``ImportFailed`` with a reason that names no file.

    Its fingerprints are reckoned here, where several are read at once, and not where one after the other is stored.
    """
    found = importer_for(source).read(source)
    return replace(
        found,
        title=one_line(found.title) or title_from_name(source.name),
        creators=tuple(filter(None, map(one_line, found.creators))),
        site=one_line(found.site),
        fingerprints=fingerprints(found.text),
    )
