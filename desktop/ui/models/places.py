"""The places of the sidebar as a tree: the library's own, collections, saved searches, tags."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.organize import Collection, LibraryCounts, SavedSearch, Tag
from desktop.domain.query import quoted
from desktop.services.listing import NEWEST, Order
from desktop.ui.words import tr

PLACE = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
"""None where it is not known yet, or cannot be."""
COLLECTION = "application/x-florilegium-collection"
"""MIME type of a dragged collection: its id."""
TAG = "application/x-florilegium-tag"
"""MIME type of a dragged tag: its name."""

Index = QModelIndex | QPersistentModelIndex

_QUERIES = {
    "all": "", "inbox": "is:inbox", "unread": "is:unread", "reading": "is:reading", "read": "is:read",
    "starred": "is:starred", "opened": "is:opened", "untagged": "-has:tags", "orphaned": "has:orphans",
    "duplicates": "is:duplicate", "trash": "is:trashed",
}  # fmt: skip
_OWN = {
    "all": "All articles", "inbox": "Inbox", "unread": "Unread", "reading": "Reading", "read": "Read",
    "starred": "Starred", "opened": "Recently opened", "trash": "Trash",
}  # fmt: skip
_TO_TIDY = {"untagged": "No tags", "orphaned": "With orphans", "duplicates": "Duplicates"}
_HINTS = {
    "inbox": "New: neither read nor in a collection",
    "orphaned": "Articles with annotations whose passage is not there any more",
    "duplicates": "Articles that share at least half of their words with another one",
    "untagged": "Articles that have no tag of their own",
}
_HEADINGS = {"tidy": "To tidy up", "collections": "Collections", "searches": "Saved searches", "tags": "Tags"}
_ORDERS: dict[str, Order] = {"opened": (("opened", True),), "duplicates": (("likeness", True),)}
"""What was opened last comes first; alike articles stand together."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where articles are: ``kind`` is one of the library's own places (``all``, ``inbox``, ``unread`` ... ``trash``),
    ``collection``, ``search``, ``tag``, or ``heading``.

    ``name`` is the path of a collection, the name of a saved search, of a tag, or of a heading.
    """

    kind: str
    id: int = 0
    name: str = ""
    color: str = ""
    asks: str = ""
    """What a saved search looks for."""

    @property
    def query(self) -> str:
        """The search that lists it."""
        if self.kind == "collection":
            return f"in:{quoted('/' + self.name)}"
        if self.kind == "tag":
            return f"tag:{quoted(self.name)}"
        return self.asks if self.kind == "search" else _QUERIES.get(self.kind, "")

    @property
    def order(self) -> Order:
        """In which its articles stand, unless the person chose another."""
        return _ORDERS.get(self.kind, NEWEST)

    @property
    def ordered(self) -> bool:
        """Whether its order is what it is about, and stays whatever the list is ordered by elsewhere."""
        return self.kind in _ORDERS

    @property
    def key(self) -> tuple[str, int | str]:
        """What stays the same when it is renamed: a tag that only stands above others has its name alone."""
        return self.kind, self.id or self.name


ALL = Place("all")


@dataclass(frozen=True, slots=True)
class Shelves:
    """All that the sidebar shows. ``found``: how many each saved search finds, by its id, as far as it is known."""

    counts: LibraryCounts
    collections: Sequence[Collection] = field(default_factory=tuple)
    tags: Sequence[Tag] = field(default_factory=tuple)
    searches: Sequence[SavedSearch] = field(default_factory=tuple)
    found: Mapping[int, int | None] = field(default_factory=dict)


class _Node:
    __slots__ = ("children", "count", "number", "parent", "place", "row", "text")

    def __init__(self, place: Place, text: str, count: int | None, parent: "_Node | None") -> None:
        self.place, self.text, self.count, self.parent = place, text, count, parent
        self.children: list[_Node] = []
        self.row = self.number = 0
        if parent is not None:
            self.row = len(parent.children)
            parent.children.append(self)

    def same_shape(self, other: "_Node") -> bool:
        """Whether nothing but counts differs."""
        return (
            (self.place, self.text) == (other.place, other.text)
            and len(self.children) == len(other.children)
            and all(mine.same_shape(its) for mine, its in zip(self.children, other.children, strict=True))
        )


class PlacesModel(QAbstractItemModel):
    """Where only counts differ, only they are told; otherwise it is made anew."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._root = _Node(Place("heading"), "", None, None)
        self._nodes: list[_Node] = []

    def show(self, shelves: Shelves) -> bool:
        """Whether it was made anew."""
        root = _tree(shelves)
        if root.same_shape(self._root):
            self._take_counts(self._root, root)
            return False
        self.beginResetModel()
        self._root, self._nodes = root, list(_below(root))
        for number, node in enumerate(self._nodes):
            node.number = number
        self.endResetModel()
        return True

    def show_found(self, found: Mapping[int, int | None]) -> None:
        """How many the saved searches find."""
        for node in self._nodes:
            if node.place.kind == "search" and node.count != found.get(node.place.id):
                node.count = found.get(node.place.id)
                self._tell(node)

    def places(self) -> Iterator[QModelIndex]:
        """Every index, parents first."""
        return map(self._index, self._nodes)

    def parents(self) -> Iterator[QModelIndex]:
        """Every index that has others below it."""
        return (self._index(node) for node in self._nodes if node.children)

    def _take_counts(self, mine: _Node, its: _Node) -> None:
        for own, other in zip(mine.children, its.children, strict=True):
            if own.count != other.count:
                own.count = other.count
                self._tell(own)
            self._take_counts(own, other)

    def _tell(self, node: _Node) -> None:
        index = self._index(node)
        self.dataChanged.emit(index, index, [COUNT])

    def _index(self, node: _Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.number)

    def _node(self, index: Index) -> _Node:
        """By number, not by pointer: Qt may keep an index longer than there is a node."""
        return self._nodes[index.internalId()] if index.internalId() < len(self._nodes) else self._root

    # Qt's side -----------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own default
        children = (self._node(parent) if parent.isValid() else self._root).children
        return self._index(children[row]) if column == 0 and 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self._index(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len((self._node(parent) if parent.isValid() else self._root).children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.text
        if role == PLACE:
            return node.place
        if role == COUNT:
            return node.count
        return _tip(node.place) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kind = self._node(index).place.kind
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if kind != "heading":
            flags |= Qt.ItemFlag.ItemIsSelectable
        if kind in ("collection", "search", "tag"):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if kind in ("collection", "tag") else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [COLLECTION, TAG]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data, place = QMimeData(), self._node(indexes[0]).place
        if place.kind == "tag":
            data.setData(TAG, place.name.encode())
        else:
            data.setData(COLLECTION, str(place.id).encode())
        return data


def _below(node: _Node) -> Iterator[_Node]:
    """Parents first."""
    for child in node.children:
        yield child
        yield from _below(child)


def _tip(place: Place) -> str | None:
    if place.kind == "search":
        return place.asks
    if place.kind in ("collection", "tag"):
        return place.name
    return tr(_HINTS[place.kind]) if place.kind in _HINTS else None


def _tree(shelves: Shelves) -> _Node:
    counts = shelves.counts
    root = _Node(Place("heading"), "", None, None)
    for kind, text in _OWN.items():
        _Node(Place(kind), tr(text), getattr(counts, kind), root)
    headings = {
        name: _Node(Place("heading", name=name), tr(text), None, root) for name, text in _HEADINGS.items()
    }
    _add_collections(headings["collections"], shelves.collections)
    for search in shelves.searches:
        place = Place("search", search.id, search.name, asks=search.query)
        _Node(place, search.name, shelves.found.get(search.id), headings["searches"])
    _add_tags(headings["tags"], shelves.tags)
    for kind, text in _TO_TIDY.items():
        number = {"untagged": counts.untagged, "orphaned": counts.orphaned, "duplicates": counts.duplicates}[
            kind
        ]
        _Node(Place(kind), tr(text), number, headings["tidy"])
    return root


def _add_collections(heading: _Node, collections: Sequence[Collection]) -> None:
    made: dict[int, _Node] = {}
    for collection in collections:
        above = made.get(collection.parent_id or 0, heading)
        path = f"{above.place.name}/{collection.name}" if above is not heading else collection.name
        made[collection.id] = _Node(
            Place("collection", collection.id, path), collection.name, collection.items, above
        )


def _add_tags(heading: _Node, tags: Sequence[Tag]) -> None:
    made: dict[str, _Node] = {}
    for tag in tags:
        over, _, leaf = tag.name.rpartition("/")
        node = _Node(
            Place("tag", tag.id, tag.name, tag.color), leaf, tag.items, made.get(over.casefold(), heading)
        )
        made[tag.name.casefold()] = node
