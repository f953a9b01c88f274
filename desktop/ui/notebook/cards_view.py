"""Cards of one height below the headings of their groups: hundreds of thousands of rows without laying out any."""

from bisect import bisect_right

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from desktop.reader.theme import Theme
from desktop.ui.notebook.card_painter import CardDelegate
from desktop.ui.notebook.cards_model import CardsModel, Index
from desktop.ui.words import number

_HEADING = 40
_FOOT = 16


class CardsView(QAbstractItemView):
    """``names``: what the headings of the groups say, one for each group; none: no headings."""

    chosen = Signal(int)
    """Id of the annotation that was clicked."""
    opened = Signal(int)
    """Id of one that was double-clicked, or that Enter was pressed on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: list[str] = []
        self.cards = CardsModel(self)
        self.painter = CardDelegate(theme, self)
        self.setItemDelegate(self.painter)
        self.setModel(self.cards)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.chosen.emit(self.cards.ids([index.row()])[0]))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.ids([index.row()])[0]))

    def set_names(self, names: list[str]) -> None:
        self._names = names
        self.updateGeometries()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.painter.set_theme(theme)
        self.viewport().update()

    def chosen_ids(self) -> list[int]:
        """From top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return self.cards.ids(rows)

    def show_group(self, group: int) -> None:
        """Its heading at the top, its first card the current one."""
        row = self.cards.group_starts()[group]
        self.setCurrentIndex(self.cards.index(row))
        self.verticalScrollBar().setValue(self._top(row) - (_HEADING if self._names else 0))

    # Measures ----------------------------------------------------------------------------------------

    def _top(self, row: int) -> int:
        """Of a card, in pixels from the very top."""
        headings = self.cards.group_of(row) + 1 if self._names else 0
        return row * self.painter.height() + headings * _HEADING

    def _heading_top(self, group: int) -> int:
        return self._top(self.cards.group_starts()[group]) - _HEADING

    def _row_at(self, y: int) -> int:
        """The row whose card, or whose group's heading, is there; perhaps behind the last."""
        if not self._names:
            return y // self.painter.height()
        starts = self.cards.group_starts()
        group = max(bisect_right(range(len(starts) - 1), y, key=self._heading_top) - 1, 0)
        inside = y - self._heading_top(group) - _HEADING
        return starts[group] + max(inside, 0) // self.painter.height()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        top = self._top(index.row()) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.painter.height())

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point.y() + self.verticalOffset())
        if not 0 <= row < self.cards.rowCount():
            return QModelIndex()
        index = self.cards.index(row)
        return index if self.visualRect(index).contains(point) else QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        place, bar = self.visualRect(index), self.verticalScrollBar()
        if place.isNull():
            return
        heading = _HEADING if self._names and index.row() in self.cards.group_starts() else 0
        if place.top() - heading < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + place.top() - heading)
        elif place.bottom() > self.viewport().height():
            bar.setValue(bar.value() + place.bottom() - self.viewport().height() + 1)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def updateGeometries(self) -> None:
        rows = self.cards.rowCount()
        whole = self._top(rows - 1) + self.painter.height() + _FOOT if rows else 0
        bar, shown = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(shown)
        bar.setSingleStep(self.painter.height() // 3)
        bar.setRange(0, max(whole - shown, 0))
        super().updateGeometries()

    # Choosing ----------------------------------------------------------------------------------------

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        rows = self.cards.rowCount()
        if not rows:
            return QModelIndex()
        moves, page = (
            QAbstractItemView.CursorAction,
            max(self.viewport().height() // self.painter.height(), 1),
        )
        by = {
            moves.MoveUp: -1, moves.MoveDown: 1, moves.MovePrevious: -1, moves.MoveNext: 1, moves.MovePageUp: -page,
            moves.MovePageDown: page, moves.MoveHome: -rows, moves.MoveEnd: rows,
        }.get(action, 0)  # fmt: skip
        current = self.currentIndex()
        row = current.row() + by if current.isValid() else 0
        return self.cards.index(min(max(row, 0), rows - 1))

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:
        top, bottom = sorted((rect.top(), rect.bottom()))
        first, last = (self._row_at(y + self.verticalOffset()) for y in (top, bottom))
        rows = self.cards.rowCount()
        if rows and first < rows:
            last = min(last, rows - 1)
            chosen = QItemSelection(self.cards.index(max(first, 0)), self.cards.index(max(last, 0)))
            self.selectionModel().select(chosen, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        shown = self.viewport().rect()
        for number_of_run in range(selection.size()):
            run = selection.at(number_of_run)
            place = self.visualRect(run.topLeft()).united(self.visualRect(run.bottomRight()))
            region += place.adjusted(0, -_HEADING, 0, 0).intersected(shown)
        return region

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid():
                self.opened.emit(self.cards.ids([self.currentIndex().row()])[0])
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            step = QAbstractItemView.CursorAction
            way = step.MoveDown if event.key() == Qt.Key.Key_J else step.MoveUp
            self.setCurrentIndex(self.moveCursor(way, event.modifiers()))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = index.row() if index.isValid() else -1
        if row != self.painter.hovered:
            self.painter.hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    # Painting ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.window))
        rows = self.cards.rowCount()
        if rows:
            offset, area = self.verticalOffset(), event.rect()
            first = min(self._row_at(area.top() + offset), rows - 1)
            last = min(self._row_at(area.bottom() + offset), rows - 1)
            for row in range(first, last + 1):
                self._paint_row(painter, row)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int) -> None:
        index = self.cards.index(row)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            option.state |= QStyle.StateFlag.State_HasFocus
        if self._names:
            group = self.cards.group_of(row)
            if self.cards.group_starts()[group] == row:
                self._paint_heading(painter, option.rect, group)
        self.painter.paint(painter, option, index)

    def _paint_heading(self, painter: QPainter, card: QRect, group: int) -> None:
        place = QRect(card.left() + 16, card.top() - _HEADING, card.width() - 32, _HEADING - 4)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        bottom = Qt.AlignmentFlag.AlignBottom
        leading = QStyle.visualAlignment(self.layoutDirection(), bottom | Qt.AlignmentFlag.AlignLeft)
        trailing = QStyle.visualAlignment(self.layoutDirection(), bottom | Qt.AlignmentFlag.AlignRight)
        count = number(self.cards.groups[group].count)
        room = place.width() - painter.fontMetrics().horizontalAdvance(count) - 16
        name = painter.fontMetrics().elidedText(self._names[group], Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, leading, name)
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(place, trailing, count)
