"""Make two annotations of one, and one of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.domain.annotation import Annotation, AnnotationKind, NewAnnotation, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import Document
from desktop.domain.selector import TextPositionSelector
from desktop.services import browse
from desktop.services.annotate import target_of
from desktop.storage import marks
from desktop.storage.library import Library


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger makes: the annotation that stays, its range, and how many words that nobody marked lie in it."""

    kept: int
    start: int
    end: int
    words_between: int


def marked(annotation: Annotation) -> TextPositionSelector | None:
    """The words of the text that it marks, which can be split and merged. None for areas, orphans, and bookmarks,
    which only know their place by words."""
    if annotation.orphan or annotation.kind is AnnotationKind.BOOKMARK:
        return None
    return annotation.target.position if isinstance(annotation.target, TextTarget) else None


def split(library: Library, annotation_id: int, place: int) -> Changes:
    """Two annotations, the second from ``place`` of the text on. The first keeps comment and tags, the second has the
    tags. Raises ``UserError`` where a part would have no words."""
    annotation = browse.annotation(library, annotation_id)
    document = browse.document(library, annotation.item_id)
    position = _marked(annotation)
    parts = [_words(document.text, *ends) for ends in ((position.start, place), (place, position.end))]
    if any(start >= end for start, end in parts):
        raise UserError("Both parts of an annotation need words. Nothing was changed.")
    first, second = (target_of(document, *part) for part in parts)
    new = NewAnnotation(
        second, annotation.kind, annotation.color, tags=annotation.tags, creator=annotation.creator
    )
    return marks.split(library, annotation, first, new, document.pages)


def merger(document: Document, annotations: Sequence[Annotation]) -> Merger:
    """Raises ``UserError`` where these cannot become one."""
    if len(annotations) < 2:
        raise UserError("Choose two annotations or more to merge them. Nothing was changed.")
    if len({one.item_id for one in annotations}) > 1:
        raise UserError("Annotations of several articles cannot become one. Nothing was changed.")
    ordered = sorted(annotations, key=_start)
    places = [_marked(one) for one in ordered]
    between, reached = 0, places[0].end
    for before, after in pairwise(places):
        reached = max(reached, before.end)
        between += len(document.text[reached : after.start].split())
    return Merger(ordered[0].id, places[0].start, max(place.end for place in places), between)


def merge(library: Library, ids: Sequence[int]) -> Changes:
    """One annotation over all these, and whatever lies between them: the first in the text, with the comments of all
    in their order, and all their tags. The others go to the trash as they are. What lies there already is left out."""
    meant = [browse.annotation(library, id_) for id_ in dict.fromkeys(ids)]
    annotations = sorted((one for one in meant if not one.trashed), key=_start)
    document = browse.document(library, annotations[0].item_id) if annotations else None
    if document is None:
        raise UserError("Choose two annotations or more to merge them. Nothing was changed.")
    whole = merger(document, annotations)
    target = target_of(document, whole.start, whole.end)
    columns = marks.place(target, document.pages, _former(annotations))
    columns["comment"] = "\n\n".join(dict.fromkeys(one.comment for one in annotations if one.comment))
    names = dict.fromkeys(name for one in annotations for name in one.tags)
    return marks.merge(library, annotations[0].id, columns, names, [one.id for one in annotations[1:]])


def touching(document: Document, annotation: Annotation, others: Sequence[Annotation]) -> list[Annotation]:
    """This one and those that overlap it, or that only white space parts from it."""
    own = _marked(annotation)
    start, end = own.start, own.end
    found = [annotation]
    for other in others:
        place = marked(other)
        if other.id == annotation.id or place is None:
            continue
        if not document.text[end : place.start].strip() and not document.text[place.end : start].strip():
            found.append(other)
    return found


def _marked(annotation: Annotation) -> TextPositionSelector:
    place = marked(annotation)
    if place is None:
        raise UserError(
            "Only annotations of words that are in the text can be split or merged. Nothing was changed."
        )
    return place


def _start(annotation: Annotation) -> tuple[int, int]:
    """Of two that begin together the longer one comes first."""
    place = _marked(annotation)
    return place.start, -place.end


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    words = text[start:end] if start < end else ""
    return start + len(words) - len(words.lstrip()), max(start, end - (len(words) - len(words.rstrip())))


def _former(annotations: Sequence[Annotation]) -> str:
    """The words as they were marked, where any were others then."""
    if not any(one.former_quote for one in annotations):
        return ""
    return "\n".join(one.former_quote or one.quote for one in annotations)
