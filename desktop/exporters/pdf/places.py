"""Where annotations stand on the pages of a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.selector import Rectangle
from desktop.exporters.pdf.marks import About, Span
from desktop.formats.pdf.document import PdfDocument


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation is on one page; ``span`` is its range in the page's text, where that is known."""

    page: int
    boxes: Sequence[Rectangle]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation with its places, in the order of the pages; none where it is in the file already, or nowhere."""

    annotation: Annotation
    places: Sequence[Place]
    about: About


def places_in(document: PdfDocument, text: str, annotation: Annotation) -> list[Place]:
    """In the document of which ``text`` is the canonical text; none for an orphan."""
    target = annotation.target
    if isinstance(target, AreaTarget):
        return [Place(target.page_index, (target.rectangle,))]
    whole = anchor(text, target.quote, target.position)
    if whole is None:
        return []
    found = []
    for page in range(document.page_index(whole.start), document.page_index(whole.end - 1) + 1):
        if boxes := document.line_boxes(page, whole.start, whole.end):
            span = document.spans[page]
            start, end = max(whole.start, span.start), min(whole.end, span.end)
            found.append(Place(page, boxes, (start - span.start, end - span.start)))
    return found
