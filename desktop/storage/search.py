"""The search language as SQL. What the person typed goes in as parameters only."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from rapidfuzz import fuzz, process

from desktop.domain import dates
from desktop.domain.errors import QueryError
from desktop.domain.item import ItemType
from desktop.domain.query import DATED, HAS, IS, And, Field, Near, Not, Or, Query, Words
from desktop.storage import places
from desktop.storage.color_names import NAMED
from desktop.storage.words import segmented

Sql = tuple[str, list[object]]


def condition(query: Query) -> Sql:
    """A condition on ``item``: each word stands in its text, its title, creators or site, in what was said of it,
    or in one of its tags."""
    if isinstance(query, Words | Near):
        return _SOMEWHERE, [match_of(query)] * _SOMEWHERE.count("?")
    if isinstance(query, Field):
        return _field(query)
    if isinstance(query, Not):
        sql, values = condition(query.part)
        return f"NOT ({sql})", values
    if isinstance(query, Or) and query.parts and all(isinstance(part, Words | Near) for part in query.parts):
        return _SOMEWHERE, [expression(query)] * _SOMEWHERE.count("?")
    return joined(query, condition)


def probing(sql: str) -> str:
    """The same condition for few articles: each is asked whether it is among those that a set would hold."""
    for table in ("item_tag", "annotation", "note", "collection_item"):
        sql = sql.replace(
            f"item.id IN (SELECT item_id FROM {table} WHERE ",
            f"EXISTS (SELECT 1 FROM {table} WHERE {table}.item_id = item.id AND ",
        )
    return sql


def annotation_condition(query: Query) -> Sql:
    """A condition on ``annotation``: words stand in its quotation, comment or tags; a tag is its own or the
    article's; what speaks of articles is asked of its article."""
    if isinstance(query, And | Or):
        return joined(query, annotation_condition)
    if isinstance(query, Not):
        sql, values = annotation_condition(query.part)
        return f"NOT ({sql})", values
    if isinstance(query, Words | Near):
        return _SAID, [match_of(query)] * _SAID.count("?")
    if query.name == "color":
        return f"(annotation.color = lower(?) OR annotation.color IN ({NAMED}))", [query.value, query.value]
    if (query.name, query.value.lower()) in _MARK_FLAGS:
        return _MARK_FLAGS[query.name, query.value.lower()], []
    sql, values = _field(query)
    sql = f"annotation.item_id IN (SELECT item.id FROM item WHERE {sql})"
    if query.name != "tag":
        return sql, values
    own = _MARKED if query.value else "annotation.id IN (SELECT annotation_id FROM annotation_tag)"
    filed = (
        "annotation.item_id IN (SELECT item_id FROM item_tag JOIN tag ON tag.id = tag_id WHERE "
        + _NAMED
        + ")"
    )
    filed = filed if query.value else "annotation.item_id IN (SELECT item_id FROM item_tag)"
    return f"({own} OR {filed})", [query.value] * (own + filed).count("?")


def expression(query: Query) -> str:
    """Words, and what joins them, as FTS5 reads them."""
    if isinstance(query, Words | Near):
        return match_of(query)
    assert isinstance(query, And | Or)
    joint = " AND " if isinstance(query, And) else " OR "
    return "(" + joint.join(map(expression, query.parts)) + ")"


def joined(query: And | Or, part: Callable[[Query], Sql]) -> Sql:
    if not query.parts:
        return "1", []
    built = [part(one) for one in query.parts]
    word = " AND " if isinstance(query, And) else " OR "
    return "(" + word.join(sql for sql, _ in built) + ")", [value for _, values in built for value in values]


def match_of(query: Words | Near) -> str:
    """An FTS5 phrase or group, quoted as its grammar asks."""
    if isinstance(query, Near):
        return f"NEAR({' '.join(map(match_of, query.parts))}, {query.distance})"
    return '"' + segmented(query.text).strip().replace('"', '""') + '"' + ("*" if query.prefix else "")


