"""The left panel: where articles are. Articles are dropped on its places; collections and tags are moved in it."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QTreeView, QWidget

from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.ui.models.items import ITEMS, Index, dragged_items
from desktop.ui.models.places import ALL, COLLECTION, PLACE, TAG, Place, PlacesModel, Shelves
from desktop.ui.panels.place_delegate import PlaceDelegate
from desktop.ui.panels.place_menu import PlaceMenu
from desktop.ui.theme import icon
from desktop.ui.words import tr

_FOLDED_AT_FIRST = frozenset({("heading", "tidy")})


class Where(StrEnum):
    """Where a collection is dropped, seen from a place."""

    INSIDE = "inside"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class _Aim:
    place: Place
    where: Where
    rect: QRect


class Sidebar(QTreeView):
    """States wishes; the window has them done."""

    place_chosen = Signal(object)
    """``Place``."""
    entered = Signal()
    """Enter: on to the articles of the place."""
    items_dropped = Signal(list, object, bool)
    """Ids of articles, the ``Place`` they were dropped on, and whether they leave the collection they came from."""
    collection_dropped = Signal(int, object, str)
    """Id of the collection that was moved, a ``Place``, and where seen from it (``Where``)."""
    tag_dropped = Signal(str, object)
    """Name of the tag that was moved, and the ``Place`` it is to lie below."""
    renamed = Signal(object, str)
    """``Place``, and its new name: the last part alone."""
    wished = Signal(str, object)
    """A verb of ``PlaceMenu``, and the ``Place``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rebuilding = False
        self._theme = themes.load("paper")
        self._aim: _Aim | None = None
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Library"))
        self.setMinimumWidth(150)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)  # it is drawn here: between places, or around one
        self.setAutoExpandDelay(700)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places = PlacesModel(self)
        self.names = PlaceDelegate(self)
        self.names.renamed.connect(self.renamed)
        self.setModel(self.places)
        self.setItemDelegate(self.names)
        self._folded = set(_FOLDED_AT_FIRST)
        self._place = ALL
        self.collapsed.connect(lambda index: self._folded.add(index.data(PLACE).key))
        self.expanded.connect(lambda index: self._folded.discard(index.data(PLACE).key))

    # Places --------------------------------------------------------------------------------------------

    def place(self) -> Place:
        """The place whose articles are listed."""
        return self._place

    def show_shelves(self, shelves: Shelves) -> None:
        """Show places and counts anew; what is chosen and folded stays so."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        folded, above = set(self._folded), self.verticalScrollBar().value()
        self._rebuilding = True  # rows that go move the current one along
        anew = self.places.show(shelves)
        self._rebuilding = False
        if anew:
            for index in self.places.parents():
                self.setExpanded(index, index.data(PLACE).key not in folded)
            self._folded = folded
            self._find_again()
            self.verticalScrollBar().setValue(above)

    def _find_again(self) -> None:
        """The chosen place, perhaps renamed; all articles where it is gone."""
        for index in self.places.places():
            place: Place = index.data(PLACE)
            if place.key == self._place.key:
                renamed = place != self._place
                self._place = place
                self.setCurrentIndex(index)
                if renamed:
                    self.place_chosen.emit(place)
                return
        self.choose(ALL)

    def choose(self, place: Place) -> None:
        if index := self.index_of(place):
            self.setCurrentIndex(index)

    def index_of(self, place: Place) -> QModelIndex | None:
        return next((index for index in self.places.places() if index.data(PLACE).key == place.key), None)

    def rename(self, place: Place) -> None:
        """Let its name be changed in its place."""
        index = self.index_of(place)
        if index and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._rebuilding:
            return
        place = current.data(PLACE) if current.isValid() else None
        if place and place.kind != "heading" and place.key != self._place.key:
            self._place = place
            self.place_chosen.emit(place)

    def place_under(self, point: QPoint) -> Place | None:
        """The place at a point of the screen."""
        index = self.indexAt(self.viewport().mapFromGlobal(point))
        seen = self.isVisible() and self.viewport().rect().contains(self.viewport().mapFromGlobal(point))
        return index.data(PLACE) if seen and index.isValid() else None

    # Drag and drop -------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(event.mimeData().hasFormat(kind) for kind in (ITEMS, COLLECTION, TAG)):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls and unfolds
        self._point_at(self._aimed(event))
        if self._aim:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._point_at(None)

    def dropEvent(self, event: QDropEvent) -> None:
        aim, data = self._aimed(event), event.mimeData()
        self._point_at(None)
        if not aim:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if ids := dragged_items(data):
            moved = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.items_dropped.emit(ids, aim.place, moved)
        elif data.hasFormat(COLLECTION):
            self.collection_dropped.emit(int(data.data(COLLECTION).data()), aim.place, aim.where)
        else:
            self.tag_dropped.emit(bytes(data.data(TAG).data()).decode(), aim.place)

    def _aimed(self, event: QDropEvent) -> _Aim | None:
        """Where it would go: onto a place, or for a collection also between two."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return None
        place, rect, data = index.data(PLACE), self.visualRect(index), event.mimeData()
        if data.hasFormat(ITEMS):
            taken = place.kind not in (
                "heading",
                "all",
                "search",
                "opened",
                "untagged",
                "orphaned",
                "duplicates",
            )
            return _Aim(place, Where.INSIDE, rect) if taken else None
        if data.hasFormat(TAG):
            taken = place.kind == "tag" or (place.kind, place.name) == ("heading", "tags")
            return _Aim(place, Where.INSIDE, rect) if taken else None
        if place.kind != "collection":
            heading = (place.kind, place.name) == ("heading", "collections")
            return _Aim(place, Where.INSIDE, rect) if heading else None
        edge = rect.height() // 4
        if point.y() < rect.top() + edge:
            return _Aim(place, Where.BEFORE, rect)
        open_below = self.places.hasChildren(index) and self.isExpanded(index)
        below = point.y() > rect.bottom() - edge and not open_below
        return _Aim(place, Where.AFTER if below else Where.INSIDE, rect)

    def _point_at(self, aim: _Aim | None) -> None:
        if aim != self._aim:
            self._aim = aim
            self.viewport().update()

    # Looks and keys ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._aim:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        rect = self._aim.rect.adjusted(1, 1, -4, -1)
        if self._aim.where is Where.INSIDE:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(rect, 6, 6)
        else:
            y = self._aim.rect.top() if self._aim.where is Where.BEFORE else self._aim.rect.bottom()
            painter.drawLine(rect.left(), y, rect.right(), y)
        painter.end()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802
        """A quiet arrow beside what can be folded."""
        if not self.places.hasChildren(index):
            return
        closed = "caret-right" if not self.isRightToLeft() else "caret-left"
        drawn = icon("caret-down" if self.isExpanded(index) else closed, self._theme, self._theme.muted)
        heading = index.data(PLACE).kind == "heading"
        left = rect.left() if self.isRightToLeft() else rect.right() - 12
        drawn.paint(painter, left, rect.center().y() - (2 if heading else 6), 12, 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        place: Place = index.data(PLACE) if index.isValid() else Place("heading", name="collections")
        at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
        menu = self.menu_for(place)
        if not menu.isEmpty():
            menu.popup(at)

    def menu_for(self, place: Place) -> QMenu:
        """What can be done with a place."""
        return PlaceMenu(place, self._theme, lambda verb: self.wished.emit(verb, place), self)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.names.theme = self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.window))  # the delegate draws it itself
        self.setPalette(palette)
        self.viewport().update()
