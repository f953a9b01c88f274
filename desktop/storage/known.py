"""Creators, sites and languages of a library, the commonest first."""

from desktop.storage.library import Library

_SQL = {
    "by": "SELECT value, count(*) FROM item, json_each(creators) WHERE trashed = '' AND {like} GROUP BY value",
    "site": "SELECT site AS value, count(*) FROM item WHERE trashed = '' AND site <> '' AND {like} GROUP BY site",
    "lang": "SELECT language AS value, count(*) FROM item WHERE language <> '' AND trashed = '' AND {like} GROUP BY language",
}
_MOST = 60


def values(library: Library, field: str, typed: str) -> list[str]:
    """Of ``by``, ``site`` or ``lang``; those in which ``typed`` stands, where it is plain letters."""
    column = {"by": "value", "site": "site", "lang": "language"}[field]
    like = f"instr(lower({column}), ?)" if typed.isascii() and typed else "? = ''"
    sql = _SQL[field].format(like=like) + f" ORDER BY 2 DESC LIMIT {_MOST if typed.isascii() else -1}"
    value = typed if typed.isascii() else ""
    return [str(found) for found, _ in library.reader().conn.execute(sql, (value,))]
