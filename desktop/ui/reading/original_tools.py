"""The archived page instead of the article, and what is done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.reader.web.original import OriginalReaderView
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.original_bar import OriginalBar
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool
from desktop.ui.words import tr


class OriginalTools(TabTool):
    """Acts on the tab on screen where the article was a web page."""

    parts_chosen = Signal(int, int, int)
    """Of an article's archived page only what lies between two of its elements is to be the article."""
    said = Signal(str)
    """Something to be told in passing."""

    def __init__(self, actions: ArticleActions, ground: QWidget) -> None:
        super().__init__(ground)
        self._actions = actions
        self.bar = OriginalBar(actions.original, actions.take_selection, ground)
        actions.original_wanted.connect(self._show)
        actions.selection_wanted.connect(self._take_selection)

    def attach(self, tab: ReadingTab) -> None:
        tab.selection_changed.connect(lambda: self.bar.tell_outside(False))
        tab.selected_outside.connect(lambda: self.bar.tell_outside(True))
        tab.original_missing.connect(
            lambda: self.said.emit(tr("The archived page cannot be shown as it was; this is the article."))
        )

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        shown = tab is not None and tab.shows_original()
        self._actions.set_original(there=tab is not None and tab.has_original(), shown=shown)
        if shown and tab and tab.article:
            self.bar.tell_since(tab.article.document.archived)
        self.bar.setVisible(shown)

    def _show(self, wanted: bool) -> None:
        if self._tab:
            self._tab.show_original(wanted)

    def _take_selection(self) -> None:
        tab = self._tab
        if not (tab and isinstance(tab.view, OriginalReaderView)):
            return
        item_id = tab.item_id

        def take(parts: tuple[int, int] | None) -> None:
            if parts:
                self.parts_chosen.emit(item_id, *parts)
            else:
                self.said.emit(tr("Select what belongs to the article first."))

        tab.view.chosen_parts(take)
