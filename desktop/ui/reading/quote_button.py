"""The button that copies a quotation with its source: pressed and drawn away it brings the quotation along."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget


class QuoteButton(QToolButton):
    """``quotation`` gives what is dragged out, or None."""

    def __init__(self, quotation: Callable[[], QMimeData | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._quotation = quotation
        self._pressed_at = QPoint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        held = event.buttons() & Qt.MouseButton.LeftButton
        data = self._quotation() if held and way >= QApplication.startDragDistance() else None
        if data is None:
            super().mouseMoveEvent(event)
            return
        self.setDown(False)  # letting go of it is no click
        drag = QDrag(self)
        drag.setMimeData(data)
        if not self.icon().isNull():
            drag.setPixmap(self.icon().pixmap(24, 24))
        drag.exec(Qt.DropAction.CopyAction)
