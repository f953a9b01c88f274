"""Annotations: what a reader marks in a document and says about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.selector import Rectangle, TextPositionSelector, TextQuoteSelector


class AnnotationKind(StrEnum):
    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE_OUT = "strike-out"
    NOTE = "note"
    """A sticky note on a point of a PDF page."""
    AREA = "area"
    BOOKMARK = "bookmark"
    """A place of the text, known by its words; they are not marked themselves."""


class HighlightColor(StrEnum):
    """The eight colours in the order of the keys 1 to 8. The values are the names people see and export."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    PINK = "pink"
    PURPLE = "purple"
    BLUE = "blue"
    TEAL = "teal"
    GREEN = "green"

    @property
    def hex(self) -> str:
        """The tint on a light background, as ``#RRGGBB``; also the colour in exported files."""
        return _HEX[self]


ColorNames = Mapping[HighlightColor, str]
"""What a person calls colours, such as yellow “claim”; those without a name are called what they are."""

_HEX = {
    HighlightColor.YELLOW: "#FFE27A",
    HighlightColor.ORANGE: "#FFC58A",
    HighlightColor.RED: "#FFA8A0",
    HighlightColor.PINK: "#FFB8D9",
    HighlightColor.PURPLE: "#D9C2FF",
    HighlightColor.BLUE: "#A9D4FF",
    HighlightColor.TEAL: "#9FE3DA",
    HighlightColor.GREEN: "#B9E8A4",
}


class Motivation(StrEnum):
    """Why an annotation was made (https://www.w3.org/TR/annotation-vocab/#named-individuals)."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    BOOKMARKING = "bookmarking"


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A range of the canonical text."""

    quote: TextQuoteSelector
    position: TextPositionSelector


@dataclass(frozen=True, slots=True)
class AreaTarget:
    """A rectangle of a page (or the point of a sticky note, as the small square of its icon), or of a picture.

    Of a ``picture`` of a document without pages, by its path: the rectangle is in parts of its width and height, its
    ``start`` is where the picture stands in the text, and ``page_index`` is 0.
    """

    page_index: int
    rectangle: Rectangle
    picture: str = ""
    start: int = 0


Target = TextTarget | AreaTarget


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """An annotation before the library knows it."""

    target: Target
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT
    color: HighlightColor = HighlightColor.YELLOW
    comment: str = ""
    """The reader's words, Markdown."""
    tags: tuple[str, ...] = ()
    uid: str = ""
    """Lasting name across libraries and exports (a UUID in hex); empty: a new one is made."""
    created: str = ""
    """UTC, ISO 8601; empty: now."""
    creator: str = ""
    """Who made it, where a file says so (``/T`` of a PDF annotation)."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation in the library. ``orphan``: its quote was not found in the present text."""

    id: int
    uid: str
    item_id: int
    kind: AnnotationKind
    color: HighlightColor
    comment: str
    tags: tuple[str, ...]
    target: Target
    orphan: bool
    created: str
    modified: str
    creator: str = ""
    trashed: str = ""
    """When it went to the trash (UTC, ISO 8601), else empty."""
    former_quote: str = ""
    """The words as they were marked, where a newer version of the article says it otherwise."""

    def former_beside(self, quote: str) -> str:
        """What ``former_quote`` is to be once the words are these: nothing where they are those that were marked."""
        former = self.former_quote or self.quote
        return "" if former.split() == quote.split() else former

    @property
    def motivation(self) -> Motivation:
        if self.kind is AnnotationKind.BOOKMARK:
            return Motivation.BOOKMARKING
        return Motivation.COMMENTING if self.comment else Motivation.HIGHLIGHTING

    @property
    def quote(self) -> str:
        """The document's words; empty for an area."""
        return self.target.quote.exact if isinstance(self.target, TextTarget) else ""
