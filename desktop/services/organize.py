"""Order the library: fields, tags, collections, notes, the trash."""

import uuid
from collections.abc import Iterable

from desktop.domain.changes import Changes
from desktop.domain.item import ReadingStatus
from desktop.domain.metadata import DETAILS, Origin
from desktop.services import browse
from desktop.storage import order
from desktop.storage.library import Library, now
from desktop.storage.marks import counted, update
from desktop.storage.order import (
    add_note,
    delete_collection,
    delete_tag,
    empty_trash,
    file_items,
    move_collection,
    rename_tag,
    tag_items,
    unfile_items,
    untag_items,
)

__all__ = [
    "add_note", "collection_by_path", "color_tag", "create_collection", "delete_collection", "delete_saved_search",
    "delete_tag", "edit_item", "edit_note", "empty_trash", "file_by_path", "file_items", "move_collection", "rename_collection",
    "rename_tag", "restore_items", "save_search", "set_status", "star", "tag_items", "trash_items", "trash_note",
    "unfile_items", "untag_items",
]  # fmt: skip

_EDITABLE = {"title", "creators", "site", "published", "language", "url"}


def edit_item(library: Library, item_id: int, **fields: object) -> Changes:
    """Set title, creators, site, published, language, url, or details by their names (empty: away with it).

    From then on these are the person's own, which no import changes."""
    if unknown := fields.keys() - _EDITABLE - set(DETAILS):
        raise TypeError(f"not fields of an item: {unknown}")
    item = browse.item(library, item_id)
    details = dict(item.details) | {name: fields.pop(name) for name in DETAILS if name in fields}
    details = {name: value for name, value in details.items() if value}
    changed = {name for name, value in fields.items() if value != getattr(item, name)}
    changed |= {name for name in DETAILS if details.get(name) != item.details.get(name)}
    origins = dict(item.origins) | dict.fromkeys(changed, str(Origin.PERSON))
    return order.edit(library, [item_id], "Edit article", **fields, details=details, origins=origins)


def set_status(library: Library, ids: Iterable[int], status: ReadingStatus) -> Changes:
    return order.edit(library, ids, f"Mark as {status}", status=str(status))


def star(library: Library, ids: Iterable[int], starred: bool) -> Changes:
    return order.edit(library, ids, "Star" if starred else "Unstar", starred=int(starred))


def color_tag(library: Library, tag_id: int, color: str) -> Changes:
    return order.put(library, "Colour tag", "UPDATE tag SET color = ? WHERE id = ?", str(color), tag_id)


def create_collection(library: Library, name: str, parent_id: int | None = None) -> Changes:
    sql = "INSERT INTO collection(name, parent_id, position) VALUES (?, ?, 1000000)"
    return order.put(library, "New collection", sql, name, parent_id)


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
    return order.put(
        library, "Rename collection", "UPDATE collection SET name = ? WHERE id = ?", name, collection_id
    )


def save_search(library: Library, name: str, query: str) -> Changes:
    return order.put(
        library, "Save search", "INSERT INTO saved_search(name, query) VALUES (?, ?)", name, query
    )


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
