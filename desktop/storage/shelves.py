"""What the library holds, read for lists and panels."""

import json
from collections.abc import Sequence

from desktop.domain.annotation import Annotation
from desktop.domain.changes import Changes
from desktop.domain.item import ItemSummary, ReadingPosition
from desktop.domain.organize import Note
from desktop.domain.query import And, Field, Not, Or, Query, Words, parse
from desktop.storage import annotations as annotation_rows
from desktop.storage import items as item_rows
from desktop.storage import ranking, search
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
    return isinstance(tree, Field) and (tree.name, tree.value.lower()) == ("is", "trashed")


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


def annotation_ids(library: Library, item_id: int) -> list[int]:
    """Of an article, in document order, without the trash."""
    sql = """SELECT id FROM annotation WHERE item_id = ? AND trashed = '' ORDER BY start, "end", id"""
    return [id_ for (id_,) in library.reader().conn.execute(sql, (item_id,))]


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


def ranked(library: Library, query: str, within: str, limit: int, *, prefix: bool) -> list[tuple[int, float]]:
    """Ids and scores, the best first. ``within`` narrows it, and does not rank."""
    sought, narrowing = parse(query, prefix=prefix), parse(within)
    held = And((sought, Not(Not(narrowing)))) if narrowing != And(()) else sought
    return ranking.best(library, held, _asks_for_trash(And((sought, narrowing))), limit)


def texts(library: Library, ids: Sequence[int]) -> dict[int, str]:
    """The text of each article, by its id."""
    rows = library.reader().conn.execute(
        "SELECT item.id, unpacked(text) FROM item JOIN version ON version.id = version_id"
        " WHERE item.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )  # fmt: skip
    return dict(rows.fetchall())


def notes_of(library: Library, ids: Sequence[int]) -> dict[int, list[Note]]:
    """Notes of articles, by the articles' ids."""
    rows = library.reader().query(
        "SELECT * FROM note WHERE item_id IN (SELECT value FROM json_each(?)) AND trashed = '' ORDER BY id",
        (json.dumps(list(ids)),),
    )
    found: dict[int, list[Note]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(Note(**row))
    return found


def annotations_of(library: Library, ids: Sequence[int]) -> list[Annotation]:
    """Of several articles, without the trash."""
    wanted = "item_id IN (SELECT value FROM json_each(?)) AND trashed = ''"
    return annotations(library, wanted, [json.dumps(list(ids))])


def is_anywhere(library: Library, word: Words) -> bool:
    """Whether any article has it."""
    match = search.match_of(word)
    return any(
        library.reader()
        .conn.execute(f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1", (match,))
        .fetchone()
        for index in ("body_fts", "item_fts", "tag_fts")
    )
