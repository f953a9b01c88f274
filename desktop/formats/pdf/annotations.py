"""Annotations that a PDF already holds (ISO 32000-2, 12.5.6), as annotations of the library."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

import pikepdf
from pikepdf import Dictionary, Name

from desktop.domain.anchoring import describe
from desktop.domain.annotation import AnnotationKind, AreaTarget, NewAnnotation, TextTarget
from desktop.domain.item import PageSpan
from desktop.domain.selector import Rectangle
from desktop.formats.canonical import canonical_text
from desktop.formats.html.fragment import fragment
from desktop.formats.html.sanitize import reader_html
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.quads import Quad, marks, ordered, quad_of, range_under, words_under
from desktop.formats.pdf.strings import moment_of, words_of
from desktop.formats.pdf.tints import nearest_tint

_KINDS = {
    "/Highlight": AnnotationKind.HIGHLIGHT,
    "/Underline": AnnotationKind.UNDERLINE,
    "/Squiggly": AnnotationKind.UNDERLINE,
    "/StrikeOut": AnnotationKind.STRIKE_OUT,
    "/Text": AnnotationKind.NOTE,
    "/FreeText": AnnotationKind.NOTE,
    "/Caret": AnnotationKind.NOTE,
    "/FileAttachment": AnnotationKind.NOTE,
    "/Square": AnnotationKind.AREA,
    "/Circle": AnnotationKind.AREA,
    "/Ink": AnnotationKind.AREA,
    "/Line": AnnotationKind.AREA,
    "/Polygon": AnnotationKind.AREA,
    "/PolyLine": AnnotationKind.AREA,
    "/Stamp": AnnotationKind.AREA,
    "/Redact": AnnotationKind.AREA,
}
_SINCE_2 = ("/Line", "/Polygon", "/PolyLine", "/Stamp", "/Caret", "/Redact", "/FileAttachment")

_TEXT_KINDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE_OUT,
    AnnotationKind.BOOKMARK,
)
_DRAWN_BY_US = ("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Text", "/Square")
"""The appearance of all others says more than we could draw in its place, so it stays in the page."""
_HIDDEN = 2
"""The flag of an annotation that is neither shown nor printed."""
_OF_LINES = re.compile("[\\s\u00ad\u2010-]+")
_ICON, _THIN = 18.0, 1.0
"""Points: how large a note without a size is, and a straight line."""
_PART = re.compile(r"(.+)/\d+")
"""The name of a part of an annotation that crosses pages, as the exporter writes it."""

KIND_KEY = "/FLKind"
"""Of a mark that the exporter wrote: what kind of annotation it is."""
TAGS_KEY = "/FLTags"
"""Of a mark that the exporter wrote: its tags, which ``/Contents`` names for people."""
_ZOTERO_TAGS = "/Zotero:Tags"
"""The tags of a mark that Zotero wrote, as JSON."""
RANGE_KEY = "/FLRange"
"""Of a mark that the exporter wrote: first and last offset in the text of its page, half open. They go
beyond the page where white space does."""


@dataclass(slots=True)
class FoundAnnotation:
    """An annotation of the file; ``objects`` are the parts of the file that make it up, by page index."""

    new: NewAnnotation
    objects: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    drawing: bool = False
    """Whether the file's own drawing of it is to be kept."""

    @property
    def since(self) -> int:
        """The reading (``domain.item.READING``) by which it was taken first."""
        return max(2 if str(mark.get("/Subtype")) in _SINCE_2 else 1 for _, mark in self.objects)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark where it stands."""

    page_index: int
    object: pikepdf.Object

    @property
    def subtype(self) -> str:
        return str(self.object.Subtype)

    @property
    def answered(self) -> pikepdf.Object | None:
        """What it is a reply to, or of one group with."""
        other = self.object.get("/IRT")
        return other if isinstance(other, Dictionary) and other.is_indirect else None

    @property
    def is_reply(self) -> bool:
        return self.answered is not None and self.object.get("/RT") != Name.Group

    @property
    def is_hidden(self) -> bool:
        flags = self.object.get("/F", 0)
        return isinstance(flags, int) and bool(flags & _HIDDEN)

    def said(self) -> str:
        """Programs that set type write it plain as well, as a rule."""
        return words_of(self.object, "/Contents") or _plain(words_of(self.object, "/RC"))


def read_annotations(pdf: pikepdf.Pdf, document: PdfDocument, text: str) -> list[FoundAnnotation]:
    """In the order of the file; ``pdf`` and ``document`` are one file, ``text`` its canonical text.

    What is broken is passed over. The same file always gives the same annotations.
    """
    return [_settled(one) for one in _Reading(pdf, document, text).found.values()]


class _Reading:
    """The annotations of a file, as they are found."""

    def __init__(self, pdf: pikepdf.Pdf, document: PdfDocument, text: str) -> None:
        self.found: dict[str, FoundAnnotation] = {}
        self._document, self._text = document, text
        self._of_mark: dict[tuple[int, int], FoundAnnotation] = {}
        marks = list(_marks(pdf, len(document.spans)))
        replaced = {mark.answered.objgen: mark for mark in marks if mark.answered and _is_replaced(mark)}
        carets = {mark.object.objgen: mark for mark in marks if mark.object.objgen in replaced}
        for mark in marks:
            if not mark.is_reply and not mark.is_hidden and mark.object.objgen not in carets:
                self._take(mark, carets.get(mark.answered.objgen) if mark.answered else None)
        for mark in marks:
            if mark.is_reply and not self._join(mark) and not mark.is_hidden:
                self._take(mark)

    def _join(self, mark: _Mark) -> bool:
        """Add a reply to what it answers, through the replies between them."""
        seen, answered = set[tuple[int, int]](), mark.answered
        while answered is not None and answered.objgen not in seen:
            seen.add(answered.objgen)
            if parent := self._of_mark.get(answered.objgen):
                comment = "\n\n".join((parent.new.comment, _reply(mark))).strip()
                parent.new = replace(parent.new, comment=comment)
                self._keep(parent, mark)
                return True
            answered = _Mark(mark.page_index, answered).answered
        return False

    def _take(self, mark: _Mark, caret: _Mark | None = None) -> None:
        """Add a mark as a further part of what was found, or as an annotation of its own; ``caret`` says what is to
        stand in its place."""
        name = words_of(mark.object, "/NM") or self._name_of(mark)
        new = _annotation(mark, name, self._document, self._text)
        if new is None:
            return
        if caret:
            new = replace(new, comment="\n\n".join(filter(None, (caret.said(), new.comment))))
        part = _PART.fullmatch(name)
        whole = self.found.get(part.group(1)) if part else None
        if whole and isinstance(whole.new.target, TextTarget) and isinstance(new.target, TextTarget):
            places = (whole.new.target.position, new.target.position)
            start, end = min(place.start for place in places), max(place.end for place in places)
            whole.new = replace(whole.new, target=_text_target(self._text, start, end))
            self._keep(whole, mark)
            return
        while name in self.found:
            name += "-"  # names ought to be unique in a file, and are not
        self.found[name] = FoundAnnotation(replace(new, uid=name), drawing=mark.subtype not in _DRAWN_BY_US)
        self._keep(self.found[name], mark)
        if caret:
            self._keep(self.found[name], caret)

    def _keep(self, one: FoundAnnotation, mark: _Mark) -> None:
        one.objects.append((mark.page_index, mark.object))
        if mark.object.is_indirect:
            self._of_mark[mark.object.objgen] = one

    @cached_property
    def _origin(self) -> str:
        return _digest(self._text)

    def _name_of(self, mark: _Mark) -> str:
        """Of one without a name: by what it marks, so that it keeps it where others come and go."""
        place = [mark.subtype, *(_numbers(mark.object.get(key)) for key in ("/Rect", "/QuadPoints"))]
        return f"{self._origin}-{mark.page_index}-{_digest(repr(place))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _marks(pdf: pikepdf.Pdf, pages: int) -> Iterator[_Mark]:
    """All but those that only tell what became of another one."""
    for page_index, page in enumerate(islice(pdf.pages, pages)):  # a slice of them takes long
        listed = page.obj.get("/Annots")
        for mark in listed if isinstance(listed, pikepdf.Array) else ():
            if isinstance(mark, Dictionary) and str(mark.get("/Subtype")) in _KINDS and not _is_state(mark):
                yield _Mark(page_index, mark)


def _is_state(mark: pikepdf.Object) -> bool:
    return "/StateModel" in mark or "/State" in mark


def _is_replaced(mark: _Mark) -> bool:
    """Whether it strikes out what the caret that it is grouped with replaces."""
    caret = mark.answered
    return (
        caret is not None
        and not mark.is_reply
        and caret.get("/Subtype") == Name.Caret
        and _KINDS[mark.subtype] in _TEXT_KINDS
    )


def _reply(mark: _Mark) -> str:
    who, said = words_of(mark.object, "/T"), mark.said()
    return f"{who}: {said}" if who and said else said


def _plain(markup: str) -> str:
    """The words of rich text (ISO 32000-2, 12.7.4.4)."""
    return canonical_text(reader_html(fragment(markup))).strip() if markup else ""


def _annotation(mark: _Mark, name: str, document: PdfDocument, text: str) -> NewAnnotation | None:
    kind = _KINDS[mark.subtype]
    ours = words_of(mark.object, KIND_KEY)
    if kind is AnnotationKind.NOTE and ours == AnnotationKind.BOOKMARK:
        kind = AnnotationKind.BOOKMARK
    tags = _tags(mark.object)
    comment = _comment_of(mark.said() or _file_name(mark.object), tags)
    target: TextTarget | AreaTarget | None = None
    if kind in _TEXT_KINDS:
        target = _marked_text(mark, document, text)
    if kind in _TEXT_KINDS and target is None and not ours:
        words = words_under(document, mark.page_index, _quads(mark))
        comment = comment if _bare(words) in _bare(comment) else "\n\n".join(filter(None, (words, comment)))
    target = target or _area(mark, kind)
    if target is None or (kind is AnnotationKind.NOTE and not comment and not ours):
        return None
    if not ours and isinstance(target, TextTarget) and _bare(comment) == _bare(target.quote.exact):
        comment = ""  # some programs copy the marked words there
    return NewAnnotation(
        target=target,
        kind=kind,
        color=nearest_tint(_numbers(mark.object.get("/C")) or _numbers(mark.object.get("/IC"))),
        comment=comment,
        tags=tags,
        uid=name,
        created=moment_of(words_of(mark.object, "/CreationDate")) or moment_of(words_of(mark.object, "/M")),
        creator=words_of(mark.object, "/T"),
    )


def _bare(words: str) -> str:
    """Without what lines of print add."""
    return _OF_LINES.sub("", words)


def _file_name(mark: pikepdf.Object) -> str:
    """Of the file that is attached there."""
    file = mark.get("/FS")
    if isinstance(file, pikepdf.String):
        return words_of(mark, "/FS")
    return words_of(file, "/UF") or words_of(file, "/F") if isinstance(file, Dictionary) else ""


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
    if isinstance(listed, pikepdf.Array):
        return tuple(str(tag) for tag in listed)
    try:
        told = json.loads(words_of(mark, _ZOTERO_TAGS) or "[]")
    except ValueError:
        return ()
    return (
        tuple(tag for tag in told if isinstance(tag, str) and tag.strip()) if isinstance(told, list) else ()
    )


def _settled(one: FoundAnnotation) -> FoundAnnotation:
    """Text marks that hold no text (on a scanned page) are kept as the area that they cover."""
    if one.new.kind in _TEXT_KINDS and isinstance(one.new.target, AreaTarget):
        one.new = replace(one.new, kind=AnnotationKind.AREA)
    return one


def _numbers(value: object) -> list[float]:
    try:
        return [float(number) for number in value] if isinstance(value, pikepdf.Array) else []
    except (TypeError, ValueError):
        return []


def _area(mark: _Mark, kind: AnnotationKind) -> AreaTarget | None:
    box = _box(mark)
    if box is None:
        return None
    least = _ICON if kind is AnnotationKind.NOTE else _THIN
    wide = box if box.left < box.right else replace(box, right=box.left + least)
    return AreaTarget(
        mark.page_index, wide if box.bottom < box.top else replace(wide, bottom=box.top - least)
    )


def _box(mark: _Mark) -> Rectangle | None:
    """As the mark tells, perhaps without width or height; where it does not, around the ends of its lines."""
    numbers = _numbers(mark.object.get("/Rect"))
    if len(numbers) != 4:
        return None
    if not any(numbers):
        lines = (_numbers(mark.object.get(key)) for key in ("/L", "/Vertices"))
        numbers = next((line for line in lines if len(line) >= 4), numbers)
    across, up = numbers[::2], numbers[1::2]
    return Rectangle(min(across), min(up), max(across), max(up))


def _marked_text(mark: _Mark, document: PdfDocument, text: str) -> TextTarget | None:
    """What our exporter told beside the quads, as long as these mark the same; else what stands under them."""
    page_index = mark.page_index
    quads, told = _quads(mark), _told_range(mark.object, document.spans[page_index], len(text))
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


def _quads(mark: _Mark) -> list[Quad]:
    """Programs write the four corners in several orders, so they are put in order around their middle; and some write
    none, or none that has a size."""
    numbers = _numbers(mark.object.get("/QuadPoints"))
    quads = []
    for at in range(0, len(numbers) - 7, 8):
        corners = list(zip(numbers[at : at + 8 : 2], numbers[at + 1 : at + 8 : 2], strict=True))
        if len(set(corners)) > 2:
            quads.append(ordered(corners))
    box = _box(mark)
    return quads or ([quad_of(box)] if box else [])
