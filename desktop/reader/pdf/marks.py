"""The annotations of a PDF and where they stand; boxes are looked up for the pages that are seen."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QRectF

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, Target, TextTarget
from desktop.reader.pdf.pages import Lines, PdfPages
from desktop.reader.pdf.painting import ribbon_box

Range = tuple[int, int]


class PageMarks:
    """Draws nothing; knows which annotation is where."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._annotations: dict[int, Annotation] = {}
        self._ranges: dict[Target, Range | None] = {}
        self._on_page: dict[int, list[Annotation]] = {}
        self._boxes: dict[tuple[Target, bool, int], list[QRectF]] = {}

    def set(self, annotations: Sequence[Annotation]) -> tuple[list[int], list[int]]:
        """The ids of those that have a place, and of those that have none."""
        self._annotations, orphans = {}, []
        on_page = defaultdict[int, list[Annotation]](list)
        for annotation in annotations:
            pages = self._pages_of(annotation)
            if not pages:
                orphans.append(annotation.id)
                continue
            self._annotations[annotation.id] = annotation
            for page in pages:
                on_page[page].append(annotation)
        self._on_page = on_page
        return list(self._annotations), orphans

    def get(self, annotation_id: int) -> Annotation | None:
        return self._annotations.get(annotation_id)

    def all(self) -> list[Annotation]:
        """Those that have a place."""
        return list(self._annotations.values())

    def on_page(self, page: int) -> Sequence[Annotation]:
        return self._on_page.get(page, ())

    def range_of(self, target: TextTarget) -> Range | None:
        """Where its quote stands; None for an orphan."""
        if target not in self._ranges:
            place = anchor(self._pages.text, target.quote, target.position)
            self._ranges[target] = (place.start, place.end) if place else None
        return self._ranges[target]

    def boxes(self, annotation: Annotation, page: int) -> list[QRectF]:
        """On one page, in points as shown."""
        is_bookmark = annotation.kind is AnnotationKind.BOOKMARK
        key = annotation.target, is_bookmark, page
        if key not in self._boxes:
            found = self._find_boxes(annotation.target, page)
            self._boxes[key] = [ribbon_box(line) for line in found[:1]] if is_bookmark else found
        return self._boxes[key]

    def lines(self, annotation_id: int) -> Lines:
        """On all pages."""
        annotation = self.get(annotation_id)
        pages = self._pages_of(annotation) if annotation else ()
        return [(page, box) for page in pages if annotation for box in self.boxes(annotation, page)]

    def _find_boxes(self, target: Target, page: int) -> list[QRectF]:
        if isinstance(target, AreaTarget):
            return [self._pages.area(page, target.rectangle)]
        place = self.range_of(target)
        return self._pages.lines_on(page, *place) if place else []

    def _pages_of(self, annotation: Annotation) -> Sequence[int]:
        """A bookmark is on the first of them only."""
        target = annotation.target
        if isinstance(target, AreaTarget):
            return [target.page_index] if 0 <= target.page_index < len(self._pages) else []
        place = self.range_of(target)
        if place is None:
            return []
        first = self._pages.page_of(place[0])
        if annotation.kind is AnnotationKind.BOOKMARK:
            return [first]
        return range(first, self._pages.page_of(max(place[0], place[1] - 1)) + 1)
