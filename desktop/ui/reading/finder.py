"""Finding words in the article on screen: from the keys and the bar to the reader, and back."""

from PySide6.QtWidgets import QWidget

from desktop.reader.finding import FindOptions, FindResult
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.columns import Columns
from desktop.ui.reading.find_bar import FindBar
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool


class Finder(TabTool):
    """Places that were found stay marked in an article until other words are looked for, or the bar goes. Where no
    article is left, it goes."""

    def __init__(self, bar: FindBar, columns: Columns, actions: ArticleActions, ground: QWidget) -> None:
        super().__init__(ground)
        self._bar, self._columns = bar, columns
        self._sought = ("", FindOptions())
        bar.find_wanted.connect(self._find)
        actions.find_wanted.connect(bar.open_bar)
        actions.find_again_wanted.connect(bar.find_again)

    def attach(self, tab: ReadingTab) -> None:
        tab.find_changed.connect(self._tell)

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        if tab is None:
            self.put_away()
        else:
            self._bar.show_result(tab.found)

    def put_away(self) -> bool:
        """Close the bar; whether it was open."""
        was_open = self._bar.isVisible()
        if was_open:
            self._bar.close_bar()
        return was_open

    def _find(self, text: str, forward: bool, options: FindOptions) -> None:
        others = (tab for tab in self._columns.tabs() if tab is not self._tab)
        if not text or (text, options) != self._sought:
            for tab in others:
                tab.look_for("")
        self._sought = (text, options)
        if self._tab:
            self._tab.look_for(text, forward=forward, options=options)

    def _tell(self, result: FindResult) -> None:
        if self.sender() is self._tab:
            self._bar.show_result(result)
