"""What lasting names stand for, and what can be linked to."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.query import And, Words
from desktop.storage.library import Library
from desktop.storage.search import annotation_condition, match_of


@dataclass(frozen=True, slots=True)
class Found:
    """An article, or an annotation of it (``quote`` and ``comment``, one of them perhaps empty)."""

    uid: str
    title: str
    about: str
    quote: str = ""
    comment: str = ""
    annotation: bool = False


def item(library: Library, uid: str) -> int:
    """The id of an article outside the trash; 0 where there is none."""
    row = (
        library.reader().conn.execute("SELECT id FROM item WHERE uid = ? AND trashed = ''", (uid,)).fetchone()
    )
    return int(row[0]) if row else 0


def item_of_page(library: Library, page_key: str) -> int:
    """The id of the oldest article under a key of ``same_page_key``; 0 where there is none."""
    row = library.reader().conn.execute(
        "SELECT min(id) FROM item WHERE trashed = '' AND page_key = ?", (page_key,)
    ).fetchone()  # fmt: skip
    return int(row[0] or 0)


def annotation(library: Library, uid: str) -> tuple[int, int] | None:
    """The ids of an annotation's article and of itself, where neither is in the trash."""
    row = library.reader().conn.execute(
        "SELECT item.id, annotation.id FROM annotation JOIN item ON item.id = item_id"
        " WHERE annotation.uid = ? AND annotation.trashed = '' AND item.trashed = ''", (uid,)
    ).fetchone()  # fmt: skip
    return (row[0], row[1]) if row else None


def find(library: Library, words: Sequence[Words], limit: int) -> list[Found]:
    """Articles by their titles, then annotations by their words, the newest first; all where there are no words."""
    conn = library.reader().conn
    titled = " AND id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)" * len(words)
    items = conn.execute(
        f"SELECT uid, title, site FROM item WHERE trashed = ''{titled} ORDER BY id DESC LIMIT ?",
        (*(f"title : {match_of(one)}" for one in words), limit),
    )
    found = [Found(*row) for row in items]
    sql, values = annotation_condition(And(tuple(words)))
    marks = conn.execute(
        "SELECT annotation.uid, item.title, item.site, quote, comment FROM annotation JOIN item ON item.id = item_id"
        f" WHERE annotation.trashed = '' AND item.trashed = '' AND {sql} ORDER BY annotation.modified DESC LIMIT ?",
        (*values, limit),
    )
    return found + [
        Found(uid, title, site, quote, comment, True) for uid, title, site, quote, comment in marks
    ]
