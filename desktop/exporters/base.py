"""What an exporter is: articles with their annotations in, files out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from desktop.domain.annotation import Annotation, ColorNames
from desktop.domain.item import Document, Item, OriginalPage
from desktop.domain.organize import Note
from desktop.domain.selector import PagePlace
from desktop.exporters.options import Choice, Flag, Option, Value, Words


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
    places: Mapping[tuple[int, int], Sequence[PagePlace]] = field(default_factory=dict)
    """Of a PDF: where ranges of its text stand, as far as that was found before."""
    original_page: Callable[[], OriginalPage | None] = lambda: None
    """Of a web page: as it was laid out, where that was archived."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper with its margins, in points."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float


_MM = 72 / 25.4
A4 = Sheet(210 * _MM, 297 * _MM, 20 * _MM, 20 * _MM, 20 * _MM, 22 * _MM)


class HtmlPrinter(Protocol):
    """Prints HTML to PDF. The web engine does it; whoever composes the program hands it in."""

    def print_html(
        self, html: str, resource: Callable[[str], tuple[str, bytes] | None], sheet: Sheet = A4
    ) -> bytes:
        """The PDF. ``html`` names its images by the relative paths that ``resource`` knows. Blocks; may be
        called from any thread. Raises ``UserError`` when the engine cannot print it."""


class Existing(StrEnum):
    """What happens to a file of the same name that the export does not know as its own."""

    KEEP = "keep"
    """It stays, and the new file gets a number."""
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    one_file: bool = False
    existing: Existing = Existing.KEEP
    template: Path | None = None
    """A Jinja2 template of the person's own, for the formats that use one."""
    creator: str = ""
    """Who annotated, for formats that say so."""
    name: str = ""
    """What the articles are together, such as a collection's name; it names the one file of all."""
    provenance: bool = False
    """Whether a provenance sheet is written beside the files."""
    chosen: Mapping[str, Value] = field(default_factory=dict)
    """Values of the exporter's own options by their names; what is missing has its default."""
    printer: HtmlPrinter | None = field(default=None, compare=False)

    def flag(self, option: Flag) -> bool:
        value = self.chosen.get(option.name)
        return value if isinstance(value, bool) else option.default

    def choice(self, option: Choice) -> str:
        value = self.chosen.get(option.name)
        return value if isinstance(value, str) and value in option.choices else option.default

    def words(self, option: Words) -> str:
        value = self.chosen.get(option.name)
        return value if isinstance(value, str) else option.default


class Grouping(StrEnum):
    """How many articles a file of a format holds."""

    EACH = "each"
    EITHER = "either"
    """As ``ExportOptions.one_file`` says."""
    TOGETHER = "together"
    """All in one file, such as a table or a project of another program."""


Contents = bytes | Callable[[BinaryIO], None]
"""The bytes of a file, or what writes them, for what is too large to hold."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a file will lie."""

    name: str
    """Without its ending. Files beside it are named after it."""
    former: bytes = b""
    """What the file holds now, where it is known as this export's own and is to be updated."""
    beside: Callable[[str], bytes] = field(default=lambda _: b"", compare=False)
    """What a file beside it holds, by its path relative to it; nothing where there is none. Raises ``UserError`` for one that
    cannot be read."""


@dataclass(frozen=True, slots=True)
class Files:
    """What one export writes: all of it, or nothing."""

    contents: Contents
    beside: Mapping[str, Contents] = field(default_factory=dict)
    """Further files, such as pictures, by their paths relative to the first, with ``/``. They replace what is there."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file will be like: its text, or a picture (PNG) of its first page. Both empty: cannot be shown."""

    text: str = ""
    picture: bytes = b""


class Exporter:
    """One module a format, and one line in the registry."""

    name: str
    """As on the command line: ``markdown``, ``pdf``."""
    title: str
    """As people call the format: ``Annotated PDF``."""
    suffix: str
    """File name ending with its dot."""
    grouping: Grouping = Grouping.EACH
    options: Sequence[Option] = ()
    """What can be chosen, in the order in which it is shown. ``ExportOptions.flag`` and its like give the values."""
    textual: bool = False
    """Whether the file is text (UTF-8), which a preview shows as it is."""
    keeps_edits: bool = False
    """Whether files that are there are renewed with the person's own words in them; ``knows`` and ``subject`` find
    them."""
    templated: bool = False
    """Whether ``ExportOptions.template`` is used."""
    prints: bool = False
    """Whether ``ExportOptions.printer`` is needed."""

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        """The bytes of one file: of one article, or of several as ``grouping`` says. The sequence loads each article
        when it is reached, so that thousands need not be held at once."""
        raise NotImplementedError

    def files(self, articles: Sequence[ExportArticle], options: ExportOptions, spot: Spot) -> Files:
        """All that is written; for a format of more than one file, of large ones, or of such as are updated."""
        del spot
        return Files(self.render(articles, options))

    def knows(self, data: bytes, articles: Sequence[ExportArticle]) -> bool:
        """Whether a file that is there is an earlier export of these, to be updated rather than numbered."""
        del data, articles
        return False

    def subject(self, data: bytes) -> str:
        """The uid of the one article that a file is an earlier export of, whatever its name is now; else nothing."""
        del data
        return ""

    def preview(self, article: ExportArticle, options: ExportOptions) -> Preview:
        """Raises ``UserError`` where it cannot be made."""
        if not self.textual:
            return Preview()
        contents = self.files([article], options, Spot("preview")).contents
        return Preview(contents.decode("utf-8") if isinstance(contents, bytes) else "")
