"""The line in which a search is written: it completes fields and their values, and underlines what is wrong."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.domain.query import Unfinished, unfinished
from desktop.services.completion import as_written
from desktop.ui.words import tr, utf16_length

_NARROWEST = 260
"""Pixels of the list of completions."""


class SearchField(QLineEdit):
    """Esc clears it, Down goes to what was found."""

    down_pressed = Signal()
    completion_wanted = Signal(object)
    """``Unfinished`` at the caret: to be answered with ``offer``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun: Unfinished | None = None
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._popup = QListView(self)
        self._popup.setObjectName("completions")
        self._popup.setAccessibleName(tr("Completions"))
        self._completer.setPopup(self._popup)
        self._completer.setMaxVisibleItems(10)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._typed)

    def offer(self, begun: Unfinished, values: Sequence[str]) -> None:
        """Show completions; those for what has been typed over by now come too late."""
        if begun != self._begun or not self.hasFocus() or not values:
            self._popup.hide()
            return
        self._offered.setStringList(list(values))
        place = self.cursorRect()
        place.setWidth(max(_NARROWEST, self._popup.sizeHintForColumn(0) + 40))
        self._completer.complete(place)

    def is_completing(self) -> bool:
        return self._popup.isVisible()

    def mark(self, start: int, end: int, color: str) -> None:
        """Underline a part of the text (places in code points), nothing where it is empty."""
        left, right = (utf16_length(self.text()[:place]) for place in (start, end))
        attributes = []
        if right > left:
            wrong = QTextCharFormat()
            wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wrong.setUnderlineColor(QColor(color))
            kind = QInputMethodEvent.AttributeType.TextFormat
            offset = left - self.cursorPosition()
            attributes.append(QInputMethodEvent.Attribute(kind, offset, right - left, wrong))
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab takes the first completion that is shown."""
        tab = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
        )
        if tab and self.is_completing():
            index = self._popup.currentIndex()
            self._take(index.data() if index.isValid() else self._offered.stringList()[0])
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._begun = None

    def _typed(self, text: str) -> None:
        self._begun = unfinished(text[: self.cursorPosition()])
        if self._begun:
            self.completion_wanted.emit(self._begun)
        else:
            self._popup.hide()

    def _take(self, chosen: str) -> None:
        """Put a completion in the place of what was begun; a value is followed by a space, a name by its values."""
        begun, text, caret = self._begun, self.text(), self.cursorPosition()
        if begun is None:
            return
        self._popup.hide()
        put = f"{as_written(chosen)} " if begun.field else chosen
        after = text[caret:].lstrip('"').lstrip() if begun.field else text[caret:]
        self.setText(text[: begun.start] + put + after)
        self.setCursorPosition(begun.start + len(put))
        self._typed(self.text())
