"""The reading side of the window: tabs of articles, finding in them, marking them."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.annotation import Annotation
from desktop.domain.changes import Changes
from desktop.domain.item import ReadingPosition
from desktop.reader import theme as themes
from desktop.reader.base import DocumentSource
from desktop.reader.finding import BETWEEN, FindOptions
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography
from desktop.reader.web.original import OriginalReaderView
from desktop.services import colors, links
from desktop.storage.library import Library
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.caret_mode import CaretMode
from desktop.ui.reading.columns import Columns
from desktop.ui.reading.find_bar import FindBar
from desktop.ui.reading.link_picker import Linker
from desktop.ui.reading.marker import Marker
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.reading.no_article import NoArticle
from desktop.ui.reading.open_article import Aim
from desktop.ui.reading.original_tools import OriginalTools
from desktop.ui.reading.page_actions import PageActions
from desktop.ui.reading.page_tools import PageTools
from desktop.ui.reading.passage_tools import PassageTools
from desktop.ui.reading.popup import SelectionPopup
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.wayfinding import Wayfinder
from desktop.ui.tasks import Tasks
from desktop.ui.words import tr

_MOST_CLOSED = 20
_ZOOM_STEP = 1.1
_ZOOM_LEAST, _ZOOM_MOST = 0.4, 4.0


class ReadingPane(QWidget):
    """Shows articles in tabs. An article opens in the current tab unless it is asked to open in a new one."""

    current_item_changed = Signal(int)
    """Id of the article on screen; 0 for none."""
    parts_chosen = Signal(int, int, int)
    """Of an article's archived page only what lies between two of its elements is to be the article."""
    escaped = Signal()
    """Esc, where nothing in the article was there to be put away."""
    emptied = Signal()
    """The article that had the focus was closed, and no other one is open."""
    status_changed = Signal(str)
    """Words and position of the article on screen."""
    open_url_requested = Signal(str)
    import_requested = Signal()
    samples_requested = Signal()
    said = Signal(str)
    """Something to be told in passing."""
    annotation_activated = Signal(int)
    """An annotation was clicked in the article; 0: none is active any more."""
    annotation_hovered = Signal(int)
    """Id under the mouse; 0 when it leaves."""
    scrolled = Signal(int)
    """The first visible character."""

    def __init__(
        self, library: Library, tasks: Tasks, source: DocumentSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("readingPane")
        self._library, self._tasks, self._source = library, tasks, source
        self._theme = themes.load("paper")
        self._typography = Typography()
        self._shown_item = 0
        self._closed: list[int] = []
        """The articles of tabs that were closed, the last one at the end."""
        self.marking = MarkingActions(self)
        self.popup = SelectionPopup(self.marking, self._theme, self)
        self._marker = Marker(library, tasks, self.marking, self.popup, self)
        self.moving = ArticleActions(self)
        self._tools = PassageTools(library, tasks, self.marking, self._marker, self.moving, self)
        self._linker = Linker(library, tasks, self)
        self.way = Wayfinder(self)
        self._pages = PageTools(library, tasks, self._marker, self)
        self._caret = CaretMode(self.moving.caret)
        self.find_bar = FindBar(self.moving.find_next, self.moving.find_previous, self)
        self._originals = OriginalTools(self.moving, self)
        self._arrange()
        self._connect()
        self.marking.set_color_names(colors.names(library))
        self.set_theme(self._theme)
        self._tab_changed()

    # What the window asks ----------------------------------------------------------------------------

    def open_item(
        self,
        item_id: int,
        *,
        annotation_id: int | None = None,
        range: tuple[int, int] | None = None,
        words: Sequence[str] = (),
        new_tab: bool = False,
        beside: bool = False,
    ) -> None:
        """Show an article, and an annotation or a range of it, flashed once; ``words`` are shown wherever they stand,
        and can be gone through from there. In the foremost tab, unless it is
        open already or is asked for in a new one, or in the other column."""
        tab = self._columns.showing(item_id)
        if tab and beside and tab is self.tab():
            self.move_beside()
        elif tab and beside:
            self._columns.move_beside(tab)
        elif tab:
            self._columns.show_tab(tab)
        elif beside or new_tab or self.tab() is None:
            tab = self._new_tab(beside=beside)
        else:
            tab = self.tab()
        if tab:
            tab.open_item(item_id, Aim(annotation_id or 0, range, BETWEEN.join(words)))
        self._tab_changed()
        if words:
            self.find_bar.show_words(words)

    def close_tab(self, tab: ReadingTab | None = None) -> None:
        """Close a tab, the foremost one if none is named."""
        tab = tab or self.tab()
        if tab:
            focus = self.window().focusWidget()
            held = focus is not None and self.isAncestorOf(focus)
            tab.shut()
            self._columns.remove(tab)
            tab.deleteLater()
            self._closed = [*self._closed, tab.item_id][-_MOST_CLOSED:]
            self.moving.reopen.setEnabled(True)
            if held and self.tab():
                self.focus_article()
            elif held:
                self.emptied.emit()

    def _reopen(self) -> None:
        """The article whose tab was closed last, where it was read."""
        if self._closed:
            self.open_item(self._closed.pop(), new_tab=True)
            self.focus_article()
        self.moving.reopen.setEnabled(bool(self._closed))

    def _step_annotation(self, by: int) -> None:
        if tab := self.tab():
            found = tab.annotation_beside(by)
            if found:
                self.go_to_annotation(found)
                self.annotation_activated.emit(found)

    def move_beside(self) -> None:
        """The article on screen into the other column; one that stands alone is opened there once more."""
        tab = self.tab()
        if tab and len(self._columns.tabs()) == 1:
            position = tab.view.position() if tab.view else None
            beside = self._new_tab(beside=True)
            beside.open_item(tab.item_id, Aim(), at=position)
        elif tab:
            self._columns.move_beside(tab)
        self.focus_article()

    def current_item_id(self) -> int:
        """0 when no article is open."""
        tab = self.tab()
        return tab.item_id if tab else 0

    def go_to_annotation(self, annotation_id: int) -> None:
        """Scroll an annotation of the article on screen into view and flash it."""
        if tab := self.tab():
            tab.open_item(tab.item_id, Aim(annotation_id))
            self._marker.jumped()

    def follow_link(self, address: str) -> None:
        """Go where a link in a comment leads: to an annotation, an article, or a page of the web."""
        aimed = links.aim(self._library, address)
        if aimed:
            self.open_item(aimed.item_id, annotation_id=aimed.annotation_id)
        elif links.is_link(address):
            self.said.emit(
                tr("What this link leads to is not in the library any more. It may be in the trash.")
            )
        elif QUrl(address).scheme() in ("http", "https", "mailto"):
            self.open_url_requested.emit(address)
        else:
            self.said.emit(tr("This link leads to nothing that can be opened: {address}", address=address))

    def selected_range(self) -> tuple[int, int] | None:
        """Of the text that is selected in the article on screen."""
        tab = self.tab()
        return (tab.selection.start, tab.selection.end) if tab and tab.selection else None

    def show_range(self, start: int, end: int) -> None:
        """Scroll a range of the article on screen into view and flash it."""
        if tab := self.tab():
            tab.open_item(tab.item_id, Aim(range=(start, end)))

    def mark_annotation(self, annotation_id: int) -> None:
        """Show one as the current one for a moment; 0 shows the active one again."""
        if (tab := self.tab()) and tab.view:
            tab.view.mark_annotation(annotation_id or tab.active_id)

    def refresh(self, changes: Changes) -> None:
        """Take over what was written."""
        for tab in self._columns.tabs():
            renewed = tab.item_id in changes.items and tab.reload_version()
            if changes.annotations and not renewed:
                tab.reload_annotations(changes.annotations)
            if tab.item_id in changes.items:
                tab.reload_item()
                self._columns.name(tab)
        if changes.color_names:
            self.marking.set_color_names(colors.names(self._library))
        self._marker.look()
        if changes.annotations:
            self._marker.refresh_popup()

    def welcome(self, first: bool) -> None:
        """Whether a person without articles is to be welcomed where no article is open."""
        self._without.welcome(first)

    def set_typography(self, typography: Typography) -> None:
        self._typography = typography
        for tab in self._columns.tabs():
            tab.set_typography(typography)

    def is_set_by_settings(self) -> bool:
        """Whether reading settings have a say in how the article on screen looks."""
        tab = self.tab()
        return bool(tab and tab.view and not isinstance(tab.view, PdfReaderView | OriginalReaderView))

    def own_typography(self) -> Typography | None:
        """The reading settings that the article on screen alone has."""
        tab = self.tab()
        return tab.own_typography() if tab else None

    def set_own_typography(self, typography: Typography | None) -> None:
        if tab := self.tab():
            tab.set_own_typography(typography)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.marking.set_theme(theme)
        self.popup.set_theme(theme)
        self.find_bar.set_theme(theme)
        self._without.set_theme(theme)
        self._columns.set_theme(theme)
        for tab in self._columns.tabs():
            tab.set_theme(theme)
        self.moving.set_theme(theme)
        self._pages.actions.set_theme(theme)

    def menu_actions(self) -> dict[str, list[QAction]]:
        """Everything the pane can do, for the menus ``article``, ``pages`` and ``annotate``, in their order."""
        return {
            "article": self.moving.all(),
            "pages": self._pages.actions.all(),
            "annotate": [*self.marking.all(), *self._tools.all(), *self._marker.ends.actions.all()],
        }

    def shut(self) -> None:
        """Let go of all articles, before the library is closed."""
        for tab in self._columns.tabs():
            tab.shut()

    def save_positions(self) -> None:
        for tab in self._columns.tabs():
            tab.save_position()

    # Parts ---------------------------------------------------------------------------------------------

    def tab(self) -> ReadingTab | None:
        """The tab on screen; of two, the one that keys act on."""
        return self._columns.tab()

    def page_actions(self) -> PageActions:
        return self._pages.actions

    def draw_anew(self, annotation: Annotation) -> None:
        """Let the person draw an area of the article on screen again, as that of this annotation."""
        if not self._pages.draw_anew(annotation):
            self.said.emit(tr("There is no picture here to draw it on. It is kept as it is."))

    def parts(self) -> list[QWidget]:
        """In the order in which a person comes through them."""
        return [self.way.contents, *self._columns.columns(), self]

    def tabs_on_screen(self) -> list[ReadingTab]:
        """One, or two side by side."""
        return self._columns.on_screen()

    def focus_article(self) -> None:
        if target := self.article_view() or self.tab():  # a tab hands the focus on once its article is there
            target.setFocus()

    def _take_lost_focus(self) -> None:
        """What had the focus may have gone with the article before."""
        if self.window().focusWidget() in (None, self.tab()):
            self.focus_article()

    def entrance(self) -> QWidget:
        """What takes the focus where a person comes by key: the article, else what helps to one."""
        return self.article_view() or self._without.entrance()

    def article_view(self) -> QWidget | None:
        """The reader on screen, which takes the keys."""
        tab = self.tab()
        return tab.view if tab else None

    def _arrange(self) -> None:
        self._columns = Columns(self._theme, self.moving, self)
        self._columns.changed.connect(self._tab_changed)
        self._columns.close_wanted.connect(self.close_tab)
        self._without = NoArticle(self)
        self._without.import_wanted.connect(self.import_requested)
        self._without.samples_wanted.connect(self.samples_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._without)
        self._split = QSplitter(self)
        self._split.setHandleWidth(1)
        for part in (self.way.contents, self._columns):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([220, 800])
        self._stack.addWidget(self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._originals.bar)
        column.addWidget(self.find_bar)

    def _connect(self) -> None:
        self.find_bar.find_wanted.connect(self._find)
        self.find_bar.closed.connect(self.focus_article)
        self.way.place_wanted.connect(lambda start: self.show_range(start, start + 1))
        self.way.link_followed.connect(self.follow_link)
        self.way.told.connect(self.status_changed)
        self.moving.picture_wanted.connect(self._enlarge_picture)
        self.moving.contents_wanted.connect(self._show_contents)
        self.popup.left.connect(self.focus_article)
        self.popup.link_wanted.connect(self._linker.offer)
        self.popup.link_followed.connect(self.follow_link)
        self._marker.activated.connect(self.annotation_activated)
        self._marker.looked.connect(self._tools.look)
        self._tools.reshaping.said.connect(self.said)
        self.moving.step_wanted.connect(self._step)
        self.moving.find_wanted.connect(self.find_bar.open_bar)
        self.moving.find_again_wanted.connect(self.find_bar.find_again)
        self.moving.zoom_wanted.connect(self._zoom)
        self.moving.turn_wanted.connect(self._turn)
        self.moving.beside_wanted.connect(self.move_beside)
        self.moving.other_side_wanted.connect(self._turn_side)
        self._originals.parts_chosen.connect(self.parts_chosen)
        self._originals.said.connect(self.said)
        self.moving.reopen_wanted.connect(self._reopen)
        self.moving.annotation_wanted.connect(self._step_annotation)
        self.moving.close_wanted.connect(self.close_tab)
        self.moving.escape_wanted.connect(self._escape)

    def _new_tab(self, *, beside: bool = False) -> ReadingTab:
        tab = ReadingTab(self._library, self._tasks, self._source, self._theme)
        tab.set_typography(self._typography)
        self._marker.attach(tab)
        self._tools.attach(tab)
        self._pages.attach(tab)
        self._originals.attach(tab)
        tab.opened.connect(self._article_opened)
        tab.annotation_hovered.connect(self.annotation_hovered)
        tab.location_changed.connect(self._located)
        tab.find_changed.connect(self.find_bar.show_result)
        tab.link_activated.connect(self.open_url_requested)
        tab.stepped.connect(self._enable_moves)
        self.way.attach(tab)
        self._columns.add(tab, beside=beside)
        return tab

    def _article_opened(self) -> None:
        tab = self.sender()
        if isinstance(tab, ReadingTab):
            self._columns.name(tab)
            if tab is self.tab():
                self._tab_changed()
                self._take_lost_focus()
                if tab.active_id:
                    self.annotation_activated.emit(tab.active_id)

    def _tab_changed(self) -> None:
        """Another article is on screen, or none."""
        tab = self.tab()
        self.save_positions()
        self._show_place()
        self._tools.attend(tab)
        self._pages.attend(tab)
        self._caret.attend(tab)
        self._marker.attend(tab)
        self._enable_moves()
        self._originals.attend(tab)
        if tab is None and self.find_bar.isVisible():
            self.find_bar.close_bar()
        if self.current_item_id() != self._shown_item:
            self._shown_item = self.current_item_id()
            self.current_item_changed.emit(self._shown_item)
        self.way.attend(tab)

    def _enable_moves(self) -> None:
        tab = self.tab()
        self.moving.set_open(
            article=tab is not None,
            back=tab is not None and tab.can_step(-1),
            forward=tab is not None and tab.can_step(1),
            two=self._columns.are_two(),
        )

    def _show_place(self) -> None:
        self._stack.setCurrentWidget(self._split if self.tab() else self._without)

    def _located(self, position: ReadingPosition) -> None:
        if self.sender() is self.tab():
            self.way.locate(position)
            self.scrolled.emit(position.offset)

    def _find(self, text: str, forward: bool, options: FindOptions) -> None:
        if (tab := self.tab()) and tab.view:
            tab.view.find(text, forward=forward, options=options)

    def _enlarge_picture(self) -> None:
        if (tab := self.tab()) and tab.view:
            tab.view.enlarge_picture()

    def _show_contents(self, wanted: bool) -> None:
        self.way.show_contents(wanted)
        if not wanted:
            self.focus_article()

    def _step(self, by: int) -> None:
        if tab := self.tab():
            tab.step(by)
            self._tab_changed()

    def _turn(self, by: int) -> None:
        self._columns.turn(by)
        self.focus_article()

    def _turn_side(self) -> None:
        self._columns.turn_side()
        self.focus_article()

    def _zoom(self, way: int) -> None:
        if (tab := self.tab()) and tab.view:
            now = tab.view.position().zoom
            factor = now * _ZOOM_STEP**way if way else 1.0
            tab.view.set_zoom(min(max(factor, _ZOOM_LEAST), _ZOOM_MOST))

    def _escape(self) -> None:
        if self._marker.put_away() or self._pages.put_away():
            return
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            self.escaped.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_positions()
        super().hideEvent(event)
