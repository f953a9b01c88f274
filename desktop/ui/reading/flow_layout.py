"""A layout that sets its widgets in lines, like words of a text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines break where the width ends; they run in the direction of the widget's language."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__(parent)
        self._entries: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, entry: QLayoutItem) -> None:  # noqa: N802
        self._entries.append(entry)
        self.invalidate()

    def count(self) -> int:
        return len(self._entries)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._entries[index] if 0 <= index < len(self._entries) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        if not 0 <= index < len(self._entries):
            return None
        self.invalidate()
        return self._entries.pop(index)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for entry in self._entries:
            size = size.expandedTo(entry.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        """Place everything (if ``apply``) and give the height that it takes."""
        inside = rect.marginsRemoved(self.contentsMargins())
        mirrored = (parent := self.parentWidget()) is not None and (
            parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )
        across, top, line = 0, inside.top(), 0
        for entry in self._entries:
            if entry.isEmpty():
                continue
            size = entry.sizeHint().boundedTo(QSize(max(inside.width(), 1), 10_000))
            if across and across + size.width() > inside.width():
                across, top, line = 0, top + line + self.spacing(), 0
            if apply:
                left = inside.right() + 1 - across - size.width() if mirrored else inside.left() + across
                entry.setGeometry(QRect(QPoint(left, top), size))
            across += size.width() + self.spacing()
            line = max(line, size.height())
        return top + line - rect.top() + self.contentsMargins().bottom()
