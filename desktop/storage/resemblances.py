"""Which versions say much of the same, kept as they come in, so that the library can tell its duplicates at once."""

from collections import Counter, defaultdict
from itertools import combinations
from sqlite3 import Connection

from sqlite_utils import Database

from desktop.domain.resemblance import ALIKE, ENOUGH, common_part

_CROWD = 200
"""Versions that share one fingerprint: more, and it is furniture that tells nothing."""
_LIKELY = 0.25
"""Of the fewer fingerprints: what shares less is not looked at closer."""
_MANY, _PLAIN = 60, 0.7
"""Where so many fingerprints, and so large a part of them, are shared, they tell the common part well enough."""
_NEAREST = 20
"""Others that are looked at closer, those with the most in common first."""


def sharing(conn: Connection, version_id: int) -> Counter[int]:
    """How many fingerprints other versions share with this one."""
    return Counter(dict(conn.execute(
        """SELECT other.version_id, count(*) FROM fingerprint AS mine CROSS JOIN fingerprint AS other
           ON other.value = mine.value AND other.version_id <> mine.version_id
           WHERE mine.version_id = ? AND
             (SELECT count(*) FROM (SELECT 1 FROM fingerprint WHERE value = mine.value LIMIT ?)) <= ?
           GROUP BY other.version_id""", (version_id, _CROWD + 1, _CROWD)
    ).fetchall()))  # fmt: skip


def of_version(conn: Connection, version_id: int) -> list[tuple[int, float]]:
    """The other versions that say much of the same, and the common part of the shorter text; the nearest first."""
    return conn.execute(
        "SELECT other_id, common FROM resemblance WHERE version_id = ? ORDER BY common DESC, other_id", (version_id,)
    ).fetchall()  # fmt: skip


def add(db: Database, version_id: int) -> None:
    """Note what a new version has in common with those that are there. Its fingerprints are stored by now."""
    for other_id, shared in sharing(db.conn, version_id).most_common(_NEAREST):
        _compare(db.conn, version_id, other_id, shared)


def remove(db: Database, version_id: int) -> None:
    db.conn.execute(
        "DELETE FROM resemblance WHERE version_id = ?1 OR (version_id, other_id) IN"
        " (SELECT other_id, version_id FROM resemblance WHERE version_id = ?1)", (version_id,)
    )  # fmt: skip


def survey(db: Database) -> None:
    """Note it for all versions at once: for a library in which it was not noted as they came."""
    crowds: dict[int, list[int]] = defaultdict(list)
    rows = db.conn.execute(
        "SELECT value, version_id FROM fingerprint WHERE value IN"
        " (SELECT value FROM fingerprint GROUP BY value HAVING count(*) BETWEEN 2 AND ?)", (_CROWD,)
    )  # fmt: skip
    for value, version_id in rows:
        crowds[value].append(version_id)
    shared = Counter(pair for crowd in crowds.values() for pair in combinations(sorted(crowd), 2))
    for (one, other), count in shared.items():
        _compare(db.conn, one, other, count)


def _compare(conn: Connection, one: int, other: int, shared: int) -> None:
    fewer = min(
        conn.execute("SELECT count(*) FROM fingerprint WHERE version_id = ?", (id_,)).fetchone()[0]
        for id_ in (one, other)
    )
    if shared < _LIKELY * fewer:
        return
    common = shared / fewer
    if fewer < _MANY or common < _PLAIN:
        left, right = (_text(conn, id_) for id_ in (one, other))
        common = 1.0 if left == right else common_part(left, right, ENOUGH)
    if common >= ALIKE:
        pairs = [(one, other, common), (other, one, common)]
        conn.executemany("INSERT OR REPLACE INTO resemblance VALUES (?, ?, ?)", pairs)


def _text(conn: Connection, version_id: int) -> str:
    return str(conn.execute("SELECT unpacked(text) FROM version WHERE id = ?", (version_id,)).fetchone()[0])
