"""What the triggers recorded of a step, as changes and as content to keep."""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from desktop.domain.changes import Changes
from desktop.storage import index, resemblances

_NAMED = {
    "item": "items", "annotation": "annotations", "note": "notes", "tag": "tags",
    "collection": "collections", "saved_search": "saved_searches", "color_name": "color_names", "outline": "outlines",
}  # fmt: skip
_POINTERS = {
    "item_id": "items",
    "annotation_id": "annotations",
    "tag_id": "tags",
    "collection_id": "collections",
    "outline_id": "outlines",
}


def begin(db: Database, label: str, batch: str, made: str) -> None:
    """Start to record."""
    cursor = db.conn.execute("INSERT INTO step(label, batch, made) VALUES (?, ?, ?)", (label, batch, made))
    db.conn.execute("UPDATE recording SET step_id = ?", (cursor.lastrowid,))


def end(db: Database, label: str) -> Changes:
    """Stop to record. What could be redone is gone then; but a step that changed nothing leaves no trace."""
    (step_id,) = db.conn.execute("SELECT step_id FROM recording").fetchone()
    db.conn.execute("UPDATE recording SET step_id = NULL")
    rows = db.conn.execute(
        'SELECT "table", row_id, "before", "after" FROM change WHERE step_id = ? AND "before" IS NOT "after"',
        (step_id,),
    ).fetchall()
    if not rows:
        db.conn.execute("DELETE FROM change WHERE step_id = ?", (step_id,))
        db.conn.execute("DELETE FROM step WHERE id = ?", (step_id,))
    elif db.conn.execute("SELECT 1 FROM step WHERE undone LIMIT 1").fetchone():
        db.conn.execute("DELETE FROM change WHERE step_id IN (SELECT id FROM step WHERE undone)")
        db.conn.execute("DELETE FROM step WHERE undone")
        purge(db)
    return changes_of(label, rows)


def changes_of(label: str, rows: Iterable[tuple[str, int, str | None, str | None]]) -> Changes:
    ids: dict[str, set[int]] = defaultdict(set)
    for table, row_id, before, after in rows:
        if table in _NAMED:
            ids[_NAMED[table]].add(row_id)
        for image in (before, after):
            row = json.loads(image) if image else {}
            for pointer in row.keys() & _POINTERS.keys():
                if row[pointer] is not None:
                    ids[_POINTERS[pointer]].add(row[pointer])
    return Changes(label, **{kind: frozenset(found) for kind, found in ids.items()})


def purge(db: Database) -> None:
    """Remove content that no item has and no step can bring back."""
    unused = db.conn.execute(
        """SELECT id, unpacked(text) FROM version WHERE id NOT IN (SELECT version_id FROM item)
           AND id NOT IN (SELECT version_id FROM former_version) AND id NOT IN (
             SELECT json_extract(image, '$.version_id') FROM (SELECT "before" AS image, "table" FROM change
               UNION ALL SELECT "after", "table" FROM change)
             WHERE "table" IN ('item', 'former_version') AND image IS NOT NULL)"""
    ).fetchall()
    for version_id, text in unused:
        index.remove_body(db, version_id, text)
        resemblances.remove(db, version_id)
        for table in ("resource", "fingerprint", "passage"):
            db.conn.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))
        db.conn.execute("DELETE FROM version WHERE id = ?", (version_id,))
    db.conn.execute(
        "DELETE FROM attachment WHERE sha256 NOT IN (SELECT sha256 FROM version UNION SELECT sha256 FROM resource)"
    )
    for table in ("reading_position", "opening"):
        db.conn.execute(f"DELETE FROM {table} WHERE item_id NOT IN (SELECT id FROM item)"
                        """ AND item_id NOT IN (SELECT row_id FROM change WHERE "table" = 'item')""")  # fmt: skip
