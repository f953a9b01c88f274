"""Annotations with their places on the pages of a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget
from desktop.domain.selector import PagePlace, Rectangle
from desktop.exporters.base import ExportArticle
from desktop.exporters.pdf.marks import About
from desktop.formats.pdf.document import PdfDocument


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation with its places, in the order of the pages; none where it stands nowhere."""

    annotation: Annotation
    places: Sequence[PagePlace]
    about: About


_GAP, _WIDTH, _HEIGHT = 4.0, 9.0, 15.0
"""Points: of a ribbon, and from its line."""


def ribbon_of(document: PdfDocument, annotation: Annotation, places: Sequence[PagePlace]) -> Rectangle | None:
    """Where a bookmark's ribbon hangs: in the margin before its line; None for what is no bookmark."""
    first = places[0] if places else None
    if annotation.kind is not AnnotationKind.BOOKMARK or first is None or first.span is None:
        return None
    return document.beside_line(first.page_index, max(0, first.span[0]), _GAP, _WIDTH, _HEIGHT)


def places_in(document: PdfDocument, article: ExportArticle, annotation: Annotation) -> Sequence[PagePlace]:
    """In the article's original; none for an orphan."""
    target = annotation.target
    if isinstance(target, AreaTarget):
        return (PagePlace(target.page_index, (target.rectangle,)),)
    whole = anchor(article.document.text, target.quote, target.position)
    if whole is None:
        return ()
    known = article.places.get((whole.start, whole.end))
    return document.places(whole.start, whole.end) if known is None else known
