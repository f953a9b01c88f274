"""Writes on how a library is ordered."""

import uuid
from collections.abc import Iterable, Mapping

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.storage import items, tags, tracking
from desktop.storage.library import Library, now
from desktop.storage.marks import counted, set_row, update


def edit(library: Library, ids: Iterable[int], label: str, **fields: object) -> Changes:
    """Set fields of items; creators as a sequence of names."""
    return update(library, ids, label, table="item", **items.columns(fields))


def describe(library: Library, item_id: int, fields: Mapping[str, object], batch: str) -> Changes:
    """Set fields of an item as part of a larger step."""
    label = "Describe 1 article"
    return update(library, [item_id], label, table="item", batch=batch, **items.columns(fields))


def edit_each(library: Library, fields: Mapping[int, Mapping[str, object]], label: str) -> Changes:
    """Set fields of several items, each its own, as one step."""
    with library.step(label) as step:
        for id_, values in fields.items():
            set_row(step, "item", id_, **items.columns(values))
    return step.changes()


def tag_items(library: Library, ids: Iterable[int], name: str) -> Changes:
    ids = list(ids)
    return tags.change(library, f"Tag {counted(len(ids), 'article')}", "item", ids, add=[name])


def untag_items(library: Library, ids: Iterable[int], name: str) -> Changes:
    ids = list(ids)
    return tags.change(library, f"Untag {counted(len(ids), 'article')}", "item", ids, remove=[name])


def change_tags(library: Library, ids: Iterable[int], add: Iterable[str], remove: Iterable[str]) -> Changes:
    """Several tags of several items as one step."""
    ids = list(ids)
    return tags.change(
        library, f"Tags of {counted(len(ids), 'article')}", "item", ids, add=add, remove=remove
    )


def put(library: Library, label: str, sql: str, *values: object) -> Changes:
    """One statement as a step."""
    with library.step(label) as step:
        step.db.conn.execute(sql, values)
    return step.changes()


def delete_collection(library: Library, collection_id: int) -> Changes:
    """With those inside it; the articles stay."""
    with library.step("Delete collection") as step:
        rows = step.db.conn.execute(
            """WITH RECURSIVE tree(id) AS (SELECT ? UNION SELECT collection.id FROM collection
               JOIN tree ON parent_id = tree.id) SELECT id FROM tree""", (collection_id,)
        ).fetchall()  # fmt: skip
        for row in rows:
            step.db.conn.execute("DELETE FROM collection_item WHERE collection_id = ?", row)
        for row in reversed(rows):
            step.db.conn.execute("DELETE FROM collection WHERE id = ?", row)
    return step.changes()


def move_collection(library: Library, collection_id: int, parent_id: int | None, position: int) -> Changes:
    """``position``: before which of its new siblings it is to stand, itself not counted; past the last: at the end."""
    with library.step("Move collection") as step:
        above = parent_id
        while above is not None:
            if above == collection_id:
                raise UserError("A collection cannot be put inside itself. Nothing was changed.")
            (above,) = step.db.conn.execute(
                "SELECT parent_id FROM collection WHERE id = ?", (above,)
            ).fetchone()
        rows = step.db.conn.execute(
            "SELECT id FROM collection WHERE parent_id IS ? AND id <> ? ORDER BY position, id",
            (parent_id, collection_id),
        ).fetchall()
        order = [row[0] for row in rows]
        order.insert(position, collection_id)
        for place, id_ in enumerate(order):
            step.db.conn.execute(
                "UPDATE collection SET position = ?1 WHERE id = ?2 AND position <> ?1", (place, id_)
            )
        step.db.conn.execute(
            "UPDATE collection SET parent_id = ?1 WHERE id = ?2 AND parent_id IS NOT ?1",
            (parent_id, collection_id),
        )
    return step.changes()


def collection_by_path(library: Library, path: str, create: bool, batch: str | None = None) -> int:
    names = [name.strip() for name in path.split("/") if name.strip()]
    if not names:
        raise UserError("A collection needs a name. Nothing was changed.")
    parent: int | None = None
    with library.step("New collection", batch) as step:
        for name in names:
            row = step.db.conn.execute(
                "SELECT id FROM collection WHERE parent_id IS ? AND name = ? COLLATE NOCASE", (parent, name)
            ).fetchone()
            if row is None and not create:
                raise UserError("There is no collection {path}.", path=path)
            parent = (
                row[0] if row else step.insert("collection", name=name, parent_id=parent, position=1_000_000)
            )
    assert parent is not None
    return parent


def add_note(library: Library, item_id: int, text: str) -> Changes:
    with library.step("Note") as step:
        step.insert("note", uid=uuid.uuid4().hex, item_id=item_id, text=text, created=now(), modified=now())
    return step.changes()


_KEPT_WORDS = """UPDATE outline_point SET kind = 'text', annotation_id = NULL, text = (
  SELECT '> ' || replace(quote, char(10), char(10) || '> ') || char(10, 10) || comment || char(10, 10) || '— ' || title
  FROM annotation JOIN item ON item.id = item_id WHERE annotation.id = annotation_id)"""
"""What an outline quotes stays in it as text, also when the annotation goes for good."""


def empty_trash(library: Library) -> Changes:
    """For good: the history goes with it, since its steps could no longer be taken back whole."""
    with library.quiet() as step:
        conn = step.db.conn
        gone = frozenset(row[0] for row in conn.execute("SELECT id FROM item WHERE trashed <> ''"))
        items = "(SELECT id FROM item WHERE trashed <> '')"
        marks = f"(SELECT id FROM annotation WHERE trashed <> '' OR item_id IN {items})"
        lost = frozenset(row[0] for row in conn.execute(marks[1:-1]))
        conn.execute(f"{_KEPT_WORDS} WHERE annotation_id IN {marks}")
        for sql in (
            "change", "step", f"annotation_tag WHERE annotation_id IN {marks}", f"annotation WHERE id IN {marks}",
            f"note WHERE trashed <> '' OR item_id IN {items}", f"item_tag WHERE item_id IN {items}",
            f"collection_item WHERE item_id IN {items}", f"former_version WHERE item_id IN {items}",
            "item WHERE trashed <> ''",
        ):  # fmt: skip
            conn.execute(f"DELETE FROM {sql}")
        tracking.purge(step.db)
    return Changes("Empty the trash", items=gone, annotations=lost)
