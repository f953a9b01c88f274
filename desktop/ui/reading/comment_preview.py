"""How a note in Markdown will look, over the field in which it is written."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextBrowser, QToolButton

from desktop.reader.theme import Theme
from desktop.ui.theme import icon
from desktop.ui.words import tr

_SCROLLING = {
    Qt.Key.Key_Up: "SliderSingleStepSub", Qt.Key.Key_Down: "SliderSingleStepAdd",
    Qt.Key.Key_PageUp: "SliderPageStepSub", Qt.Key.Key_PageDown: "SliderPageStepAdd",
}  # fmt: skip
_SIDE = 22


class CommentPreview(QObject):
    """Turned on and off by a button in the corner of ``editor`` or by key. The editor keeps the focus: Esc and
    whatever is typed go back to writing."""

    turned = Signal(bool)

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self.page = QTextBrowser(editor)
        self.page.setObjectName("commentPreview")
        self.page.setAccessibleName(tr("Preview of the note"))
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.document().setDocumentMargin(6)
        self.page.hide()
        self.action = QAction(tr("Preview"), editor, checkable=True)
        self.action.setShortcut(QKeySequence("Ctrl+Shift+P"))
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.action.setToolTip(tr("How the note will look ({key})", key="Ctrl+Shift+P"))
        self.action.toggled.connect(self._turn)
        editor.addAction(self.action)
        self.button = QToolButton(editor)
        self.button.setDefaultAction(self.action)
        self.button.setAccessibleName(tr("Preview"))
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.setFixedSize(_SIDE, _SIDE)
        self.button.setStyleSheet("padding: 0;")
        editor.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        self.action.setIcon(icon("eye", theme, theme.muted))
        self.page.setStyleSheet(
            f"QTextBrowser {{ background: {theme.page}; color: {theme.text}; border: none; padding: 0; }}"
        )

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key was for the preview; any other one ends it."""
        if not self.action.isChecked():
            return False
        if step := _SCROLLING.get(Qt.Key(event.key())):
            bar = self.page.verticalScrollBar()
            bar.triggerAction(getattr(bar.SliderAction, step))
            return True
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            return True
        self.action.setChecked(False)
        return event.key() == Qt.Key.Key_Escape

    def eventFilter(self, _editor: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _turn(self, on: bool) -> None:
        if on:
            self.page.document().setMarkdown(
                self._editor.toPlainText(), QTextDocument.MarkdownFeature.MarkdownNoHTML
            )
        self.page.setVisible(on)
        self.button.raise_()
        self._place()
        self.turned.emit(on)

    def _place(self) -> None:
        inside = self._editor.rect().adjusted(2, 2, -2, -2)
        self.page.setGeometry(inside.adjusted(0, 0, -_SIDE, 0))
        mirrored = self._editor.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = inside.left() if mirrored else inside.right() - _SIDE + 1
        self.button.move(left, inside.bottom() - _SIDE + 1)
