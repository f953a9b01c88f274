"""An annotation as a card of one height: its source, its words, what the reader said of it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, ColorNames
from desktop.domain.notebook import Card
from desktop.reader.theme import Theme
from desktop.ui.card_ground import has_focus, is_chosen, paint_card_ground
from desktop.ui.notebook.cards_model import CARD, Index
from desktop.ui.reading.quote_layout import lay_out_quote
from desktop.ui.reading.swatches import color_name, kind_name
from desktop.ui.words import apart, short_date, tr

_LINES = 2
"""Of a quotation; one more where nothing stands below it."""
_SIDE, _GAP, _PADDING, _BAR = 12, 4, 10, 4


class CardDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = parent.font()
        self.names: ColorNames = {}
        """What the person calls the colours."""
        self.titled = True
        """Whether each card names its article."""
        self.hovered = -1

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def height(self) -> int:
        metrics = QFontMetrics(self._font)
        return (
            2 * _GAP + 2 * _PADDING + 2 * metrics.height() + 8 + round(_LINES * metrics.lineSpacing() * 1.15)
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect).adjusted(_SIDE + 0.5, _GAP + 0.5, -_SIDE - 0.5, -_GAP + 0.5)
        self._paint_ground(painter, option, frame, index.row())
        card: Card | None = index.data(CARD)
        if card is None:
            self._paint_skeleton(painter, frame)
        else:
            self._paint_card(painter, option, frame.toRect(), card)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, row: int) -> None:
        theme = self._theme
        firm = is_chosen(option) or has_focus(option)
        edge = theme.accent if firm else theme.muted if row == self.hovered else theme.border
        paint_card_ground(painter, option, frame, theme, edge)

    def _paint_skeleton(self, painter: QPainter, frame: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.border))
        for line, part in enumerate((0.4, 0.9, 0.7)):
            painter.drawRoundedRect(
                QRectF(frame.left() + 24, frame.top() + 14 + 26 * line, (frame.width() - 48) * part, 10), 4, 4
            )

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRect, card: Card) -> None:
        mark, theme, direction = card.annotation, self._theme, option.direction
        strong = theme.dark or mark.kind is AnnotationKind.UNDERLINE
        bar = QRect(frame.left() + 6, frame.top() + 8, _BAR, frame.height() - 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor((theme.underlines if strong else theme.highlights)[mark.color]))
        painter.drawRoundedRect(QStyle.visualRect(direction, frame, bar), 2, 2)
        inside = frame.adjusted(_PADDING + _BAR + 6, _PADDING, -_PADDING, -_PADDING)
        inside = QStyle.visualRect(direction, frame, inside)
        metrics = QFontMetrics(self._font)
        top = QRect(inside.left(), inside.top(), inside.width(), metrics.height())
        self._paint_line(painter, option, top, self._told(card), short_date(mark.created[:10]))
        words = mark.quote or kind_name(mark.kind)
        below = bool(mark.comment or mark.tags)
        quote = lay_out_quote(words, self._font, inside.width(), _LINES if below else _LINES + 1)
        painter.setPen(QColor(theme.text))
        quote.draw(painter, QPointF(inside.left(), top.bottom() + 5))
        foot = QRect(inside.left(), inside.bottom() - metrics.height() + 1, inside.width(), metrics.height())
        tags = "  ".join(f"#{apart(tag)}" for tag in mark.tags)
        self._paint_line(painter, option, foot, " ".join(mark.comment.split()), tags, italic=True)

    def _told(self, card: Card) -> str:
        mark: Annotation = card.annotation
        parts = [color_name(mark.color, self.names)]
        if self.titled:
            parts.insert(0, apart(card.item.title))
        if mark.kind is not AnnotationKind.HIGHLIGHT:
            parts.append(kind_name(mark.kind))
        if mark.orphan:
            parts.append(tr("Not in the present text"))
        return " · ".join(parts)

    def _paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        text: str,
        beside: str,
        *,
        italic: bool = False,
    ) -> None:
        """Text at the leading side, and something shorter at the other; the text gives way."""
        font = QFont(self._font)
        font.setItalic(italic)
        metrics = QFontMetrics(font)
        most = place.width() * 2 // 3 if text else place.width()
        beside = QFontMetrics(self._font).elidedText(beside, Qt.TextElideMode.ElideRight, most)
        taken = QFontMetrics(self._font).horizontalAdvance(beside) + 12 if beside else 0
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text if italic else self._theme.muted))
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() - taken)
        leading = QStyle.visualAlignment(option.direction, align | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place, leading, words)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.muted))
        trailing = QStyle.visualAlignment(option.direction, align | Qt.AlignmentFlag.AlignRight)
        painter.drawText(place, trailing, beside)
