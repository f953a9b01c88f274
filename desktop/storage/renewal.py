"""Texts that an earlier version indexed, indexed anew as words are read now: piece by piece, while the library is used."""

from desktop.storage import index
from desktop.storage.library import Library
from desktop.storage.words import has_arabic

_MERGED = 2000
"""Pages of the index that are written together."""
_PIECE = 500
"""Texts that are looked at together; between two pieces other writes have their turn."""


def renew_piece(library: Library) -> bool:
    """Whether there may be more."""
    rows = library.reader().conn.execute(
        "SELECT version_id, unpacked(text) FROM stale_body JOIN version ON version.id = version_id"
        " ORDER BY version_id LIMIT ?", (_PIECE,)
    ).fetchall()  # fmt: skip
    if not rows:
        return False
    renewed = 0
    with library.quiet() as step:
        conn = step.db.conn
        for version_id, text in rows:
            there = conn.execute("SELECT 1 FROM stale_body WHERE version_id = ?", (version_id,)).fetchone()
            if there and has_arabic(text):
                index.remove_body(step.db, version_id, text)
                index.add_body(step.db, version_id, text)
                renewed += 1
        conn.execute("DELETE FROM stale_body WHERE version_id <= ?", (rows[-1][0],))
        if renewed:
            conn.execute("UPDATE vocabulary SET versions = 0")
    return True


def merge_piece(library: Library, *, first: bool) -> bool:
    """Write the index anew without the words that it forgot; whether there may be more to do. ``first``: begin with it
    (https://www.sqlite.org/fts5.html#the_merge_command)."""
    with library.quiet() as step:
        conn = step.db.conn
        before = conn.total_changes
        conn.execute(
            "INSERT INTO body_fts(body_fts, rank) VALUES ('merge', ?)", (-_MERGED if first else _MERGED,)
        )
        return conn.total_changes - before >= 2
