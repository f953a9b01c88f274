"""Choosing where an annotation is split."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from desktop.reader.offsets import Utf16Offsets
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.reading.own_keys import on_enter
from desktop.ui.words import direction, tr


class SplitDialog(FramedDialog):
    """The caret stands where the second part begins."""

    chosen = Signal(int)
    """A place of the quotation, in code points."""

    def __init__(self, quote: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Split the annotation"), parent)
        self._offsets = Utf16Offsets(quote)
        self.words = QPlainTextEdit(quote, self)
        self.words.setAccessibleName(
            tr("The words of the annotation; put the caret where the second part begins")
        )
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setLayoutDirection(direction(quote))
        self.words.setCursorWidth(2)
        self._place_caret(_middle(quote))
        hint = QLabel(
            tr(
                "Put the caret where the second part begins. The first part keeps the note, both keep the tags."
            ),
            self,
        )
        hint.setWordWrap(True)
        self.body.addWidget(hint)
        self.body.addWidget(self.words, 1)
        self.add_button(tr("Cancel"), "cancelSplit", self.reject)
        self.split = self.add_button(tr("Split"), "split", self._take, main=True)
        on_enter(self.words, self._take)
        self.words.cursorPositionChanged.connect(self._look)
        self.words.setFocus()
        self.resize(480, 320)

    def _place_caret(self, place: int) -> None:
        cursor = self.words.textCursor()
        cursor.setPosition(self._offsets.to_units(place))
        self.words.setTextCursor(cursor)

    def _caret(self) -> int:
        cursor: QTextCursor = self.words.textCursor()
        return self._offsets.to_points(cursor.position())

    def _look(self) -> None:
        text = self.words.toPlainText()
        self.split.setEnabled(bool(text[: self._caret()].strip() and text[self._caret() :].strip()))

    def _take(self) -> None:
        if self.split.isEnabled():
            self.chosen.emit(self._caret())
            self.accept()


def _middle(quote: str) -> int:
    """The beginning of the sentence, else of the word, that is nearest to the middle."""
    half = len(quote) // 2
    sentences = [at + 2 for at in range(len(quote) - 2) if quote[at] in ".!?" and quote[at + 1].isspace()]
    words = [at + 1 for at in range(len(quote) - 1) if quote[at].isspace()]
    return min(sentences or words or [half], key=lambda place: abs(place - half))
