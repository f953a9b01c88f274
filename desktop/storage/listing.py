"""Lists of articles: their ids in order, and what a line shows of those that are looked at."""

import json
from array import array
from collections.abc import Sequence

from desktop.domain.item import ItemSummary
from desktop.storage import items as item_rows
from desktop.storage import shelves
from desktop.storage.library import Library

ORDERS = {
    "added": "item.added", "title": "item.title COLLATE NOCASE", "published": "item.published",
    "site": "item.site COLLATE NOCASE", "modified": "item.modified", "creators": "item.creators COLLATE NOCASE",
    "type": "item.type", "language": "item.language", "status": "item.status", "starred": "item.starred",
    "words": "(SELECT words FROM version WHERE id = item.version_id)",
    "annotations": "(SELECT count(*) FROM annotation WHERE item_id = item.id AND trashed = '')",
    "opened": "coalesce((SELECT opened FROM opening WHERE item_id = item.id), '')",
    "progress": "coalesce((SELECT progress FROM reading_position WHERE item_id = item.id), 0)",
}  # fmt: skip
"""What a list can be ordered by, as SQL on ``item``."""


def ids(library: Library, query: str, within: str, order: Sequence[tuple[str, bool]]) -> "array[int]":
    """``order``: names of ``ORDERS``, each with whether the last comes first; ties by the order of arrival."""
    sql, values = shelves.where(query, within=within)
    last = bool(order) and order[-1][1]
    terms = [f"{ORDERS[name]} {'DESC' if down else 'ASC'}" for name, down in order]
    terms.append(f"item.id {'DESC' if last else 'ASC'}")
    found = library.reader().conn.execute(
        f"SELECT item.id FROM item WHERE {sql} ORDER BY {', '.join(terms)}", values
    )
    return array("q", (id_ for (id_,) in found))


def summaries(library: Library, wanted: Sequence[int]) -> list[ItemSummary]:
    """In the order asked for, without those that are not there any more."""
    paths = item_rows.collection_paths(library)
    rows = library.reader().query(
        f"{item_rows.SUMMARY} WHERE item.id IN (SELECT value FROM json_each(?))", (json.dumps(list(wanted)),)
    )
    found = {row["id"]: item_rows.summary_from_row(row, paths) for row in rows}
    return [found[id_] for id_ in wanted if id_ in found]
