"""The full-text index, brought up to date inside the transaction that changed the rows."""

import json

from sqlite_utils import Database

from desktop.domain.resemblance import fingerprints
from desktop.storage.words import segmented

_ROWS = {
    "item": "SELECT title, creators, site FROM item WHERE id = ?",
    "annotation": "SELECT quote, comment FROM annotation WHERE id = ?",
    "note": "SELECT text FROM note WHERE id = ?",
}


def flush(db: Database) -> None:
    """Index what the triggers queued."""
    queued = db.conn.execute('SELECT "table", row_id FROM index_queue').fetchall()
    for table, row_id in queued:
        db.conn.execute(f"DELETE FROM {table}_fts WHERE rowid = ?", (row_id,))
        row = db.conn.execute(_ROWS[table], (row_id,)).fetchone()
        if row is None:
            continue
        values = list(row)
        if table == "item":
            values[1] = "\n".join(json.loads(values[1]))
        places = ", ".join("?" * (len(values) + 1))
        db.conn.execute(f"INSERT INTO {table}_fts(rowid, {_columns(table)}) VALUES ({places})",
                        (row_id, *map(segmented, values)))  # fmt: skip
    if queued:
        db.conn.execute("DELETE FROM index_queue")


def _columns(table: str) -> str:
    return {"item": "title, creators, site", "annotation": "quote, comment", "note": "text"}[table]


def add_body(db: Database, version_id: int, text: str) -> None:
    db.conn.execute("INSERT INTO body_fts(rowid, text) VALUES (?, ?)", (version_id, segmented(text)))


def add_fingerprints(db: Database, version_id: int, text: str) -> None:
    """By which other texts that share much with this one are found."""
    db.conn.executemany(
        "INSERT INTO fingerprint VALUES (?, ?)", [(value, version_id) for value in fingerprints(text)]
    )


def remove_body(db: Database, version_id: int, text: str) -> None:
    db.conn.execute(
        "INSERT INTO body_fts(body_fts, rowid, text) VALUES ('delete', ?, ?)", (version_id, segmented(text))
    )
