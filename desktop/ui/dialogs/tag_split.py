"""One tag becomes several: which articles are to have which."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_ID = Qt.ItemDataRole.UserRole


class TagSplitDialog(FramedDialog):
    """Choose articles, name their tag, and so on; nothing is written before the end."""

    split = Signal(dict)
    """Ids of articles by the name of their new tag; those that keep the old one are in none."""

    def __init__(
        self, name: str, found: Sequence[tuple[int, str]], known: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """``found``: ids and titles of the articles that carry it; ``known``: tags to complete."""
        super().__init__(tr("Split the tag “{name}”", name=name), parent)
        self._name = name
        hint = QLabel(
            tr(
                "Choose articles and give them another tag. Their annotations that carry it change along; the rest keep it."
            ),
            self,
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(tr("Articles with this tag"))
        self.list.setHeaderLabels([tr("Article"), tr("Tag")])
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for id_, title in found:
            line = QTreeWidgetItem(self.list, [title, name])
            line.setData(0, _ID, id_)
        self.list.itemSelectionChanged.connect(self._judge)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Another tag for the chosen ones"))
        self.field.setAccessibleName(tr("Another tag for the chosen ones"))
        completer = QCompleter(list(known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.textChanged.connect(self._judge)
        self.give = QPushButton(tr("Give it to them"), self)
        self.give.setObjectName("giveTag")
        self.give.setAutoDefault(False)
        self.give.clicked.connect(self._give)
        self.field.returnPressed.connect(self._give)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.give)
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.body.addWidget(hint)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel"), "cancelSplit", self.reject)
        self.done_button = self.add_button(
            tr("Split"), "splitTag", lambda: self.split.emit(self.parts()), main=True
        )
        self.done_button.setDefault(False)  # Enter gives the tag; splitting is pressed
        self.resize(560, 480)
        self._judge()

    def parts(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(row)
            if line and line.text(1) != self._name:
                found.setdefault(line.text(1), []).append(line.data(0, _ID))
        return found

    def tell(self, problem: str) -> None:
        self.problem.setText(problem)

    def _give(self) -> None:
        tag = self.field.text().strip()
        chosen = self.list.selectedItems()
        if not tag or not chosen:
            return
        for line in chosen:
            line.setText(1, tag)
        self.list.clearSelection()
        self.list.setFocus()
        self._judge()

    def _judge(self) -> None:
        self.problem.clear()
        self.give.setEnabled(bool(self.field.text().strip() and self.list.selectedItems()))
        self.done_button.setEnabled(bool(self.parts()))
