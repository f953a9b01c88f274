"""The list of articles in the middle of the window: as lines, as a table, as covers, or what to do where it is empty."""

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.reader.theme import Theme
from desktop.services.listing import Listing
from desktop.ui.actions import Actions
from desktop.ui.models.items import ItemsModel
from desktop.ui.panels.item_covers import CoversView
from desktop.ui.panels.item_lines import LinesView
from desktop.ui.panels.item_table import TableView
from desktop.ui.panels.list_bar import ListBar
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.words import tr

_WIDTHS = {"lines": 290, "table": 620, "covers": 350}
"""Pixels that each look wants at first."""
_LEFT_TO_READ = 320
"""Pixels that the reader keeps."""


class ItemList(QWidget):
    """The looks share one model and one selection: what is chosen in one is chosen in all."""

    opened = Signal(int)
    opened_in_tab = Signal(int)
    """By the middle mouse button."""
    passage_chosen = Signal(int, object)
    """Item id and ``Passage`` that was clicked."""
    selection_moved = Signal()
    import_wanted = Signal()
    dropped = Signal(list, int)
    """Ids of articles that were dragged to another place of the list, and that of the article below; 0: at the end."""
    edited = Signal(int, str, str)
    """Id of an article, the name of a column, and what a person wrote there."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("List of articles"))
        self.setMinimumWidth(220)
        self.items = ItemsModel(self)
        self.items.edited.connect(self.edited)
        self.selection = QItemSelectionModel(self.items, self)
        self.selection.selectionChanged.connect(lambda *_: self.selection_moved.emit())
        self.lines, self.table, self.covers = LinesView(self), TableView(self), CoversView(self)
        self.views: dict[str, LinesView | TableView | CoversView] = {
            "lines": self.lines, "table": self.table, "covers": self.covers,
        }  # fmt: skip
        self.bar = ListBar(self)
        self.empty = EmptyPlace("books", "", self, action=tr("Import articles"))
        self.empty.button.clicked.connect(self.import_wanted)
        self._stack = QStackedWidget(self)
        for view in self.views.values():
            view.take(self.items, self.selection, actions)
            view.opened.connect(self.opened)
            view.opened_in_tab.connect(self.opened_in_tab)
            view.passage_chosen.connect(self.passage_chosen)
            view.dropped.connect(self.dropped)
            view.typed.connect(self.bar.ask_title)
            self._stack.addWidget(view)
        self._stack.addWidget(self.empty)
        self._look = "lines"
        self.view.attach(True)
        self._sought = self._kept = False
        self._widths: dict[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    @property
    def view(self) -> LinesView | TableView | CoversView:
        """The one that is on screen."""
        return self.views[self._look]

    @property
    def look(self) -> str:
        """lines, table or covers."""
        return self._look

    def set_look(self, look: str) -> None:
        """Show the same list otherwise; what was chosen stays so, and in sight."""
        if look == self._look or look not in self.views:
            return
        focused, empty = self.view.hasFocus(), self._stack.currentWidget() is self.empty
        self.view.attach(False)
        self._take_room(look)  # while nothing has to be laid out for it
        self._look = look
        self.view.attach(True)
        if not empty:
            self._stack.setCurrentWidget(self.view)
        self._sought = True
        self._seek()
        if focused:
            self.view.setFocus()

    def _take_room(self, look: str) -> None:
        """A table wants more width than lines: it is taken from the reader, and given back."""
        panels = self.parentWidget()
        if not isinstance(panels, QSplitter) or not self.isVisible():
            return
        sizes, place = panels.sizes(), panels.indexOf(self)
        for number, size in enumerate(sizes):
            part = panels.widget(number)
            if part and not size and part.isHidden():  # it would come back without any width
                sizes[number] = max(part.width(), part.sizeHint().width())
        self._widths[self._look] = sizes[place]
        wanted = self._widths.get(look) or max(sizes[place], _WIDTHS[look])
        more = min(wanted - sizes[place], max(0, sizes[place + 1] - _LEFT_TO_READ))
        sizes[place] += more
        sizes[place + 1] -= more
        panels.setSizes(sizes)

    def set_by_hand(self, on: bool) -> None:
        """Whether articles can be dragged to another place of the list."""
        for view in self.views.values():
            view.set_by_hand(on)

    def keep_in_sight(self) -> None:
        """What is current, when the list is shown anew."""
        self._kept = True

    def _seek(self) -> None:
        """Bring what is current into sight."""
        current = self.selection.currentIndex()
        if current.isValid():
            first = self.items.at(current.row())
            self.selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(first, self.view.ScrollHint.PositionAtCenter)
        self.view.horizontalScrollBar().setValue(0)

    def focus(self) -> None:
        self.view.setFocus()

    def rename(self) -> None:
        """Let the current title be changed in its place."""
        self.view.rename()

    def chosen(self) -> list[int]:
        """Ids of the chosen articles in the order of the list."""
        return self.view.chosen()

    def show_listing(self, listing: Listing, without: str, *, importing: bool) -> None:
        """``without``: what an empty list says; ``importing``: whether it offers to import."""
        self.view.show_listing(listing)
        self.empty.text.setText(without)
        self.empty.button.setVisible(importing)
        self._stack.setCurrentWidget(self.view if listing.ids else self.empty)
        if self._sought:
            self._sought = False
            self._seek()
        elif self._kept and self.selection.currentIndex().isValid():
            self._kept = False
            self.view.scrollTo(self.selection.currentIndex())
        self.selection_moved.emit()

    def set_theme(self, theme: Theme) -> None:
        for part in (self.lines, self.table, self.covers, self.bar, self.empty):
            part.set_theme(theme)
