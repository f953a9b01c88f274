"""Items and documents between tables and domain."""

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.domain.address import same_page_key
from desktop.domain.item import Document, Item, ItemSummary, ItemType, OutlineEntry, PageSpan, ReadingStatus
from desktop.storage import packing
from desktop.storage.library import Library

SUMMARY = """SELECT item.*, version.words AS words, coalesce(reading_position.progress, 0) AS progress,
 version.lead_image AS lead_image, coalesce(opening.opened, '') AS opened,
 (SELECT group_concat(name, char(31)) FROM (SELECT name FROM item_tag JOIN tag ON tag.id = tag_id
   WHERE item_id = item.id ORDER BY name)) AS tags,
 (SELECT group_concat(collection_id) FROM collection_item WHERE item_id = item.id) AS collection_ids,
 (SELECT count(*) FROM annotation WHERE item_id = item.id AND trashed = '') AS annotations,
 (SELECT group_concat(color) FROM (SELECT color FROM annotation WHERE item_id = item.id AND trashed = ''
   ORDER BY start, "end", id LIMIT 40)) AS colors
 FROM item JOIN version ON version.id = item.version_id
 LEFT JOIN reading_position ON reading_position.item_id = item.id
 LEFT JOIN opening ON opening.item_id = item.id """


def from_row(row: dict[str, Any]) -> Item:
    return Item(
        row["id"], row["uid"], ItemType(row["type"]), row["title"], tuple(json.loads(row["creators"])), row["site"],
        row["published"], row["language"], row["url"], ReadingStatus(row["status"]), bool(row["starred"]), row["added"],
        row["modified"], row["trashed"], json.loads(row["details"]), json.loads(row["origins"]),
    )  # fmt: skip


def items(library: Library, ids: Iterable[int]) -> list[Item]:
    """Those that there are, in no order."""
    wanted = json.dumps(list(ids))
    rows = library.reader().query(
        "SELECT * FROM item WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return [from_row(row) for row in rows]


def columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an item as its row holds them."""
    row = dict(fields)
    for name in row.keys() & {"creators", "details", "origins"}:
        value = row[name] if name != "creators" else list(row[name])
        row[name] = json.dumps(value, ensure_ascii=False)
    if "url" in row:
        row["page_key"] = same_page_key(str(row["url"]))
    return row


def summary_from_row(row: dict[str, Any], paths: dict[int, str]) -> ItemSummary:
    ids = [int(id_) for id_ in (row["collection_ids"] or "").split(",") if id_]
    return ItemSummary(
        from_row(row), row["words"], tuple(row["tags"].split("\x1f")) if row["tags"] else (),
        tuple(sorted(paths[id_] for id_ in ids)), row["annotations"],
        tuple(row["colors"].split(",")) if row["colors"] else (), row["progress"], row["opened"],
        row["version_id"], row["lead_image"],
    )  # fmt: skip


def collection_paths(library: Library) -> dict[int, str]:
    """Every collection's path, such as ``Project/Sources``."""
    rows = library.reader().conn.execute(
        """WITH RECURSIVE tree(id, path) AS (SELECT id, name FROM collection WHERE parent_id IS NULL
           UNION ALL SELECT collection.id, path || '/' || name FROM collection JOIN tree ON parent_id = tree.id)
           SELECT id, path FROM tree"""
    )
    return dict(rows)


def document(library: Library, item_id: int) -> Document | None:
    rows = library.reader().query(
        "SELECT version.*, item.type FROM item JOIN version ON version.id = version_id WHERE item.id = ?",
        (item_id,),
    )
    row = next(iter(rows), None)
    if row is None:
        return None
    text = packing.unpack(row["text"])
    return Document(
        item_id, row["id"], ItemType(row["type"]), packing.unpack_page(row["html"], text), text,
        tuple(PageSpan(**page) for page in json.loads(row["pages"])),
        tuple(OutlineEntry(**entry) for entry in json.loads(row["outline"])), row["words"], row["media_type"],
        row["file_name"], row["sha256"], row["archived"], row["language"], row["reading"],
    )  # fmt: skip


def version_id(library: Library, item_id: int) -> int:
    """Of the version that is read; 0 where there is no such item."""
    row = library.reader().conn.execute("SELECT version_id FROM item WHERE id = ?", (item_id,)).fetchone()
    return int(row[0]) if row else 0


def former_version_ids(library: Library, item_id: int) -> list[int]:
    rows = library.reader().conn.execute(
        "SELECT version_id FROM former_version WHERE item_id = ?", (item_id,)
    )
    return [id_ for (id_,) in rows]


def attachment(library: Library, sha256: str) -> bytes:
    packed, data = library.reader().conn.execute(
        "SELECT packed, data FROM attachment WHERE sha256 = ?", (sha256,)
    ).fetchone()  # fmt: skip
    return zlib.decompress(data) if packed else bytes(data)


def original(library: Library, version_id: int) -> bytes:
    (sha256,) = (
        library.reader().conn.execute("SELECT sha256 FROM version WHERE id = ?", (version_id,)).fetchone()
    )
    return attachment(library, sha256)


def resources(library: Library, version_id: int) -> dict[str, bytes]:
    """The archived files of a version, by their paths."""
    rows = library.reader().conn.execute(
        "SELECT path, sha256 FROM resource WHERE version_id = ?", (version_id,)
    )
    return {path: attachment(library, sha256) for path, sha256 in rows.fetchall()}


def resource_hashes(library: Library, version_id: int) -> dict[str, str]:
    """SHA-256 of the archived files of a version, by their paths."""
    rows = library.reader().conn.execute(
        "SELECT path, sha256 FROM resource WHERE version_id = ?", (version_id,)
    )
    return dict(rows.fetchall())


def resource(library: Library, version_id: int, path: str) -> tuple[str, bytes] | None:
    row = library.reader().conn.execute(
        "SELECT media_type, sha256 FROM resource WHERE version_id = ? AND path = ?", (version_id, path)
    ).fetchone()  # fmt: skip
    return (row[0], attachment(library, row[1])) if row else None
