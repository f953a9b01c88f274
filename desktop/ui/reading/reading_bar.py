"""Buttons beside the tabs, for what a person does most while reading."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.ui.keyboard import KeyTip
from desktop.ui.reading.article_actions import ArticleActions


class ReadingBar(QWidget):
    """Back and forward, contents, find. The actions say what can be done now."""

    def __init__(self, actions: ArticleActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        for action in (actions.back, actions.forward, actions.contents, actions.find):
            row.addWidget(self._button(action))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIconSize(QSize(18, 18))
        button.setDefaultAction(action)
        button.setObjectName(action.objectName())
        KeyTip(button, action)
        return button
