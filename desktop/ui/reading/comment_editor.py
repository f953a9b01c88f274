"""Writing a comment or a note in place."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.reader.theme import Theme
from desktop.services.links import markdown_link
from desktop.ui.reading.comment_preview import CommentPreview
from desktop.ui.reading.own_keys import keeps
from desktop.ui.reading.spelling import SpellingHighlighter, spelling
from desktop.ui.words import tr


class CommentEditor(QPlainTextEdit):
    """Grows with its text. Ctrl+Enter, Esc and leaving it close it and keep the text: nothing that was written
    is lost to a key, and undo takes back what is not wanted.

    Leaving the window keeps the text as well, and goes on with the editing.
    """

    committed = Signal(str)
    """Another text than before is to be kept."""
    closed = Signal()
    link_wanted = Signal(object)
    """This editor: a link is to be put where its caret stands."""
    resized = Signal()
    """Its text needs another height now."""

    def __init__(self, text: str = "", parent: QWidget | None = None, most_lines: int = 12) -> None:
        super().__init__(text, parent)
        self._most_lines = most_lines
        self._kept = text
        self._open = True
        self._height = 0
        self.keeps_early = True
        """Whether leaving the window keeps the text. Not where keeping it twice would make two of it."""
        self.setObjectName("commentEditor")
        self.setAccessibleName(tr("Note in Markdown"))
        self.setPlaceholderText(tr("What do you make of it? Markdown; Ctrl+Enter keeps it"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(6)
        self.textChanged.connect(self._tell_height)
        self._spelling = spelling()
        self._wrong = SpellingHighlighter(self.document(), self._spelling)
        self.link_to = QAction(tr("Link to…"), self)
        self.link_to.setShortcut(QKeySequence("Ctrl+Shift+K"))
        self.link_to.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.link_to.triggered.connect(lambda: self.link_wanted.emit(self))
        self.addAction(self.link_to)
        self.preview = CommentPreview(self)
        self.setViewportMargins(0, 0, 20, 0)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def set_theme(self, theme: Theme) -> None:
        self._wrong.set_theme(theme)
        self.preview.set_theme(theme)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.page}; color: {theme.text};"
            f" border: 1px solid {theme.border}; border-radius: 6px; }}"
            f" QPlainTextEdit:focus {{ border-color: {theme.accent}; }}"
        )

    def restart(self, text: str) -> None:
        """Edit ``text`` anew."""
        self._open = True
        self._kept = text
        self.preview.action.setChecked(False)
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self.setFocus()

    def insert_link(self, text: str, address: str) -> None:
        """Where the caret stands; words that are selected become the link's own."""
        cursor = self.textCursor()
        cursor.insertText(markdown_link(cursor.selectedText() or text, address))
        self.setFocus()

    def _after_bracket(self) -> bool:
        """Whether a bracket stands before the caret; it goes, since with another one it asks for a link."""
        cursor = self.textCursor()
        if cursor.hasSelection() or not cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor
        ):
            return False
        if cursor.selectedText() != "[":
            return False
        cursor.removeSelectedText()
        return True

    def keep(self) -> None:
        """Have the text kept, if it is another one."""
        text = self.toPlainText().strip()
        if self._open and text != self._kept:
            self._kept = text
            self.committed.emit(text)

    def close_editor(self, *, keep: bool) -> None:
        """End the editing, once."""
        if keep:
            self.keep()
        if self._open:
            self._open = False
            self.closed.emit()

    def sizeHint(self) -> QSize:
        lines = min(max(self._lines(), 2), self._most_lines)
        around = max(self.height() - self.viewport().height(), 12)
        return QSize(200, lines * self.fontMetrics().lineSpacing() + 12 + around)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        ours = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return keeps(event, *ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.preview.takes(event):
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (
            enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.close_editor(keep=True)
        elif event.text() == "[" and self._after_bracket():
            self.link_wanted.emit(self)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        menu.addActions([self.link_to, self.preview.action])
        self._spelling.fill(menu, self.textCursor() if by_key else self.cursorForPosition(event.pos()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._open = True
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            if self.keeps_early:
                self.keep()
        elif event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_editor(keep=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._tell_height()

    def _lines(self) -> int:
        return max(1, round(self.document().size().height()))

    def _tell_height(self) -> None:
        height = self.sizeHint().height()
        if height != self._height:
            self._height = height
            self.updateGeometry()
            self.resized.emit()
