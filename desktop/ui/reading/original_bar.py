"""What stands over an archived page: what is shown, and the ways back to the article."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui.keyboard import KeyTip
from desktop.ui.words import short_date, tr


class OriginalBar(QWidget):
    """Says since when the page is kept, and that selected words are not in the article."""

    def __init__(self, back: QAction, take: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("originalBar")
        self._since = ""
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for action, text in ((take, take.text()), (back, tr("Back to the article"))):
            button = QPushButton(text, self)
            KeyTip(button, action)
            button.clicked.connect(action.trigger)
            row.addWidget(button)

    def tell_since(self, archived: str) -> None:
        """``archived``: UTC, ISO 8601."""
        self._since = tr("The page as it was archived on {day}", day=short_date(archived))
        self.words.setText(self._since)

    def tell_outside(self, outside: bool) -> None:
        """Whether the selected words are on the page only."""
        told = tr("The selected words are on the page, but not in the article: they cannot be marked yet.")
        self.words.setText(told if outside else self._since)
