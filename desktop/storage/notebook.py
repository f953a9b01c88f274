"""All annotations across articles: their order in one read, what is on screen in another."""

import json
from array import array
from collections.abc import Sequence
from itertools import groupby

from desktop.domain.annotation import HighlightColor
from desktop.domain.item import PageSpan
from desktop.domain.notebook import Card, Gathered, Group, Grouping, Narrowing
from desktop.domain.query import And, Field, Query, parse
from desktop.storage import annotations as annotation_rows
from desktop.storage import items as item_rows
from desktop.storage.library import Library
from desktop.storage.search import annotation_condition

_MOST = 900
"""Ids that one statement asks for."""

_DAY = "date(annotation.created, 'localtime')"
_HUES = "CASE annotation.color " + " ".join(
    f"WHEN '{color.value}' THEN {place}" for place, color in enumerate(HighlightColor)
) + " ELSE 99 END"  # fmt: skip

_GROUPED = {
    Grouping.NONE: ("''", "''", "", "annotation.created DESC, annotation.id DESC"),
    Grouping.TAG: (
        "coalesce(tag.name, '')", "coalesce(tag.name, '')",
        "LEFT JOIN annotation_tag ON annotation_id = annotation.id LEFT JOIN tag ON tag.id = tag_id",
        "tag.name IS NULL, tag.name COLLATE NOCASE, annotation.created DESC, annotation.id DESC",
    ),
    Grouping.ARTICLE: (
        "annotation.item_id", "item.title", "",
        'item.title COLLATE NOCASE, annotation.item_id, annotation.start, annotation."end", annotation.id',
    ),
    Grouping.COLOR: ("annotation.color", "annotation.color", "", f"{_HUES}, annotation.created DESC, annotation.id DESC"),
    Grouping.DAY: (_DAY, _DAY, "", "annotation.created DESC, annotation.id DESC"),
}  # fmt: skip


def gather(library: Library, narrowing: Narrowing, grouping: Grouping) -> Gathered:
    """Raises ``QueryError``."""
    sql, values = _condition(narrowing)
    key, label, joins, order = _GROUPED[grouping]
    rows = library.reader().conn.execute(
        f"SELECT annotation.id, {key}, {label} FROM annotation JOIN item ON item.id = annotation.item_id {joins}"
        f" WHERE annotation.trashed = '' AND item.trashed = '' AND {sql} ORDER BY {order}", values
    )  # fmt: skip
    ids = array("q")
    groups = []
    for (found, words), run in groupby(rows, key=lambda row: (row[1], row[2])):
        before = len(ids)
        ids.extend(row[0] for row in run)
        groups.append(Group(str(found), words, len(ids) - before))
    return Gathered(ids, tuple(groups))


def _condition(narrowing: Narrowing) -> tuple[str, list[object]]:
    parts: list[Query] = [parse(narrowing.query, prefix=True)]
    if narrowing.collection:
        parts.append(Field("in", "/" + narrowing.collection, 0, 0))
    sql, values = annotation_condition(And(tuple(parts)))
    if narrowing.tag:
        inside = "" if narrowing.tag_alone else " OR substr(name, 1, length(?) + 1) = ? || '/' COLLATE NOCASE"
        sql += (
            " AND annotation.id IN (SELECT annotation_id FROM annotation_tag JOIN tag ON tag.id = tag_id"
            f" WHERE name = ? COLLATE NOCASE{inside})"
        )
        values = [*values, narrowing.tag, *([] if narrowing.tag_alone else [narrowing.tag] * 2)]
    if narrowing.colors:
        sql += f" AND annotation.color IN ({', '.join('?' * len(narrowing.colors))})"
        values = [*values, *(color.value for color in narrowing.colors)]
    for bound, sign in ((narrowing.since, ">="), (narrowing.before, "<")):
        if bound:
            sql += f" AND annotation.created {sign} ?"
            values = [*values, bound]
    return sql, values


def cards(library: Library, ids: Sequence[int]) -> list[Card]:
    """In the order of the ids; those that are gone are left out."""
    found: dict[int, Card] = {}
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _MOST):
        part = wanted[start : start + _MOST]
        found |= {card.annotation.id: card for card in _cards(library, part)}
    return [found[id_] for id_ in ids if id_ in found]


def _cards(library: Library, ids: Sequence[int]) -> list[Card]:
    reader = library.reader()
    places = ", ".join("?" * len(ids))
    marks = [
        annotation_rows.from_row(row)
        for row in reader.query(f"{annotation_rows.SELECT} WHERE annotation.id IN ({places})", list(ids))
    ]
    of_items = sorted({mark.item_id for mark in marks})
    places = ", ".join("?" * len(of_items))
    rows = reader.query(
        "SELECT item.*, CASE type WHEN 'pdf' THEN (SELECT pages FROM version WHERE id = version_id) END AS pages"
        f" FROM item WHERE id IN ({places})", of_items
    )  # fmt: skip
    works = {
        row["id"]: (item_rows.from_row(row), tuple(PageSpan(**page) for page in json.loads(row["pages"] or "[]")))
        for row in rows
    }  # fmt: skip
    return [Card(mark, *works[mark.item_id]) for mark in marks]
