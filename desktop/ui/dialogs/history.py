"""All steps that can be taken back, the newest first."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.domain.changes import HistoryStep
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import counted, moment, short_date, tr

_STEP = Qt.ItemDataRole.UserRole


class HistoryDialog(FramedDialog):
    """A step is undone together with all that came after it; an undone one is done again with all before it."""

    undo_wanted = Signal(int)
    """Id of the step up to which all is to be undone, itself included."""
    redo_wanted = Signal(int)

    def __init__(self, steps: Sequence[HistoryStep], parent: QWidget | None = None) -> None:
        super().__init__(tr("History"), parent)
        self._steps: list[HistoryStep] = []
        hint = QLabel(
            tr("Undo goes from the newest step down to the chosen one. Steps last across restarts; emptying the trash "
               "ends the history."), self,
        )  # fmt: skip
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(tr("Find a step"))
        self.words.setAccessibleName(tr("Find a step"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _words: self._fill())
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Steps, the newest first"))
        self.list.currentRowChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda _line: self._go())
        self.body.addWidget(hint)
        self.body.addWidget(self.words)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Close"), "closeHistory", self.reject)
        self.go = self.add_button(tr("Undo to here"), "goInHistory", self._go, main=True)
        self.show_steps(steps)
        self.list.setFocus()
        self.resize(520, 560)

    def show_steps(self, steps: Sequence[HistoryStep]) -> None:
        chosen = self._chosen()
        self._steps = list(steps)
        self._fill(chosen.id if chosen else 0)

    def _fill(self, chosen: int = 0) -> None:
        self.list.clear()
        wanted, day = self.words.text().casefold().split(), ""
        for step in self._steps:
            if not all(word in step.label.casefold() for word in wanted):
                continue
            made = _day(step.made)
            if made != day:
                day = made
                heading = QListWidgetItem(day, self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            text = tr("{label} (undone)", label=step.label) if step.undone else step.label
            line = QListWidgetItem(f"{text}  ·  {moment(step.made)[-5:]}", self.list)
            line.setData(_STEP, step)
            if step.id == chosen or self.list.currentRow() < 0:
                self.list.setCurrentItem(line)
        self._enable()

    def _chosen(self) -> HistoryStep | None:
        line = self.list.currentItem()
        return line.data(_STEP) if line else None

    def _enable(self) -> None:
        step = self._chosen()
        self.go.setEnabled(step is not None)
        if step and step.undone:
            count = sum(1 for one in self._steps if one.undone and one.id <= step.id)
            self.go.setText(counted(count, "Redo this step", "Redo these {n} steps"))
        elif step:
            count = sum(1 for one in self._steps if not one.undone and one.id >= step.id)
            self.go.setText(counted(count, "Undo this step", "Undo these {n} steps"))

    def _go(self) -> None:
        if step := self._chosen():
            (self.redo_wanted if step.undone else self.undo_wanted).emit(step.id)


def _day(made: str) -> str:
    """As the locale writes the day here."""
    try:
        return short_date(datetime.fromisoformat(made.replace("Z", "+00:00")).astimezone().date().isoformat())
    except ValueError:
        return made[:10]
