"""What other programs' exports hold: articles by name or address, and what was marked in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor
from desktop.domain.item import ImportedItem
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.importers.base import Source


@dataclass(frozen=True, slots=True)
class GatheredAnnotation:
    """A passage that somebody marked elsewhere; a note on the whole article where ``quote`` has no words."""

    quote: TextQuoteSelector
    position: TextPositionSelector | None = None
    """A hint only: in the text that the other program saw."""
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT
    color: HighlightColor = HighlightColor.YELLOW
    comment: str = ""
    tags: tuple[str, ...] = ()
    uid: str = ""
    """Lasting name, so that a second import of the same export adds nothing."""
    created: str = ""
    creator: str = ""
    location: str = ""
    """Where it stood, in the other program's words, such as ``page 12``."""
    area: AreaTarget | None = None
    """Its box on a page of a PDF."""
    exported: "Exported | None" = None
    """What it was when this library exported it; what differs was changed in the file since."""
    orphan: bool = False
    """Whether it had no place when it was exported."""


@dataclass(frozen=True, slots=True)
class Exported:
    """``comment`` None: nothing is known of it; such words count as changed on both sides."""

    comment: str | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatheredArticle:
    """``item`` holds what the export tells of the article. Its ``text`` and ``html`` are empty unless the
    export brings the article's body; its ``annotations`` are empty, they stand here."""

    item: ImportedItem
    annotations: Sequence[GatheredAnnotation] = field(default_factory=tuple)
    describes: bool = False
    """A bibliography's record: it tells of an article that the library has, and makes none of its own."""
    curated: bool = False
    """A person keeps such records: what they tell counts more than what the article's own file says."""
    files: tuple[str, ...] = ()
    """Paths of the files it tells of, as the export writes them."""
    collections: tuple[str, ...] = ()
    """Where that program filed it, as paths."""
    uid: str = ""
    """Its lasting name, where this program wrote the export."""
    sha256: str = ""
    """Of its original, in hex, where the export tells."""
    exported_tags: tuple[str, ...] | None = None
    """The tags it had then; None where that is not known."""
    left_out: Sequence[str] = ()
    """Lasting names of annotations and notes that were exported and that a person took out of the file."""


class GatheredImporter(Protocol):
    """One module a program. Pure, as ``base.Importer`` is."""

    def recognises(self, source: Source) -> float:
        """How sure (0 to 1) that the source is such an export; content first, name second."""

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        """Raises ``ImportFailed`` with a reason that names no file."""
