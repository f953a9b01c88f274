"""What all small dialogs share: a heading, a body, and buttons at the foot."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class FramedDialog(QDialog):
    """``body`` takes the contents; the buttons stand in the order in which they are added."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.heading = QLabel(title, self)
        self.heading.setWordWrap(True)
        self.heading.setStyleSheet("font-size: 15px; font-weight: 600;")
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.heading)
        column.addLayout(self.body, 1)
        column.addLayout(self._buttons)

    def add_button(
        self, text: str, name: str, does: Callable[[], object], *, main: bool = False
    ) -> QPushButton:
        """``main``: the one that Enter presses."""
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setDefault(main)
        button.setProperty("main", main)
        button.clicked.connect(lambda _checked=False: does())
        self._buttons.addWidget(button)
        return button


def open_once(dialog: QDialog) -> None:
    """Show a dialog over its window; it is gone once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
