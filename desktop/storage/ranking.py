"""The best articles for a search, ranked and cut by the database.

Each place that words can stand in gives its best or newest matches with a score; an article's scores are added. Where
more articles match than can be ranked while a person types, the newest of them are.
"""

from dataclasses import replace
from sqlite3 import Connection

from desktop.domain.query import And, Field, Not, Or, Query, Words, words
from desktop.storage import vocabulary
from desktop.storage.library import Library
from desktop.storage.search import TAG_NAMES, Sql, condition, expression, probing

_RANKED = 2500
"""Matches in one place that are ranked."""
_LIKELY = 8
"""Words that the start of a word may become while it is typed."""
_ENOUGH = 200
"""Articles that have all words in one place: where there are so many, others are not looked for."""
_CROSSED = 3000
"""Articles of which the words may stand in different places."""

_WEIGHTS = "8.0, 3.0, 2.0, 2.0"
"""Of title, creators, site, and what was said; the text weighs 1."""


def best(library: Library, query: Query, trashed: bool, limit: int) -> list[tuple[int, float]]:
    """Ids of the articles that match, the best first, with their scores."""
    conn = library.reader().conn
    worded, others = _parted(likely(conn, query))
    kept, values = condition(And(tuple(others)))
    kept = probing(kept) if trashed else f"item.trashed = '' AND {probing(kept)}"
    places = _places(worded, kept, values) if worded else [_unworded(query, kept, values)]
    most = max(limit, _ENOUGH)
    found = _added(conn, places, most)
    if len(found) < most and len(worded) > 1:
        found = _added(conn, [*places, _crossed(worded, kept, values)], most)
    return found[:limit]


def _added(conn: Connection, places: list[Sql], limit: int) -> list[tuple[int, float]]:
    """The best of all places together."""
    rows = conn.execute(
        f"WITH {', '.join(f'place{number}(id, score) AS MATERIALIZED ({sql})' for number, (sql, _) in enumerate(places))}"
        " SELECT id, sum(score) FROM ("
        + " UNION ALL ".join(f"SELECT id, score FROM place{number}" for number in range(len(places)))
        + ") GROUP BY 1 ORDER BY 2 DESC, 1 DESC LIMIT ?",
        [*(value for _, part in places for value in part), limit],
    )
    return [(int(id_), float(score)) for id_, score in rows]


def likely(conn: Connection, query: Query) -> Query:
    """With the words that the start of a word probably becomes, where very many begin like it."""
    if isinstance(query, Words) and query.prefix and query.text.isalnum():
        found = vocabulary.beginning(conn, query.text, _LIKELY)
        if found:
            whole = [replace(query, text=word, prefix=False) for word in (query.text, *found)]
            return Or(tuple(dict.fromkeys(whole)))
    if isinstance(query, And | Or):
        return replace(query, parts=tuple(likely(conn, part) for part in query.parts))
    return query


def _parted(query: Query) -> tuple[list[Query], list[Query]]:
    """What can be ranked by words alone, and what else has to hold."""
    parts = query.parts if isinstance(query, And) else (query,)
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    worded = [part for part in flat if _only_words(part)]
    if not worded:  # such as ``river OR tag:water``
        return [], [query]
    return worded, [part for part in flat if not _only_words(part) and part != And(())]


def _only_words(query: Query) -> bool:
    if isinstance(query, And | Or):
        return bool(query.parts) and all(map(_only_words, query.parts))
    return not isinstance(query, Field | Not)


def _places(worded: list[Query], kept: str, values: list[object]) -> list[Sql]:
    """For each place that words can stand in the articles that have all of them there, with a score."""
    every = expression(And(tuple(worded)))
    return [
        (
            "SELECT item.id, -bm25(body_fts) FROM body_fts CROSS JOIN item ON item.version_id = body_fts.rowid"
            f" WHERE body_fts MATCH ? AND {kept} ORDER BY body_fts.rowid DESC LIMIT {_RANKED}",
            [every, *values],
        ),
        (
            f"SELECT item.id, -bm25(item_fts, {_WEIGHTS}) FROM item_fts CROSS JOIN item ON item.id = item_fts.rowid"
            f" WHERE item_fts MATCH ? AND {kept} ORDER BY item_fts.rowid DESC LIMIT {_RANKED}",
            [every, *values],
        ),
        (
            f"SELECT item.id, max(score) FROM ({_MARKED}) CROSS JOIN annotation ON annotation.id = mark"
            f" CROSS JOIN item ON item.id = item_id WHERE annotation.trashed = '' AND {kept} GROUP BY 1",
            [every, *values],
        ),
        (
            f"SELECT item.id, 6.0 FROM ({_TAGGED}) AS tagged CROSS JOIN item ON item.id = tagged.item_id"
            f" WHERE {kept} ORDER BY 1 DESC LIMIT {_RANKED}",
            [every, every, *values],
        ),
    ]


_MARKED = f"""SELECT rowid AS mark, -bm25(annotation_fts) AS score FROM annotation_fts WHERE annotation_fts MATCH ?
  ORDER BY rowid DESC LIMIT {_RANKED // 4}"""
_TAGGED = f"""SELECT item_id FROM item_tag WHERE tag_id IN ({TAG_NAMES})
  UNION SELECT item_id FROM annotation_tag JOIN annotation ON annotation.id = annotation_id AND trashed = ''
  WHERE tag_id IN ({TAG_NAMES})"""


def _crossed(worded: list[Query], kept: str, values: list[object]) -> Sql:
    """Articles that have each of the words, though not all in one place."""
    anywhere = expression(Or(tuple(worded)))
    all_, each = condition(And(tuple(worded)))
    return (
        f"SELECT item.id, 1.0 FROM (SELECT id FROM (SELECT rowid AS id FROM item_fts WHERE item_fts MATCH ?"
        f" ORDER BY rowid DESC LIMIT {_CROSSED}) UNION {_TAGGED}) AS candidate"
        f" CROSS JOIN item ON item.id = candidate.id WHERE {kept} AND {all_}",
        [anywhere, anywhere, anywhere, *values, *each],
    )


def _unworded(query: Query, kept: str, values: list[object]) -> Sql:
    """Articles that may match without having any of the words, such as with ``river OR tag:water``."""
    found = words(query)
    score = "0.0" if not found else (
        "coalesce((SELECT -bm25(body_fts) FROM body_fts WHERE body_fts MATCH ? AND body_fts.rowid = version_id), 0)"
        " + 4 * (item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?))"
    )  # fmt: skip
    scoring = [expression(Or(tuple(found)))] * score.count("?")
    return f"SELECT item.id, {score} FROM item WHERE {kept} ORDER BY item.id DESC LIMIT 1000", [
        *scoring,
        *values,
    ]
