"""The words of a library: which ones begin like this, which ones are written much like that.

The table ``term`` is made from what the indexes hold, piece by piece, and made anew when the library has grown. What it
lacks meanwhile are words of the newest articles: those are found all the same, only not offered.
"""

from collections.abc import Iterable
from sqlite3 import Connection

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from desktop.storage.library import Library
from desktop.storage.words import fold

_PIECE = 20_000
"""Words that are written together; between two pieces other writes have their turn."""
_GROWTH = 0.02
"""Of the articles: when so many are new, or gone, the table is made anew."""
_LARGE = 2000
"""Articles from which a word that only one of them has is not kept: it may be a slip."""
_SHORTEST, _LONGEST = 2, 32
_HEAVY = 60_000
"""Articles that have words with one beginning, each word counted by itself: more are too many to look up as such."""


def refresh(library: Library) -> bool:
    """Make the table anew where that is due; whether it was."""
    conn = library.reader().conn
    (present,) = conn.execute("SELECT count(*) FROM version").fetchone()
    (known,) = conn.execute("SELECT versions FROM vocabulary").fetchone()
    if abs(present - known) <= known * _GROWTH:
        return False
    fewest = 2 if present > _LARGE else 1
    rows = conn.execute(
        f"""SELECT term, sum(doc) FROM (SELECT term, doc FROM body_vocabulary WHERE doc >= {fewest}
              UNION ALL SELECT term, doc FROM item_vocabulary)
            WHERE length(term) BETWEEN {_SHORTEST} AND {_LONGEST} GROUP BY term ORDER BY term"""
    )
    last = ""
    while piece := rows.fetchmany(_PIECE):
        _replace(library, last, piece)
        last = piece[-1][0]
    with library.quiet() as step:
        step.db.conn.execute("DELETE FROM term WHERE term > ?", (last,))
        step.db.conn.execute("UPDATE vocabulary SET versions = ?", (present,))
    return True


def _replace(library: Library, after: str, piece: list[tuple[str, int]]) -> None:
    with library.quiet() as step:
        step.db.conn.execute("DELETE FROM term WHERE term > ? AND term <= ?", (after, piece[-1][0]))
        step.db.conn.executemany("INSERT INTO term VALUES (?, ?)", piece)


def beginning(conn: Connection, start: str, limit: int) -> list[str]:
    """The commonest words that begin like this, where they are so many that looking up all of them would take long;
    else none."""
    start = fold(start)
    if len(start) == 1:
        rows = conn.execute(
            "SELECT term FROM term WHERE articles > 50 AND term >= ? AND term < ? ORDER BY articles DESC LIMIT ?",
            (start, _after(start), limit // 2),
        ).fetchall()  # fmt: skip
        return [term for (term,) in rows]
    rows = conn.execute(
        "SELECT term, sum(articles) OVER () FROM term WHERE term >= ? AND term < ? ORDER BY articles DESC LIMIT ?",
        (start, _after(start), limit),
    ).fetchall()  # fmt: skip
    return [term for term, all_ in rows if all_ >= _HEAVY]


def is_known(conn: Connection, word: str) -> bool:
    return conn.execute("SELECT 1 FROM term WHERE term = ?", (fold(word),)).fetchone() is not None


def nearest(conn: Connection, word: str) -> str | None:
    """The word that was probably meant: one slip away, or two in a long word, the commonest of them."""
    word = fold(word)
    if len(word) < 3:
        return None
    slips = conn.execute(
        f"SELECT term, articles FROM term WHERE term IN ({', '.join('?' * len(_slips(word)))})",
        tuple(_slips(word)),
    ).fetchall()  # fmt: skip
    if slips:
        return str(max(slips, key=lambda row: row[1])[0])
    if len(word) < 6:
        return None
    return _two_slips(conn, word)


def _two_slips(conn: Connection, word: str) -> str | None:
    rows = conn.execute(
        "SELECT term, articles FROM term WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
        (word[:2], _after(word[:2]), len(word) - 2, len(word) + 2),
    ).fetchall()  # fmt: skip
    common = dict(rows)
    near = process.extract(word, list(common), scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=None)
    return min(near, key=lambda found: (found[1], -common[found[0]]))[0] if near else None


def _slips(word: str) -> list[str]:
    """All that one slip makes of a word: a letter too few, too many, another, or two changed round."""
    letters = sorted(
        {*"abcdefghijklmnopqrstuvwxyz", *word} if word.isascii() else set(_ALPHABETS) | set(word)
    )
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made: Iterable[str] = (
        *(left + right[1:] for left, right in cuts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + letter + right[1:] for left, right in cuts if right for letter in letters),
        *(left + letter + right for left, right in cuts for letter in letters),
    )
    return sorted(set(made) - {word})


_ALPHABETS = "абвгдежзийклмнопрстуфхцчшщъыьэюяابتثجحخدذرزسشصضطظعغفقكلمنهويءةىאבגדהוזחטיכלמנסעפצקרשתαβγδεζηθικλμνξοπρστυφχψω"


def _after(start: str) -> str:
    """The least text that comes after all that begin like this."""
    return start[:-1] + chr(ord(start[-1]) + 1)
