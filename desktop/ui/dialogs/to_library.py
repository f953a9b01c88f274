"""Which articles go to another library, to which one, and whether they stay here."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)  # fmt: skip

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

KINDS = "Libraries (*.florilegium);;All files (*)"


class ToLibraryDialog(FramedDialog):
    wanted = Signal(int, object, bool)
    """The place of the choice, the ``Path`` of a library, and whether the articles go to the trash here."""

    def __init__(self, choices: Sequence[str], recent: Sequence[Path], parent: QWidget | None = None) -> None:
        """``choices``: what can go, in words; the first is proposed."""
        super().__init__(tr("Copy to another library"), parent)
        self.choices = QButtonGroup(self)
        for place, text in enumerate(choices):
            button = QRadioButton(text, self)
            button.setChecked(place == 0)
            self.choices.addButton(button, place)
            self.body.addWidget(button)
        label = QLabel(tr("Library"), self)
        self.library = QComboBox(self)
        self.library.setObjectName("targetLibrary")
        self.library.setAccessibleName(tr("Library"))
        self.library.setPlaceholderText(tr("Choose a library, or name a new one"))
        for path in recent:
            self._offer(path)
        self.library.setCurrentIndex(0 if recent else -1)
        label.setBuddy(self.library)
        other = QPushButton(tr("Other…"), self)
        other.setObjectName("otherLibrary")
        other.clicked.connect(lambda _checked=False: self._choose())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.library, 1)
        row.addWidget(other)
        self.body.addSpacing(8)
        self.body.addLayout(row)
        self.moves = QCheckBox(tr("Put them into the trash here once they have arrived"), self)
        self.moves.setObjectName("moveArticles")
        self.body.addWidget(self.moves)
        hint = QLabel(
            tr("Originals, versions, annotations, notes, tags and collections go along. What is there already is "
               "not written twice; one step takes it back there."), self,
        )  # fmt: skip
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self.body.addWidget(hint)
        self.add_button(tr("Cancel"), "cancelCopy", self.reject)
        self.go = self.add_button(tr("Copy"), "copyToLibrary", self._take, main=True)
        self.moves.toggled.connect(lambda on: self.go.setText(tr("Move") if on else tr("Copy")))
        self.library.currentIndexChanged.connect(lambda _place: self._enable())
        self._enable()
        self.setMinimumWidth(520)

    def _offer(self, path: Path) -> None:
        self.library.addItem(path.stem, path)
        self.library.setItemData(self.library.count() - 1, str(path), Qt.ItemDataRole.ToolTipRole)

    def _choose(self) -> None:
        dialog = QFileDialog.getSaveFileName
        name, _ = dialog(
            self, tr("Choose a library, or name a new one"), str(Path.home()), tr(KINDS),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            path = Path(name)
            self._offer(path if path.suffix else path.with_suffix(".florilegium"))
            self.library.setCurrentIndex(self.library.count() - 1)

    def _enable(self) -> None:
        self.go.setEnabled(self.library.currentIndex() >= 0)

    def _take(self) -> None:
        self.wanted.emit(self.choices.checkedId(), self.library.currentData(), self.moves.isChecked())
        self.accept()
