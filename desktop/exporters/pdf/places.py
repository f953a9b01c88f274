"""Annotations with their places on the pages of a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.selector import PagePlace
from desktop.exporters.base import ExportArticle
from desktop.exporters.pdf.marks import About
from desktop.formats.pdf.document import PdfDocument


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation with its places, in the order of the pages; none where it stands nowhere."""

    annotation: Annotation
    places: Sequence[PagePlace]
    about: About


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
