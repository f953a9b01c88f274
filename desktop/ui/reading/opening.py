"""Which articles are open: in which tab and column each is shown, which one comes next, which closed one comes back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.reader.base import DocumentSource
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography
from desktop.storage.library import Library
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.columns import Columns
from desktop.ui.reading.open_article import Aim
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.tasks import Tasks

_MOST_CLOSED = 20


class Opening(QObject):
    """Makes the tabs that ``columns`` hold; all look alike."""

    made = Signal(object)
    """A new ``ReadingTab``, before anything is shown in it."""
    changed = Signal()
    """Another article may be on screen, or none."""

    def __init__(
        self, library: Library, tasks: Tasks, source: DocumentSource, theme: Theme, actions: ArticleActions, ground: QWidget
    ) -> None:  # fmt: skip
        super().__init__(ground)
        self._library, self._tasks, self._source, self._actions = library, tasks, source, actions
        self._theme = theme
        self._typography = Typography()
        self._closed: list[int] = []
        """The articles of tabs that were closed, the last one at the end."""
        self.columns = Columns(theme, actions, ground)
        self.columns.changed.connect(self._look)
        actions.step_wanted.connect(self._step)
        actions.turn_wanted.connect(self._turn)
        actions.beside_wanted.connect(self._move_beside)
        actions.other_side_wanted.connect(self._turn_side)
        actions.reopen_wanted.connect(self._reopen)

    def tab(self) -> ReadingTab | None:
        """The tab on screen; of two, the one that keys act on."""
        return self.columns.tab()

    def open_item(self, item_id: int, aim: Aim, *, new_tab: bool = False, beside: bool = False) -> None:
        """In the foremost tab, unless the article is open already or is asked for in a new one, or in the other
        column."""
        tab = self.columns.showing(item_id)
        if tab and beside and tab is self.tab():
            self._move_beside()
        elif tab and beside:
            self.columns.move_beside(tab)
        elif tab:
            self.columns.show_tab(tab)
        elif beside or new_tab:
            tab = self._new_tab(beside=beside)
        else:
            tab = self.tab() or self._new_tab()
        tab.open_item(item_id, aim)
        self._look()

    def close(self, tab: ReadingTab) -> None:
        tab.shut()
        self.columns.remove(tab)
        tab.deleteLater()
        self._closed = [*self._closed, tab.item_id][-_MOST_CLOSED:]
        self._actions.reopen.setEnabled(True)

    def focus_article(self) -> None:
        if tab := self.tab():
            tab.take_focus()

    def set_typography(self, typography: Typography) -> None:
        self._typography = typography
        for tab in self.columns.tabs():
            tab.set_typography(typography)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.columns.set_theme(theme)
        for tab in self.columns.tabs():
            tab.set_theme(theme)

    def save_positions(self) -> None:
        for tab in self.columns.tabs():
            tab.save_position()

    def shut(self) -> None:
        """Let go of all articles."""
        for tab in self.columns.tabs():
            tab.shut()

    def _new_tab(self, *, beside: bool = False) -> ReadingTab:
        tab = ReadingTab(self._library, self._tasks, self._source, self._theme)
        tab.set_typography(self._typography)
        tab.stepped.connect(self._enable_moves)
        self.made.emit(tab)
        self.columns.add(tab, beside=beside)
        return tab

    def _look(self) -> None:
        self.save_positions()
        self._enable_moves()
        self.changed.emit()

    def _enable_moves(self) -> None:
        tab = self.tab()
        self._actions.set_open(
            article=tab is not None,
            back=tab is not None and tab.can_step(-1),
            forward=tab is not None and tab.can_step(1),
            two=self.columns.are_two(),
        )

    def _step(self, by: int) -> None:
        if tab := self.tab():
            tab.step(by)
            self._look()

    def _turn(self, by: int) -> None:
        self.columns.turn(by)
        self.focus_article()

    def _turn_side(self) -> None:
        self.columns.turn_side()
        self.focus_article()

    def _move_beside(self) -> None:
        """The article on screen into the other column; one that stands alone is opened there once more."""
        tab = self.tab()
        if tab and len(self.columns.tabs()) == 1:
            position = tab.view.position() if tab.view else None
            self._new_tab(beside=True).open_item(tab.item_id, Aim(), at=position)
        elif tab:
            self.columns.move_beside(tab)
        self.focus_article()

    def _reopen(self) -> None:
        """The article whose tab was closed last, where it was read."""
        if self._closed:
            self.open_item(self._closed.pop(), Aim(), new_tab=True)
            self.focus_article()
        self._actions.reopen.setEnabled(bool(self._closed))
