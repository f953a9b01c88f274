"""Rectangles on pages: drawn, moved and sized by mouse or keys. All in points of the page as shown."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from desktop.domain.annotation import AnnotationKind

NOTE_SIDE = 18.0
LEAST = 4.0
"""A rectangle that is smaller was a slip of the hand."""
_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A rectangle on a page that is not kept yet; ``id`` of the annotation that it is to become of, else 0."""

    kind: AnnotationKind
    page: int
    box: QRectF
    id: int = 0

    def is_large_enough(self) -> bool:
        return self.box.width() >= LEAST and self.box.height() >= LEAST

    def spanned(self, one: QPointF, other: QPointF, size: QSizeF) -> "Draft":
        """From corner to corner, on the page; a note keeps its size under the mouse."""
        if self.kind is AnnotationKind.NOTE:
            return replace(self, box=_inside(_note_at(other), size))
        return replace(self, box=QRectF(one, other).normalized().intersected(QRectF(QPointF(0, 0), size)))

    def moved(self, by: QPointF, size: QSizeF) -> "Draft":
        return replace(self, box=_inside(self.box.translated(by), size))

    def keyed(self, key: int, *, sizing: bool, size: QSizeF) -> "Draft":
        """An arrow moves it, or its lower right corner."""
        by = arrow(key) * _STEP
        if not sizing or self.kind is AnnotationKind.NOTE:
            return self.moved(by, size)
        box = self.box.adjusted(0, 0, by.x(), by.y())
        box.setSize(box.size().expandedTo(QSizeF(LEAST, LEAST)))
        return replace(self, box=box.intersected(QRectF(QPointF(0, 0), size)))


def arrow(key: int) -> QPointF:
    """Which way an arrow key points; nowhere for others."""
    ways = {
        Qt.Key.Key_Left: QPointF(-1, 0),
        Qt.Key.Key_Right: QPointF(1, 0),
        Qt.Key.Key_Up: QPointF(0, -1),
        Qt.Key.Key_Down: QPointF(0, 1),
    }
    return ways.get(Qt.Key(key), QPointF())


def first_draft(kind: AnnotationKind, page: int, middle: QPointF, size: QSizeF) -> Draft:
    """What the keys begin with: around the middle of what is seen."""
    if kind is AnnotationKind.NOTE:
        return Draft(kind, page, _inside(_note_at(middle), size))
    wide, high = size.width() / 3, size.height() / 8
    box = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
    return Draft(kind, page, _inside(box, size))


def _note_at(middle: QPointF) -> QRectF:
    return QRectF(middle.x() - NOTE_SIDE / 2, middle.y() - NOTE_SIDE / 2, NOTE_SIDE, NOTE_SIDE)


def _inside(box: QRectF, size: QSizeF) -> QRectF:
    """Pushed back onto its page."""
    left = min(max(box.left(), 0.0), max(0.0, size.width() - box.width()))
    top = min(max(box.top(), 0.0), max(0.0, size.height() - box.height()))
    return QRectF(QPointF(left, top), box.size())
