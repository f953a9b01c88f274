"""What has no place on a page, as sticky notes in the corner of the first one."""

from collections.abc import Sequence
from dataclasses import replace

from pikepdf import Pdf

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, HighlightColor
from desktop.domain.organize import Note
from desktop.domain.selector import Rectangle
from desktop.exporters.pdf_marks import About, add_mark

_SIDE, _GAP = 18.0, 6.0
"""Points."""
_NOWHERE = AreaTarget(0, Rectangle(0, 0, _SIDE, _SIDE))


def of_item(note: Note) -> Annotation:
    """A note on the whole article."""
    return Annotation(
        note.id, note.uid, note.item_id, AnnotationKind.NOTE, HighlightColor.YELLOW, note.text, (), _NOWHERE, False,
        note.created, note.modified,
    )  # fmt: skip


def as_sticky_note(orphan: Annotation) -> Annotation:
    """An annotation whose passage is not there: its quotation, then its comment."""
    words = "\n\n".join(
        part for part in (f"“{orphan.quote}”" if orphan.quote else "", orphan.comment) if part
    )
    return replace(orphan, kind=AnnotationKind.NOTE, comment=words, target=_NOWHERE)


def stick_to_first_page(pdf: Pdf, notes: Sequence[Annotation], creator: str) -> None:
    """Below each other from the top left corner."""
    left, _, _, top = (float(edge) for edge in pdf.pages[0].cropbox)
    for number, note in enumerate(notes):
        upper = top - _GAP - number * (_SIDE + _GAP)
        place = Rectangle(left + _GAP, upper - _SIDE, left + _GAP + _SIDE, upper)
        add_mark(pdf, 0, note, [place], About(note.uid, creator))
