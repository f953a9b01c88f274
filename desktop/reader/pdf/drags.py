"""What the mouse does between press and release."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF

from desktop.domain.annotation import AnnotationKind
from desktop.reader.pdf.areas import Draft

if TYPE_CHECKING:
    from desktop.reader.pdf.canvas import PageCanvas


@dataclass(frozen=True, slots=True)
class Knob:
    """A handle on screen: ``number`` 0 and 1 are start and end of a text, 0 to 3 the corners of an area, clockwise
    from the top left."""

    at: QPointF
    annotation_id: int
    number: int


class Drag(Protocol):
    """Points are in pixels of the viewport."""

    def move(self, at: QPointF) -> None: ...

    def drop(self, at: QPointF, moved: bool, /) -> None: ...


class TextDrag:
    """Extends the selection. ``clicks``: without a way between, press and release are a click."""

    def __init__(self, canvas: "PageCanvas", clicks: bool) -> None:
        self._canvas, self._clicks = canvas, clicks

    def move(self, at: QPointF) -> None:
        self._canvas.extend_to(at, by_letter=True)

    def drop(self, at: QPointF, moved: bool, /) -> None:
        if moved or not self._clicks or not self._canvas.click(at):
            self._canvas.selected.emit()


class EndDrag:
    """Moves one end of an annotation of text; ``fixed`` is its other end."""

    def __init__(self, canvas: "PageCanvas", annotation_id: int, fixed: int) -> None:
        self._canvas, self._id, self._fixed = canvas, annotation_id, fixed

    def move(self, at: QPointF) -> None:
        self._canvas.show_moving(self._range(at))

    def drop(self, at: QPointF, moved: bool, /) -> None:
        self._canvas.show_moving(None)
        start, end = self._range(at)
        if moved and start < end:
            self._canvas.range_moved.emit(self._id, start, end)

    def _range(self, at: QPointF) -> tuple[int, int]:
        offset = self._canvas.offset_at(at)
        return min(offset, self._fixed), max(offset, self._fixed)


class AreaDrag:
    """Draws an area from corner to corner of one page, or puts a note under the mouse."""

    def __init__(self, canvas: "PageCanvas", kind: AnnotationKind, at: QPointF) -> None:
        page, self._first = canvas.page_and_point(at)
        self._canvas, self._draft = canvas, Draft(kind, page, QRectF(self._first, self._first))
        self.move(at)

    def move(self, at: QPointF) -> None:
        point = _on_page(self._canvas, self._draft.page, at)
        size = self._canvas.size_of(self._draft.page)
        self._draft = self._draft.spanned(self._first, point, size)
        self._canvas.show_draft(self._draft)

    def drop(self, at: QPointF, _moved: bool, /) -> None:
        self.move(at)
        if self._draft.is_large_enough():
            self._canvas.keep_draft()
        else:
            self._canvas.show_draft(None)


class CornerDrag:
    """Moves a corner of an area; without a number, the whole of an area or note."""

    def __init__(self, canvas: "PageCanvas", draft: Draft, at: QPointF, number: int | None) -> None:
        self._canvas, self._start, self._number = canvas, draft, number
        self._first = _on_page(canvas, draft.page, at)

    def move(self, at: QPointF) -> None:
        self._canvas.show_draft(self._moved(at))

    def drop(self, at: QPointF, moved: bool, /) -> None:
        self._canvas.show_draft(self._moved(at) if moved else None)
        if moved:
            self._canvas.keep_draft()
        else:
            self._canvas.click(at)

    def _moved(self, at: QPointF) -> Draft:
        point, size = _on_page(self._canvas, self._start.page, at), self._canvas.size_of(self._start.page)
        if self._number is None:
            return self._start.moved(point - self._first, size)
        box = self._start.box
        corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
        draft = replace(self._start, kind=AnnotationKind.AREA)
        return draft.spanned(corners[(self._number + 2) % 4], point, size)


def _on_page(canvas: "PageCanvas", page: int, at: QPointF) -> QPointF:
    """A point of the viewport in points of a page, even beside it."""
    back, _ = canvas.transform(page).inverted()
    return back.map(at)
