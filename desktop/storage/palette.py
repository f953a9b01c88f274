"""Names to go to, fetched fast."""

from collections.abc import Sequence

from desktop.domain.query import Words
from desktop.storage.library import Library
from desktop.storage.search import match_of

_ARTICLES = "SELECT item.id, title, site FROM item"


def titles(library: Library) -> list[tuple[int, str]]:
    """Of all articles outside the trash."""
    rows = library.reader().conn.execute("SELECT id, title FROM item WHERE trashed = '' ORDER BY id DESC")
    return rows.fetchall()


def articles(library: Library, words: Sequence[Words], limit: int) -> list[tuple[int, str, str]]:
    """Id, title and site of those whose title, creators or site have all words; the newest first."""
    conn = library.reader().conn
    if not words:
        sql = f"{_ARTICLES} WHERE trashed = '' ORDER BY id DESC LIMIT ?"
        return conn.execute(sql, (limit,)).fetchall()
    match = " AND ".join(map(match_of, words))
    return conn.execute(
        f"{_ARTICLES} JOIN (SELECT rowid FROM item_fts WHERE item_fts MATCH ? ORDER BY rowid DESC LIMIT ?) AS found"
        " ON item.id = found.rowid WHERE trashed = ''", (match, 2 * limit),
    ).fetchmany(limit)  # fmt: skip


def named(library: Library, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and site by id; of none in the trash."""
    places = ", ".join("?" * len(ids))
    rows = library.reader().conn.execute(f"{_ARTICLES} WHERE id IN ({places}) AND trashed = ''", tuple(ids))
    return {id_: (title, site) for id_, title, site in rows}


def annotations(library: Library, words: Sequence[Words], limit: int) -> list[tuple[int, int, str, str, str]]:
    """Id, article, quotation, comment and the article's title of those that have all words; the newest first."""
    match = " AND ".join(map(match_of, words))
    return library.reader().conn.execute(
        "SELECT annotation.id, item_id, quote, comment, title FROM annotation JOIN item ON item.id = item_id"
        " JOIN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ? ORDER BY rowid DESC LIMIT ?) AS found"
        " ON annotation.id = found.rowid WHERE annotation.trashed = '' AND item.trashed = ''", (match, 2 * limit),
    ).fetchmany(limit)  # fmt: skip
