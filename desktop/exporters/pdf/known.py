"""Annotations that the original brought along: left as they are, renewed, or taken out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from desktop.domain.annotation import Annotation, NewAnnotation
from desktop.formats.pdf.annotations import FoundAnnotation, contents_of


@dataclass(slots=True)
class Settled:
    """What became of the marks of a file."""

    there: set[int] = field(default_factory=set)
    """The ids of those annotations that the file needs no new mark for."""
    wavy: set[int] = field(default_factory=set)
    """The ids of those whose mark was a wavy line."""
    changed: bool = False
    """Whether the file is no longer what it was."""


def settle_known_marks(
    pdf: Pdf, found: Sequence[FoundAnnotation], annotations: Sequence[Annotation], reading: int
) -> Settled:
    """What stands in the library as in the file stays untouched; what was changed or deleted there is taken out, and so is
    what it took in by its ``reading`` and does not have any more.

    A drawing of the file stays while its annotation does, and so does a mark of which only the comment is another.
    """
    waiting = _Waiting(annotations)
    settled, gone = Settled(), list[FoundAnnotation]()
    for one in found:
        known = waiting.take(one.new)
        if known is None:
            if one.since <= reading:
                gone.append(one)
            continue
        if one.objects[0][1].Subtype == Name.Squiggly:
            settled.wavy.add(known.id)
        commented = one.new.comment == known.comment
        alone = len(one.objects) == 1
        if not (one.drawing or (_same(one, known) and (commented or alone))):
            gone.append(one)
            continue
        settled.there.add(known.id)
        if not commented:
            one.objects[0][1].Contents = String(contents_of(known.comment, known.tags))
            settled.changed = True
    _take_out(pdf, gone)
    settled.changed = settled.changed or bool(gone)
    return settled


class _Waiting:
    """Annotations that no mark was found for yet."""

    def __init__(self, annotations: Sequence[Annotation]) -> None:
        self._by_uid = {one.uid: one for one in annotations}
        self._by_target = {(one.target, one.kind): one for one in annotations}

    def take(self, new: NewAnnotation) -> Annotation | None:
        """The one that a mark is of: by its name, else by what it marks."""
        known = self._by_uid.get(new.uid) or self._by_target.get((new.target, new.kind))
        if known is None or self._by_uid.pop(known.uid, None) is None:
            return None
        return known


def _same(one: FoundAnnotation, known: Annotation) -> bool:
    new = one.new
    return (new.kind, new.color, new.target, sorted(new.tags)) == (
        known.kind, known.color, known.target, sorted(known.tags),
    )  # fmt: skip


def _take_out(pdf: Pdf, gone: Sequence[FoundAnnotation]) -> None:
    """Their windows (/Popup) go with them."""
    by_page = defaultdict[int, list[pikepdf.Object]](list)
    for one in gone:
        for page_index, mark in one.objects:
            by_page[page_index].append(mark)
    for page_index, marks in by_page.items():
        page = pdf.pages[page_index].obj
        kept = [mark for mark in page.Annots if not (_among(mark, marks) or _window_of(mark, marks))]
        page.Annots = Array(kept)


def _among(mark: pikepdf.Object, marks: Sequence[pikepdf.Object]) -> bool:
    if not isinstance(mark, Dictionary):
        return False
    if mark.objgen != (0, 0):
        return any(mark.objgen == other.objgen for other in marks)
    return any(other.objgen == (0, 0) and mark == other for other in marks)


def _window_of(mark: pikepdf.Object, marks: Sequence[pikepdf.Object]) -> bool:
    if not isinstance(mark, Dictionary) or mark.get("/Subtype") != Name.Popup:
        return False
    parent = mark.get("/Parent")
    return isinstance(parent, Dictionary) and _among(parent, marks)
