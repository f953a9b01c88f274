"""Finding words in the open article."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.reader.base import FindResult
from desktop.reader.theme import Theme
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

    find_wanted = Signal(str, bool)
    """Text and direction (True: forward); empty text ends the search."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = FindField(self)
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(tr("Find in this article"))
        self.field.setAccessibleName(tr("Find in this article"))
        self.field.setMaximumWidth(360)
        self.count = QLabel(self)
        self.count.setObjectName("findCount")
        self._back = self._button(tr("Previous (Shift+F3)"), "findPrevious")
        self._on = self._button(tr("Next (F3)"), "findNext")
        self._close = self._button(tr("Close (Esc)"), "findClose")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 3)
        row.addWidget(self._back)
        row.addWidget(self._on)
        row.addSpacing(4)
        row.addWidget(self.count, 1)
        row.addWidget(self._close)
        self.field.textChanged.connect(lambda text: self.find_wanted.emit(text, True))
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

    def set_theme(self, theme: Theme) -> None:
        icons = ((self._back, "caret-up"), (self._on, "caret-down"), (self._close, "x"))
        for button, name in icons:
            button.setIcon(icon(name, theme))

    def open_bar(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self.find_wanted.emit(self.field.text(), True)

    def close_bar(self) -> None:
        self.hide()
        self.count.clear()
        self.find_wanted.emit("", True)
        self.closed.emit()

    def find_again(self, forward: bool) -> None:
        if self.field.text():
            self.show()
            self.find_wanted.emit(self.field.text(), forward)
        else:
            self.open_bar()

    def show_result(self, result: FindResult) -> None:
        if not self.field.text():
            self.count.clear()
        elif result.total:
            self.count.setText(tr("{n} of {all}", n=number(result.current), all=number(result.total)))
        else:
            self.count.setText(tr("Not in this article"))
