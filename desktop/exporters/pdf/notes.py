"""What has no place on a page, as sticky notes in the corner of the first one."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, HighlightColor
from desktop.domain.organize import Note
from desktop.domain.selector import PagePlace, Rectangle
from desktop.exporters.pdf.marks import MarkWriter
from desktop.exporters.pdf.places import Placed
from desktop.formats.pdf.geometry import PageFrame

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


def stick_to_first_page(writer: MarkWriter, frame: PageFrame, notes: Sequence[Placed]) -> None:
    """Below each other from the top left corner of the page as it is shown, in as many columns as that takes."""
    left, top, right, bottom = frame.shown(frame.visible)
    height = abs(bottom - top)
    step = _SIDE + _GAP
    rows = max(1, int((height - _GAP) // step))
    for number, note in enumerate(notes):
        column, row = divmod(number, rows)
        x, y = min(left, right) + _GAP + column * step, min(top, bottom) + _GAP + row * step
        box = frame.stored((x, y, x + _SIDE, y + _SIDE))
        writer.write(note.annotation, PagePlace(0, (box,)), note.about)
