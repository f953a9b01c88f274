"""Annotations that the original brought along: left as they are, renewed, or taken out."""

from collections import defaultdict
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from desktop.domain.annotation import Annotation
from desktop.formats.pdf.annotations import FoundAnnotation


def settle_known_marks(
    pdf: Pdf, found: Sequence[FoundAnnotation], annotations: Sequence[Annotation]
) -> set[int]:
    """The ids of those annotations that the file needs no new mark for.

    What stands in the library as in the file stays untouched; what was changed or deleted there is taken
    out. A drawing of the file stays while its annotation does, with the comment it has now.
    """
    waiting = list(annotations)
    there, gone = set[int](), list[FoundAnnotation]()
    for one in found:
        known = next((this for this in waiting if this.uid == one.new.uid), None) or next(
            (this for this in waiting if this.target == one.new.target and this.kind is one.new.kind), None
        )
        if known is not None and (one.drawing or _same(one, known)):
            waiting.remove(known)
            there.add(known.id)
            if one.new.comment != known.comment:
                one.objects[0][1].Contents = String(known.comment)
        else:
            gone.append(one)
    _take_out(pdf, gone)
    return there


def _same(one: FoundAnnotation, known: Annotation) -> bool:
    new = one.new
    return (new.kind, new.color, new.comment, new.target, sorted(new.tags)) == (
        known.kind, known.color, known.comment, known.target, sorted(known.tags),
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
