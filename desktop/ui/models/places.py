"""The places of the sidebar as a tree: the library's own, collections, tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.domain.organize import Collection, LibraryCounts, Tag
from desktop.domain.query import quoted
from desktop.ui.words import tr

PLACE = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
COLLECTION = "application/x-florilegium-collection"
"""MIME type of a dragged collection: its id."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where articles are: ``kind`` is all, unread, reading, starred, trash, collection, tag, or heading.

    ``name`` is the path of a collection or the name of a tag.
    """

    kind: str
    id: int = 0
    name: str = ""
    color: str = ""

    @property
    def query(self) -> str:
        """The search that lists it."""
        own = {"unread": "is:unread", "reading": "is:reading", "starred": "is:starred", "trash": "is:trashed"}
        if self.kind == "collection":
            return f"in:{quoted('/' + self.name)}"
        return f"tag:{quoted(self.name)}" if self.kind == "tag" else own.get(self.kind, "")


ALL = Place("all")

_OWN = {
    "all": "All articles",
    "unread": "Unread",
    "reading": "Reading",
    "starred": "Starred",
    "trash": "Trash",
}


@dataclass(frozen=True, slots=True)
class Shelves:
    """All that the sidebar shows."""

    counts: LibraryCounts
    collections: Sequence[Collection] = field(default_factory=tuple)
    tags: Sequence[Tag] = field(default_factory=tuple)


class PlacesModel(QStandardItemModel):
    """Rebuilt as a whole: it is small."""

    def show(self, shelves: Shelves) -> None:
        self.clear()
        counts = shelves.counts
        numbers = {
            "all": counts.all,
            "unread": counts.unread,
            "reading": counts.reading,
            "starred": counts.starred,
            "trash": counts.trash,
        }
        for kind, text in _OWN.items():
            self.appendRow(_entry(Place(kind), tr(text), numbers[kind]))
        self._add_collections(shelves.collections)
        self._add_tags(shelves.tags)

    def places(self) -> Iterable[QModelIndex]:
        """Every index, parents first."""
        waiting = [self.index(row, 0) for row in range(self.rowCount())]
        while waiting:
            index = waiting.pop(0)
            yield index
            waiting.extend(self.index(row, 0, index) for row in range(self.rowCount(index)))

    def mimeTypes(self) -> list[str]:
        return [COLLECTION]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(COLLECTION, str(indexes[0].data(PLACE).id).encode())
        return data

    def _add_collections(self, collections: Sequence[Collection]) -> None:
        heading = _entry(Place("heading", name="collections"), tr("Collections"), 0)
        self.appendRow(heading)
        made: dict[int, QStandardItem] = {}
        paths: dict[int, str] = {}
        for collection in collections:
            above = collection.parent_id
            path = f"{paths[above]}/{collection.name}" if above in paths else collection.name
            entry = _entry(Place("collection", collection.id, path), collection.name, collection.items)
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
            made.get(above or 0, heading).appendRow(entry)
            made[collection.id], paths[collection.id] = entry, path

    def _add_tags(self, tags: Sequence[Tag]) -> None:
        heading = _entry(Place("heading", name="tags"), tr("Tags"), 0)
        self.appendRow(heading)
        for tag in tags:
            entry = _entry(Place("tag", tag.id, tag.name, tag.color), tag.name, tag.items)
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable)
            heading.appendRow(entry)


def _entry(place: Place, text: str, count: int) -> QStandardItem:
    entry = QStandardItem(text)
    entry.setData(place, PLACE)
    entry.setData(count, COUNT)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
    if place.kind != "heading":
        flags |= Qt.ItemFlag.ItemIsSelectable
    entry.setFlags(flags)
    return entry
