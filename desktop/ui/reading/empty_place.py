"""A place with nothing in it yet: what it is for, and what fills it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.reader.theme import Theme
from desktop.ui.theme import icon


class EmptyPlace(QWidget):
    """An icon over a sentence, and under it the one action that helps, if any."""

    def __init__(self, icon: str, text: str, parent: QWidget | None = None, *, action: str = "") -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon = QLabel(self)
        self.text = QLabel(text, self)
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(1)
        for label in (self._icon, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(action, self)
        self.button.setObjectName("emptyAction")
        self.button.setVisible(bool(action))
        if not action:
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self.text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_theme(self, theme: Theme) -> None:
        self._icon.setPixmap(icon(self._icon_name, theme, theme.muted).pixmap(QSize(40, 40)))
        self.text.setStyleSheet(f"color: {theme.muted}; font-size: 15px;")
