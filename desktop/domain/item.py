"""Items (the works in a library) and their documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.annotation import NewAnnotation
from desktop.domain.metadata import Origin


class ItemType(StrEnum):
    """What the original is. PDF has pages; all others belong to the HTML family."""

    WEB_PAGE = "webpage"
    PDF = "pdf"
    EPUB = "epub"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    EMAIL = "email"
    TEXT = "text"
    MARKDOWN = "markdown"
    IMAGE = "image"


class ReadingStatus(StrEnum):
    UNREAD = "unread"
    READING = "reading"
    READ = "read"


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page as a range of the canonical text. Width and height in points, as shown (after rotation)."""

    start: int
    end: int
    label: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading: ``offset`` into the canonical text, ``level`` from 1."""

    title: str
    level: int
    offset: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A file a page needs (an image), under the relative URL path by which the page names it."""

    path: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """A work. Times are UTC, ISO 8601; ``published`` may be only a year or a month."""

    id: int
    uid: str
    type: ItemType
    title: str
    creators: tuple[str, ...]
    site: str
    published: str
    language: str
    """BCP 47, such as ``en`` or ``ar``; empty where unknown."""
    url: str
    status: ReadingStatus
    starred: bool
    added: str
    modified: str
    trashed: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    """Further values by the names in ``metadata.DETAILS``; none is empty."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each value was read (``metadata.Origin``), by the name of its field or detail, where known."""


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """An item as a line of the list."""

    item: Item
    words: int
    tags: tuple[str, ...]
    collections: tuple[str, ...]
    """Paths such as ``Project/Sources``."""
    annotations: int
    colors: tuple[str, ...]
    """Colour names of its annotations in document order, at most 40, for the thin bar of marks."""
    progress: float
    """How far it was read, 0 to 1."""
    opened: str = ""
    """When it was opened last; empty where it was not."""
    version_id: int = 0
    lead_image: str = ""
    """Path of one of the resources of its version; empty where it has none."""


READING = 2
"""What is taken of the marks in a file now: since 2, lines, polygons, stamps, carets, redactions and attached files as well.
What was never taken must not pass for deleted."""


@dataclass(frozen=True, slots=True)
class Document:
    """The present version of an item's document, as readers and exporters need it.

    ``html`` is the sanitised reader HTML whose ``textContent`` is ``text``; empty for a PDF.
    ``pages`` is empty for the HTML family. ``resources`` names the archived files without their bytes.
    """

    item_id: int
    version_id: int
    type: ItemType
    html: str
    text: str
    pages: tuple[PageSpan, ...]
    outline: tuple[OutlineEntry, ...]
    words: int
    media_type: str
    """Of the original bytes."""
    file_name: str
    sha256: str
    """Of the original bytes, hex."""
    archived: str
    language: str = ""
    reading: int = READING
    """Which of the marks that its file brought along were taken into the library."""


@dataclass(frozen=True, slots=True)
class Version:
    """One archived state of an item."""

    id: int
    title: str
    archived: str
    """UTC, ISO 8601."""
    words: int
    file_name: str
    sha256: str
    present: bool
    """Whether it is the one that is read and annotated."""


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """A web page as it was laid out: markup that needs nothing but ``files`` (media type and bytes), by the
    relative paths under which it names them."""

    html: str
    files: Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """What an importer makes of bytes: all that the library stores of one article."""

    type: ItemType
    title: str
    text: str
    original: bytes
    media_type: str
    file_name: str
    html: str = ""
    creators: tuple[str, ...] = ()
    site: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    pages: tuple[PageSpan, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    resources: tuple[Resource, ...] = ()
    lead_image: str = ""
    """Path of one of the resources."""
    annotations: tuple[NewAnnotation, ...] = ()
    tags: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    """As ``Item.details``."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """As ``Item.origins``."""
    fingerprints: frozenset[int] | None = None
    """Of ``text`` (``resemblance.fingerprints``), where they were reckoned as it was read."""
    archived: str = ""
    """When it was saved (UTC, ISO 8601), where the file tells."""
    uid: str = ""
    """Its lasting name, where an export of this program brings it."""
    remark: str = ""
    """What is worth knowing of the file, such as what of it is not part of the article."""


def language_is_guessed(imported: ImportedItem) -> bool:
    """Whether the file does not tell its language: what was made of its words serves to show and to find it,
    and is no detail of the work."""
    return imported.origins.get("language") == Origin.TEXT


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Where reading stopped: the first visible character, and how far down the whole (0 to 1)."""

    offset: int
    progress: float
    zoom: float = 1.0
    look: Mapping[str, str] = field(default_factory=dict)
    """How this article is shown where a person chose so, by the name of the choice, such as ``rotation``."""
