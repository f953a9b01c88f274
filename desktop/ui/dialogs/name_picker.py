"""Choosing a collection or a tag by typing a part of its name, or making a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_NAME = Qt.ItemDataRole.UserRole


class _Field(QLineEdit):
    """Up and down walk in the list beneath."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step:
            self.walked.emit(step)
        else:
            super().keyPressEvent(event)


class NamePicker(FramedDialog):
    """Enter takes the marked line."""

    picked = Signal(str)
    """A name, with slashes where it is nested; perhaps one that is to be made. Empty: ``top``."""

    def __init__(
        self,
        names: Sequence[str],
        title: str,
        new: str,
        parent: QWidget | None = None,
        *,
        verb: str = "",
        top: str = "",
    ) -> None:
        """``new``: what the line of a name that is not there says, with ``{name}``; empty: there are no new ones.
        ``top``: what a first line says that stands for no name."""
        super().__init__(title, parent)
        self._names, self._new, self._top = sorted(names, key=str.casefold), new, top
        self.field = _Field(self)
        hint = tr("A part of its name, or a new one; a slash nests") if new else tr("A part of its name")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(tr("Name"))
        self.field.textChanged.connect(self._narrow)
        self.field.walked.connect(self._walk)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Names that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemActivated.connect(lambda _line: self._take())
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Cancel"), "cancelPicker", self.reject)
        self.add = self.add_button(verb or tr("Add"), "takeName", self._take, main=True)
        self._narrow("")
        self.resize(400, 420)

    def _narrow(self, words: str) -> None:
        typed = "/".join(part.strip() for part in words.split("/") if part.strip())
        self.list.clear()
        if self._top and words.casefold() in self._top.casefold():
            self._line(self._top, "")
        for name in self._names:
            if all(word in name.casefold() for word in words.casefold().split()):
                self._line(name, name)
        if typed and self._new and typed.casefold() not in map(str.casefold, self._names):
            self._line(self._new.format(name=typed), typed)
        self.list.setCurrentRow(0)
        self.add.setEnabled(self.list.count() > 0)

    def _line(self, text: str, name: str) -> None:
        line = QListWidgetItem(text, self.list)
        line.setData(_NAME, name)

    def _walk(self, step: int) -> None:
        row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
        self.list.setCurrentRow(row)

    def _take(self) -> None:
        if line := self.list.currentItem():
            self.picked.emit(line.data(_NAME))
            self.accept()
