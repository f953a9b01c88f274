"""Finding words in the article on screen: from the keys and the bar to the reader, and back."""

from PySide6.QtWidgets import QWidget

from desktop.reader.finding import FindOptions
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.find_bar import FindBar
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool


class Finder(TabTool):
    """Where no article is left, the bar goes."""

    def __init__(self, bar: FindBar, actions: ArticleActions, ground: QWidget) -> None:
        super().__init__(ground)
        self._bar = bar
        bar.find_wanted.connect(self._find)
        actions.find_wanted.connect(bar.open_bar)
        actions.find_again_wanted.connect(bar.find_again)

    def attach(self, tab: ReadingTab) -> None:
        tab.find_changed.connect(self._bar.show_result)

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        if tab is None:
            self.put_away()

    def put_away(self) -> bool:
        """Close the bar; whether it was open."""
        was_open = self._bar.isVisible()
        if was_open:
            self._bar.close_bar()
        return was_open

    def _find(self, text: str, forward: bool, options: FindOptions) -> None:
        if self._tab and (view := self._tab.view):
            view.find(text, forward=forward, options=options)
