"""All steps that can be taken back, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from desktop.domain.changes import HistoryStep
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import moment, tr

_STEP = Qt.ItemDataRole.UserRole


class HistoryDialog(FramedDialog):
    """A step is undone together with all that came after it; an undone one is done again with all before it."""

    undo_wanted = Signal(int)
    """Id of the step up to which all is to be undone, itself included."""
    redo_wanted = Signal(int)

    def __init__(self, steps: Sequence[HistoryStep], parent: QWidget | None = None) -> None:
        super().__init__(tr("History"), parent)
        hint = QLabel(tr("Steps last across restarts. Emptying the trash ends the history."), self)
        hint.setObjectName("muted")
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Steps, the newest first"))
        self.list.currentRowChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda _line: self._go())
        self.body.addWidget(hint)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Close"), "closeHistory", self.reject)
        self.go = self.add_button(tr("Undo to here"), "goInHistory", self._go, main=True)
        self.show_steps(steps)
        self.resize(480, 480)

    def show_steps(self, steps: Sequence[HistoryStep]) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for step in steps:
            text = tr("{label} (undone)", label=step.label) if step.undone else step.label
            line = QListWidgetItem(f"{text}  ·  {moment(step.made)}", self.list)
            line.setData(_STEP, step)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self._enable()

    def _chosen(self) -> HistoryStep | None:
        line = self.list.currentItem()
        return line.data(_STEP) if line else None

    def _enable(self) -> None:
        step = self._chosen()
        self.go.setEnabled(step is not None)
        self.go.setText(tr("Redo to here") if step and step.undone else tr("Undo to here"))

    def _go(self) -> None:
        if step := self._chosen():
            (self.redo_wanted if step.undone else self.undo_wanted).emit(step.id)
