"""Annotations written into a PDF (ISO 32000-2, 12.5.6), with their own appearance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor
from desktop.domain.selector import PagePlace, Rectangle
from desktop.exporters.pdf.strings import date_string, text_string
from desktop.exporters.pdf.update import PdfUpdate
from desktop.formats.pdf.annotations import KIND_KEY, RANGE_KEY, TAGS_KEY, contents_of

_SUBTYPES = {
    AnnotationKind.HIGHLIGHT: "Highlight",
    AnnotationKind.UNDERLINE: "Underline",
    AnnotationKind.STRIKE_OUT: "StrikeOut",
    AnnotationKind.AREA: "Square",
    AnnotationKind.NOTE: "Text",
    AnnotationKind.BOOKMARK: "Text",
}
_ICONS = {AnnotationKind.NOTE: "/Name/Comment", AnnotationKind.BOOKMARK: "/Name/Bookmark"}
_PRINT = 4
"""The flag that has an annotation printed."""
_LINE_SHADE = 0.62
"""Lines are drawn darker than the tint of their colour, as in the reader."""
_WAVE = 2.0
"""Points from crest to trough along a wavy line."""


@dataclass(frozen=True, slots=True)
class About:
    """What a mark says beside its annotation."""

    name: str
    """In the file (/NM)."""
    creator: str = ""
    """Who made it where that is not known (/T)."""
    subject: str = ""
    """What the person calls its colour (/Subj)."""
    wavy: bool = False
    """Whether an underline is a wavy one."""
    ribbon: Rectangle | None = None
    """Where a bookmark is drawn."""


class MarkWriter:
    """Writes marks into an update; they share what they can."""

    def __init__(self, update: PdfUpdate) -> None:
        self._update = update
        self._mixing = ""

    def write(self, annotation: Annotation, place: PagePlace, about: About) -> None:
        """One annotation on one page. Where texts are drawn over each other, its boxes do not tell which is meant: its
        span does."""
        kind, boxes, span = annotation.kind, place.boxes, place.span
        shown = [about.ribbon or boxes[0]] if kind is AnnotationKind.BOOKMARK else boxes
        bounds = shown[0] if len(shown) == 1 else Rectangle(
            min(box.left for box in shown), min(box.bottom for box in shown),
            max(box.right for box in shown), max(box.top for box in shown),
        )  # fmt: skip
        rect = _array(bounds)
        drawing = "\n".join(_drawing(annotation, shown, about.wavy))
        subtype = "Squiggly" if about.wavy else _SUBTYPES[kind]
        parts = [
            f"<</Type/Annot/Subtype/{subtype}/F {_PRINT}/P {self._update.page_reference(place.page_index)}",
            f"/Rect{rect}/C[{_ink(annotation.color)}]",
            f"/Contents{text_string(contents_of(annotation.comment, annotation.tags))}",
            f"/T{text_string(annotation.creator or about.creator)}/NM{text_string(about.name)}",
            f"/Subj{text_string(about.subject)}" if about.subject else "",
            f"/M{date_string(annotation.modified)}/CreationDate{date_string(annotation.created)}",
            _ICONS.get(kind, ""),
            f"{KIND_KEY}{text_string(kind)}",
            f"{TAGS_KEY}[{' '.join(map(text_string, annotation.tags))}]" if annotation.tags else "",
        ]
        if kind not in (AnnotationKind.NOTE, AnnotationKind.AREA):
            parts.append(f"/QuadPoints[{' '.join(map(_quad, boxes))}]")
            parts.append(f"{RANGE_KEY}[{span[0]} {span[1]}]" if span else "")
        parts.append(f"/AP<</N {self._form(rect, drawing)}>>>>")
        self._update.add_mark(place.page_index, "".join(parts))

    def _form(self, rect: str, drawing: str) -> str:
        if not self._mixing:
            self._mixing = self._update.add("<</ExtGState<</Mix<</Type/ExtGState/BM/Multiply>>>>>>")
        return self._update.add_stream(
            f"/Type/XObject/Subtype/Form/BBox{rect}/Group<</S/Transparency>>/Resources {self._mixing}",
            drawing,
        )


def _drawing(annotation: Annotation, boxes: Sequence[Rectangle], wavy: bool) -> list[str]:
    kind = annotation.kind
    if kind in (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE_OUT):
        drawing = [f"/Mix gs {_ink(annotation.color, _LINE_SHADE)} RG 1.5 w"]
        if wavy:
            return drawing + [_wave(box) for box in boxes]
        low = kind is AnnotationKind.UNDERLINE
        levels = (box.bottom + 0.75 if low else (box.bottom + box.top) / 2 for box in boxes)
        return drawing + [
            f"{box.left:.3f} {y:.3f} m {box.right:.3f} {y:.3f} l S"
            for box, y in zip(boxes, levels, strict=True)
        ]
    ink = _ink(annotation.color)
    drawing = [f"/Mix gs {ink} rg {ink} RG 1.5 w"]
    if kind is AnnotationKind.NOTE:
        return drawing + [_leaf(box) for box in boxes]
    if kind is AnnotationKind.BOOKMARK:
        return drawing + [_ribbon(box) for box in boxes]
    if kind is AnnotationKind.AREA:
        return drawing + [_frame(box) for box in boxes]
    return drawing + [_filled(box) for box in boxes]


def _filled(box: Rectangle) -> str:
    return f"{box.left:.3f} {box.bottom:.3f} {box.right - box.left:.3f} {box.top - box.bottom:.3f} re f"


def _frame(box: Rectangle) -> str:
    """The line inside its box, so that none of it is cut."""
    inset = min(0.75, (box.right - box.left) / 2, (box.top - box.bottom) / 2)
    width, height = box.right - box.left - 2 * inset, box.top - box.bottom - 2 * inset
    return f"{box.left + inset:.3f} {box.bottom + inset:.3f} {width:.3f} {height:.3f} re S"


def _wave(box: Rectangle) -> str:
    steps = max(1, round((box.right - box.left) / _WAVE))
    walk = " ".join(
        f"{box.left + (box.right - box.left) * step / steps:.3f} {box.bottom + 0.75 + step % 2 * 1.5:.3f} l"
        for step in range(1, steps + 1)
    )
    return f"0.8 w {box.left:.3f} {box.bottom + 0.75:.3f} m {walk} S"


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
    return "\n".join((_filled(box), "0.25 G 1 w", *lines))


def _quad(box: Rectangle) -> str:
    """Top left, top right, bottom left, bottom right: the order all readers use, against the standard's text."""
    left, right, top, bottom = f"{box.left:.3f}", f"{box.right:.3f}", f"{box.top:.3f}", f"{box.bottom:.3f}"
    return f"{left} {top} {right} {top} {left} {bottom} {right} {bottom}"


def _array(box: Rectangle) -> str:
    """Exact, since an area is known again by it."""
    return f"[{' '.join(map(_number, (box.left, box.bottom, box.right, box.top)))}]"


def _number(value: float) -> str:
    exact = repr(float(value))
    return f"{value:.9f}" if "e" in exact else exact


@cache
def _ink(color: HighlightColor, shade: float = 1.0) -> str:
    return " ".join(f"{shade * int(color.hex[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))
