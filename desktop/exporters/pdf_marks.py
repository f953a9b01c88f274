"""Annotations written into a PDF (ISO 32000-2, 12.5.6), with their own appearance."""

from collections.abc import Sequence
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
}
_PRINT = 4
"""The flag that has an annotation printed."""


def add_mark(
    pdf: Pdf, page_index: int, annotation: Annotation, boxes: Sequence[Rectangle], creator: str, name: str
) -> Dictionary:
    """One annotation on one page; ``boxes`` in the page's own points, one a line; ``name`` becomes /NM. Gives what
    was added."""
    page = pdf.pages[page_index]
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
        T=String(annotation.creator or creator),
        NM=String(name),
        M=String(_pdf_date(annotation.modified)),
        CreationDate=String(_pdf_date(annotation.created)),
        F=_PRINT,
        P=page.obj,
    )
    if annotation.kind is AnnotationKind.NOTE:
        mark.Name = Name.Comment
    if annotation.tags:
        mark.FLTags = Array([String(tag) for tag in annotation.tags])
    if annotation.kind in (AnnotationKind.HIGHLIGHT, AnnotationKind.UNDERLINE, AnnotationKind.STRIKE_OUT):
        mark.QuadPoints = Array([number for box in boxes for number in _quad(box)])
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
