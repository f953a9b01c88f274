"""Annotations written into a PDF (ISO 32000-2, 12.5.6), with their own appearance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.domain.selector import Rectangle

_SUBTYPES = {
    AnnotationKind.HIGHLIGHT: Name.Highlight,
    AnnotationKind.UNDERLINE: Name.Underline,
    AnnotationKind.STRIKE_OUT: Name.StrikeOut,
    AnnotationKind.AREA: Name.Square,
    AnnotationKind.NOTE: Name.Text,
    AnnotationKind.BOOKMARK: Name.Text,
}
_ON_WORDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE_OUT,
    AnnotationKind.BOOKMARK,
)
_PRINT = 4
"""The flag that has an annotation printed."""


@dataclass(frozen=True, slots=True)
class About:
    """What a mark says beside its annotation: its name in the file (/NM), who made it where that is not known (/T),
    and what the person calls its colour (/Subj)."""

    name: str
    creator: str = ""
    subject: str = ""


def add_mark(
    pdf: Pdf, page_index: int, annotation: Annotation, boxes: Sequence[Rectangle], about: About
) -> Dictionary:
    """One annotation on one page; ``boxes`` in the page's own points, one a line. Gives what was added."""
    page = pdf.pages[page_index]
    words = boxes
    if annotation.kind is AnnotationKind.BOOKMARK:
        boxes = [_ribbon_box(boxes[0])]
    bounds = [
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    ]
    color = [int(annotation.color.hex[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    mark = Dictionary(
        Type=Name.Annot,
        Subtype=_SUBTYPES[annotation.kind],
        Rect=Array(bounds),
        C=Array([round(part, 4) for part in color]),
        Contents=String(annotation.comment),
        T=String(annotation.creator or about.creator),
        NM=String(about.name),
        M=String(_pdf_date(annotation.modified)),
        CreationDate=String(_pdf_date(annotation.created)),
        F=_PRINT,
        P=page.obj,
    )
    if annotation.kind is AnnotationKind.NOTE:
        mark.Name = Name.Comment
    if annotation.kind is AnnotationKind.BOOKMARK:
        mark.Name, mark.FLKind = Name.Bookmark, String(annotation.kind)
    if about.subject:
        mark.Subj = String(about.subject)
    if annotation.tags:
        mark.FLTags = Array([String(tag) for tag in annotation.tags])
    if annotation.kind in _ON_WORDS:
        mark.QuadPoints = Array([number for box in words for number in _quad(box)])
    mark.AP = Dictionary(N=_appearance(pdf, annotation.kind, color, bounds, boxes))
    if Name.Annots not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(pdf.make_indirect(mark))
    return mark


def _quad(box: Rectangle) -> tuple[float, ...]:
    """Top left, top right, bottom left, bottom right: the order all readers use, against the standard's text."""
    return box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom


def _appearance(
    pdf: Pdf, kind: AnnotationKind, color: list[float], bounds: list[float], boxes: Sequence[Rectangle]
) -> pikepdf.Object:
    ink = " ".join(f"{part:.4f}" for part in color)
    drawing = [f"/Mix gs {ink} rg {ink} RG 1.5 w"]
    for box in boxes:
        width = box.right - box.left
        if kind in (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE_OUT):
            y = box.bottom if kind is AnnotationKind.UNDERLINE else (box.bottom + box.top) / 2
            drawing.append(f"{box.left:.3f} {y:.3f} m {box.right:.3f} {y:.3f} l S")
        elif kind is AnnotationKind.NOTE:
            drawing.append(_leaf(box))
        elif kind is AnnotationKind.BOOKMARK:
            drawing.append(_ribbon(box))
        else:
            paint = "S" if kind is AnnotationKind.AREA else "f"
            drawing.append(
                f"{box.left:.3f} {box.bottom:.3f} {width:.3f} {box.top - box.bottom:.3f} re {paint}"
            )
    form = pdf.make_stream("\n".join(drawing).encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(bounds)
    form.Group = Dictionary(S=Name.Transparency)
    form.Resources = Dictionary(ExtGState=Dictionary(Mix=Dictionary(Type=Name.ExtGState, BM=Name.Multiply)))
    return form


def _ribbon_box(line: Rectangle) -> Rectangle:
    """In the margin before a line, as far as the page has one."""
    right = max(line.left - 4, 9)
    return Rectangle(right - 9, line.top - 15, right, line.top)


def _ribbon(box: Rectangle) -> str:
    """A ribbon with a notch at its foot."""
    middle, notch = (box.left + box.right) / 2, box.bottom + 0.28 * (box.top - box.bottom)
    corners = [(box.right, box.top), (box.right, box.bottom), (middle, notch), (box.left, box.bottom)]
    walk = " ".join(f"{x:.3f} {y:.3f} l" for x, y in corners)
    return f"{box.left:.3f} {box.top:.3f} m {walk} h f"


def _leaf(box: Rectangle) -> str:
    """A small written leaf: the box filled, with dark lines of writing."""
    width, height = box.right - box.left, box.top - box.bottom
    lines = [
        f"{box.left + 0.2 * width:.3f} {y:.3f} m {box.right - 0.2 * width:.3f} {y:.3f} l S"
        for y in (box.bottom + part * height for part in (0.3, 0.5, 0.7))
    ]
    leaf = f"{box.left:.3f} {box.bottom:.3f} {width:.3f} {height:.3f} re f"
    return "\n".join((leaf, "0.25 G 1 w", *lines))


def _pdf_date(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).strftime("D:%Y%m%d%H%M%SZ")
    except ValueError:
        return ""
