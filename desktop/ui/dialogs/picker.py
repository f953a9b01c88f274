"""What dialogs share in which one thing is chosen by typing: a field, and beneath it the lines that fit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_MEANT = Qt.ItemDataRole.UserRole


class _Field(QLineEdit):
    """Up and down walk in the list beneath."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step:
            self.walked.emit(step)
        else:
            super().keyPressEvent(event)


class Picker(FramedDialog):
    """Enter takes the marked line. ``main`` is the button that does."""

    picked = Signal(object)
    """What the line stands for."""

    main: QPushButton

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.field = _Field(self)
        self.field.walked.connect(self._walk)
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemActivated.connect(lambda _line: self._take())
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Cancel"), "cancelPicker", self.reject)

    def add_main(self, verb: str, name: str) -> None:
        self.main = self.add_button(verb, name, self._take, main=True)

    def add_line(self, text: str, meant: object) -> QListWidgetItem:
        line = QListWidgetItem(text, self.list)
        line.setData(_MEANT, meant)
        return line

    def begin(self) -> None:
        """Mark the first line, once all are there."""
        self.list.setCurrentRow(0)
        self.main.setEnabled(self.list.count() > 0)

    def _walk(self, step: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _take(self) -> None:
        if line := self.list.currentItem():
            self.picked.emit(line.data(_MEANT))
            self.accept()