def among(columns: str, value: str) -> str:
    """An FTS5 expression: the words of a value, in this order, in these columns; its last may be the start of one."""
    return f"{{{columns}}} : {match_of(Words(value, prefix=True))}"


TAG_NAMES = "SELECT rowid FROM tag_fts WHERE tag_fts MATCH ?"
_SOMEWHERE = (
    "(item.version_id IN (SELECT rowid FROM body_fts WHERE body_fts MATCH ?)"
    " OR item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)"
    f" OR item.id IN (SELECT item_id FROM item_tag WHERE tag_id IN ({TAG_NAMES}))"
    " OR item.id IN (SELECT item_id FROM annotation_tag JOIN annotation ON annotation.id = annotation_id"
    f" WHERE tag_id IN ({TAG_NAMES}) AND trashed = ''))"
)
_SAID = (
    "(annotation.id IN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?)"
    f" OR annotation.id IN (SELECT annotation_id FROM annotation_tag WHERE tag_id IN ({TAG_NAMES})))"
)
_NAMED = "(tag.name = ? COLLATE NOCASE OR substr(tag.name, 1, length(?) + 1) = ? || '/' COLLATE NOCASE)"
_MARKED = (
    f"annotation.id IN (SELECT annotation_id FROM annotation_tag JOIN tag ON tag.id = tag_id WHERE {_NAMED})"
)
_LANGUAGE = "coalesce(nullif(item.language, ''), (SELECT language FROM version WHERE id = item.version_id))"
"""As the file tells, else as its words let guess."""
_TAG_IDS = f"SELECT id FROM tag WHERE {_NAMED}"
_TAGGED = (
    f"(item.id IN (SELECT item_id FROM item_tag WHERE tag_id IN ({_TAG_IDS}))"
    " OR item.id IN (SELECT item_id FROM annotation WHERE annotation.trashed = '' AND annotation.id IN"
    f" (SELECT annotation_id FROM annotation_tag WHERE tag_id IN ({_TAG_IDS}))))"
)
_FILED = (
    "item.id IN (SELECT item_id FROM collection_item WHERE collection_id IN (WITH RECURSIVE tree(id, path, inside) AS"
    " (SELECT id, name, ? COLLATE NOCASE IN (name, '/' || name) FROM collection WHERE parent_id IS NULL UNION ALL"
    " SELECT collection.id, path || '/' || name, inside"
    " OR ? COLLATE NOCASE IN (name, path || '/' || name, '/' || path || '/' || name)"
    " FROM collection JOIN tree ON parent_id = tree.id)"
    " SELECT id FROM tree WHERE inside))"
)
_ANNOTATED = "item.id IN (SELECT item_id FROM annotation WHERE annotation.trashed = ''{})"
_FLAGS = {
    ("is", "trashed"): "item.trashed <> ''",
    ("is", "starred"): "item.starred",
    ("is", "unread"): "item.status = 'unread'",
    ("is", "reading"): "item.status = 'reading'",
    ("is", "read"): "item.status = 'read'",
    ("is", "unfiled"): "item.id NOT IN (SELECT item_id FROM collection_item)",
    ("is", "orphan"): places.ORPHANED,
    ("is", "inbox"): places.INBOX,
    ("is", "opened"): places.OPENED,
    ("is", "duplicate"): places.DUPLICATE,
    ("has", "orphans"): places.ORPHANED,
    ("has", "annotations"): _ANNOTATED.format(""),
    ("has", "annotation"): _ANNOTATED.format(""),
    ("has", "highlights"): _ANNOTATED.format(" AND kind = 'highlight'"),
    ("has", "comments"): _ANNOTATED.format(" AND comment <> ''"),
    ("has", "comment"): _ANNOTATED.format(" AND comment <> ''"),
    ("has", "notes"): "item.id IN (SELECT item_id FROM note WHERE note.trashed = '')",
    ("has", "note"): "item.id IN (SELECT item_id FROM note WHERE note.trashed = '')",
    ("has", "tags"): "item.id IN (SELECT item_id FROM item_tag)",
    ("has", "url"): "item.url <> ''",
}


