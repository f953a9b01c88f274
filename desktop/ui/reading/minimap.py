"""A strip beside the article: where in the whole of it annotations stand, and what was found."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.domain.annotation import Annotation
from desktop.reader.base import MapMark
from desktop.reader.theme import Theme
from desktop.ui.reading.swatches import color_name, kind_name
from desktop.ui.words import counted, tr

_WIDTH = 12
_INSET = 8
"""Pixels at both ends, where a scroll bar has its arrows."""
_LEAST = 3.0
"""Pixels of the height of a mark."""
_MOST_TOLD = 160
"""Characters of a quote in a tip."""
_NEAR = 4.0
"""Pixels around a mark that count as being on it."""


class Minimap(QWidget):
    """Annotations fill the strip in their colour; found places are thin lines across the outer half. A click on an
    annotation wishes to go there, a click beside one to that height of the article."""

    annotation_wanted = Signal(int)
    height_wanted = Signal(float)
    """A part of the article's height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: list[MapMark] = []
        self._annotations: dict[int, Annotation] = {}
        self.setObjectName("minimap")
        self.setFixedWidth(_WIDTH)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Map of the article"))

    def show_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        self._annotations = {one.id: one for one in annotations}
        self._describe()

    def show_marks(self, marks: list[MapMark]) -> None:
        """Annotations under found places, long ones under short ones."""
        self._marks = sorted(marks, key=lambda mark: (mark.annotation_id == 0, mark.top - mark.bottom))
        self._describe()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def marks(self) -> list[MapMark]:
        """In the order in which they are drawn."""
        return self._marks

    def mark_at(self, y: float) -> MapMark | None:
        """The uppermost annotation that is drawn at a height in pixels, or near it."""
        near = [
            mark
            for mark in self._marks
            if mark.annotation_id in self._annotations
            and self._box(mark).top() - _NEAR <= y <= self._box(mark).bottom() + _NEAR
        ]
        return min(reversed(near), key=lambda mark: self._distance(mark, y), default=None)

    def _describe(self) -> None:
        """In words, for those who do not see it."""
        found = sum(not mark.annotation_id for mark in self._marks)
        told = [counted(len(self._annotations), "{n} annotation", "{n} annotations")]
        if found:
            told.append(counted(found, "{n} place found", "{n} places found"))
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def _box(self, mark: MapMark) -> QRectF:
        room = max(1.0, self.height() - 2.0 * _INSET)
        top, bottom = (_INSET + part * room for part in (mark.top, mark.bottom))
        outer = mark.annotation_id == 0
        return QRectF(
            _WIDTH / 2 if outer else 2,
            top,
            _WIDTH / 2 - 1 if outer else _WIDTH - 4,
            max(_LEAST, bottom - top),
        )

    def _distance(self, mark: MapMark, y: float) -> float:
        box = self._box(mark)
        return max(box.top() - y, y - box.bottom(), 0.0)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.page))
        for mark in self._marks:
            annotation = self._annotations.get(mark.annotation_id)
            if annotation:
                painter.fillRect(self._box(mark), QColor(self._theme.underlines[annotation.color]))
            elif not mark.annotation_id:
                painter.fillRect(self._box(mark), QColor(self._theme.text))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())
        hand = self.mark_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if mark := self.mark_at(event.position().y()):
            self.annotation_wanted.emit(mark.annotation_id)
        else:
            self._go(event.position().y())

    def _go(self, y: float) -> None:
        part = (y - _INSET) / max(1.0, self.height() - 2.0 * _INSET)
        self.height_wanted.emit(min(max(part, 0.0), 1.0))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._explain(event.globalPos(), event.pos().y())
            return True
        return super().event(event)

    def _explain(self, where: QPoint, y: int) -> None:
        mark = self.mark_at(y)
        if mark is None:
            QToolTip.hideText()
            return
        annotation = self._annotations[mark.annotation_id]
        said = annotation.quote or annotation.comment
        told = [kind_name(annotation.kind), color_name(annotation.color), _begun(said)]
        QToolTip.showText(where, f"<p>{escape(' · '.join(filter(None, told)))}</p>", self)


def _begun(text: str) -> str:
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}…"
