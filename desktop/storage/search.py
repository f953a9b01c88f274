"""The search language as SQL. What the person typed goes in as parameters only."""

import re
from collections.abc import Callable

from desktop.domain.errors import QueryError
from desktop.domain.query import And, Field, Not, Or, Query, Words
from desktop.storage import places
from desktop.storage.color_names import NAMED
from desktop.storage.words import segmented

Sql = tuple[str, list[object]]


def condition(query: Query) -> Sql:
    """A condition on ``item``."""
    if isinstance(query, Words):
        match = match_of(query)
        return (
            "(item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)"
            " OR item.version_id IN (SELECT rowid FROM body_fts WHERE body_fts MATCH ?)"
            " OR item.id IN (SELECT item_id FROM annotation WHERE trashed = '' AND id IN"
            " (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?))"
            " OR item.id IN (SELECT item_id FROM note WHERE trashed = '' AND id IN"
            f" (SELECT rowid FROM note_fts WHERE note_fts MATCH ?)) OR {_TAGGED})"
        ), [match, match, match, match, *[query.text] * _TAGGED.count("?")]
    if isinstance(query, Field):
        return _field(query)
    if isinstance(query, Not):
        sql, values = condition(query.part)
        return f"NOT ({sql})", values
    return joined(query, condition)


def annotation_condition(query: Query) -> Sql:
    """A condition on ``annotation``: words stand in its quotation, comment or tags; a tag is its own or the
    article's; what speaks of articles is asked of its article."""
    if isinstance(query, And | Or):
        return joined(query, annotation_condition)
    if isinstance(query, Not):
        sql, values = annotation_condition(query.part)
        return f"NOT ({sql})", values
    if isinstance(query, Words):
        sql = (
            f"(annotation.id IN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?) OR {_MARKED})"
        )
        return sql, [match_of(query), *[query.text] * _MARKED.count("?")]
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


def joined(query: And | Or, part: Callable[[Query], Sql]) -> Sql:
    if not query.parts:
        return "1", []
    built = [part(one) for one in query.parts]
    word = " AND " if isinstance(query, And) else " OR "
    return "(" + word.join(sql for sql, _ in built) + ")", [value for _, values in built for value in values]


def match_of(words: Words) -> str:
    """An FTS5 string, quoted as its grammar asks."""
    return '"' + segmented(words.text).strip().replace('"', '""') + '"' + ("*" if words.prefix else "")


_NAMED = "(tag.name = ? COLLATE NOCASE OR substr(tag.name, 1, length(?) + 1) = ? || '/' COLLATE NOCASE)"
_MARKED = (
    f"annotation.id IN (SELECT annotation_id FROM annotation_tag JOIN tag ON tag.id = tag_id WHERE {_NAMED})"
)
_LANGUAGE = "coalesce(nullif(item.language, ''), (SELECT language FROM version WHERE id = item.version_id))"
"""As the file tells, else as its words let guess."""
_TAGGED = (
    f"(item.id IN (SELECT item_id FROM item_tag JOIN tag ON tag.id = tag_id WHERE {_NAMED.replace('?', '?1')})"
    f" OR item.id IN (SELECT item_id FROM annotation JOIN annotation_tag ON annotation.id = annotation_id"
    f" JOIN tag ON tag.id = tag_id WHERE trashed = '' AND {_NAMED.replace('?', '?1')}))"
)
_FILED = (
    "item.id IN (SELECT item_id FROM collection_item WHERE collection_id IN (WITH RECURSIVE tree(id, path, inside) AS"
    " (SELECT id, name, ? COLLATE NOCASE IN (name, '/' || name) FROM collection WHERE parent_id IS NULL UNION ALL"
    " SELECT collection.id, path || '/' || name, inside"
    " OR ? COLLATE NOCASE IN (name, path || '/' || name, '/' || path || '/' || name)"
    " FROM collection JOIN tree ON parent_id = tree.id)"
    " SELECT id FROM tree WHERE inside))"
)
_TAGGED = _TAGGED.replace("?1", "?")
_ANNOTATED = "item.id IN (SELECT item_id FROM annotation WHERE trashed = ''{})"
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
    ("has", "notes"): "item.id IN (SELECT item_id FROM note WHERE trashed = '')",
    ("has", "note"): "item.id IN (SELECT item_id FROM note WHERE trashed = '')",
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
        flag = _FLAGS.get((name, value.lower()))
        if flag is None:
            raise QueryError(
                "“{field}:{value}” is not known.", field.start, field.end, field=name, value=value
            )
        return flag, []
    if name in ("before", "after"):
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise QueryError("A date is written 2025, 2025-03 or 2025-03-21.", field.start, field.end)
        if name == "before":
            return "(item.published <> '' AND item.published < ?)", [value]
        return "(item.published <> '' AND substr(item.published, 1, length(?)) > ?)", [value, value]
    if name == "id":
        if not re.fullmatch(r"[0-9]{1,18}", value):
            raise QueryError("An id is a number.", field.start, field.end)
        return "item.id = ?", [int(value)]
    if name == "tag":
        if not value:
            return "item.id IN (SELECT item_id FROM item_tag)", []
        return _TAGGED, [value] * (_TAGGED.count("?"))
    sql = {
        "in": _FILED,
        "by": "instr(lower(item.creators), lower(?))",
        "site": "(instr(lower(item.site), lower(?)) OR instr(lower(item.url), lower(?)))",
        "color": _ANNOTATED.format(f" AND (color = lower(?) OR color IN ({NAMED}))"),
        "type": "item.type = lower(?)",
        "lang": f"(lower({_LANGUAGE}) = lower(?) OR lower({_LANGUAGE}) LIKE lower(?) || '-%')",
    }[name]
    return sql, [value] * sql.count("?")
