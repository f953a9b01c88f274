"""Draws an article of the list: title, a line about it, found passages, a thin bar of its marks."""

from bisect import bisect_left

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from desktop.domain.address import host_of
from desktop.domain.item import Item, ItemSummary, ReadingStatus
from desktop.reader.theme import Theme
from desktop.services.listing import Row
from desktop.services.search import Passage
from desktop.ui.models.items import GROUP, ID, ROW, Index
from desktop.ui.panels.group_title import group_size, paint_group
from desktop.ui.panels.in_place import InPlaceDelegate
from desktop.ui.theme import icon
from desktop.ui.words import apart, counted, direction, short_date, utf16_length

_PAD, _BAR = 12, 3
_BEFORE = 24
"""Characters of a passage shown before its first match."""


class ItemDelegate(InPlaceDelegate):
    """Lines all have the height of a two-line title, so that a long list is laid out at once."""

    theme: Theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(ID) < 0:
            return group_size()
        row: Row | None = index.data(ROW)
        passages = len(row.passages) if row else 0
        return QSize(160, self.usual_height(option.font) + passages * self._line(option.font))

    def usual_height(self, font: QFont) -> int:
        """Of a line without passages."""
        return self._head(font) + _BAR + 14

    def passage_at(self, option: QStyleOptionViewItem, row: Row, point: QPoint) -> Passage | None:
        """The found passage under a point of the view."""
        below = point.y() - option.rect.top() - self._head(option.font)
        place = below // self._line(option.font)
        return row.passages[place] if 0 <= place < len(row.passages) else None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if (told := index.data(GROUP)) is not None:
            paint_group(painter, option.rect, told, self.theme, option.font, option.direction)
            return
        row: Row | None = index.data(ROW)
        painter.save()
        self._ground(painter, option)
        inside = option.rect.adjusted(_PAD, 8, -_PAD, -6)
        if row is None:
            self._outline(painter, option, inside)
            painter.restore()
            return
        item = row.summary.item
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold if item.status != ReadingStatus.READ else QFont.Weight.Normal)
        line = QFontMetrics(bold).lineSpacing()
        title = QRect(inside.left(), inside.top(), inside.width(), 2 * line)
        used = self._title(painter, option, bold, title, item)
        about = QRect(inside.left(), inside.top() + used + 2, inside.width(), self._line(option.font))
        painter.setFont(self._small(option.font))
        painter.setPen(QColor(self.theme.muted))
        painter.setLayoutDirection(option.direction)
        painter.drawText(
            about,
            _leading(option),
            painter.fontMetrics().elidedText(_about(row.summary), Qt.TextElideMode.ElideRight, about.width()),
        )
        top = option.rect.top() + self._head(option.font)
        for number, passage in enumerate(row.passages):
            place = QRect(
                inside.left(), top + number * self._line(option.font), inside.width(), self._line(option.font)
            )
            self._passage(painter, option, place, passage)
        self._marks(
            painter, option, QRect(inside.left(), option.rect.bottom() - 7, inside.width(), _BAR), row.summary
        )
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Over the title."""
        height = max(editor.sizeHint().height(), QFontMetrics(option.font).lineSpacing() + 10)
        editor.setGeometry(
            QRect(option.rect.left() + 4, option.rect.top() + 4, option.rect.width() - 8, height)
        )

    def _outline(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect) -> None:
        """Where the words of a line on its way will stand."""
        line = QFontMetrics(option.font).lineSpacing()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.border))
        for below, share in ((4, 0.8), (4 + 2 * line, 0.45)):
            bar = QRect(inside.left(), inside.top() + below, int(inside.width() * share), line // 2)
            painter.drawRoundedRect(QStyle.visualRect(option.direction, inside, bar), 3, 3)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self.theme.selection))
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.theme.accent), 1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _title(
        self, painter: QPainter, option: QStyleOptionViewItem, font: QFont, place: QRect, item: Item
    ) -> int:
        """Draw at most two lines; the height that they took."""
        text = ("★ " if item.starred else "") + item.title
        layout = _layout(text, font)
        _align(layout, option)
        painter.setPen(QColor(self.theme.text))
        metrics = QFontMetrics(font)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(place.width())
        second = layout.createLine()
        if second.isValid():
            second.setLineWidth(place.width())
            second.setPosition(QPointF(0, metrics.lineSpacing()))
        layout.endLayout()
        first.draw(painter, QPointF(place.topLeft()))
        if not second.isValid():
            return metrics.lineSpacing()
        rest = metrics.elidedText(text[second.textStart() :], Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setLayoutDirection(direction(item.title))
        aligned = _side(option)
        painter.drawText(place.adjusted(0, metrics.lineSpacing(), 0, 0), aligned, rest)
        return 2 * metrics.lineSpacing()

    def _origin(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, passage: Passage
    ) -> QRect:
        """What a passage is: of a highlight a bar in its colour, of a comment or a note a sign; the room that is left."""
        if not passage.color and passage.note is None:
            return place
        mark = QRect(place.left(), place.top() + 2, 3 if passage.in_text else 12, place.height() - 4)
        mark = QStyle.visualRect(option.direction, place, mark)
        color = self.theme.underlines.get(passage.color, self.theme.muted)
        if passage.in_text:
            painter.fillRect(mark, QColor(color))
        else:
            drawn = "note" if passage.note is not None else "chat-text"
            icon(drawn, self.theme, color).paint(painter, mark)
        room = place.adjusted(8 if passage.in_text else 16, 0, 0, 0)
        return QStyle.visualRect(option.direction, place, room)

    def _passage(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, passage: Passage
    ) -> None:
        place = self._origin(painter, option, place, passage)
        first = passage.matches[0][0] if passage.matches else 0
        small = self._small(option.font)
        metrics = QFontMetrics(small)
        cut = _cut(passage.text, first, metrics, place.width() // 3)
        text = ("…" if cut else "") + passage.text[cut:].replace("\n", " ")
        moved = cut - (1 if cut else 0)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        layout = _layout(text, small, QTextOption.WrapMode.NoWrap)
        marked = QTextCharFormat()
        marked.setBackground(QColor(self.theme.highlights["yellow"]))
        marked.setForeground(QColor(self.theme.text))
        formats = []
        for start, end in passage.matches:
            part = QTextLayout.FormatRange()
            part.format, part.start = marked, utf16_length(text[: max(0, start - moved)])
            part.length = utf16_length(text[max(0, start - moved) : max(0, end - moved)])
            formats.append(part)
        layout.setFormats(formats)
        _align(layout, option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        layout.endLayout()
        painter.setClipRect(place)
        painter.setPen(QColor(self.theme.muted))
        line.draw(painter, QPointF(place.topLeft()))
        painter.setClipping(False)

    def _marks(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, summary: ItemSummary
    ) -> None:
        """A piece for each mark in its colour, on a track that shows how far the article was read."""
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        read = QRect(place.left(), place.bottom(), round(place.width() * summary.progress), 1)
        if summary.progress:
            painter.fillRect(QStyle.visualRect(option.direction, place, read), QColor(self.theme.muted))
        step = min(10.0, place.width() / max(1, len(summary.colors)))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, color in enumerate(summary.colors):
            start = place.left() + number * step
            piece = QRectF(start, place.top() - 2, max(1.0, step - 2), _BAR)
            if mirrored:
                piece.moveRight(place.right() - (start - place.left()))
            painter.setBrush(QColor(self.theme.underlines[color]))
            painter.drawRoundedRect(piece, 1, 1)

    def _head(self, font: QFont) -> int:
        return 8 + 2 * QFontMetrics(font).lineSpacing() + 4 + self._line(font)

    def _line(self, font: QFont) -> int:
        return QFontMetrics(self._small(font)).lineSpacing() + 2

    @staticmethod
    def _small(font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(12)
        return small


def _cut(text: str, first: int, metrics: QFontMetrics, room: int) -> int:
    """Where a line begins so that what was found at ``first`` stands in its first part: at a word where there is one."""
    cut = max(0, first - _BEFORE)
    if cut < first and metrics.horizontalAdvance(text[cut:first]) > room:
        cut = bisect_left(
            range(first), True, cut + 1, key=lambda at: metrics.horizontalAdvance(text[at:first]) <= room
        )
    return max(cut, text.find(" ", cut, first) + 1) if cut else 0


def _leading(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    return QStyle.visualAlignment(
        option.direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    )


def _side(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    """The window's leading side, whatever the direction of a title."""
    mirrored = option.direction == Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignAbsolute | (
        Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    )


def _align(layout: QTextLayout, option: QStyleOptionViewItem) -> None:
    chosen = layout.textOption()
    chosen.setAlignment(_side(option))
    layout.setTextOption(chosen)


def _about(summary: ItemSummary) -> str:
    """Site · date · tags · number of marks."""
    item = summary.item
    parts = [
        item.site or ", ".join(item.creators[:2]) or host_of(item.url),
        short_date(item.published),
        *summary.tags[:3],
    ]
    if summary.annotations:
        parts.append(counted(summary.annotations, "{n} mark", "{n} marks"))
    return " · ".join(apart(part) for part in parts if part)


def _layout(
    text: str, font: QFont, wrap: QTextOption.WrapMode = QTextOption.WrapMode.WordWrap
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(wrap)
    option.setTextDirection(direction(text))
    layout.setTextOption(option)
    return layout
