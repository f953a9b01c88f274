"""The formats that can be imported: one line each."""

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.importers.base import Importer, Source
from desktop.importers.html import HtmlImporter
from desktop.importers.markdown import MarkdownImporter
from desktop.importers.mhtml import MhtmlImporter
from desktop.importers.pdf import PdfImporter
from desktop.importers.text import TextImporter

IMPORTERS: tuple[Importer, ...] = (
    PdfImporter(),
    MhtmlImporter(),
    HtmlImporter(),
    MarkdownImporter(),
    TextImporter(),
)

ENDINGS = frozenset(
    {
        ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml",
        ".md", ".markdown", ".mdown", ".mkd", ".mdtext", ".qmd",
        ".txt", ".text",
        ".pdf",
    }
)  # fmt: skip
"""Names by which a folder's files are taken for articles; anything can be imported by itself."""


def importer_for(source: Source) -> Importer:
    """The importer that is surest of the source. Raises ``ImportFailed`` where none knows it."""
    if not source.data:
        raise ImportFailed("The file is empty.")
    sure, best = max(
        ((importer.recognises(source), -index) for index, importer in enumerate(IMPORTERS)), default=(0.0, 0)
    )
    if sure <= 0:
        raise ImportFailed("The file is of a kind that cannot be read as an article.")
    return IMPORTERS[-best]


def read(source: Source) -> ImportedItem:
    """The article a source holds. Raises ``ImportFailed`` with a reason that names no file."""
    return importer_for(source).read(source)
