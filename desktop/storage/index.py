"""The full-text index, brought up to date inside the transaction that changed the rows."""

import json

from sqlite_utils import Database

from desktop.domain.resemblance import fingerprints
from desktop.storage.words import segmented

_SAID = """(SELECT group_concat(words, char(10)) FROM (
  SELECT comment AS words FROM annotation WHERE item_id = item.id AND trashed = '' AND comment <> ''
  UNION ALL SELECT quote FROM annotation WHERE item_id = item.id AND trashed = '' AND orphan
  UNION ALL SELECT text FROM note WHERE item_id = item.id AND trashed = ''))"""
"""What a person said of an article, and what they quoted that its text has no more."""

_ROWS = {
    "item": ("title, creators, site, said", f"SELECT title, creators, site, {_SAID} FROM item WHERE id = ?"),
    "annotation": ("quote, comment", "SELECT quote, comment FROM annotation WHERE id = ?"),
    "note": ("text", "SELECT text FROM note WHERE id = ?"),
    "tag": ("name", "SELECT name FROM tag WHERE id = ?"),
}
"""The columns of an index, and where its words stand."""


def flush(db: Database) -> None:
    """Index what the triggers queued."""
    queued = db.conn.execute('SELECT "table", row_id FROM index_queue').fetchall()
    for table, row_id in queued:
        columns, words = _ROWS[table]
        db.conn.execute(f"DELETE FROM {table}_fts WHERE rowid = ?", (row_id,))
        row = db.conn.execute(words, (row_id,)).fetchone()
        if row is None:
            continue
        values = [value or "" for value in row]
        if table == "item":
            values[1] = "\n".join(json.loads(values[1]))
        places = ", ".join("?" * (len(values) + 1))
        db.conn.execute(f"INSERT INTO {table}_fts(rowid, {columns}) VALUES ({places})",
                        (row_id, *map(segmented, values)))  # fmt: skip
    if queued:
        db.conn.execute("DELETE FROM index_queue")


def add_body(db: Database, version_id: int, text: str) -> None:
    db.conn.execute("INSERT INTO body_fts(rowid, text) VALUES (?, ?)", (version_id, segmented(text)))


def add_fingerprints(db: Database, version_id: int, text: str, known: frozenset[int] | None = None) -> None:
    """By which other texts that share much with this one are found; ``known``: where they were reckoned before."""
    values = fingerprints(text) if known is None else known
    db.conn.executemany("INSERT INTO fingerprint VALUES (?, ?)", [(value, version_id) for value in values])


def remove_body(db: Database, version_id: int, text: str) -> None:
    """The index forgets words only as they were given to it."""
    stale = db.conn.execute("DELETE FROM stale_body WHERE version_id = ?", (version_id,)).rowcount > 0
    db.conn.execute(
        "INSERT INTO body_fts(body_fts, rowid, text) VALUES ('delete', ?, ?)",
        (version_id, segmented(text, letters=not stale)),
    )
