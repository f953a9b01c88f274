"""Lists of articles: their ids in order, and what a line shows of those that are looked at."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.domain.item import ItemSummary
from desktop.domain.query import Field, parse
from desktop.storage import items as item_rows
from desktop.storage import shelves
from desktop.storage.library import Library

_TAGS = "(SELECT min(name COLLATE NOCASE) FROM item_tag JOIN tag ON tag.id = tag_id WHERE item_id = item.id)"

ORDERS = {
    "added": "item.added", "title": "item.title COLLATE NOCASE", "published": "nullif(item.published, '')",
    "site": "nullif(item.site, '') COLLATE NOCASE", "modified": "item.modified",
    "creators": "nullif(item.creators, '[]') COLLATE NOCASE", "type": "item.type",
    "language": "nullif(item.language, '')", "starred": "item.starred", "tags": _TAGS,
    "status": "CASE item.status WHEN 'unread' THEN 0 WHEN 'reading' THEN 1 ELSE 2 END",
    "likeness": "min(item.version_id, coalesce((SELECT min(other_id) FROM resemblance"
    " WHERE resemblance.version_id = item.version_id), item.version_id))",
    "words": "(SELECT words FROM version WHERE id = item.version_id)",
    "annotations": "(SELECT count(*) FROM annotation WHERE item_id = item.id AND trashed = '')",
    "opened": "(SELECT opened FROM opening WHERE item_id = item.id)",
    "progress": "coalesce((SELECT progress FROM reading_position WHERE item_id = item.id), 0)",
    "place": "(SELECT place FROM collection_item WHERE collection_id = {collection} AND item_id = item.id)",
}  # fmt: skip
"""What a list can be ordered by, as SQL on ``item``; NULL, which comes last, where there is nothing to order by. The place
is that in a collection, as it was given by hand."""

_EMPTY = frozenset({"published", "site", "creators", "language", "tags", "opened", "place"})
"""Orders that may be NULL."""

GROUPS = {
    "added": "substr(item.added, 1, 7)", "published": "substr(item.published, 1, 4)", "site": "item.site",
    "type": "item.type", "status": ORDERS["status"], "collection": "place.path",
}  # fmt: skip
"""What a list can be grouped by: the month it was added in, the year it was published in, and so on."""
_DATES = frozenset({"added", "published"})
"""Groups that begin with the newest."""

_COLLECTED = """LEFT JOIN collection_item ON collection_item.item_id = item.id LEFT JOIN (
  WITH RECURSIVE tree(id, path) AS (SELECT id, name FROM collection WHERE parent_id IS NULL
  UNION ALL SELECT collection.id, path || '/' || name FROM collection JOIN tree ON parent_id = tree.id)
  SELECT id, path FROM tree) AS place ON place.id = collection_id"""


@dataclass(frozen=True, slots=True)
class Group:
    """``value`` is what its articles have in common: a month, a year, a site; empty where they have none."""

    value: str
    articles: int


Order = Sequence[tuple[str, bool]]
"""Names of ``ORDERS``, the first the most important, each with whether the last comes first."""


def ids(library: Library, query: str, within: str, order: Order) -> "array[int]":
    """Ties by the order of arrival. By place they stand in the order of the collection that ``within`` names."""
    sql, values = shelves.where(query, within=within)
    found = library.reader().conn.execute(
        f"SELECT item.id FROM item WHERE {sql} ORDER BY {_terms(order, _collection(library, within))}", values
    )
    return array("q", (id_ for (id_,) in found))


def ordered(library: Library, among: Sequence[int], within: str, order: Order) -> "array[int]":
    """The same articles in an order."""
    found = library.reader().conn.execute(
        "SELECT item.id FROM item WHERE item.id IN (SELECT value FROM json_each(?))"
        f" ORDER BY {_terms(order, _collection(library, within))}",
        (json.dumps(list(among)),),
    )
    return array("q", (id_ for (id_,) in found))


def grouped(
    library: Library, query: str, within: str, order: Order, by: str
) -> tuple["array[int]", tuple[Group, ...]]:
    """Before the articles of each group its number as ``-1``, ``-2`` ...; an article in several collections
    stands in each of them."""
    sql, values = shelves.where(query, within=within)
    joined = _COLLECTED if by == "collection" else ""
    value = f"coalesce({GROUPS[by]}, '')"
    found = library.reader().conn.execute(
        f"SELECT item.id, {value} FROM item {joined} WHERE {sql}"
        f" ORDER BY {value} = '', {value} COLLATE NOCASE {'DESC' if by in _DATES else 'ASC'},"
        f" {_terms(order, _collection(library, within))}",
        values,
    )
    made, groups = array("q"), list[Group]()
    for value, rows in groupby(found, lambda row: str(row[1]).casefold()):
        members = list(rows)
        groups.append(Group(str(members[0][1]) if value else "", len(members)))
        made.append(-len(groups))
        made.extend(id_ for id_, _ in members)
    return made, tuple(groups)


def _terms(order: Order, collection: int) -> str:
    terms = []
    for name, down in order:
        value = ORDERS[name].format(collection=collection)
        if name in _EMPTY:
            terms.append(f"{value} IS NULL")
        terms.append(f"{value} {'DESC' if down else 'ASC'}")
    terms.append(f"item.id {'DESC' if order and order[-1][1] else 'ASC'}")
    return ", ".join(terms)


def _collection(library: Library, within: str) -> int:
    """The collection that a place is, as its query names it; 0: it is none."""
    place = parse(within)
    if not isinstance(place, Field) or place.name != "in":
        return 0
    paths = item_rows.collection_paths(library)
    return next((id_ for id_, path in paths.items() if f"/{path}" == place.value), 0)


def titled(library: Library, query: str, within: str, start: str) -> set[int]:
    """Ids of what the query finds whose title begins so; upper or lower case is the same."""
    sql, values = shelves.where(query, within=within)
    found = library.reader().conn.execute(
        f"SELECT item.id FROM item WHERE substr(lower(item.title), 1, ?) = lower(?) AND {sql}",
        (len(start), start, *values),
    )
    return {id_ for (id_,) in found}


def summaries(library: Library, wanted: Sequence[int]) -> list[ItemSummary]:
    """In the order asked for, without those that are not there any more."""
    paths = item_rows.collection_paths(library)
    rows = library.reader().query(
        f"{item_rows.SUMMARY} WHERE item.id IN (SELECT value FROM json_each(?))", (json.dumps(list(wanted)),)
    )
    found = {row["id"]: item_rows.summary_from_row(row, paths) for row in rows}
    return [found[id_] for id_ in wanted if id_ in found]
