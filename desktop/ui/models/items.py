"""Articles as the lines of a list: all ids, and the lines that are looked at."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.services.listing import Listing, Row

__all__ = ["ID", "ITEMS", "ROW", "Index", "ItemsModel", "Row", "dragged_items"]

ITEMS = "application/x-florilegium-items"
"""MIME type of dragged articles: their ids as JSON."""
ROW = Qt.ItemDataRole.UserRole
"""``Row``, or None while it is on its way."""
ID = Qt.ItemDataRole.UserRole + 1
"""The article's id: always there."""

Index = QModelIndex | QPersistentModelIndex

_KEPT = 2000
"""Lines that are kept in memory."""
_BLOCK = 32
"""Lines that are asked for together."""
_ASKED = 4
"""Blocks at a time: of those that were scrolled past in a hurry only the last matter."""


class ItemsModel(QAbstractListModel):
    """``show`` gives it the ids. Lines that a view asks for are wished for in ``rows_wanted``, to be answered with
    ``fill``; until then ``ROW`` is None, or what the line was before."""

    rows_wanted = Signal(object, list)
    """``Listing``, and ids of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing = Listing()
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._old: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    @property
    def rows(self) -> list[Row]:
        """The lines that are in memory, in the order of the list."""
        return [self._rows[id_] for id_ in self.listing.ids if id_ in self._rows]

    def show(self, listing: Listing) -> None:
        """Show another list, or the same one anew: where its ids are the same, the view stays as it is."""
        same = self.listing.ids == listing.ids and self.listing.query == listing.query
        if not same:
            self.beginResetModel()
        if self.listing.query != listing.query:
            self._rows.clear()
        self.listing = listing
        self._asked.clear()
        self._wanted.clear()
        self._old = set(self._rows)
        if not same:
            self.endResetModel()
        self.fill(listing, listing.first)
        if same and listing.ids:
            self.dataChanged.emit(self.index(0), self.index(len(listing.ids) - 1))

    def fill(self, listing: Listing, rows: Iterable[Row]) -> None:
        """The lines that were wished for. Those of a former list come too late and are not taken."""
        if listing is not self.listing:
            return
        arrived = []
        for row in rows:
            id_ = row.summary.item.id
            self._rows[id_] = row
            self._rows.move_to_end(id_)
            self._old.discard(id_)
            arrived.append(id_)
        self._asked.clear()
        while len(self._rows) > _KEPT:
            self._old.discard(self._rows.popitem(last=False)[0])
        places = [place for place in map(self.row_of, arrived) if place >= 0]
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))
        if self._wanted:
            self._asking.start()

    def row(self, place: int) -> Row | None:
        """A line; wished for where it is not in memory."""
        id_ = self.listing.ids[place]
        row = self._rows.get(id_)
        if (row is None or id_ in self._old) and id_ not in self._asked:
            block = place // _BLOCK
            self._wanted[block] = None
            self._wanted.move_to_end(block)
            self._asking.start()
        return row

    def id_at(self, place: int) -> int:
        return self.listing.ids[place]

    def row_of(self, item_id: int) -> int:
        """-1 when it is not in the list."""
        try:
            return self.listing.ids.index(item_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.listing.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW:
            return self.row(index.row())
        if role == ID:
            return self.id_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row(index.row())
            return row.summary.item.title if row else ""
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        return [ITEMS, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [self.id_at(index.row()) for index in indexes]
        items = [self._rows[id_].summary.item for id_ in ids if id_ in self._rows]
        data = QMimeData()
        data.setData(ITEMS, json.dumps(ids).encode())
        data.setText("\n".join(f"{item.title} {item.url}".strip() for item in items))
        return data

    def _ask(self) -> None:
        """For the blocks that were looked at last; one answer is awaited at a time."""
        if self._asked or not self._wanted:
            return
        blocks = sorted(list(self._wanted)[-_ASKED:])
        self._wanted.clear()
        ids = [id_ for block in blocks for id_ in self.listing.ids[block * _BLOCK : (block + 1) * _BLOCK]]
        self._asked = set(ids)
        self.rows_wanted.emit(self.listing, ids)


def dragged_items(data: QMimeData) -> list[int]:
    """Ids of the articles that are dragged, if any are."""
    if not data.hasFormat(ITEMS):
        return []
    return [int(number) for number in json.loads(bytes(data.data(ITEMS).data()))]
