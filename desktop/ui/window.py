"""The main window: panels side by side, and what its actions do."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.reader.theme import Theme
from desktop.services import browse
from desktop.services.sources import Given
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui import panel_focus, tab_walk
from desktop.ui.actions import Actions
from desktop.ui.arranging import Arranging
from desktop.ui.article_commands import ArticleCommands
from desktop.ui.article_list import ArticleList
from desktop.ui.called_links import CalledLinks
from desktop.ui.commands import Commands
from desktop.ui.detailing import Detailing
from desktop.ui.exporting.exporting import Exporting
from desktop.ui.focus_mode import FocusMode
from desktop.ui.importing.importing import Importing
from desktop.ui.importing.ways_in import WaysIn
from desktop.ui.keyboard import Keyboard
from desktop.ui.layout_memory import remember, restore
from desktop.ui.libraries import Libraries
from desktop.ui.looks import Looks
from desktop.ui.models.places import Place, Shelves
from desktop.ui.notebook.notebook import Notebook
from desktop.ui.outside_links import OutsideLinks
from desktop.ui.overview.overview import Overview
from desktop.ui.palette import Palette
from desktop.ui.panels.details_panel import DetailsPanel
from desktop.ui.panels.item_list import ItemList
from desktop.ui.panels.search_bar import SearchBar
from desktop.ui.panels.sidebar import Sidebar
from desktop.ui.panels.status_line import StatusLine
from desktop.ui.passage_finder import PassageFinder
from desktop.ui.provenance import Provenance
from desktop.ui.reading.annotations_panel import AnnotationsPanel
from desktop.ui.reading.pane import ReadingPane
from desktop.ui.searching import Searching
from desktop.ui.shelving import Shelving
from desktop.ui.soundness import Soundness
from desktop.ui.stepping import Stepping
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.ui.upkeep import Upkeep
from desktop.ui.workplace import Workplace

_NARROW = 1150
"""Pixels of width below which the sidebar gives way."""

_GLANCE = 500
"""Milliseconds between looks at the library while an import goes on."""


class MainWindow(Workplace):
    """Owns the panels; every write goes through ``tasks`` and comes back as ``Changes``."""

    settings_changed = Signal(object)
    """``Settings`` to keep."""

    def __init__(self, library: Library, tasks: Tasks, appearance: Appearance, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.setWindowTitle("Florilegium")
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.library, self.tasks, self._appearance = library, tasks, appearance
        self._without_articles = False
        self._folded_for_room = self._begun = False
        self._glance = QTimer(self, singleShot=True, interval=_GLANCE)
        self._glance.timeout.connect(self._refresh_lists)
        self.actions_by_name = Actions(self)
        self.search_bar = SearchBar(self.actions_by_name, self)
        self.sidebar = Sidebar(self)
        self.item_list = ItemList(self.actions_by_name, self)
        self.reading = ReadingPane(library, tasks, browse.LibrarySource(library), self)
        self.annotations = AnnotationsPanel(library, tasks, self)
        self.details = DetailsPanel(self)
        self.status = StatusLine(library.path.stem, self)
        self.importing = Importing(self, appearance.theme)
        self._upkeep = Upkeep(library, tasks, self)
        PassageFinder(library, tasks, self)
        self.articles = ArticleList(self, self.item_list, self.search_bar)
        self._arrange()
        self._connect()
        self._make_parts()
        restore(self, self.panels, settings.window_state)
        self._set_theme(appearance.theme)
        self.refresh(Changes())
        self.item_list.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Show what was written."""
        self.reading.refresh(changes)
        self.annotations.refresh(changes)
        self._refresh_lists(changes)

    def _look_again(self) -> None:
        if not self._glance.isActive():
            self._glance.start()

    def _refresh_lists(self, changes: Changes = Changes()) -> None:  # noqa: B008 - frozen
        self.articles.refresh()  # first: it is what a person waits for
        self.shelving.refresh(changes)
        self.detailing.refresh(changes)

    def _show_shelves(self, shelves: Shelves) -> None:
        without = shelves.counts.all + shelves.counts.trash == 0
        if without != self._without_articles:
            self._without_articles = without
            self.reading.welcome(without)
            self.articles.empty_library = without
            self.articles.refresh()

    def _go_to(self, place: Place) -> None:
        self.search_bar.scope("" if place.kind == "all" else str(self.sidebar.currentIndex().data()))
        self.articles.refresh()

    def _arrange(self) -> None:
        self.panels = QSplitter(self)
        for part in (self.sidebar, self.item_list, self.reading, self.annotations, self.details):
            self.panels.addWidget(part)
        self.panels.setHandleWidth(1)
        self.panels.setStretchFactor(2, 1)
        self.panels.setSizes([210, 290, 540, 260, 280])
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search_bar)
        column.addWidget(self.panels, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        reading = self.reading.menu_actions()
        reading["view"] = [
            menu.menuAction() for menu in (self.articles.menus.order, self.articles.menus.looks)
        ]
        reading["annotate"] += self.annotations.orphan.actions_for_menu()
        self.actions_by_name.fill(self.menuBar(), reading)

    def _connect(self) -> None:
        act = self.actions_by_name
        self.annotations.attend(self.reading)
        self._appearance.changed.connect(self._set_theme)
        self.tasks.changed.connect(self.refresh)
        self.tasks.failed.connect(self.status.say)
        self.tasks.task_started.connect(self.status.watch)
        self.reading.status_changed.connect(self.status.position.setText)
        self.reading.said.connect(self.say)
        self.reading.emptied.connect(self.item_list.focus)
        self.reading.current_item_changed.connect(self._note_opened)
        self.annotations.said.connect(self.say)
        self.search_bar.query_changed.connect(lambda _query: self.articles.refresh())
        self.sidebar.place_chosen.connect(self._go_to)
        self.sidebar.entered.connect(self.item_list.focus)
        self.importing.arrived.connect(self._look_again)
        self.reading.import_requested.connect(act["import_files"].trigger)
        self.item_list.import_wanted.connect(act["import_files"].trigger)
        act.give_meaning(
            next_panel=lambda: panel_focus.step(self._panels(), 1),
            previous_panel=lambda: panel_focus.step(self._panels(), -1),
            search=self.search_bar.field.setFocus,
            new_note=self.annotations.write_note,
            quit=self.close,
            find_title=self.articles.ask_title,
        )
        for name, panel in (("sidebar", self.sidebar), ("annotations", self.annotations)):
            act[name].setChecked(True)
            act[name].toggled.connect(panel.setVisible)

    def _panels(self) -> list[tuple[QWidget, QWidget]]:
        """In the order of the window, each with what takes the focus in it."""
        return [
            (self.sidebar, self.sidebar), (self.item_list, self.item_list.view),
            (self.reading, self.reading.entrance()),
            (self.annotations, self.annotations.entrance()), (self.details, self.details.entrance()),
        ]  # fmt: skip

    def _set_theme(self, theme: Theme) -> None:
        self.importing.set_theme(theme)
        parts = (self.actions_by_name, self.search_bar, self.sidebar, self.item_list, self.reading)
        for part in (*parts, self.annotations, self.details):
            part.set_theme(theme)

    def _make_parts(self) -> None:
        """What gives panels and actions their meaning; each part knows the window as a ``Workplace``."""
        act, items, reading = self.actions_by_name, self.item_list, self.reading
        self.keyboard = Keyboard(self, self.settings.keys)
        self.keyboard.changed.connect(lambda keys: self.keep_settings(replace(self.settings, keys=keys)))
        self._ways_in = WaysIn(self, act, self.importing, self.sidebar)
        reading.samples_requested.connect(self._ways_in.take_samples)
        searching = Searching(self, self.search_bar, items, reading)
        self.articles.listed.connect(searching.look_again)
        self.shelving = Shelving(self, act, self.sidebar)
        self.shelving.shown.connect(self._show_shelves)
        Stepping(self, act)
        commands = Commands(self, act)
        reading.parts_chosen.connect(commands.take_parts)
        ArticleCommands(self, act, items, reading)
        Arranging(self, items, self.articles, act)
        self.notebook = Notebook(self, act)
        self._appearance.changed.connect(self.notebook.set_theme)
        Palette(self, act, self.notebook)
        Soundness(self, act, self._upkeep, Libraries(self, act).start)
        self.overview = Overview(self, act, self.notebook)
        self._appearance.changed.connect(self.overview.set_theme)
        self.detailing = Detailing(self, self.details, act)
        items.selection_moved.connect(self.detailing.attend)
        reading.current_item_changed.connect(self.detailing.attend)
        self.exporting = Exporting(self, act, lambda: (items.view.listed(), self.search_bar.query()))
        self.called_links = CalledLinks(self)
        Looks(self, act, self._appearance, reading)
        Provenance(self, act)
        outside = OutsideLinks(self)
        reading.open_url_requested.connect(outside.follow)
        panels = (self.search_bar, self.sidebar, items, self.annotations, self.details)
        focus = FocusMode(act["focus_mode"], (self.menuBar(), *panels, self.status), self)
        reading.escaped.connect(focus.leave)

    def _note_opened(self, item_id: int) -> None:
        if item_id:
            self.tasks.keep(lambda: browse.set_opened(self.library, item_id))

    def subject(self) -> list[int]:
        open_item = self.reading.current_item_id()
        return self.item_list.chosen() or ([open_item] if open_item else [])

    def place(self) -> Place:
        return self.sidebar.place()

    def asked(self) -> str:
        words, scope = self.search_bar.query().strip(), self.sidebar.place().query
        return f"{scope} ({words})" if words and scope else words or scope

    def theme(self) -> Theme:
        return self._appearance.theme

    def open_article(self, item_id: int, annotation_id: int = 0) -> None:
        self.reading.open_item(item_id, annotation_id=annotation_id or None)

    def go_to(self, place: Place, query: str = "") -> None:
        self.search_bar.field.setText(query)
        self.sidebar.choose(place)
        self.articles.refresh()
        self.item_list.view.setFocus()

    def say(self, text: str) -> None:
        self.status.say(text)

    def import_sources(self, sources: Sequence[Given], collection: str = "") -> None:
        self.importing.start(sources, collection)

    def export_place(self, place: Place) -> None:
        self.exporting.export_place(place)

    def keep_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.settings_changed.emit(settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list and the reader share the width; the sidebar comes back with the room."""
        super().resizeEvent(event)
        narrow, shown = self.width() < _NARROW, self.actions_by_name["sidebar"]
        if narrow and not self._folded_for_room and shown.isChecked():
            self._folded_for_room = True
            shown.setChecked(False)
        elif not narrow and self._folded_for_room:
            self._folded_for_room = False
            shown.setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and not self._begun:
            self._begun = True
            self._ways_in.begin()
            self.exporting.begin()
            self.called_links.listen()

    def release(self) -> None:
        """Finish all work and end the threads and workers, before the library is closed."""
        self._glance.stop()
        self._upkeep.stop()
        self.exporting.folders.stop()
        self.called_links.stop()
        self.reading.shut()
        self.tasks.close()
        self.articles.release()
        self.importing.release()

    def focusNextPrevChild(self, forward: bool) -> bool:
        parts = (
            self.search_bar,
            self.sidebar,
            self.item_list,
            *self.reading.parts(),
            self.annotations,
            self.details,
        )
        return tab_walk.step(self, parts, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reading.save_positions()
        self.actions_by_name["focus_mode"].setChecked(False)  # what it put away is not what the person hid
        self.keep_settings(replace(self.settings, window_state=remember(self, self.panels)))
        super().closeEvent(event)
