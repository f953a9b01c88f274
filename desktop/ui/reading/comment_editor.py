"""Writing a comment or a note in place."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.ui.reading.own_keys import keeps
from desktop.ui.words import tr


class CommentEditor(QPlainTextEdit):
    """Grows with its text. Ctrl+Enter or leaving it commits, Esc cancels; each ends the editing once."""

    committed = Signal(str)
    cancelled = Signal()
    resized = Signal()
    """Its text needs another height now."""

    def __init__(self, text: str = "", parent: QWidget | None = None, most_lines: int = 12) -> None:
        super().__init__(text, parent)
        self._most_lines = most_lines
        self._ended = False
        self._height = 0
        self.setObjectName("commentEditor")
        self.setAccessibleName(tr("Note in Markdown"))
        self.setPlaceholderText(tr("What do you make of it? Markdown; Ctrl+Enter keeps it"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(6)
        self.textChanged.connect(self._tell_height)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def commit(self) -> None:
        if not self._ended:
            self._ended = True
            self.committed.emit(self.toPlainText().strip())

    def cancel(self) -> None:
        if not self._ended:
            self._ended = True
            self.cancelled.emit()

    def restart(self, text: str) -> None:
        """Edit anew with ``text``."""
        self._ended = False
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self.setFocus()

    def sizeHint(self) -> QSize:
        lines = min(max(self._lines(), 2), self._most_lines)
        return QSize(200, lines * self.fontMetrics().lineSpacing() + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        ours = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return keeps(event, *ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.commit()

    def _lines(self) -> int:
        return max(1, round(self.document().size().height()))

    def _tell_height(self) -> None:
        height = self.sizeHint().height()
        if height != self._height:
            self._height = height
            self.updateGeometry()
            self.resized.emit()
