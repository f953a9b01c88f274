"""Articles as the lines of a list, found passages included."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.item import ItemSummary
from desktop.services.search import Passage

ITEMS = "application/x-florilegium-items"
"""MIME type of dragged articles: their ids as JSON."""
ROW = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """An article and, after a search, where the words were found (at most three)."""

    summary: ItemSummary
    passages: tuple[Passage, ...] = ()


class ItemsModel(QAbstractListModel):
    """The list as it is shown."""

    rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, item_id: int) -> int:
        """-1 when it is not in the list."""
        return next((n for n, row in enumerate(self.rows) if row.summary.item.id == item_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.summary.item.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        return [ITEMS, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        items = [self.rows[index.row()].summary.item for index in indexes]
        data = QMimeData()
        data.setData(ITEMS, json.dumps([item.id for item in items]).encode())
        data.setText("\n".join(f"{item.title} {item.url}".strip() for item in items))
        return data


def dragged_items(data: QMimeData) -> list[int]:
    """Ids of the articles that are dragged, if any are."""
    if not data.hasFormat(ITEMS):
        return []
    return [int(number) for number in json.loads(bytes(data.data(ITEMS).data()))]
