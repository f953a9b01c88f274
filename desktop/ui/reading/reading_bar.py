"""Buttons beside the tabs, for what a person does most while reading."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.ui.keyboard import KeyTip
from desktop.ui.reading.article_actions import ArticleActions

_TAB = 160
"""Pixels that are left to the tabs."""


class ReadingBar(QWidget):
    """Back and forward, contents, find. The actions say what can be done now."""

    def __init__(self, actions: ArticleActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        back, forward, contents, find = (
            self._button(action) for action in (actions.back, actions.forward, actions.contents, actions.find)
        )
        for button in (back, forward, contents, find):
            row.addWidget(button)
        self._by_need = (find, contents, back, forward)

    def fit(self, width: int) -> None:
        """Show as many as go beside a tab in a column of this width."""
        room = width - _TAB
        for button in self._by_need:
            room -= button.sizeHint().width()
            button.setVisible(room >= 0)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIconSize(QSize(18, 18))
        button.setDefaultAction(action)
        button.setObjectName(action.objectName())
        KeyTip(button, action)
        return button
