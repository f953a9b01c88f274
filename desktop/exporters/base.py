"""What an exporter is: articles with their annotations in, files out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from desktop.domain.annotation import Annotation, ColorNames
from desktop.domain.item import Document, Item
from desktop.domain.organize import Note


@dataclass(frozen=True, slots=True)
class ExportArticle:
    """All that is exported of one item. ``annotations`` are in document order, none from the trash.

    ``original`` gives the original bytes, ``resource`` a resource's media type and bytes by its path.
    """

    item: Item
    document: Document
    annotations: Sequence[Annotation]
    notes: Sequence[Note]
    tags: Sequence[str]
    collections: Sequence[str]
    original: Callable[[], bytes]
    resource: Callable[[str], tuple[str, bytes] | None]
    color_names: ColorNames = field(default_factory=dict)


class HtmlPrinter(Protocol):
    """Prints HTML to PDF. The web engine does it; whoever composes the program hands it in."""

    def print_html(self, html: str, resource: Callable[[str], tuple[str, bytes] | None]) -> bytes:
        """The PDF. ``html`` names its images by the relative paths that ``resource`` knows. Blocks; may be
        called from any thread. Raises ``UserError`` when the engine cannot print it."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    one_file: bool = False
    overwrite: bool = False
    """Replace files of the same name instead of numbering the new ones."""
    template: Path | None = None
    """A Jinja2 template of the person's own, for the formats that use one."""
    creator: str = ""
    """Who annotated, for formats that say so."""
    printer: HtmlPrinter | None = field(default=None, compare=False)


class Exporter(Protocol):
    """One module a format."""

    name: str
    """As on the command line: ``markdown``, ``pdf``."""
    suffix: str
    """File name ending with its dot."""
    single: bool
    """Whether several articles can become one file (``ExportOptions.one_file``)."""

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        """The bytes of one file: of one article, or of several where ``single``."""
