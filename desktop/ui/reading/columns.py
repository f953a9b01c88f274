"""Open articles in one column, or in two side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from desktop.reader.theme import Theme
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.article_tabs import ArticleTabs
from desktop.ui.reading.reading_bar import ReadingBar
from desktop.ui.reading.reading_tab import ReadingTab

_LEAST_WIDTH = 200
"""Pixels of a column."""


class Columns(QSplitter):
    """Keys and menus act on the foremost column: the one that had the focus last. An empty second one goes."""

    changed = Signal()
    """Another tab may be the foremost one."""
    close_wanted = Signal(object)
    """``ReadingTab``."""

    def __init__(self, theme: Theme, actions: ArticleActions, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._close = theme, actions.close
        self._bar = ReadingBar(actions)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._columns: list[ArticleTabs] = []
        self._foremost = self._add_column()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    # What is open --------------------------------------------------------------------------------------

    def tabs(self) -> list[ReadingTab]:
        """All, from left to right."""
        return [tab for column in self._columns for tab in column.tabs()]

    def tab(self) -> ReadingTab | None:
        """The one on screen that keys act on."""
        return self._foremost.tab()

    def on_screen(self) -> list[ReadingTab]:
        """One of each column."""
        return [tab for column in self._columns if (tab := column.tab())]

    def columns(self) -> list[ArticleTabs]:
        """As they stand side by side."""
        return list(self._columns)

    def are_two(self) -> bool:
        return len(self._columns) == 2

    def showing(self, item_id: int) -> ReadingTab | None:
        """A tab with this article, the foremost column's before the other's."""
        there = [tab for tab in self.tabs() if tab.item_id == item_id]
        return min(there, key=lambda tab: self._column_of(tab) is not self._foremost, default=None)

    # What changes --------------------------------------------------------------------------------------

    def add(self, tab: ReadingTab, *, beside: bool = False) -> None:
        """A new tab in the foremost column, or in the other one, which is then the foremost."""
        column = self._other() if beside else self._foremost
        column.add(tab)
        self._lead(column)

    def show_tab(self, tab: ReadingTab) -> None:
        column = self._column_of(tab)
        column.setCurrentWidget(tab)
        self._lead(column)

    def move_beside(self, tab: ReadingTab) -> None:
        """From its column to the other one."""
        source, other = self._column_of(tab), self._other()
        source.removeTab(source.indexOf(tab))
        other.add(tab)
        self._lead(other)
        self._tidy()

    def remove(self, tab: ReadingTab) -> None:
        column = self._column_of(tab)
        column.removeTab(column.indexOf(tab))
        self._tidy()

    def turn(self, by: int) -> None:
        self._foremost.turn(by)

    def turn_side(self) -> None:
        """The other column is the foremost now."""
        self._lead(self._other() if self.are_two() else self._foremost)

    def name(self, tab: ReadingTab) -> None:
        self._column_of(tab).name(tab)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for column in self._columns:
            column.set_theme(theme)

    # Columns -------------------------------------------------------------------------------------------

    def _add_column(self) -> ArticleTabs:
        column = ArticleTabs(self._theme, self._close, self)
        column.setMinimumWidth(_LEAST_WIDTH)
        column.currentChanged.connect(self.changed)
        column.close_wanted.connect(self.close_wanted)
        self._columns.append(column)
        self.addWidget(column)
        column.show()
        self._place_bar()
        return column

    def _place_bar(self) -> None:
        """Beside the tabs of the last column."""
        for column in self._columns:
            column.setCornerWidget(None)  # type: ignore[arg-type]  # takes it away; the stubs do not know
        self._columns[-1].setCornerWidget(self._bar)
        self._bar.fit(self._columns[-1].width())
        self._bar.show()

    def _column_of(self, tab: ReadingTab) -> ArticleTabs:
        return next(column for column in self._columns if column.indexOf(tab) >= 0)

    def _other(self) -> ArticleTabs:
        """Beside the foremost column; made where there is but one."""
        if not self.are_two():
            self._add_column()
            self.setSizes([self.width() // 2, self.width() // 2])
        return next(column for column in self._columns if column is not self._foremost)

    def _lead(self, column: ArticleTabs) -> None:
        former, self._foremost = self._foremost, column
        if former is not column and _holds_focus(former):
            (column.tab() or column).setFocus()
        for one in self._columns:
            one.set_foremost(one is column)
        if former is not column:
            self.changed.emit()

    def _tidy(self) -> None:
        """Of two columns none stays empty."""
        empty = next((column for column in self._columns if not column.count()), None)
        if empty is not None and self.are_two():
            self._columns.remove(empty)
            self._place_bar()
            self._lead(self._columns[0])
            empty.hide()
            empty.deleteLater()
        self.changed.emit()

    def _follow_focus(self) -> None:
        column = next((one for one in self._columns if _holds_focus(one)), None)
        if column is not None and column.count():
            self._lead(column)


def _holds_focus(column: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and column.isAncestorOf(focus)
