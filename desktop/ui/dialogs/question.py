"""A question before something goes: what goes, where it can be found again, and the verb that does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr


class QuestionDialog(FramedDialog):
    """``accepted`` where the verb was pressed."""

    def __init__(self, title: str, text: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.text = QLabel(text, self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(360)
        self.body.addWidget(self.text)
        self.add_button(tr("Cancel"), "cancelQuestion", self.reject)
        self.verb = self.add_button(verb, "doIt", self.accept, main=True)
        self.verb.setFocus()
