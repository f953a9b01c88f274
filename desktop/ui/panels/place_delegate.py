"""Draws a place of the sidebar: a sign, its name, its count at the far end; headings in small muted type."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.reader.theme import Theme
from desktop.ui.models.places import COUNT, PLACE, Index, Place
from desktop.ui.theme import icon
from desktop.ui.words import apart, number

_ICONS = {
    "all": "books", "inbox": "tray", "unread": "circle", "reading": "book-open", "read": "check-circle",
    "starred": "star", "opened": "clock", "trash": "trash", "collection": "folder", "search": "funnel", "tag": "tag",
    "untagged": "tag-simple", "orphaned": "link-break", "duplicates": "copy",
}  # fmt: skip

_NAME = 40
"""Pixels that a name has at least."""


class PlaceDelegate(QStyledItemDelegate):
    """Names are changed in their place."""

    theme: Theme
    renamed = Signal(object, str)
    """``Place``, and its new name: of a collection or a tag the last part alone."""

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
        if place.kind == "heading":
            self._heading(painter, option, inside, index.data())
        else:
            self._icon(painter, option, inside, place)
            self._name(painter, option, inside, index)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, text: str) -> None:
        font = option.font
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        aligned = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
        painter.drawText(inside.adjusted(0, 8, 0, 0), aligned | Qt.AlignmentFlag.AlignVCenter, text)

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, index: Index) -> None:
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
        trailing = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignTrailing)
        middle = Qt.AlignmentFlag.AlignVCenter
        count = number(index.data(COUNT)) if index.data(COUNT) else ""
        wide = option.fontMetrics.horizontalAdvance(count)
        if inside.width() - 34 - wide < _NAME:  # deep inside, the name matters more
            count, wide = "", 0
        text = QRect(inside.left() + 26, inside.top(), inside.width() - 34 - wide, inside.height())
        painter.setPen(QColor(self.theme.text))
        shown = apart(index.data())
        name = option.fontMetrics.elidedText(shown, Qt.TextElideMode.ElideRight, text.width())
        painter.setLayoutDirection(option.direction)
        painter.drawText(QStyle.visualRect(option.direction, inside, text), leading | middle, name)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(inside, trailing | middle, count)

    def _icon(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, place: Place) -> None:
        color = self.theme.underlines.get(place.color, self.theme.muted)
        where = QRect(inside.left(), inside.center().y() - 8, 18, 18)
        drawn = icon(_ICONS[place.kind], self.theme, color)
        drawn.paint(painter, QStyle.visualRect(option.direction, inside, where))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Over the name, so that the sign stays in sight."""
        editor.setGeometry(
            QStyle.visualRect(option.direction, option.rect, option.rect.adjusted(24, 0, -4, 0))
        )

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text().strip() not in ("", index.data()):
            self.renamed.emit(index.data(PLACE), editor.text().strip())
