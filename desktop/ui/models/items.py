"""Articles as the lines of a list: all ids, and the lines that are looked at."""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QStandardItemModel

from desktop.domain.item import ItemSummary, ReadingStatus
from desktop.services.listing import Group, Listing, Row
from desktop.ui.models.columns import COLUMNS, group_title
from desktop.ui.models.dragged_articles import URI_LIST, DraggedArticles
from desktop.ui.words import tr

__all__ = ["GROUP", "ID", "ITEMS", "ROW", "Index", "ItemsModel", "Row", "dragged_items"]

ITEMS = "application/x-florilegium-items"
"""MIME type of dragged articles: their ids as JSON."""
ROW = Qt.ItemDataRole.UserRole
"""``Row``, or None while it is on its way."""
ID = Qt.ItemDataRole.UserRole + 1
"""The article's id: always there. Below zero: a group begins there."""
GROUP = Qt.ItemDataRole.UserRole + 2
"""The title of the group that begins there, and how many are in it; None for an article."""

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = Qt.ItemDataRole.DisplayRole
_KEPT = 2000
"""Lines that are kept in memory."""
_BLOCK = 32
"""Lines that are asked for together."""
_ASKED = 4
"""Blocks at a time: of those that were scrolled past in a hurry only the last matter."""


class ItemsModel(QStandardItemModel):
    """``show`` gives it the ids. Lines that a view asks for are wished for in ``rows_wanted``, to be answered with
    ``fill``; until then ``ROW`` is None, or what the line was before.

    It is a model of Qt's own, without any items, for the sake of ``index`` and ``rowCount``: views ask for them once
    a line when they lay out or choose, which at a hundred thousand lines must not come to Python."""

    rows_wanted = Signal(object, list)
    """``Listing``, and ids of it."""
    edited = Signal(int, str, str)
    """Id of an article, the name of a column, and what a person wrote there."""

    files: Callable[[Sequence[int]], Sequence[Path]] | None = None
    """Makes files of articles that are dragged to another program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self.listing = Listing()
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._old: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: dict[int, int] = {}
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
        if not same:
            self._set_length(len(listing.ids))
        self._asked.clear()
        self._wanted.clear()
        self._old = set(self._rows)
        if not same:
            self.endResetModel()
        self.fill(listing, listing.first)
        if same and listing.ids:
            self._tell(0, len(listing.ids) - 1)

    def _set_length(self, count: int) -> None:
        """As part of a reset, which tells the views all there is to tell."""
        self.blockSignals(True)
        self.setRowCount(count)
        self.blockSignals(False)

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
        places = [place for place in map(self._place_of, arrived) if place >= 0]
        self._asked.clear()
        while len(self._rows) > _KEPT:
            self._old.discard(self._rows.popitem(last=False)[0])
        if places:
            self._tell(min(places), max(places))
        if self._wanted:
            self._asking.start()

    def is_here(self, place: int) -> bool:
        """Whether a line is in memory; it is not wished for."""
        return self.listing.ids[place] in self._rows

    def _is_missing(self, id_: int) -> bool:
        return id_ > 0 and (id_ not in self._rows or id_ in self._old)

    def _place_of(self, id_: int) -> int:
        """Of a line that arrived: where it was asked for; a search through all ids takes its time."""
        place = self._asked.get(id_, -1)
        return place if place >= 0 else self.row_of(id_)

    def row(self, place: int) -> Row | None:
        """A line; wished for where it is not in memory."""
        id_ = self.listing.ids[place]
        if id_ < 0:
            return None
        row = self._rows.get(id_)
        if self._is_missing(id_) and id_ not in self._asked:
            block = place // _BLOCK
            self._wanted[block] = None
            self._wanted.move_to_end(block)
            self._asking.start()
        return row

    def group_at(self, place: int) -> Group | None:
        id_ = self.listing.ids[place]
        return self.listing.groups[-id_ - 1] if id_ < 0 else None

    def articles(self) -> list[int]:
        """The ids without those that stand for groups; an article that is in several stands there once."""
        ids = self.listing.ids
        return list(dict.fromkeys(id_ for id_ in ids if id_ > 0)) if self.listing.groups else list(ids)

    def id_at(self, place: int) -> int:
        return self.listing.ids[place]

    def row_of(self, item_id: int) -> int:
        """-1 when it is not in the list."""
        try:
            return self.listing.ids.index(item_id)
        except ValueError:
            return -1

    def at(self, row: int) -> QModelIndex:
        """The first cell of a line."""
        return self.index(row, 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW:
            return self.row(index.row())
        if role == ID:
            return self.id_at(index.row())
        if (group := self.group_at(index.row())) is not None:
            return self._of_group(group, index.column(), role)
        row = self.row(index.row())
        return _of_article(row.summary, index.column(), role) if row else None

    def _of_group(self, group: Group, column: int, role: int) -> Any:
        if role == GROUP:
            return group_title(self.listing.grouped_by, group), group.articles
        return group_title(self.listing.grouped_by, group) if role == _DISPLAY and column == 0 else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """States the wish; what is shown changes when it is written."""
        if role != Qt.ItemDataRole.EditRole or value == index.data(Qt.ItemDataRole.EditRole):
            return False
        self.edited.emit(index.data(ID), COLUMNS[index.column()].name, str(value).strip())
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return tr(COLUMNS[section].text) if role == _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if not index.isValid():
            return usual
        if self.id_at(index.row()) < 0:
            return Qt.ItemFlag.ItemIsEnabled
        if COLUMNS[index.column()].editable:
            usual |= Qt.ItemFlag.ItemIsEditable
        return usual | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [ITEMS, "text/plain", "text/html", URI_LIST]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        places = dict.fromkeys(index.row() for index in indexes)  # a table drags every column of a line
        ids = list(dict.fromkeys(id_ for id_ in map(self.id_at, places) if id_ > 0))
        items = [self._rows[id_].summary.item for id_ in ids if id_ in self._rows]
        data = DraggedArticles(ids, items, self.files)
        data.setData(ITEMS, json.dumps(ids).encode())
        return data

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _ask(self) -> None:
        """For the blocks that were looked at last; one answer is awaited at a time."""
        if self._asked or not self._wanted:
            return
        blocks = sorted(list(self._wanted)[-_ASKED:])
        self._wanted.clear()
        ids, last = self.listing.ids, len(self.listing.ids)
        places = [
            place for block in blocks for place in range(block * _BLOCK, min(last, (block + 1) * _BLOCK))
        ]
        self._asked = {ids[place]: place for place in places if self._is_missing(ids[place])}
        self.rows_wanted.emit(self.listing, list(self._asked))


def _of_article(summary: ItemSummary, column: int, role: int) -> Any:
    about = COLUMNS[column]
    if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
        return about.shown(summary)
    if role == Qt.ItemDataRole.EditRole:
        item = summary.item
        return "; ".join(item.creators) if about.name == "creators" else getattr(item, about.name, "")
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _alignment(column)
    if role == Qt.ItemDataRole.FontRole and column == 0 and summary.item.status != ReadingStatus.READ:
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        return font
    return None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignTrailing if COLUMNS[column].number else Qt.AlignmentFlag.AlignLeading
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def dragged_items(data: QMimeData) -> list[int]:
    """Ids of the articles that are dragged, if any are."""
    if not data.hasFormat(ITEMS):
        return []
    return [int(number) for number in json.loads(bytes(data.data(ITEMS).data()))]
