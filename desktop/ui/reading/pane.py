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
from desktop.reader.finding import BETWEEN
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography
from desktop.reader.web.original import OriginalReaderView
from desktop.services import colors, links
from desktop.storage.library import Library
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.find_bar import FindBar
from desktop.ui.reading.finder import Finder
from desktop.ui.reading.link_picker import Linker
from desktop.ui.reading.marker import Marker
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.reading.no_article import NoArticle
from desktop.ui.reading.open_article import Aim
from desktop.ui.reading.opening import Opening
from desktop.ui.reading.original_tools import OriginalTools
from desktop.ui.reading.page_actions import PageActions
from desktop.ui.reading.page_tools import PageTools
from desktop.ui.reading.passage_tools import PassageTools
from desktop.ui.reading.popup import SelectionPopup
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool
from desktop.ui.reading.view_tools import ViewTools
from desktop.ui.reading.wayfinding import Wayfinder
from desktop.ui.tasks import Tasks
from desktop.ui.words import tr


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
        self._library = library
        self._shown_item = 0
        theme = themes.load("paper")
        self.marking = MarkingActions(self)
        self.popup = SelectionPopup(self.marking, theme, self)
        self.moving = ArticleActions(self)
        self.find_bar = FindBar(self.moving.find_next, self.moving.find_previous, self)
        self.way = Wayfinder(self.moving, self)
        self._opening = Opening(library, tasks, source, theme, self.moving, self)
        self._linker = Linker(library, tasks, self)
        self._marker = Marker(library, tasks, self.marking, self.popup, self)
        self._passages = PassageTools(library, tasks, self.marking, self._marker, self.moving, self)
        self._pages = PageTools(library, tasks, self._marker, self)
        self._originals = OriginalTools(self.moving, self)
        self._finder = Finder(self.find_bar, self._opening.columns, self.moving, self)
        view_tools = ViewTools(self.moving, self)
        self._tools: tuple[TabTool, ...] = (
            self._passages, self._pages, view_tools, self._marker, self._originals, self._finder, self.way,
        )  # fmt: skip
        self._arrange()
        self._connect()
        self.marking.set_color_names(colors.names(library))
        self.set_theme(theme)
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
        aim = Aim(annotation_id or 0, range, BETWEEN.join(words))
        self._opening.open_item(item_id, aim, new_tab=new_tab, beside=beside)
        if words:
            self.find_bar.show_words(words)

    def close_tab(self, tab: ReadingTab | None = None) -> None:
        """Close a tab, the foremost one if none is named."""
        tab = tab or self.tab()
        if tab:
            focus = self.window().focusWidget()
            held = focus is not None and self.isAncestorOf(focus)
            self._opening.close(tab)
            if held and self.tab():
                self.focus_article()
            elif held:
                self.emptied.emit()

    def current_item_id(self) -> int:
        """0 when no article is open."""
        tab = self.tab()
        return tab.item_id if tab else 0

    def go_to_annotation(self, annotation_id: int) -> None:
        """Scroll an annotation of the article on screen into view and flash it."""
        self._marker.go_to(annotation_id)

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
        for tab in self._opening.columns.tabs():
            renewed = tab.item_id in changes.items and tab.reload_version()
            if changes.annotations and not renewed:
                tab.reload_annotations(changes.annotations)
            if tab.item_id in changes.items:
                tab.reload_item()
                self._opening.columns.name(tab)
        if changes.color_names:
            self.marking.set_color_names(colors.names(self._library))
        self._marker.look()
        if changes.annotations:
            self._marker.refresh_popup()

    def welcome(self, first: bool) -> None:
        """Whether a person without articles is to be welcomed where no article is open."""
        self._without.welcome(first)

    def set_typography(self, typography: Typography) -> None:
        self._opening.set_typography(typography)

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
        for part in (self._opening, self.popup, self.find_bar, self._without):
            part.set_theme(theme)
        for actions in (self.marking, self.moving, self._pages.actions):
            actions.set_theme(theme)

    def menu_actions(self) -> dict[str, list[QAction]]:
        """Everything the pane can do, for the menus ``article``, ``pages`` and ``annotate``, in their order."""
        return {
            "article": self.moving.all(),
            "pages": self._pages.actions.all(),
            "annotate": [*self.marking.all(), *self._passages.all(), *self._marker.ends.actions.all()],
        }

    def shut(self) -> None:
        """Let go of all articles, before the library is closed."""
        self._opening.shut()

    def save_positions(self) -> None:
        self._opening.save_positions()

    # Parts ---------------------------------------------------------------------------------------------

    def tab(self) -> ReadingTab | None:
        """The tab on screen; of two, the one that keys act on."""
        return self._opening.tab()

    def page_actions(self) -> PageActions:
        return self._pages.actions

    def draw_anew(self, annotation: Annotation) -> None:
        """Let the person draw an area of the article on screen again, as that of this annotation."""
        if not self._pages.draw_anew(annotation):
            self.said.emit(tr("There is no picture here to draw it on. It is kept as it is."))

    def parts(self) -> list[QWidget]:
        """In the order in which a person comes through them."""
        return [self.way.contents, *self._opening.columns.columns(), self]

    def tabs_on_screen(self) -> list[ReadingTab]:
        """One, or two side by side."""
        return self._opening.columns.on_screen()

    def focus_article(self) -> None:
        self._opening.focus_article()

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
        self._without = NoArticle(self)
        self._without.import_wanted.connect(self.import_requested)
        self._without.samples_wanted.connect(self.samples_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._without)
        self._split = QSplitter(self)
        self._split.setHandleWidth(1)
        for part in (self.way.contents, self._opening.columns):
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
        self._opening.made.connect(self._attend_to)
        self._opening.changed.connect(self._tab_changed)
        self._opening.columns.close_wanted.connect(self.close_tab)
        self.find_bar.closed.connect(self.focus_article)
        self.way.place_wanted.connect(lambda start: self.show_range(start, start + 1))
        self.way.link_followed.connect(self.follow_link)
        self.way.told.connect(self.status_changed)
        self.popup.left.connect(self.focus_article)
        self.popup.link_wanted.connect(self._linker.offer)
        self.popup.link_followed.connect(self.follow_link)
        self._marker.activated.connect(self.annotation_activated)
        self._marker.looked.connect(self._passages.look)
        self._passages.reshaping.said.connect(self.said)
        self._originals.parts_chosen.connect(self.parts_chosen)
        self._originals.said.connect(self.said)
        self.moving.annotation_wanted.connect(self._marker.step)
        self.moving.close_wanted.connect(self.close_tab)
        self.moving.escape_wanted.connect(self._escape)

    def _attend_to(self, tab: ReadingTab) -> None:
        for tool in self._tools:
            tool.attach(tab)
        tab.opened.connect(self._article_opened)
        tab.annotation_hovered.connect(self.annotation_hovered)
        tab.location_changed.connect(self._located)
        tab.link_activated.connect(self.open_url_requested)

    def _article_opened(self) -> None:
        tab = self.sender()
        if isinstance(tab, ReadingTab):
            self._opening.columns.name(tab)
            if tab is self.tab():
                self._tab_changed()
                self._take_lost_focus()
                if tab.active_id:
                    self.annotation_activated.emit(tab.active_id)

    def _tab_changed(self) -> None:
        """Another article is on screen, or none."""
        tab = self.tab()
        self._stack.setCurrentWidget(self._split if tab else self._without)
        for tool in self._tools:
            tool.attend(tab)
        if self.current_item_id() != self._shown_item:
            self._shown_item = self.current_item_id()
            self.current_item_changed.emit(self._shown_item)

    def _located(self, position: ReadingPosition) -> None:
        if self.sender() is self.tab():
            self.way.locate(position)
            self.scrolled.emit(position.offset)

    def _escape(self) -> None:
        if not (self._marker.put_away() or self._pages.put_away() or self._finder.put_away()):
            self.escaped.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_positions()
        super().hideEvent(event)
