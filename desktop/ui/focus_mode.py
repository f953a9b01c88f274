"""The article alone: everything around it put away, and brought back as it was."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class FocusMode(QObject):
    """``around``: what is put away while the action is checked."""

    def __init__(self, action: QAction, around: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._action = action
        self._around = around
        self._put_away: list[QWidget] = []
        action.toggled.connect(self._set)

    def leave(self) -> None:
        self._action.setChecked(False)

    def _set(self, on: bool) -> None:
        if on:
            self._put_away = [widget for widget in self._around if widget.isVisible()]
        for widget in self._put_away:
            widget.setVisible(not on)
