"""Annotations that a PDF already holds (ISO 32000-2, 12.5.6), as annotations of the library."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone

import pikepdf

from desktop.domain.anchoring import describe
from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor, NewAnnotation, TextTarget
from desktop.domain.item import PageSpan
from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.quads import Quad, marks, ordered, range_under

_KINDS = {
    "/Highlight": AnnotationKind.HIGHLIGHT,
    "/Underline": AnnotationKind.UNDERLINE,
    "/Squiggly": AnnotationKind.UNDERLINE,
    "/StrikeOut": AnnotationKind.STRIKE_OUT,
    "/Text": AnnotationKind.NOTE,
    "/FreeText": AnnotationKind.NOTE,
    "/Square": AnnotationKind.AREA,
    "/Circle": AnnotationKind.AREA,
    "/Ink": AnnotationKind.AREA,
}
_TEXT_KINDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE_OUT,
    AnnotationKind.BOOKMARK,
)
_DRAWINGS = ("/FreeText", "/Circle", "/Ink")
"""Their appearance says more than we could draw in its place, so it stays in the page."""
_HIDDEN = 2
"""The flag of an annotation that is neither shown nor printed."""
_PART = re.compile(r"(.+)/\d+")
"""The name of a part of an annotation that crosses pages, as the exporter writes it."""
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?", re.ASCII
)

KIND_KEY = "/FLKind"
"""Of a mark that the exporter wrote: what kind of annotation it is."""
TAGS_KEY = "/FLTags"
"""Of a mark that the exporter wrote: its tags, which ``/Contents`` names for people."""
RANGE_KEY = "/FLRange"
"""Of a mark that the exporter wrote: first and last offset in the text of its page, half open. They go
beyond the page where white space does."""
_FIRST_YEAR = 1990
"""Before PDF there was no PDF annotation; smaller numbers are mistakes of writing."""


@dataclass(slots=True)
class FoundAnnotation:
    """An annotation of the file; ``objects`` are the parts of the file that make it up, by page index."""

    new: NewAnnotation
    objects: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    drawing: bool = False
    """Whether the file's own drawing of it is to be kept."""


def read_annotations(pdf: pikepdf.Pdf, document: PdfDocument, text: str) -> list[FoundAnnotation]:
    """In the order of the file; ``pdf`` and ``document`` are one file, ``text`` its canonical text.

    What is broken is passed over. The same file always gives the same annotations.
    """
    origin = ""
    found: dict[str, FoundAnnotation] = {}
    for page_index, page in enumerate(pdf.pages):
        for number, mark in enumerate(_marks(page)):
            origin = origin or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
            name = _words(mark, "/NM") or f"{origin}-{page_index}-{number}"
            if page_index < len(document.spans):
                _take(found, name, mark, page_index, document, text)
    return [_settled(one) for one in found.values()]


