"""The list as a table of the columns that a person chose; ordered by a click, by several with Shift."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.services.listing import Order
from desktop.ui.models.columns import COLUMNS, NAMES
from desktop.ui.models.items import GROUP, Index
from desktop.ui.panels.article_view import ArticleView
from desktop.ui.panels.group_title import paint_group
from desktop.ui.panels.in_place import InPlaceDelegate
from desktop.ui.theme import icon
from desktop.ui.words import direction, tr

_ROW = 30


class _CellDelegate(InPlaceDelegate):
    """Quiet cells: no grid, the line that is chosen in the theme's colour."""

    theme: Theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(GROUP) is not None:
            return  # the table draws it across
        self.initStyleOption(option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, QColor(self.theme.selection))
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.text if index.column() == 0 or chosen else self.theme.muted))
        inside = option.rect.adjusted(8, 0, -8, 0)
        text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, inside.width())
        painter.setLayoutDirection(direction(option.text))
        side = Qt.AlignmentFlag.AlignRight if COLUMNS[index.column()].number else Qt.AlignmentFlag.AlignLeft
        if option.direction == Qt.LayoutDirection.RightToLeft:
            side = (
                Qt.AlignmentFlag.AlignLeft
                if side == Qt.AlignmentFlag.AlignRight
                else Qt.AlignmentFlag.AlignRight
            )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | side, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


class _Header(QHeaderView):
    """Tells by arrows what the list is ordered by; a number tells the rank of the second and the third."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.order: Order = ()
        self.theme = themes.load("paper")
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(32)
        self.setAccessibleName(tr("Columns"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        painter.save()
        painter.fillRect(rect, QColor(self.theme.window))
        painter.setPen(QColor(self.theme.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight() + QPoint(0, 9), rect.bottomRight() - QPoint(0, 9))
        names = [name for name, _ in self.order]
        column = COLUMNS[section]
        inside = rect.adjusted(8, 0, -8, 0)
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        if column.order and column.order in names:
            rank = names.index(column.order)
            arrow = icon("arrow-down" if self.order[rank][1] else "arrow-up", self.theme, self.theme.accent)
            width = 14 if rank == 0 else 22
            mark = QRect(inside.right() - width + 1, inside.center().y() - 6, width, 12)
            mark = QStyle.visualRect(self.layoutDirection(), inside, mark)
            arrow.paint(painter, mark.left(), mark.top(), 12, 12)
            if rank:
                painter.drawText(mark.adjusted(14, -4, 0, 4), Qt.AlignmentFlag.AlignVCenter, str(rank + 1))
            room = inside.adjusted(0, 0, -width - 2, 0)
            inside = QStyle.visualRect(self.layoutDirection(), inside, room)
        text = painter.fontMetrics().elidedText(tr(column.text), Qt.TextElideMode.ElideRight, inside.width())
        side = Qt.AlignmentFlag.AlignTrailing if column.number else Qt.AlignmentFlag.AlignLeading
        painter.drawText(
            inside, QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 32)


class TableView(ArticleView, QTableView):
    """Which columns there are, their order and widths, are given by ``set_layout`` and told by ``layout_of``."""

    order_wanted = Signal(str, bool)
    """The order of the column that was clicked, and whether it is to come after those that are there."""
    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = themes.load("paper")
        self._widths: dict[str, int] = {}
        self.cells = _CellDelegate(self)
        self.cells.theme = self.theme
        self.setItemDelegate(self.cells)
        self.head = _Header(self)
        self.setHorizontalHeader(self.head)
        self.head.sectionClicked.connect(self._clicked)
        self.head.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        self.head.sectionResized.connect(lambda *_: self.columns_changed.emit())
        self.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_order(self, order: Order) -> None:
        self.head.order = order
        self.head.viewport().update()

    def attach(self, on: bool) -> None:
        """A header forgets its columns with its model."""
        if not on:
            self._widths = self.layout_of()
        self.head.blockSignals(True)
        super().attach(on)
        self.head.blockSignals(False)
        if on:
            self.set_layout(self._widths)

    def set_layout(self, widths: Mapping[str, int]) -> None:
        """The shown columns by name, in their order, each with its width; the others are hidden."""
        self._widths = dict(widths)
        if not self.head.count():
            return
        self.head.blockSignals(True)
        for place, name in enumerate(widths):
            self.head.moveSection(self.head.visualIndex(NAMES.index(name)), place)
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, column.name not in widths)
            self.setColumnWidth(number, widths.get(column.name, column.width))
        self.head.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    def layout_of(self) -> dict[str, int]:
        """As ``set_layout`` takes it."""
        if not self.head.count():
            return dict(self._widths)
        shown = (self.head.logicalIndex(place) for place in range(self.head.count()))
        return {
            NAMES[number]: self.head.sectionSize(number)
            for number in shown
            if not self.isColumnHidden(number)
        }

    def _clicked(self, section: int) -> None:
        if order := COLUMNS[section].order:
            more = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.order_wanted.emit(order, more)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.items.listing.groups:
            return
        painter = QPainter(self.viewport())
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = self.items.rowCount() - 1 if last < 0 else last
        for row in range(max(first, 0), last + 1):
            if told := self.items.at(row).data(GROUP):
                top = self.rowViewportPosition(row)
                rect = QRect(0, top, self.viewport().width(), self.rowHeight(row))
                paint_group(painter, rect, told, self.theme, self.font(), self.layoutDirection())
        painter.end()

    def lowest(self) -> int:
        return _ROW

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.cells.theme = self.head.theme = theme
        self.viewport().update()
        self.head.viewport().update()
