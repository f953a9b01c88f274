"""Finding words in the open article."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.reader.finding import BETWEEN, FindOptions, FindResult
from desktop.reader.theme import Theme
from desktop.ui.keyboard import KeyTip
from desktop.ui.reading.own_keys import keeps
from desktop.ui.theme import icon
from desktop.ui.words import number, tr


class FindField(QLineEdit):
    """Enter goes on, Shift+Enter back, Esc ends."""

    next_wanted = Signal(bool)
    """True: forward."""
    left = Signal()

    def event(self, event: QEvent) -> bool:
        return keeps(event, Qt.Key.Key_Escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Says what to look for and shows what the reader found."""

    find_wanted = Signal(str, bool, object)
    """Text, direction (True: forward), and ``FindOptions``; empty text ends the search."""
    closed = Signal()

    def __init__(self, on: QAction, back: QAction, parent: QWidget | None = None) -> None:
        """``on`` and ``back`` go from one place to the next: their keys are told."""
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = FindField(self)
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(tr("Find in this article"))
        self.field.setAccessibleName(tr("Find in this article"))
        self.field.setMaximumWidth(360)
        self.count = QLabel(self)
        self.count.setObjectName("findCount")
        self.case = self._choice(tr("Match case (Alt+C)"), "findCase", "Alt+C")
        self.whole_words = self._choice(tr("Whole words (Alt+W)"), "findWholeWords", "Alt+W")
        self.pattern = self._choice(tr("Regular expression (Alt+R)"), "findPattern", "Alt+R")
        self._back = self._button(tr("Previous"), "findPrevious")
        self._on = self._button(tr("Next"), "findNext")
        KeyTip(self._back, back, tr("Previous"))
        KeyTip(self._on, on, tr("Next"))
        self._close = self._button(tr("Close (Esc)"), "findClose")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 3)
        for choice in (self.case, self.whole_words, self.pattern):
            row.addWidget(choice)
        row.addSpacing(4)
        row.addWidget(self._back)
        row.addWidget(self._on)
        row.addSpacing(4)
        row.addWidget(self.count, 1)
        row.addWidget(self._close)
        self._either = False
        self.field.textEdited.connect(self._edited)
        self.field.textChanged.connect(lambda _text: self._want())
        self.field.next_wanted.connect(self.find_again)
        self.field.left.connect(self.close_bar)
        self._back.clicked.connect(lambda: self.find_again(False))
        self._on.clicked.connect(lambda: self.find_again(True))
        self._close.clicked.connect(self.close_bar)
        self.hide()

    def _button(self, name: str, object_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(object_name)
        button.setAutoRaise(True)
        button.setIconSize(QSize(18, 18))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _choice(self, name: str, object_name: str, key: str) -> QToolButton:
        button = self._button(name, object_name)
        button.setCheckable(True)
        button.setShortcut(QKeySequence(key))
        button.toggled.connect(lambda _on: self._want())
        return button

    def _want(self, forward: bool = True) -> None:
        options = FindOptions(
            self.case.isChecked(), self.whole_words.isChecked(), self.pattern.isChecked(), self._either
        )
        self.find_wanted.emit(self.field.text(), forward, options)

    def set_theme(self, theme: Theme) -> None:
        icons = (
            (self._back, "caret-up"), (self._on, "caret-down"), (self._close, "x"),
            (self.case, "text-aa"), (self.whole_words, "text-underline"), (self.pattern, "asterisk"),
        )  # fmt: skip
        for button, name in icons:
            button.setIcon(icon(name, theme))

    def show_words(self, words: Sequence[str]) -> None:
        """Several words are shown in the article by now; a key goes from one place to the next."""
        self._either = True
        self.field.blockSignals(True)
        self.field.setText(BETWEEN.join(words))
        self.field.blockSignals(False)
        self.show()

    def _edited(self, _text: str) -> None:
        """What a person types is looked for as it stands."""
        self._either = False

    def open_bar(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self._want()

    def close_bar(self) -> None:
        self.hide()
        self.count.clear()
        self.find_wanted.emit("", True, FindOptions())
        self.closed.emit()

    def find_again(self, forward: bool) -> None:
        if self.field.text():
            self.show()
            self._want(forward)
        else:
            self.open_bar()

    def show_result(self, result: FindResult | None) -> None:
        """In the article on screen; None: the words were not looked for in it."""
        if result is None or not self.field.text():
            self.count.clear()
        elif result.problem:
            self.count.setText(tr("This pattern cannot be used: {problem}", problem=result.problem))
        elif result.total:
            self.count.setText(tr("{n} of {all}", n=number(result.current), all=number(result.total)))
        else:
            self.count.setText(tr("Not in this article"))
