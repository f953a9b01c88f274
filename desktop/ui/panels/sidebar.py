"""The left panel: where articles are. Articles are dropped on its places, collections are moved in it."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.domain.annotation import HighlightColor
from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.ui.models.items import ITEMS, Index, dragged_items
from desktop.ui.models.places import ALL, COLLECTION, COUNT, PLACE, Place, PlacesModel, Shelves
from desktop.ui.theme import icon
from desktop.ui.words import apart, number, tr

_ICONS = {
    "all": "books",
    "unread": "circle",
    "reading": "book-open",
    "starred": "star",
    "trash": "trash",
    "collection": "folder",
    "tag": "tag",
}


class PlaceDelegate(QStyledItemDelegate):
    """A name with its count at the far end; headings in small muted type."""

    theme: Theme
    renamed = Signal(object, str)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, 36 if index.data(PLACE).kind == "heading" else 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.data(PLACE)
        painter.save()
        inside = option.rect.adjusted(4, 0, -10, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(option.rect.adjusted(0, 1, -4, -1), 6, 6)
        aligned = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
        middle = Qt.AlignmentFlag.AlignVCenter
        if place.kind == "heading":
            font = option.font
            font.setPixelSize(12)
            painter.setFont(font)
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(inside.adjusted(0, 8, 0, 0), aligned | middle, index.data())
            painter.restore()
            return
        self._icon(painter, option, inside, place)
        count = number(index.data(COUNT)) if index.data(COUNT) else ""
        wide = option.fontMetrics.horizontalAdvance(count)
        text = QRect(inside.left() + 26, inside.top(), inside.width() - 34 - wide, inside.height())
        painter.setPen(QColor(self.theme.text))
        shown = apart(index.data())
        name = option.fontMetrics.elidedText(shown, Qt.TextElideMode.ElideRight, text.width())
        painter.setLayoutDirection(option.direction)
        painter.drawText(QStyle.visualRect(option.direction, inside, text), aligned | middle, name)
        painter.setPen(QColor(self.theme.muted))
        far = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignTrailing)
        painter.drawText(inside, far | middle, count)
        painter.restore()

    def _icon(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, place: Place) -> None:
        color = self.theme.underlines.get(place.color, self.theme.muted)
        where = QRect(inside.left(), inside.center().y() - 8, 18, 18)
        drawn = icon(_ICONS[place.kind], self.theme, color)
        drawn.paint(painter, QStyle.visualRect(option.direction, inside, where))

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text().strip() not in ("", index.data()):
            self.renamed.emit(index.data(PLACE), editor.text().strip())


class Sidebar(QTreeView):
    """States wishes; the window has them done."""

    place_chosen = Signal(object)
    """``Place``."""
    items_dropped = Signal(list, object)
    """Ids of articles, and the ``Place`` they were dropped on."""
    collection_dropped = Signal(int, object)
    """Id of the collection that was moved, and the ``Place`` it is to lie in."""
    renamed = Signal(object, str)
    delete_wanted = Signal(object)
    new_collection_wanted = Signal(object)
    color_wanted = Signal(object, str)
    empty_trash_wanted = Signal()
    export_wanted = Signal(object)
    """``Place`` whose articles are to be exported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rebuilding = False
        self._theme = themes.load("paper")
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Library"))
        self.setMinimumWidth(150)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places = PlacesModel(self)
        self.names = PlaceDelegate(self)
        self.names.renamed.connect(self.renamed)
        self.setModel(self.places)
        self.setItemDelegate(self.names)
        self._folded: set[Place] = set()
        self._place = ALL
        self.collapsed.connect(lambda index: self._folded.add(index.data(PLACE)))
        self.expanded.connect(lambda index: self._folded.discard(index.data(PLACE)))

    def place(self) -> Place:
        """The place whose articles are listed."""
        return self._place

    def show_shelves(self, shelves: Shelves) -> None:
        """Show places and counts anew; what is chosen and folded stays so."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        folded = set(self._folded)
        self._rebuilding = True  # rows that go move the current one along
        self.places.show(shelves)
        self._rebuilding = False
        kept = False
        for index in self.places.places():
            place: Place = index.data(PLACE)
            self.setExpanded(index, place not in folded)
            if (place.kind, place.id) == (self._place.kind, self._place.id):
                kept = True
                renamed = place != self._place
                self._place = place
                self.setCurrentIndex(index)
                if renamed:
                    self.place_chosen.emit(place)
        self._folded = folded
        if not kept:
            self.choose(ALL)

    def choose(self, place: Place) -> None:
        for index in self.places.places():
            if index.data(PLACE) == place:
                self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._rebuilding:
            return
        place = current.data(PLACE) if current.isValid() else None
        if place and place.kind != "heading" and (place.kind, place.id) != (self._place.kind, self._place.id):
            self._place = place
            self.place_chosen.emit(place)

    def place_at(self, event: QDropEvent) -> Place | None:
        index = self.indexAt(event.position().toPoint())
        return index.data(PLACE) if index.isValid() else None

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802
        """A quiet arrow beside what can be folded."""
        if not self.places.hasChildren(index):
            return
        closed = "caret-right" if not self.isRightToLeft() else "caret-left"
        drawn = icon("caret-down" if self.isExpanded(index) else closed, self._theme, self._theme.muted)
        heading = index.data(PLACE).kind == "heading"
        left = rect.left() if self.isRightToLeft() else rect.right() - 12
        drawn.paint(painter, left, rect.center().y() - (2 if heading else 6), 12, 12)

    def place_under(self, point: QPoint) -> Place | None:
        """The place at a point of the screen."""
        index = self.indexAt(self.viewport().mapFromGlobal(point))
        seen = self.isVisible() and self.viewport().rect().contains(self.viewport().mapFromGlobal(point))
        return index.data(PLACE) if seen and index.isValid() else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(ITEMS) or event.mimeData().hasFormat(COLLECTION):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        place = self.place_at(event)
        if place and self._takes(event, place):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.place_at(event)
        if not place or not self._takes(event, place):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if ids := dragged_items(event.mimeData()):
            self.items_dropped.emit(ids, place)
        else:
            self.collection_dropped.emit(int(event.mimeData().data(COLLECTION).data()), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._place.kind in ("collection", "tag"):
            self.delete_wanted.emit(self._place)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        place: Place = index.data(PLACE) if index.isValid() else Place("heading")
        menu = self.menu_for(place, index)
        if not menu.isEmpty():
            menu.popup(event.globalPos())

    def menu_for(self, place: Place, index: QModelIndex) -> QMenu:
        """What can be done with a place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if place.kind in ("collection", "heading"):
            menu.addAction(tr("New collection…"), lambda: self.new_collection_wanted.emit(place))
        if place.kind in ("collection", "tag"):
            menu.addAction(tr("Rename"), lambda: self.edit(index))
            menu.addAction(tr("Delete"), lambda: self.delete_wanted.emit(place))
        if place.kind not in ("heading", "trash"):
            menu.addAction(tr("Export…"), lambda: self.export_wanted.emit(place))
        if place.kind == "tag":
            colors = menu.addMenu(tr("Colour"))
            for name in ("", *HighlightColor):
                shown = tr(name.capitalize() or "None")
                colors.addAction(shown, partial(self.color_wanted.emit, place, name))
        if place.kind == "trash":
            menu.addAction(tr("Empty the trash…"), self.empty_trash_wanted.emit)
        return menu

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.names.theme = self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.window))  # the delegate draws it itself
        self.setPalette(palette)
        self.viewport().update()

    @staticmethod
    def _takes(event: QDropEvent, place: Place) -> bool:
        if event.mimeData().hasFormat(ITEMS):
            return place.kind not in ("heading", "all")
        return place.kind == "collection" or (place.kind == "heading" and place.name == "collections")
