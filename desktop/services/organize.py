"""Order the library: fields, tags, collections, notes, the trash."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import Item, ReadingStatus
from desktop.domain.metadata import DETAILS, Origin
from desktop.domain.query import parse
from desktop.services import browse
from desktop.storage import order
from desktop.storage import tags as tag_rows
from desktop.storage.filing import arrange_items, file_items, move_items, unfile_items
from desktop.storage.library import Library, now
from desktop.storage.marks import counted, update
from desktop.storage.order import (
    add_note,
    change_tags,
    delete_collection,
    empty_trash,
    move_collection,
    tag_items,
    untag_items,
)

__all__ = [
    "add_note", "arrange_items", "change_tags", "collection_by_path", "color_tags", "create_collection", "delete_collection",
    "delete_saved_search", "delete_tags", "edit_items", "edit_note", "edit_saved_search", "empty_trash", "file_by_path",
    "file_items", "merge_tags", "move_collection", "move_items", "nest_tags", "rename_collection", "rename_tag",
    "restore_items", "save_search", "set_status", "split_tag", "star", "tag_items", "trash_items", "trash_note", "unfile_items",
    "untag_items",
]  # fmt: skip

_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)?")
_EDITABLE = {"title", "creators", "site", "published", "language", "url"}


def edit_items(library: Library, ids: Iterable[int], **fields: object) -> Changes:
    """Set title, creators, site, published, language, url, or details by their names (empty: away with it), and
    leave all others as they are: one step, however many articles.

    From then on these are the person's own, which no import changes. Raises ``UserError`` for what makes no sense."""
    if unknown := fields.keys() - _EDITABLE - set(DETAILS):
        raise TypeError(f"not fields of an item: {unknown}")
    for name, value in fields.items():
        _judge(name, value)
    edited = {item.id: _edited(item, fields) for item in browse.items_by_id(library, ids)}
    many = len(edited) != 1
    return order.edit_each(
        library, edited, f"Edit {counted(len(edited), 'article')}" if many else "Edit article"
    )


def _judge(name: str, value: object) -> None:
    if name == "title" and not str(value).strip():
        raise UserError("An article needs a title. Nothing was changed.")
    if name in ("published", "revised") and not _DATE.fullmatch(str(value)):
        raise UserError(
            "A date is a year, a year and month, or a day: 2024, 2024-05 or 2024-05-31. Nothing was changed."
        )
    if name == "language" and not _LANGUAGE.fullmatch(str(value)):
        raise UserError("A language is a code such as en, pt-BR or ar. Nothing was changed.")


def _edited(item: Item, fields: dict[str, object]) -> dict[str, object]:
    told = {name: value for name, value in fields.items() if name not in DETAILS}
    details = dict(item.details) | {name: value for name, value in fields.items() if name in DETAILS}
    details = {name: value for name, value in details.items() if value}
    changed = {name for name, value in told.items() if value != getattr(item, name)}
    changed |= {name for name in DETAILS if details.get(name) != item.details.get(name)}
    origins = dict(item.origins) | dict.fromkeys(changed, str(Origin.PERSON))
    return {**told, "details": details, "origins": origins}


def set_status(library: Library, ids: Iterable[int], status: ReadingStatus) -> Changes:
    return order.edit(library, ids, f"Mark as {status}", status=str(status))


def star(library: Library, ids: Iterable[int], starred: bool) -> Changes:
    return order.edit(library, ids, "Star" if starred else "Unstar", starred=int(starred))


def rename_tag(library: Library, name: str, new: str) -> Changes:
    """With the tags below it: ``a/b`` becomes ``new/b``. What has the new name already is merged with it."""
    return tag_rows.rename(library, name, new)


def nest_tags(library: Library, names: Sequence[str], above: str) -> Changes:
    """Put tags, with those below them, below another one; empty: to the top. A tag stays where it would lie below
    itself. One step."""
    return tag_rows.nest(library, names, above)


def merge_tags(library: Library, names: Sequence[str], into: str) -> Changes:
    """Give what carries one of these tags the tag ``into`` instead, new or not: one step."""
    return tag_rows.merge(library, names, into)


def split_tag(library: Library, name: str, parts: Mapping[str, Sequence[int]]) -> Changes:
    """Give the articles of each part its tag instead of the old one, and their annotations that carry it. What is
    in no part keeps the old tag."""
    return tag_rows.split(library, name, parts)


def delete_tags(library: Library, names: Sequence[str]) -> Changes:
    """With the tags below them; what carried them stays."""
    return tag_rows.delete(library, names)


def color_tags(library: Library, names: Sequence[str], color: str) -> Changes:
    """A highlight colour's name, or empty."""
    return tag_rows.color(library, names, str(color))


def create_collection(library: Library, name: str, parent_id: int | None = None) -> Changes:
    sql = "INSERT INTO collection(name, parent_id, position) VALUES (?, ?, 1000000)"
    return order.put(library, "New collection", sql, _collection_name(name), parent_id)


def collection_by_path(library: Library, path: str, create: bool = True, batch: str | None = None) -> int:
    """The collection's id; made where it is missing and ``create``. Steps of a batch are undone together."""
    return order.collection_by_path(library, path, create, batch)


def file_by_path(library: Library, ids: Iterable[int], path: str) -> Changes:
    """File articles in a collection that is made where it is missing: one step."""
    batch = uuid.uuid4().hex
    collection_id = order.collection_by_path(library, path, True, batch)
    changes = file_items(library, ids, collection_id, batch=batch)
    return changes | Changes(changes.label, collections=frozenset({collection_id}))


def rename_collection(library: Library, collection_id: int, name: str) -> Changes:
    sql = "UPDATE collection SET name = ? WHERE id = ?"
    return order.put(library, "Rename collection", sql, _collection_name(name), collection_id)


def _collection_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError("A collection needs a name. Nothing was changed.")
    if "/" in name:
        raise UserError(
            "A collection’s name has no slash: it parts collections that lie in each other. Nothing was changed."
        )
    return name


def save_search(library: Library, name: str, query: str) -> Changes:
    """Raises ``QueryError`` for a query that cannot be understood."""
    parse(query)
    sql = "INSERT INTO saved_search(name, query) VALUES (?, ?)"
    return order.put(library, "Save search", sql, _search_name(name), query)


def edit_saved_search(library: Library, search_id: int, name: str, query: str) -> Changes:
    """Raises ``QueryError`` for a query that cannot be understood."""
    parse(query)
    sql = "UPDATE saved_search SET name = ?, query = ? WHERE id = ?"
    return order.put(library, "Edit saved search", sql, _search_name(name), query, search_id)


def _search_name(name: str) -> str:
    if not name.strip():
        raise UserError("A saved search needs a name. Nothing was changed.")
    return " ".join(name.split())


def delete_saved_search(library: Library, search_id: int) -> Changes:
    return order.put(library, "Delete saved search", "DELETE FROM saved_search WHERE id = ?", search_id)


def edit_note(library: Library, note_id: int, text: str) -> Changes:
    return update(library, [note_id], "Edit note", table="note", text=text)


def trash_note(library: Library, note_id: int) -> Changes:
    return update(library, [note_id], "Delete note", table="note", trashed=now())


def trash_items(library: Library, ids: Iterable[int]) -> Changes:
    ids = list(ids)
    return order.edit(library, ids, f"Delete {counted(len(ids), 'article')}", trashed=now())


def restore_items(library: Library, ids: Iterable[int]) -> Changes:
    ids = list(ids)
    return order.edit(library, ids, f"Restore {counted(len(ids), 'article')}", trashed="")
