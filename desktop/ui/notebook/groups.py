"""The groups of the notebook beside it, each with its count."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.notebook import Group
from desktop.reader.theme import Theme
from desktop.ui.words import number, tr

_COUNT = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class _GroupsModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._groups: Sequence[Group] = ()

    def show(self, names: Sequence[str], groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self._names, self._groups = names, groups
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name, count = self._names[index.row()], self._groups[index.row()].count
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}, {number(count)}"
        return {Qt.ItemDataRole.DisplayRole: name, Qt.ItemDataRole.ToolTipRole: name, _COUNT: count}.get(role)


class _GroupDelegate(QStyledItemDelegate):
    theme: Theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 6, 6)
        inside = option.rect.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        leading = QStyle.visualAlignment(option.direction, middle | Qt.AlignmentFlag.AlignLeft)
        trailing = QStyle.visualAlignment(option.direction, middle | Qt.AlignmentFlag.AlignRight)
        count = number(index.data(_COUNT))
        room = inside.width() - option.fontMetrics.horizontalAdvance(count) - 8
        painter.setPen(QColor(self.theme.text))
        painter.drawText(
            inside, leading, option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        )
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(inside, trailing, count)
        painter.restore()


class GroupsList(QListView):
    group_chosen = Signal(int)
    """The place of a group."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Groups"))
        self._groups = _GroupsModel(self)
        self._painter = _GroupDelegate(self)
        self._painter.theme = theme
        self.setModel(self._groups)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.group_chosen.emit(index.row()))
        self.activated.connect(lambda index: self.group_chosen.emit(index.row()))

    def show_groups(self, names: Sequence[str], groups: Sequence[Group]) -> None:
        self._groups.show(names, groups)

    def set_theme(self, theme: Theme) -> None:
        self._painter.theme = theme
        self.viewport().update()
