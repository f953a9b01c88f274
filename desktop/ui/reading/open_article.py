"""An article as a tab holds it: read from the library, where to go in it, how it is marked."""

from dataclasses import dataclass

from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor, TextTarget
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item, OriginalPage, ReadingPosition
from desktop.domain.reading_time import minutes
from desktop.services import browse
from desktop.services.rereading import original_page
from desktop.storage.library import Library
from desktop.ui.reading.quotation import start_of

VIEW, ORIGINAL, ARTICLE = "view", "original", "article"
"""How an article's choice of view is kept."""


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a passage is marked."""

    kind: AnnotationKind = AnnotationKind.HIGHLIGHT
    color: HighlightColor = HighlightColor.YELLOW


@dataclass(frozen=True, slots=True)
class Aim:
    """Where to go once an article is open: an annotation, or a range of its text; and words (apart by ``BETWEEN``)
    that are shown wherever they stand."""

    annotation_id: int = 0
    range: tuple[int, int] | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.annotation_id or self.range or self.words)


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """What a tab shows."""

    item: Item
    document: Document
    position: ReadingPosition | None
    annotations: tuple[Annotation, ...]
    minutes: float
    """Of reading, for the whole."""
    original: OriginalPage | None = None
    """The archived page, where that is shown."""

    def annotation(self, annotation_id: int) -> Annotation | None:
        return next((found for found in self.annotations if found.id == annotation_id), None)

    def annotation_beside(self, active_id: int, here: int, by: int) -> int:
        """The next (1) or previous (-1) annotation in the text, from the active one, else from an offset; round and
        round. 0 where there is none."""
        ordered = sorted((start_of(one, self.document), one.id) for one in self.annotations if not one.orphan)
        ids = [id_ for _, id_ in ordered]
        if active_id in ids:
            return ids[(ids.index(active_id) + by) % len(ids)]
        ahead = [id_ for start, id_ in ordered if start >= here]
        behind = [id_ for start, id_ in ordered if start < here]
        turned = [*ahead, *behind]
        return (turned[0] if by > 0 else turned[-1]) if turned else 0

    def overlapping(self, active: Annotation) -> list[int]:
        """The annotations that share text with one, itself included, in document order."""
        if not isinstance(active.target, TextTarget):
            return []
        place = active.target.position
        return [
            other.id
            for other in self.annotations
            if isinstance(other.target, TextTarget)
            and not other.orphan
            and other.target.position.start < place.end
            and other.target.position.end > place.start
        ]


def read_article(library: Library, item_id: int) -> OpenArticle:
    position, document = browse.position(library, item_id), browse.document(library, item_id)
    return OpenArticle(
        browse.item(library, item_id),
        document,
        position,
        tuple(browse.annotations(library, item_id)),
        minutes(document.text, document.words),
        _archived_page(library, item_id) if is_original_wanted(position) else None,
    )


def is_original_wanted(position: ReadingPosition | None) -> bool:
    return position is not None and position.look.get(VIEW) == ORIGINAL


def _archived_page(library: Library, item_id: int) -> OriginalPage | None:
    try:
        return original_page(library, item_id)
    except UserError:
        return None
