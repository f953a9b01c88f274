"""The list as covers: the lead image, the cover, the first page, or the title set as one."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from desktop.domain.address import host_of
from desktop.domain.item import ItemSummary
from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.services.covers import Cover
from desktop.services.listing import Listing, Row
from desktop.ui.models.items import GROUP, ROW, Index
from desktop.ui.panels.article_view import ArticleView
from desktop.ui.panels.group_title import paint_group
from desktop.ui.panels.in_place import InPlaceDelegate
from desktop.ui.panels.shelf import Shelf
from desktop.ui.words import apart, direction

COVER = QSize(140, 150)
"""Pixels of a picture; it fills the width and is cut at the foot."""
_CELL = QSize(164, 214)
_KEPT = 300
"""Pictures in memory."""
_Hint = QAbstractItemView.ScrollHint
_Action = QAbstractItemView.CursorAction


def drawn(cover: Cover | None) -> QImage | None:
    """A picture of the size in which it is shown, twice as fine; may be called from any thread."""
    if cover is None:
        return None
    page = cover.page
    image = QImage.fromData(cover.data)
    if page is not None:
        image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
    if image.isNull():
        return None
    size = COVER * 2
    image = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left = (image.width() - size.width()) // 2
    return image.copy(left, 0, size.width(), size.height())


class Covers(QObject):
    """Pictures by the id of their version: what is looked at is asked for, one after another, the last first."""

    wanted = Signal(object)
    """``ItemSummary``, to be answered with ``put``."""
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[int, QImage | None] = OrderedDict()
        self._waiting: OrderedDict[int, ItemSummary] = OrderedDict()
        self._asked = 0

    def picture(self, summary: ItemSummary) -> QImage | None:
        key = summary.version_id
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting[key] = summary
        self._waiting.move_to_end(key)
        while len(self._waiting) > _KEPT // 3:
            self._waiting.popitem(last=False)
        self._ask()
        return None

    def put(self, summary: ItemSummary, image: QImage | None) -> None:
        self._kept[summary.version_id] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self._asked = 0
        if image is not None:
            self.changed.emit()
        self._ask()

    def _ask(self) -> None:
        if not self._asked and self._waiting:
            self._asked, summary = self._waiting.popitem()
            self.wanted.emit(summary)


class CoverDelegate(InPlaceDelegate):
    theme: Theme = themes.load("paper")

    def __init__(
        self, picture: Callable[[ItemSummary], QImage | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._picture = picture

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        cell = option.rect.adjusted(4, 4, -4, -4)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(cell, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 6, 6)
        place = QRect(
            cell.left() + (cell.width() - COVER.width()) // 2, cell.top() + 8, COVER.width(), COVER.height()
        )
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(QColor(self.theme.raised))
        painter.drawRect(place)
        if row is not None:
            image = self._picture(row.summary)
            if image is not None:
                painter.fillRect(place, Qt.GlobalColor.white)  # what is transparent was drawn for paper
                painter.drawImage(place, image)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place)
            else:
                self._set_title(painter, option, place, row.summary)
            below = QRect(place.left(), place.bottom() + 6, place.width(), cell.bottom() - place.bottom() - 8)
            self._name(painter, option, below, row.summary)
        painter.restore()

    def _set_title(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, summary: ItemSummary
    ) -> None:
        """A cover of words, where there is no picture: the site above, the title in serifs below."""
        item = summary.item
        painter.fillRect(place.adjusted(0, 0, 0, -place.height() + 6), QColor(self._hue(summary)))
        inside = place.adjusted(10, 16, -10, -8)
        small = QFont(option.font)
        small.setPixelSize(11)
        painter.setFont(small)
        painter.setPen(QColor(self.theme.muted))
        source = item.site or host_of(item.url)
        told = QFontMetrics(small).elidedText(source, Qt.TextElideMode.ElideRight, inside.width())
        side = self._side(item.title)
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignTop, told)
        serif = QFont("serif")
        serif.setStyleHint(QFont.StyleHint.Serif)
        serif.setPixelSize(15)
        painter.setFont(serif)
        painter.setPen(QColor(self.theme.text))
        wrapped = QTextOption(side | Qt.AlignmentFlag.AlignTop)
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.setClipRect(inside)
        painter.drawText(QRectF(inside.adjusted(0, 20, 0, 0)), item.title, wrapped)
        painter.setClipping(False)

    def _name(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, summary: ItemSummary
    ) -> None:
        """One line of the title, with a star, and one about where it is from."""
        item = summary.item
        font = QFont(option.font)
        font.setPixelSize(12)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        painter.setPen(QColor(self.theme.text))
        side = self._side(item.title) | Qt.AlignmentFlag.AlignTop
        title = ("★ " if item.starred else "") + apart(item.title)
        painter.drawText(place, side, metrics.elidedText(title, Qt.TextElideMode.ElideRight, place.width()))
        painter.setPen(QColor(self.theme.muted))
        about = " · ".join(
            part for part in (apart(item.site or host_of(item.url)), item.published[:4]) if part
        )
        second = place.adjusted(0, metrics.lineSpacing() + 1, 0, 0)
        painter.drawText(second, side, metrics.elidedText(about, Qt.TextElideMode.ElideRight, place.width()))

    def _hue(self, summary: ItemSummary) -> str:
        """One of the eight colours, the same for all articles of a site: it tells nothing by itself."""
        hues = list(self.theme.highlights.values())
        return hues[sum(map(ord, summary.item.site or host_of(summary.item.url))) % len(hues)]

    @staticmethod
    def _side(title: str) -> Qt.AlignmentFlag:
        mirrored = direction(title) == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        height = editor.sizeHint().height()
        editor.setGeometry(option.rect.adjusted(4, option.rect.height() - height - 12, -4, -12))


class CoversView(ArticleView, QAbstractItemView):
    """Covers side by side, under the titles of groups. Where they stand is reckoned by ``Shelf``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.covers = Covers(self)
        self.covers.changed.connect(self.viewport().update)
        self.cells = CoverDelegate(self.covers.picture, self)
        self.setItemDelegate(self.cells)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._laid_out: tuple[Listing, int] | None = None
        self._shelf = Shelf(0, (), 0, 1, 1)

    def lowest(self) -> int:
        return _CELL.height()

    def across(self) -> int:
        return self.shelf().across

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.cells.theme = theme
        self.viewport().update()

    def shelf(self) -> Shelf:
        """Of the list that is shown, in the width that there is."""
        listing, width = self.items.listing, self.viewport().width()
        if self._laid_out is None or self._laid_out[0] is not listing or self._laid_out[1] != width:
            self._laid_out = listing, width
            self._shelf = Shelf(len(listing.ids), listing.groups, width, _CELL.height(), _CELL.width())
        return self._shelf

    # What a view of Qt asks -----------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.column():
            return QRect()
        rect = self.shelf().rect(index.row()).translated(0, -self.verticalOffset())
        return QStyle.visualRect(self.layoutDirection(), self.viewport().rect(), rect)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.shelf().row_at(self._on_sheet(point))
        return self.items.at(row) if row >= 0 else QModelIndex()

    def _on_sheet(self, point: QPoint) -> QPoint:
        point = QStyle.visualPos(self.layoutDirection(), self.viewport().rect(), point)
        return point + QPoint(0, self.verticalOffset())

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        rect, bar, height = self.shelf().rect(index.row()), self.verticalScrollBar(), self.viewport().height()
        above, below = rect.top(), rect.bottom() - height + 1
        if hint == _Hint.PositionAtCenter:
            bar.setValue((above + below) // 2)
        elif hint == _Hint.PositionAtTop or above < bar.value():
            bar.setValue(above)
        elif hint == _Hint.PositionAtBottom or below > bar.value():
            bar.setValue(below)

    def moveCursor(self, action: _Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        row, shelf, last = self.currentIndex().row(), self.shelf(), self.items.rowCount() - 1
        if last < 0:
            return QModelIndex()
        screen = max(1, self.viewport().height() // _CELL.height())
        lines = {
            _Action.MoveUp: -1,
            _Action.MoveDown: 1,
            _Action.MovePageUp: -screen,
            _Action.MovePageDown: screen,
        }
        steps = {_Action.MovePrevious: -1, _Action.MoveNext: 1, _Action.MoveLeft: -1, _Action.MoveRight: 1}
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            steps |= {_Action.MoveLeft: 1, _Action.MoveRight: -1}
        if action in (_Action.MoveHome, _Action.MoveEnd) or row < 0:
            runs = shelf.runs(0, last)
            return self.items.at(runs[-1][1] if action == _Action.MoveEnd else runs[0][0])
        if action in lines:
            return self.items.at(shelf.beyond(row, lines[action]))
        step = steps.get(action, 0)
        runs = shelf.runs(row + step, last) if step > 0 else shelf.runs(0, row + step)
        return self.items.at((runs[0][0] if step > 0 else runs[-1][1]) if step and runs else row)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """All from the one corner to the other, as in a text."""
        ends = [
            self.shelf().row_near(self._on_sheet(corner)) for corner in (rect.topLeft(), rect.bottomRight())
        ]
        span = QItemSelection()
        if min(ends) >= 0 and (
            rect.width() > 1 or rect.height() > 1 or self.indexAt(rect.topLeft()).isValid()
        ):
            for first, last in self.shelf().runs(min(ends), max(ends)):
                span.select(self.items.at(first), self.items.at(last))
        self.selectionModel().select(span, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def isIndexHidden(self, index: Index) -> bool:
        return index.column() > 0

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.model() is None:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.shelf().height - height))
        bar.setPageStep(height)
        bar.setSingleStep(_CELL.height() // 4)

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        self.updateGeometries()
        self.viewport().update()

    def scrollContentsBy(self, across: int, down: int) -> None:
        super().scrollContentsBy(across, down)
        self.viewport().update()
        self.updateEditorGeometries()

    def paintEvent(self, event: QPaintEvent) -> None:
        if (model := self.model()) is not None and model.rowCount():
            painter = QPainter(self.viewport())
            shelf, offset = self.shelf(), self.verticalOffset()
            seen = [
                QPoint(0, event.rect().top() + offset),
                QPoint(self.viewport().width(), event.rect().bottom() + offset),
            ]
            for row in range(shelf.row_near(seen[0]), shelf.row_near(seen[1]) + 1):
                self._paint(painter, self.items.at(row))
            painter.end()
        super().paintEvent(event)

    def _paint(self, painter: QPainter, index: QModelIndex) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        if (told := index.data(GROUP)) is not None:
            paint_group(painter, option.rect, told, self.theme, option.font, option.direction)
            return
        if self._shared.isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            option.state |= QStyle.StateFlag.State_HasFocus
        else:
            option.state &= ~QStyle.StateFlag.State_HasFocus
        self.cells.paint(painter, option, index)
