"""A caret in the text of the article on screen, for those who select by key."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.ui.reading.reading_tab import ReadingTab


class CaretMode(QObject):
    """``action``, while it is checked, gives the article on screen a caret, whichever that is."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        self._tab: ReadingTab | None = None
        action.toggled.connect(self._set)

    def attend(self, tab: ReadingTab | None) -> None:
        """Act on this tab from now on."""
        self._tab = tab
        if self._action.isChecked():
            self._set(True)

    def _set(self, on: bool) -> None:
        if self._tab and (view := self._tab.view):
            view.set_caret_mode(on)
            if on:
                view.setFocus()
