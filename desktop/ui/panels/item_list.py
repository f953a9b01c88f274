"""The list of articles in the middle of the window, or what to do where it is empty."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStackedLayout,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.reader.theme import Theme
from desktop.services.listing import Listing, Row
from desktop.ui.actions import Actions
from desktop.ui.models.items import ID, ROW, ItemsModel
from desktop.ui.panels.item_delegate import ItemDelegate
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.words import tr

_MENU = (
    "open_tab", "open_beside", "details", "collect", "take_out", "tag", "unread", "reading", "read", "star",
    "export", "trash", "restore"
)  # fmt: skip


class ItemView(QListView):
    """The lines themselves; J and K walk, Enter opens."""

    opened = Signal(int)
    opened_in_tab = Signal(int)
    """By the middle mouse button."""
    passage_chosen = Signal(int, object)
    """Item id and ``Passage`` that was clicked."""
    selection_moved = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("itemList")
        self.setAccessibleName(tr("Articles"))
        self._actions = actions
        self.items = ItemsModel(self)
        self.lines = ItemDelegate(self)
        self.setModel(self.items)
        self.setItemDelegate(self.lines)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(lambda index: self.opened.emit(index.data(ID)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_moved.emit())

    def show_listing(self, listing: Listing) -> None:
        """Show another list; what was chosen stays chosen where it is still there."""
        if listing.ids == self.items.listing.ids and listing.query == self.items.listing.query:
            self.items.show(listing)
            return
        chosen, current = set(self.chosen()), self.current_id()
        above = self.verticalScrollBar().value()
        self.setUniformItemSizes(not listing.query)
        self.items.show(listing)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self._span(listing.ids, chosen), flag.Select)
        if current and (row := self.items.row_of(current)) >= 0:
            self.selectionModel().setCurrentIndex(self.items.index(row), flag.NoUpdate)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(above)
        self.selection_moved.emit()

    def _span(self, ids: Iterable[int], chosen: set[int]) -> QItemSelection:
        """The lines of these articles: neighbours as one range, so that very many cost little."""
        span, start = QItemSelection(), -1
        for place, id_ in enumerate(ids if chosen else ()):
            if id_ in chosen:
                start = place if start < 0 else start
            elif start >= 0:
                span.select(self.items.index(start), self.items.index(place - 1))
                start = -1
        if start >= 0:
            span.select(self.items.index(start), self.items.index(self.items.rowCount() - 1))
        return span

    def chosen(self) -> list[int]:
        """Ids of the chosen articles in the order of the list."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        return [id_ for top, bottom in ranges for id_ in self.items.listing.ids[top : bottom + 1]]

    def listed(self) -> list[int]:
        """Ids of all articles of the list."""
        return list(self.items.listing.ids)

    def current_id(self) -> int:
        index = self.currentIndex()
        return index.data(ID) if index.isValid() else 0

    def choose(self, item_id: int) -> None:
        row = self.items.row_of(item_id)
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self.items.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"j": 1, "k": -1}.get(event.text(), 0)
        if step:
            row = min(max(self.currentIndex().row() + step, 0), self.items.rowCount() - 1)
            self.setCurrentIndex(self.items.index(row))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index.isValid():
            self.opened_in_tab.emit(index.data(ID))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or not plain:
            return
        row: Row | None = index.data(ROW)
        passage = self._passage_at(index, row, event.position().toPoint()) if row else None
        if passage:
            self.passage_chosen.emit(index.data(ID), passage)
        elif self.chosen() == [index.data(ID)]:
            self.opened.emit(index.data(ID))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.chosen():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self._actions[name] for name in _MENU if self._actions[name].isEnabled()])
            menu.popup(event.globalPos())

    def _passage_at(self, index: QModelIndex, row: Row, point: QPoint) -> object:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return self.lines.passage_at(option, row, point)


class ItemList(QWidget):
    """The view, and in its place the words of an empty one."""

    import_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("List of articles"))
        self.setMinimumWidth(220)
        self.view = ItemView(actions, self)
        self.empty = EmptyPlace("books", "", self, action=tr("Import articles"))
        self.empty.button.clicked.connect(self.import_wanted)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)

    def show_listing(self, listing: Listing, without: str, *, importing: bool) -> None:
        """``without``: what an empty list says; ``importing``: whether it offers to import."""
        self.view.show_listing(listing)
        self.empty.text.setText(without)
        self.empty.button.setVisible(importing)
        self._stack.setCurrentWidget(self.view if listing.ids else self.empty)

    def set_theme(self, theme: Theme) -> None:
        self.view.lines.theme = theme
        self.empty.set_theme(theme)
        self.view.viewport().update()
