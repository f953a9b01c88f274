"""The title of a group of articles, as a strip across a list."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desktop.reader.theme import Theme
from desktop.ui.words import apart, number

GROUP_HEIGHT = 32


def paint_group(
    painter: QPainter,
    rect: QRect,
    told: tuple[str, int],
    theme: Theme,
    font: QFont,
    direction: Qt.LayoutDirection,
) -> None:
    """``told``: the title, and how many articles are in the group."""
    painter.save()
    painter.fillRect(rect, QColor(theme.window))
    painter.setPen(QColor(theme.border))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    small = QFont(font)
    small.setPixelSize(12)
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    painter.setLayoutDirection(direction)
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    inside, middle = (
        rect.adjusted(12, 4, -12, 0),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute,
    )
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    count = number(told[1])
    room = inside.width() - QFontMetrics(small).horizontalAdvance(count) - 12
    title = QFontMetrics(small).elidedText(apart(told[0]), Qt.TextElideMode.ElideMiddle, room)
    painter.setPen(QColor(theme.text))
    painter.drawText(inside, middle | (right if mirrored else left), title)
    painter.setPen(QColor(theme.muted))
    painter.drawText(inside, middle | (left if mirrored else right), count)
    painter.restore()


def group_size() -> QSize:
    return QSize(160, GROUP_HEIGHT)
