"""All annotations as rows. Their order is known at once; what is on screen is fetched when it is asked for."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate
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

from desktop.domain.notebook import Card, Gathered, Group
from desktop.domain.source import source_line
from desktop.ui.reading.annotations_model import IDS_FORMAT

CARD = int(Qt.ItemDataRole.UserRole) + 1
_KEPT = 4000
"""Cards that are remembered; those that were not looked at for the longest time are forgotten first."""
_AROUND = 60
"""Rows that are fetched with a missing one, on either side."""

Index = QModelIndex | QPersistentModelIndex
_NOTHING = Gathered((), ())


class CardsModel(QAbstractListModel):
    cards_wanted = Signal(list)
    """Ids of annotations that are looked at and not there yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered = _NOTHING
        self._starts: list[int] = []
        self._cards: OrderedDict[int, Card] = OrderedDict()
        self._missing: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def show(self, gathered: Gathered) -> None:
        """Another order; cards that are known are looked at again."""
        self.beginResetModel()
        self._gathered = gathered
        self._starts = [0, *accumulate(group.count for group in gathered.groups)]
        self._missing.clear()
        self.endResetModel()

    def forget(self) -> None:
        """What was known is not true any more."""
        self._cards.clear()

    def put(self, cards: Sequence[Card]) -> None:
        for card in cards:
            self._cards[card.annotation.id] = card
        while len(self._cards) > _KEPT:
            self._cards.popitem(last=False)
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1), [CARD])

    @property
    def groups(self) -> tuple[Group, ...]:
        return self._gathered.groups

    def group_starts(self) -> list[int]:
        """The first row of each group, and the number of all rows at the end."""
        return self._starts

    def group_of(self, row: int) -> int:
        """The index of the group that holds a row."""
        return bisect_right(self._starts, row, 0, len(self._starts) - 1) - 1

    def ids(self, rows: Sequence[int]) -> list[int]:
        return [self._gathered.ids[row] for row in rows]

    def row_of(self, annotation_id: int) -> int:
        """Its first row; -1 where it is not shown."""
        try:
            return self._gathered.ids.index(annotation_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._gathered.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (CARD, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        id_ = self._gathered.ids[index.row()]
        card = self._cards.get(id_)
        if card is None:
            self._miss(index.row())
            return None
        self._cards.move_to_end(id_)
        return card if role == CARD else spoken(card)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [IDS_FORMAT, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = self.ids([index.row() for index in indexes])
        cards = [self._cards[id_] for id_ in ids if id_ in self._cards]
        data = QMimeData()
        data.setData(IDS_FORMAT, " ".join(map(str, ids)).encode())
        data.setText("\n\n".join(f"“{card.annotation.quote}”\n— {source_line(card.item)}" for card in cards))
        return data

    def _miss(self, row: int) -> None:
        nearby = self._gathered.ids[max(row - _AROUND, 0) : row + _AROUND]
        self._missing |= {id_ for id_ in nearby if id_ not in self._cards}
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        if self._missing:
            self.cards_wanted.emit(sorted(self._missing))
            self._missing.clear()


def spoken(card: Card) -> str:
    """A card in words."""
    mark = card.annotation
    parts = (mark.quote, mark.comment, str(mark.color), ", ".join(mark.tags), card.item.title)
    return ". ".join(part for part in parts if part)
