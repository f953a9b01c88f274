"""What lines, table and covers have in common: keys, mouse, menu. They share one model and one selection."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QWidget

from desktop.reader.theme import Theme
from desktop.services.listing import Listing
from desktop.ui.actions import Actions
from desktop.ui.models.items import ID, Index, ItemsModel, dragged_items
from desktop.ui.words import tr

MENU = (
    "open_tab", "open_beside", "details", "rename_item", "", "item_up", "item_down", "", "collect", "take_out", "tag", "",
    "unread", "reading", "read", "star", "", "export", "", "trash", "restore",
)  # fmt: skip
_FLAG = QItemSelectionModel.SelectionFlag
_FEWEST = 8
"""Articles of a screenful, however low the view is before it is shown."""

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object


class ArticleView(_View):
    """Mixed into a view of Qt. J and K walk, Enter opens, the middle button opens in a tab."""

    opened = Signal(int)
    opened_in_tab = Signal(int)
    passage_chosen = Signal(int, object)
    """Item id and ``Passage`` that was clicked."""
    dropped = Signal(list, int)
    """Ids of articles of the list that were dragged to another place of it, and that of the article below, or 0."""
    typed = Signal(str)
    """A letter that means nothing else: the beginning of a title."""
    items: ItemsModel
    _actions: Actions
    _shared: QItemSelectionModel
    theme: Theme
    _by_hand = False
    _gap = -1

    def take(self, items: ItemsModel, selection: QItemSelectionModel, actions: Actions) -> None:
        """Show what the other views show, once it is attached."""
        self.items, self._actions, self._shared = items, actions, selection
        self.setObjectName("itemList")
        self.setAccessibleName(tr("Articles"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._open)

    def attach(self, on: bool) -> None:
        """Only the view on screen listens: the others would lay out and look up all that they do not show."""
        former = self.selectionModel()
        self.setModel(self.items if on else None)
        if former is not None and former is not self._shared:
            former.deleteLater()
        if on:
            own = self.selectionModel()
            self.setSelectionModel(self._shared)
            own.deleteLater()

    # What is chosen ------------------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """Ids of the chosen articles in the order of the list."""
        ranges = sorted({(part.top(), part.bottom()) for part in self._shared.selection().toList()})
        ids = [id_ for top, bottom in ranges for id_ in self.items.listing.ids[top : bottom + 1]]
        return list(dict.fromkeys(id_ for id_ in ids if id_ > 0)) if self.items.listing.groups else ids

    def listed(self) -> list[int]:
        """Ids of all articles of the list."""
        return self.items.articles()

    def current_id(self) -> int:
        index = self.currentIndex()
        return max(0, index.data(ID)) if index.isValid() else 0

    def choose(self, item_id: int) -> None:
        row = self.items.row_of(item_id)
        if row >= 0:
            self.go_to(row)

    def go_to(self, row: int) -> None:
        index = self.items.at(row)
        self._shared.setCurrentIndex(index, _FLAG.ClearAndSelect | _FLAG.Rows)
        self.scrollTo(index)

    def screenful(self) -> int:
        """How many articles can be in sight at once."""
        return max(_FEWEST, self.across() * (1 + self.viewport().height() // self.lowest()))

    def lowest(self) -> int:
        """The height of the lowest line."""
        raise NotImplementedError

    def across(self) -> int:
        """Articles side by side."""
        return 1

    def show_listing(self, listing: Listing) -> None:
        """Show another list; what was chosen stays chosen where it is still there."""
        shown = self.items.listing
        if listing.ids == shown.ids and listing.query == shown.query:
            self.items.show(listing)
            return
        chosen, current = set(self.chosen()), self.current_id()
        above = self.verticalScrollBar().value()
        self.items.show(listing)
        self._shared.select(self._span(chosen), _FLAG.Select | _FLAG.Rows)
        if current and (row := self.items.row_of(current)) >= 0:
            self._shared.setCurrentIndex(self.items.at(row), _FLAG.NoUpdate)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(above)

    def _span(self, chosen: set[int]) -> QItemSelection:
        """The lines of these articles: neighbours as one range, so that very many cost little."""
        span, start, ids = QItemSelection(), -1, self.items.listing.ids
        for place, id_ in enumerate(ids if chosen else ()):
            if id_ in chosen:
                start = place if start < 0 else start
            elif start >= 0:
                span.select(self.items.at(start), self.items.at(place - 1))
                start = -1
        if start >= 0:
            span.select(self.items.at(start), self.items.at(len(ids) - 1))
        return span

    # To another place of the list ----------------------------------------------------------------------

    def set_by_hand(self, on: bool) -> None:
        """Whether articles can be dragged to another place."""
        if on != self._by_hand:
            self._by_hand = on
            mode = QAbstractItemView.DragDropMode
            self.setDragDropMode(mode.DragDrop if on else mode.DragOnly)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._aim(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls
        self._aim(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._point_at(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(event)
        gap, ids = self._gap, self.items.listing.ids
        self._point_at(-1)
        if gap >= 0:
            self.dropped.emit(dragged_items(event.mimeData()), ids[gap] if gap < len(ids) else 0)

    def _aim(self, event: QDropEvent) -> None:
        own = self._by_hand and self.items.row_of((dragged_items(event.mimeData()) or [0])[0]) >= 0
        self._point_at(self._gap_at(event.position().toPoint()) if own else -1)
        if own:
            event.setDropAction(Qt.DropAction.CopyAction)  # the lines stay until the library was changed
            event.accept()
        else:
            event.ignore()

    def _gap_at(self, point: QPoint) -> int:
        """The line above which something would be put; past the last: at the end."""
        index = self.indexAt(point)
        if not index.isValid():
            return self.items.rowCount()
        middle = self.visualRect(index).center()
        if self.across() == 1:
            return index.row() + (point.y() > middle.y())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return index.row() + ((point.x() > middle.x()) != mirrored)

    def _point_at(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0 or not self.items.rowCount():
            return
        last = self._gap == self.items.rowCount()
        line = self.visualRect(self.items.at(self._gap - last))
        if self.across() == 1:
            line = QRect(0, line.bottom() if last else line.top() - 1, self.viewport().width(), 2)
        else:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            line = QRect(line.right() if last != mirrored else line.left(), line.top(), 2, line.height())
        painter = QPainter(self.viewport())
        painter.fillRect(line, QColor(self.theme.accent))
        painter.end()

    # Keys and mouse ------------------------------------------------------------------------------------

    def rename(self) -> None:
        """Let the title be changed in its place; in the table what is current there."""
        index = self.currentIndex()
        if index.isValid():
            flags = self.items.flags(index)
            index = index if flags & Qt.ItemFlag.ItemIsEditable else self.items.at(index.row())
            if self.items.id_at(index.row()) > 0:
                self.setCurrentIndex(index)
                self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"j": 1, "k": -1}.get(event.text(), 0)
        if step:
            self._walk(step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._walk(self.items.rowCount() * (1 if event.key() == Qt.Key.Key_End else -1))
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        """To the next article that way, past the titles of groups."""
        last = self.items.rowCount() - 1
        row = min(max(self.currentIndex().row() + step, 0), last)
        while 0 <= row <= last and self.items.id_at(row) < 0:
            row += 1 if step > 0 or row == 0 else -1
        if 0 <= row <= last:
            self.go_to(row)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Titles are asked of the library: most are not in memory."""
        self.typed.emit(search)

    def _open(self, index: Index) -> None:
        if index.data(ID) > 0:
            self.opened.emit(index.data(ID))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid() or index.data(ID) < 0:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self.opened_in_tab.emit(index.data(ID))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not plain:
            return
        if passage := self._passage_at(index, point):
            self.passage_chosen.emit(index.data(ID), passage)
        elif self.chosen() == [index.data(ID)]:
            self.opened.emit(index.data(ID))

    def _passage_at(self, _index: QModelIndex, _point: QPoint) -> object:
        """The found passage under a point of the view, where passages are shown."""
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in MENU:
            if not name:
                menu.addSeparator()
            elif self._actions[name].isEnabled():
                menu.addAction(self._actions[name])
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).center()
        menu.popup(self.viewport().mapToGlobal(at) if by_key else event.globalPos())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.setFocus()
