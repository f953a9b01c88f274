"""Something to know, and nothing to decide."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr


class NoticeDialog(FramedDialog):
    """The text can be selected and copied."""

    def __init__(self, heading: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.text = QLabel(text, self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.text)
        self.add_button(tr("Close"), "closeNotice", self.accept, main=True)
        self.setMinimumWidth(400)
