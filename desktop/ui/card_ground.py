"""The ground of a card in a list: its edge tells what has the focus, a wash what is chosen."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.reader.theme import Theme

_CORNER = 6


def is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def has_focus(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)


def paint_card_ground(
    painter: QPainter, option: QStyleOptionViewItem, card: QRectF, theme: Theme, edge: str
) -> None:
    """``edge``: its colour."""
    painter.setPen(QPen(QColor(edge), 2 if has_focus(option) else 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(card, _CORNER, _CORNER)
    if is_chosen(option):
        wash = QColor(theme.selection)
        wash.setAlphaF(0.25)
        painter.setBrush(wash)
        painter.drawRoundedRect(card, _CORNER, _CORNER)