def _marks(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    listed = page.obj.get("/Annots")
    if not isinstance(listed, pikepdf.Array):
        return
    for mark in listed:
        if isinstance(mark, pikepdf.Dictionary) and str(mark.get("/Subtype")) in _KINDS:
            flags = mark.get("/F", 0)
            if not (isinstance(flags, int) and flags & _HIDDEN) and "/StateModel" not in mark:
                yield mark


def _take(
    found: dict[str, FoundAnnotation], name: str, mark: pikepdf.Object, page_index: int,
    document: PdfDocument, text: str,
) -> None:  # fmt: skip
    """Add a mark to what was found: as a reply, as a further part, or as an annotation of its own."""
    if parent := _answered(found, mark):
        comment = "\n\n".join((parent.new.comment, _reply(mark))).strip()
        parent.new = replace(parent.new, comment=comment)
        parent.objects.append((page_index, mark))
        return
    new = _annotation(mark, name, page_index, document, text)
    if new is None:
        return
    part = _PART.fullmatch(name)
    whole = found.get(part.group(1)) if part else None
    if whole and isinstance(whole.new.target, TextTarget) and isinstance(new.target, TextTarget):
        places = (whole.new.target.position, new.target.position)
        start, end = min(place.start for place in places), max(place.end for place in places)
        whole.new = replace(whole.new, target=_text_target(text, start, end))
        whole.objects.append((page_index, mark))
        return
    while name in found:
        name += "-"  # names ought to be unique in a file, and are not
    drawing = str(mark.Subtype) in _DRAWINGS
    found[name] = FoundAnnotation(replace(new, uid=name), [(page_index, mark)], drawing)


def _answered(found: dict[str, FoundAnnotation], mark: pikepdf.Object) -> FoundAnnotation | None:
    parent = mark.get("/IRT")
    if not isinstance(parent, pikepdf.Dictionary):
        return None
    for one in found.values():
        if any(part.objgen == parent.objgen != (0, 0) for _, part in one.objects):
            return one
    return None


def _reply(mark: pikepdf.Object) -> str:
    who, said = _words(mark, "/T"), _words(mark, "/Contents")
    return f"{who}: {said}" if who and said else said


def _annotation(
    mark: pikepdf.Object, name: str, page_index: int, document: PdfDocument, text: str
) -> NewAnnotation | None:
    kind = _KINDS[str(mark.Subtype)]
    ours = _words(mark, KIND_KEY)
    if kind is AnnotationKind.NOTE and ours == AnnotationKind.BOOKMARK:
        kind = AnnotationKind.BOOKMARK
    tags = _tags(mark)
    comment = _comment_of(_words(mark, "/Contents"), tags)
    target: TextTarget | AreaTarget | None = None
    if kind in _TEXT_KINDS:
        target = _marked_text(mark, page_index, document, text)
    target = target or _area(mark, page_index)
    if target is None or (kind is AnnotationKind.NOTE and not comment and not ours):
        return None
    if not ours and isinstance(target, TextTarget) and comment.split() == target.quote.exact.split():
        comment = ""  # some programs copy the marked words there
    return NewAnnotation(
        target=target,
        kind=kind,
        color=_color(mark),
        comment=comment,
        tags=tags,
        uid=name,
        created=_moment(_words(mark, "/CreationDate") or _words(mark, "/M")),
        creator=_words(mark, "/T"),
    )


def contents_of(comment: str, tags: Sequence[str]) -> str:
    """What a mark says in every PDF program: the comment, then a line with the tags."""
    line = " ".join(f"#{'-'.join(tag.split())}" for tag in tags)
    return "\n\n".join(part for part in (comment, line) if part)


def _comment_of(contents: str, tags: Sequence[str]) -> str:
    """The comment alone, where its line of tags is still the last."""
    line = contents_of("", tags)
    return contents.removesuffix(line).strip() if line else contents


def _tags(mark: pikepdf.Object) -> tuple[str, ...]:
    listed = mark.get(TAGS_KEY)
    return tuple(str(tag) for tag in listed) if isinstance(listed, pikepdf.Array) else ()


def _settled(one: FoundAnnotation) -> FoundAnnotation:
    """Text marks that hold no text (on a scanned page) are kept as the area that they cover."""
    if one.new.kind in _TEXT_KINDS and isinstance(one.new.target, AreaTarget):
        one.new = replace(one.new, kind=AnnotationKind.AREA)
    return one


def _words(mark: pikepdf.Object, key: str) -> str:
    value = mark.get(key)
    if not isinstance(value, pikepdf.String):
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def _numbers(value: object) -> list[float]:
    try:
        return [float(number) for number in value] if isinstance(value, pikepdf.Array) else []
    except (TypeError, ValueError):
        return []


def _area(mark: pikepdf.Object, page_index: int) -> AreaTarget | None:
    numbers = _numbers(mark.get("/Rect"))
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    bottom, top = sorted((numbers[1], numbers[3]))
    if left == right or bottom == top:
        return None
    return AreaTarget(page_index, Rectangle(left, bottom, right, top))


def _marked_text(
    mark: pikepdf.Object, page_index: int, document: PdfDocument, text: str
) -> TextTarget | None:
    """What our exporter told beside the quads, as long as these mark the same; else what stands under them."""
    quads, told = _quads(mark), _told_range(mark, document.spans[page_index], len(text))
    found = (
        told
        if told and marks(document, page_index, quads, *told)
        else range_under(document, page_index, quads)
    )
    first = document.spans[page_index].start
    return _text_target(text, first + found[0], first + found[1]) if found else None


def _told_range(mark: pikepdf.Object, span: PageSpan, length: int) -> tuple[int, int] | None:
    """It touches its page, and is in the text."""
    told = _numbers(mark.get(RANGE_KEY))
    if len(told) != 2 or not -span.start <= told[0] < told[1] <= length - span.start:
        return None
    if told[1] <= 0 or told[0] >= span.end - span.start:
        return None
    return int(told[0]), int(told[1])


def _text_target(text: str, start: int, end: int) -> TextTarget:
    found = describe(text, start, end)
    return TextTarget(found.quote, found.position)


def _quads(mark: pikepdf.Object) -> list[Quad]:
    """Programs write the four corners in several orders, so they are put in order around their middle."""
    numbers = _numbers(mark.get("/QuadPoints"))
    if len(numbers) < 8:
        area = _area(mark, 0)
        if area is None:
            return []
        box = area.rectangle
        numbers = [box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom]
    quads = []
    for at in range(0, len(numbers) - 7, 8):
        corners = list(zip(numbers[at : at + 8 : 2], numbers[at + 1 : at + 8 : 2], strict=True))
        quads.append(ordered(corners))
    return quads


def _color(mark: pikepdf.Object) -> HighlightColor:
    """The nearest of our eight; greys and what says nothing are yellow."""
    parts = _numbers(mark.get("/C"))
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    if len(parts) != 3 or max(parts) - min(parts) < 0.05:
        return HighlightColor.YELLOW
    return min(HighlightColor, key=lambda color: _distance(color, parts))


def _distance(color: HighlightColor, parts: Sequence[float]) -> float:
    tint = [int(color.hex[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return sum((one - other) ** 2 for one, other in zip(tint, parts, strict=True))


def _moment(told: str) -> str:
    """A PDF date (ISO 32000-2, 7.9.4) as UTC, ISO 8601; empty where it is none."""
    found = _DATE.match(told)
    if found is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    sign, hours, minutes = found.groups()[6:]
    if year < _FIRST_YEAR:
        return ""
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        moment = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=timezone(away))
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return ""
