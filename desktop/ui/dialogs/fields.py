"""A few lines to fill in, such as the name of a new collection."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr


class FieldsDialog(FramedDialog):
    """Stays open until what was given is taken: ``tell`` says why it was not."""

    given = Signal(list)
    """The texts, in the order of the fields."""

    def __init__(
        self, title: str, fields: Mapping[str, str], verb: str, parent: QWidget | None = None
    ) -> None:
        """``fields``: what stands in each at first, by its label."""
        super().__init__(title, parent)
        self.fields: list[QLineEdit] = []
        for label, value in fields.items():
            field = QLineEdit(value, self)
            field.setAccessibleName(label)
            field.setMinimumWidth(340)
            field.textChanged.connect(self._judge)
            name = QLabel(label, self)
            name.setBuddy(field)
            self.body.addWidget(name)
            self.body.addWidget(field)
            self.fields.append(field)
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel"), "cancelFields", self.reject)
        self.verb = self.add_button(
            verb,
            "takeFields",
            lambda: self.given.emit([field.text().strip() for field in self.fields]),
            main=True,
        )
        self.fields[0].selectAll()
        self._judge()

    def tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()

    def _judge(self) -> None:
        self.verb.setEnabled(bool(self.fields[0].text().strip()))
        self.problem.hide()
