"""One column of open articles, each in its tab."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from desktop.reader.theme import Theme
from desktop.ui.keyboard import KeyTip
from desktop.ui.reading.reading_bar import ReadingBar
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.theme import icon
from desktop.ui.words import tr


class ArticleTabs(QTabWidget):
    """Quiet tabs with a button and the middle mouse button to close them."""

    close_wanted = Signal(object)
    """``ReadingTab``."""

    def __init__(self, theme: Theme, close: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._close = close
        self._foremost = True
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(tr("Open articles"))
        self.tabBar().installEventFilter(self)
        self.set_theme(theme)

    def tabs(self) -> list[ReadingTab]:
        """From left to right."""
        return [tab for index in range(self.count()) if isinstance(tab := self.widget(index), ReadingTab)]

    def tab(self) -> ReadingTab | None:
        """The one on screen."""
        tab = self.currentWidget()
        return tab if isinstance(tab, ReadingTab) else None

    def add(self, tab: ReadingTab) -> None:
        """Put a tab at the end, and on screen."""
        index = self.addTab(tab, "")
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIconSize(QSize(12, 12))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        KeyTip(button, self._close, tr("Close tab"))
        button.setAccessibleName(tr("Close tab"))
        button.clicked.connect(lambda: self.close_wanted.emit(tab))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, button)
        self._dress_close_button(index)
        self.name(tab)
        self.setCurrentIndex(index)

    def name(self, tab: ReadingTab) -> None:
        """Write the article's title on its tab."""
        title = tab.title or (tr("Not to be opened") if tab.failed else tr("Opening…"))
        index = self.indexOf(tab)
        self.setTabText(index, title.replace("&", "&&"))
        self.setTabToolTip(index, title)

    def turn(self, by: int) -> None:
        """To the next (1) or previous (-1) tab, from the last to the first."""
        if count := self.count():
            self.setCurrentIndex((self.currentIndex() + by) % count)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(_style(theme, self._foremost))
        for index in range(self.count()):
            self._dress_close_button(index)

    def set_foremost(self, foremost: bool) -> None:
        """Whether keys and menus act on this column, of two."""
        if foremost != self._foremost:
            self._foremost = foremost
            self.setStyleSheet(_style(self._theme, foremost))

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.cornerWidget()
        if isinstance(bar, ReadingBar):
            bar.fit(event.size().width())
        super().resizeEvent(event)

    def _dress_close_button(self, index: int) -> None:
        button = self.tabBar().tabButton(index, QTabBar.ButtonPosition.RightSide)
        if isinstance(button, QToolButton):
            button.setIcon(icon("x", self._theme, self._theme.muted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The middle button closes a tab."""
        if watched is self.tabBar() and event.type() == QEvent.Type.MouseButtonRelease:
            assert isinstance(event, QMouseEvent)
            if event.button() == Qt.MouseButton.MiddleButton:
                tab = self.widget(self.tabBar().tabAt(event.position().toPoint()))
                if tab is not None:
                    self.close_wanted.emit(tab)
                return True
        return super().eventFilter(watched, event)


def _style(theme: Theme, foremost: bool) -> str:
    """The tab on screen belongs to the page beneath it; in the column that keys act on, it has a line above."""
    above = theme.accent if foremost else theme.page
    return f"""
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: {theme.window}; }}
QTabBar::tab {{ background: {theme.window}; color: {theme.muted}; border: none; max-width: 240px;
    padding: 8px 8px 8px 12px; border-bottom: 1px solid {theme.border}; }}
QTabBar::tab:selected {{ background: {theme.page}; color: {theme.text}; border-bottom-color: {theme.page};
    border-top: 2px solid {above}; padding-top: 6px; }}
QTabBar::tab:hover:!selected {{ color: {theme.text}; }}
QTabBar QToolButton {{ padding: 1px; }}
"""
