"""What the library holds, read for lists and panels."""

import json
from collections.abc import Sequence

from desktop.domain.annotation import Annotation
from desktop.domain.changes import Changes
from desktop.domain.item import ItemSummary, ReadingPosition
from desktop.domain.organize import Note
from desktop.domain.query import And, Field, Not, Or, Query, parse, words
from desktop.storage import annotations as annotation_rows
from desktop.storage import items as item_rows
from desktop.storage import search
from desktop.storage.library import Library

_ORDER = {
    "added": "item.added", "title": "item.title COLLATE NOCASE", "published": "item.published", "site": "item.site",
    "modified": "item.modified", "words": "version.words", "creators": "item.creators", "type": "item.type",
    "opened": "(SELECT opened FROM opening WHERE item_id = item.id)", "annotations": "annotations", "progress": "progress",
}  # fmt: skip


def where(query: str, *, within: str = "", prefix: bool = False) -> tuple[str, list[object]]:
    tree = And((parse(within), parse(query, prefix=prefix)))
    sql, values = search.condition(tree)
    return (sql if _asks_for_trash(tree) else f"item.trashed = '' AND {sql}"), values


def _asks_for_trash(tree: Query) -> bool:
    if isinstance(tree, And | Or):
        return any(map(_asks_for_trash, tree.parts))
    if isinstance(tree, Not):
        return _asks_for_trash(tree.part)
    return isinstance(tree, Field) and (tree.name, tree.value) == ("is", "trashed")


def items(library: Library, query: str, within: str, sort: str, descending: bool) -> list[ItemSummary]:
    sql, values = where(query, within=within)
    direction = "DESC" if descending else "ASC"
    paths = item_rows.collection_paths(library)
    order = f"ORDER BY {_ORDER[sort]} {direction}, item.id {direction}"
    rows = library.reader().query(f"{item_rows.SUMMARY} WHERE {sql} {order}", values)
    return [item_rows.summary_from_row(row, paths) for row in rows]


def count(library: Library, query: str) -> int:
    sql, values = where(query)
    (found,) = library.reader().conn.execute(f"SELECT count(*) FROM item WHERE {sql}", values).fetchone()
    return int(found)


def summary(library: Library, item_id: int) -> ItemSummary | None:
    rows = library.reader().query(f"{item_rows.SUMMARY} WHERE item.id = ?", (item_id,))
    paths = item_rows.collection_paths(library)
    return next((item_rows.summary_from_row(row, paths) for row in rows), None)


def annotations(library: Library, condition: str, values: Sequence[object]) -> list[Annotation]:
    rows = library.reader().query(
        f'{annotation_rows.SELECT} WHERE {condition} ORDER BY item_id, start, "end", id', list(values)
    )
    return [annotation_rows.from_row(row) for row in rows]


def find_annotations(library: Library, query: str) -> list[Annotation]:
    tree = parse(query)
    sql, values = search.annotation_condition(tree)
    trashed = "<>" if _asks_for_trash(tree) else "="
    shown = f"item_id IN (SELECT item.id FROM item WHERE item.trashed {trashed} '')"
    return annotations(library, f"annotation.trashed = '' AND {shown} AND {sql}", values)


def notes(library: Library, item_id: int) -> list[Note]:
    rows = library.reader().query(
        "SELECT * FROM note WHERE item_id = ? AND trashed = '' ORDER BY id", (item_id,)
    )
    return [Note(**row) for row in rows]


def position(library: Library, item_id: int) -> ReadingPosition | None:
    sql = "SELECT offset, progress, zoom, look FROM reading_position WHERE item_id = ?"
    row = library.reader().conn.execute(sql, (item_id,)).fetchone()
    if row is None:
        return None
    offset, progress, zoom, look = row
    return ReadingPosition(offset, progress, zoom, json.loads(look))


def set_position(library: Library, item_id: int, position: ReadingPosition) -> Changes:
    with library.quiet() as step:
        step.db.conn.execute(
            "INSERT OR REPLACE INTO reading_position VALUES (?, ?, ?, ?, ?)",
            (item_id, position.offset, position.progress, position.zoom, json.dumps(dict(position.look))),
        )
    return Changes(items=frozenset({item_id}))


def ranked(
    library: Library, query: str, within: str, limit: int, *, prefix: bool
) -> list[tuple[ItemSummary, float]]:
    """The best first: words in titles weigh more than words in texts."""
    sql, values = where(query, within=within, prefix=prefix)
    match = " OR ".join(map(search.match_of, words(parse(query, prefix=prefix)))) or '""'
    paths = item_rows.collection_paths(library)
    rows = library.reader().query(
        f"""WITH title AS MATERIALIZED (SELECT rowid AS id, bm25(item_fts) AS rank FROM item_fts WHERE item_fts MATCH ?),
        body AS MATERIALIZED (SELECT rowid AS id, bm25(body_fts) AS rank FROM body_fts WHERE body_fts MATCH ?),
        best AS MATERIALIZED (SELECT item.id AS best_id, -4 * coalesce(title.rank, 0) - coalesce(body.rank, 0) AS score
          FROM item LEFT JOIN title ON title.id = item.id LEFT JOIN body ON body.id = item.version_id
          WHERE {sql} ORDER BY score DESC, item.id DESC LIMIT ?)
        {item_rows.SUMMARY.replace("SELECT item.*", "SELECT best.score AS score, item.*", 1)}
        JOIN best ON best_id = item.id ORDER BY score DESC, item.id DESC""",
        [match, match, *values, limit],
    )
    return [(item_rows.summary_from_row(row, paths), float(row["score"])) for row in rows]
