"""How the article on screen is looked at: its size, a picture of it enlarged, a caret for those who select by key."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool

_ZOOM_STEP = 1.1
_ZOOM_LEAST, _ZOOM_MOST = 0.4, 4.0


class ViewTools(TabTool):
    """While the caret is asked for, the article on screen has it, whichever that is."""

    def __init__(self, actions: ArticleActions, ground: QWidget) -> None:
        super().__init__(ground)
        self._caret: QAction = actions.caret
        self._caret.toggled.connect(self._set_caret)
        actions.zoom_wanted.connect(self._zoom)
        actions.picture_wanted.connect(self._enlarge_picture)

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        if self._caret.isChecked():
            self._set_caret(True)

    def _set_caret(self, on: bool) -> None:
        if self._tab and (view := self._tab.view):
            view.set_caret_mode(on)
            if on:
                view.setFocus()

    def _zoom(self, way: int) -> None:
        if self._tab and (view := self._tab.view):
            factor = view.position().zoom * _ZOOM_STEP**way if way else 1.0
            view.set_zoom(min(max(factor, _ZOOM_LEAST), _ZOOM_MOST))

    def _enlarge_picture(self) -> None:
        if self._tab and (view := self._tab.view):
            view.enlarge_picture()