_MARK_FLAGS = {
    ("has", "comments"): "annotation.comment <> ''",
    ("has", "comment"): "annotation.comment <> ''",
    ("has", "tags"): "annotation.id IN (SELECT annotation_id FROM annotation_tag)",
    ("is", "orphan"): "annotation.orphan",
    ("has", "orphans"): "annotation.orphan",
}


def _field(field: Field) -> Sql:
    name, value = field.name, field.value
    if name in ("is", "has"):
        return _flag(field), []
    if name in DATED:
        return _dated(field)
    if name == "id":
        if not re.fullmatch(r"[0-9]{1,18}", value):
            raise QueryError("An id is a number.", field.start, field.end)
        return "item.id = ?", [int(value)]
    if name == "tag":
        if not value:
            return "item.id IN (SELECT item_id FROM item_tag)", []
        return _TAGGED, [value] * (_TAGGED.count("?"))
    if name in _COLUMNS:
        return _written(field)
    if name == "type" and value.lower() not in set(ItemType):
        raise _unknown(field, "There is no type “{value}”.", list(ItemType))
    sql = {
        "in": _FILED,
        "color": _ANNOTATED.format(f" AND (color = lower(?) OR color IN ({NAMED}))"),
        "type": "item.type = lower(?)",
        "lang": f"(lower({_LANGUAGE}) = lower(?) OR lower({_LANGUAGE}) LIKE lower(?) || '-%')",
    }[name]
    return sql, [value] * sql.count("?")


_COLUMNS = {"by": "creators", "site": "site", "title": "title"}


def _written(field: Field) -> Sql:
    """Words in the title, the creators or the site; a site is known by its address as well."""
    column, value = _COLUMNS[field.name], field.value
    if not any(c.isalnum() for c in value):
        return f"item.{column} NOT IN ('', '[]')", []
    sql = "item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)"
    if field.name != "site":
        return sql, [among(column, value)]
    return f"({sql} OR instr(lower(item.url), lower(?)))", [among(column, value), value]


def _flag(field: Field) -> str:
    flag = _FLAGS.get((field.name, field.value.lower()))
    if flag is None:
        raise _unknown(field, "“{field}:{value}” is not known.", HAS if field.name == "has" else IS)
    return flag


def _unknown(field: Field, sentence: str, known: Iterable[str]) -> QueryError:
    """With the value that may have been meant, else with all."""
    known = list(known)
    near = process.extractOne(field.value.lower(), known, scorer=fuzz.ratio, score_cutoff=60)
    sentence += " Is “{hint}” meant?" if near else " There are: {hint}."
    hint = near[0] if near else ", ".join(known)
    return QueryError(sentence, field.start, field.end, field=field.name, value=field.value, hint=hint)


def _dated(field: Field) -> Sql:
    """Of the date of publication, and of arrival; where it was published in a year or month that counts as its
    first day."""
    found = dates.span(field.value, date.today())
    if found is None:
        raise QueryError(
            "A date is written 2025, 2025-03-21, march 2025, yesterday, last week or 30 days ago.",
            field.start, field.end,
        )  # fmt: skip
    if field.name == "added":
        days: list[object] = [found.first.isoformat(), found.last.isoformat()]
        return "date(item.added, 'localtime') BETWEEN ? AND ?", days
    day = "substr(item.published || '-01-01', 1, 10)"
    if field.name == "before":
        return f"(item.published <> '' AND {day} < ?)", [found.first.isoformat()]
    if found.since:
        return f"(item.published <> '' AND {day} >= ?)", [found.first.isoformat()]
    return f"(item.published <> '' AND {day} > ?)", [found.last.isoformat()]
