"""The list as covers: the lead image, the cover, the first page, or the title set as one."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from desktop.domain.address import host_of
from desktop.domain.item import ItemSummary
from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.services.covers import Cover
from desktop.services.listing import Row
from desktop.ui.models.items import ROW, Index
from desktop.ui.panels.article_view import ArticleView
from desktop.ui.panels.in_place import InPlaceDelegate
from desktop.ui.words import apart, direction

COVER = QSize(140, 150)
"""Pixels of a picture; it fills the width and is cut at the foot."""
_CELL = QSize(164, 214)
_KEPT = 300
"""Pictures in memory."""


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


class CoversView(ArticleView, QListView):
    """Groups are not shown here: the covers stand one beside another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.covers = Covers(self)
        self.covers.changed.connect(self.viewport().update)
        self.cells = CoverDelegate(self.covers.picture, self)
        self.setItemDelegate(self.cells)
        self.setFlow(
            QListView.Flow.LeftToRight
        )  # its layout of a hundred thousand costs far less than that of icons
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setGridSize(_CELL)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def lowest(self) -> int:
        return _CELL.height()

    def across(self) -> int:
        return max(1, self.viewport().width() // _CELL.width())

    def set_theme(self, theme: Theme) -> None:
        self.cells.theme = theme
        self.viewport().update()
