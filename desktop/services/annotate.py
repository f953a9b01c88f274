"""Mark passages and say something about them."""

from collections.abc import Iterable, Sequence

from desktop.domain.anchoring import anchor, describe, occurrences, suggest
from desktop.domain.annotation import (
    Annotation,
    AnnotationKind,
    HighlightColor,
    NewAnnotation,
    Target,
    TextTarget,
)
from desktop.domain.changes import Changes
from desktop.domain.errors import QuoteNotFound, UserError
from desktop.domain.item import Document
from desktop.domain.selector import TextQuoteSelector
from desktop.services import browse
from desktop.storage import marks
from desktop.storage.library import Library

_BOOKMARK_LENGTH = 80
"""Code points."""
_NAMES = {
    AnnotationKind.HIGHLIGHT: "Highlight", AnnotationKind.UNDERLINE: "Underline",
    AnnotationKind.STRIKE_OUT: "Strike out", AnnotationKind.NOTE: "Note on the page", AnnotationKind.AREA: "Mark an area",
    AnnotationKind.BOOKMARK: "Bookmark",
}  # fmt: skip


def create(library: Library, item_id: int, new: NewAnnotation) -> Changes:
    return create_many(library, item_id, [new], _NAMES[new.kind])


def create_many(library: Library, item_id: int, news: Sequence[NewAnnotation], label: str) -> Changes:
    return marks.create(library, item_id, news, browse.document(library, item_id).pages, label)


def target_of(document: Document, start: int, end: int) -> TextTarget:
    """A range of a document as a target."""
    selectors = describe(document.text, start, end)
    return TextTarget(selectors.quote, selectors.position)


def bookmark_range(text: str, place: int) -> tuple[int, int]:
    """The words by which a place of the text is known: from the word there to the end of its line, or as many as say
    enough. Empty where the text ends."""
    start = min(place, len(text))
    while start < len(text) and text[start].isspace():
        start += 1
    if start == place:
        while start > 0 and not text[start - 1].isspace():
            start -= 1
    line = text[start:].partition("\n")[0]
    if len(line) > _BOOKMARK_LENGTH:
        line = line[:_BOOKMARK_LENGTH]
        line = line.rpartition(" ")[0] or line
    return start, start + len(line.rstrip())


def create_by_quote(
    library: Library, item_id: int, quote: TextQuoteSelector, *, color: HighlightColor = HighlightColor.YELLOW,
    comment: str = "", tags: Sequence[str] = (),
) -> Changes:  # fmt: skip
    """Raises ``QuoteNotFound`` when the quote is not there, or several times and its context does not decide."""
    document = browse.document(library, item_id)
    if len(occurrences(document.text, quote)) > 1:
        raise QuoteNotFound(
            "The quote is in the text several times. Nothing was marked; say what stands before or after it."
        )
    place = anchor(document.text, quote)
    if place is None:
        raise QuoteNotFound("The quote is not in the text. Nothing was marked.")
    target = target_of(document, place.start, place.end)
    return create(library, item_id, NewAnnotation(target, color=color, comment=comment, tags=tuple(tags)))


def suggestion(document: Document, annotation: Annotation) -> TextTarget | None:
    """Where an orphan perhaps belongs in the present text, for a person to judge."""
    if not isinstance(annotation.target, TextTarget):
        return None
    place = suggest(document.text, annotation.target.quote, annotation.target.position)
    return target_of(document, place.start, place.end) if place else None


def attach(library: Library, annotation_id: int, target: TextTarget) -> Changes:
    """Give an orphan the place that a person chose; the words it was made on are kept beside it.

    Raises ``UserError`` for an area: it would be another kind of annotation.
    """
    annotation = browse.annotation(library, annotation_id)
    if not isinstance(annotation.target, TextTarget):
        raise UserError("An area cannot be attached to words. Nothing was changed; draw it anew.")
    former = annotation.former_beside(target.quote.exact)
    columns = marks.place(target, browse.document(library, annotation.item_id).pages, former)
    return marks.update(library, [annotation_id], "Attach annotation", **columns)


def recolor(library: Library, ids: Iterable[int], color: HighlightColor) -> Changes:
    return marks.update(library, ids, "Recolour {count}", color=color.value)


def set_kind(library: Library, ids: Iterable[int], kind: AnnotationKind) -> Changes:
    """Of those on words. Raises ``UserError`` where none is: an area cannot be underlined."""
    ids = [id_ for id_ in ids if isinstance(browse.annotation(library, id_).target, TextTarget)]
    if not ids:
        raise UserError("Only what is marked on words can be of another kind. Nothing was changed.")
    return marks.update(library, ids, "Change the kind of {count}", kind=kind.value)


def comment(library: Library, annotation_id: int, text: str) -> Changes:
    return marks.update(library, [annotation_id], "Comment", comment=text)


def retarget(library: Library, annotation_id: int, target: Target, *, batch: str = "") -> Changes:
    """Steps of a batch are undone together."""
    annotation = browse.annotation(library, annotation_id)
    columns = marks.place(target, browse.document(library, annotation.item_id).pages, annotation.former_quote)
    label = "Move the ends" if isinstance(target, TextTarget) else "Move the area"
    return marks.update(library, [annotation_id], label, batch=batch, **columns)


def tag(library: Library, ids: Iterable[int], name: str) -> Changes:
    return marks.tag(library, ids, name)


def untag(library: Library, ids: Iterable[int], name: str) -> Changes:
    return marks.untag(library, ids, name)


def trash(library: Library, ids: Iterable[int]) -> Changes:
    return marks.trash(library, ids)


def restore(library: Library, ids: Iterable[int]) -> Changes:
    return marks.update(library, ids, "Restore {count}", trashed="")


def mark_orphans(library: Library, item_id: int, orphans: Iterable[int]) -> Changes:
    """Remember which annotations found no place; no step of the history."""
    return marks.mark_orphans(library, item_id, frozenset(orphans))
