"""A copy of Zotero's database, read and never written.

Tables as in Zotero 5 to 8 (https://github.com/zotero/zotero/blob/main/resource/schema/userdata.sql).
"""

import contextlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.errors import ImportFailed

NAME = "zotero.sqlite"


@dataclass(frozen=True, slots=True)
class ZoteroAnnotation:
    """``kind``: 1 highlight, 2 note, 3 image, 4 ink, 5 underline, 6 text; ``position`` is JSON."""

    key: str
    kind: int
    text: str
    comment: str
    color: str
    page_label: str
    position: str
    created: str
    creator: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoteroFile:
    path: Path
    annotations: tuple[ZoteroAnnotation, ...]


@dataclass(frozen=True, slots=True)
class ZoteroItem:
    """``fields`` by Zotero's names; ``collections`` as paths."""

    key: str
    type: str
    fields: dict[str, str]
    creators: tuple[str, ...]
    tags: tuple[str, ...]
    collections: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    """Key and HTML of each."""
    files: tuple[ZoteroFile, ...]


@dataclass(slots=True)
class _Tables:
    """What is read of all items at once, by the id of the item."""

    fields: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    creators: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    collections: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    annotations: dict[int, list[ZoteroAnnotation]] = field(default_factory=lambda: defaultdict(list))
    files: dict[int, list[ZoteroFile]] = field(default_factory=lambda: defaultdict(list))


def items(path: Path) -> list[ZoteroItem]:
    """The items that are not in its trash. Raises ``ImportFailed``."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as conn:
            return list(_items(conn, path.parent))
    except sqlite3.Error as problem:
        raise ImportFailed("The Zotero database could not be read: {reason}.", reason=problem) from problem


def _items(conn: sqlite3.Connection, folder: Path) -> Iterator[ZoteroItem]:
    tables = _read(conn, folder)
    rows = conn.execute(
        """SELECT itemID, key, typeName FROM items JOIN itemTypes USING (itemTypeID)
           WHERE typeName NOT IN ('note', 'annotation') AND itemID NOT IN (SELECT itemID FROM deletedItems)
             AND itemID NOT IN (SELECT itemID FROM itemAttachments WHERE parentItemID IS NOT NULL) ORDER BY itemID"""
    ).fetchall()
    for id_, key, type_ in rows:
        if type_ == "attachment" and not tables.files[id_]:
            continue
        yield ZoteroItem(
            key, type_, tables.fields[id_], tuple(tables.creators[id_]), tuple(tables.tags[id_]),
            tuple(tables.collections[id_]), tuple(tables.notes[id_]), tuple(tables.files[id_]),
        )  # fmt: skip


def _read(conn: sqlite3.Connection, folder: Path) -> _Tables:
    tables = _Tables()
    names = "fieldsCombined" if _has(conn, "fieldsCombined") else "fields"
    for id_, name, value in conn.execute(
        f"SELECT itemID, fieldName, value FROM itemData JOIN itemDataValues USING (valueID) JOIN {names} USING (fieldID)"
    ):
        tables.fields[id_][name] = str(value)
    for id_, first, last in conn.execute(
        "SELECT itemID, firstName, lastName FROM itemCreators JOIN creators USING (creatorID) ORDER BY itemID, orderIndex"
    ):
        tables.creators[id_].append(" ".join(filter(None, (first, last))))
    for id_, name in conn.execute("SELECT itemID, name FROM itemTags JOIN tags USING (tagID) ORDER BY name"):
        tables.tags[id_].append(name)
    for id_, path in conn.execute(
        """WITH RECURSIVE tree(id, path) AS (SELECT collectionID, collectionName FROM collections
             WHERE parentCollectionID IS NULL UNION ALL SELECT collectionID, path || '/' || collectionName
             FROM collections JOIN tree ON parentCollectionID = tree.id)
           SELECT itemID, path FROM collectionItems JOIN tree ON tree.id = collectionID"""
    ):
        tables.collections[id_].append(path)
    for parent, key, note in conn.execute(
        """SELECT parentItemID, key, note FROM itemNotes JOIN items USING (itemID)
           WHERE parentItemID IS NOT NULL AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID"""
    ):
        tables.notes[parent].append((key, note or ""))
    if _has(conn, "itemAnnotations"):
        _read_annotations(conn, tables)
    _read_files(conn, folder, tables)
    return tables


def _read_annotations(conn: sqlite3.Connection, tables: _Tables) -> None:
    for id_, parent, key, added, *told in conn.execute(
        """SELECT itemID, parentItemID, key, dateAdded, type, text, comment, color, pageLabel, position, authorName
           FROM itemAnnotations JOIN items USING (itemID)
           WHERE itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY sortIndex"""
    ):
        kind, text, comment, color, label, position, author = told
        tables.annotations[parent].append(
            ZoteroAnnotation(
                key, int(kind or 0), text or "", comment or "", color or "", label or "", position or "", added or "",
                author or "", tuple(tables.tags[id_]),
            )
        )  # fmt: skip


def _read_files(conn: sqlite3.Connection, folder: Path, tables: _Tables) -> None:
    for id_, parent, key, path in conn.execute(
        """SELECT itemID, parentItemID, key, path FROM itemAttachments JOIN items USING (itemID)
           WHERE path IS NOT NULL AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID"""
    ):
        kind, colon, name = str(path).partition(":")
        file = folder / "storage" / key / name if kind == "storage" and colon else Path(str(path))
        inside = kind != "storage" or file.parent.name == key
        if inside and file.is_file():
            owner = parent if parent is not None else id_
            tables.files[owner].append(ZoteroFile(file, tuple(tables.annotations[id_])))


def _has(conn: sqlite3.Connection, table: str) -> bool:
    return conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
