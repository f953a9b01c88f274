"""The archived states of an article, and which of them is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.annotation import Target
from desktop.domain.changes import Changes
from desktop.domain.item import ImportedItem, Version
from desktop.storage import resemblances
from desktop.storage.annotations import target_columns
from desktop.storage.intake import store_version
from desktop.storage.items import columns
from desktop.storage.library import Library, Step, now


@dataclass(frozen=True, slots=True)
class Settled:
    """Where an annotation stands in another version; ``target`` is None where nothing of it is known there."""

    annotation_id: int
    target: Target | None
    former_quote: str
    orphan: bool = False


def add(
    library: Library,
    item_id: int,
    imported: ImportedItem,
    settled: Sequence[Settled],
    fields: dict[str, object],
    batch: str | None,
) -> Changes:
    """A newer state of an article becomes the one that is read."""
    with library.step("New version of 1 article", batch) as step:
        version_id = store_version(step, imported, now())
        _exchange(step, item_id, version_id, settled, fields)
    return step.changes()


def add_earlier(library: Library, item_id: int, imported: ImportedItem, batch: str | None) -> Changes:
    """A state that an article had before the one that is read: it is kept beside it."""
    with library.step("Earlier version of 1 article", batch) as step:
        step.insert("former_version", item_id=item_id, version_id=store_version(step, imported, now()))
        _set(step, "item", item_id, modified=now())
    return step.changes()


def use(library: Library, item_id: int, version_id: int, settled: Sequence[Settled]) -> Changes:
    """A state that is there already becomes the one that is read."""
    with library.step("Change the version") as step:
        step.db.conn.execute(
            "DELETE FROM former_version WHERE item_id = ? AND version_id = ?", (item_id, version_id)
        )
        _exchange(step, item_id, version_id, settled, {})
    return step.changes()


def _exchange(
    step: Step, item_id: int, version_id: int, settled: Sequence[Settled], fields: dict[str, object]
) -> None:
    (present,) = step.db.conn.execute("SELECT version_id FROM item WHERE id = ?", (item_id,)).fetchone()
    step.insert("former_version", item_id=item_id, version_id=present)
    _set(step, "item", item_id, version_id=version_id, modified=now(), **columns(fields))
    for mark in settled:
        if mark.target is None:
            _set(step, "annotation", mark.annotation_id, orphan=1)
        else:
            place = target_columns(mark.target, ())
            about = {"orphan": int(mark.orphan), "former_quote": mark.former_quote}
            _set(step, "annotation", mark.annotation_id, **about, **place)


def _set(step: Step, table: str, row_id: int, **values: object) -> None:
    sets = ", ".join(f'"{name}" = ?' for name in values)
    step.db.conn.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), row_id))


def put_reading_position(library: Library, item_id: int, place: Callable[[int], int]) -> None:
    """Where reading stopped, in the new text; no step of the history."""
    with library.quiet() as step:
        row = step.db.conn.execute(
            "SELECT offset FROM reading_position WHERE item_id = ?", (item_id,)
        ).fetchone()
        if row:
            step.db.conn.execute(
                "UPDATE reading_position SET offset = ? WHERE item_id = ?", (place(row[0]), item_id)
            )


def versions(library: Library, item_id: int) -> list[Version]:
    """The newest first."""
    rows = library.reader().conn.execute(
        """SELECT id, title, archived, words, file_name, sha256, id = (SELECT version_id FROM item WHERE id = ?1)
           FROM version WHERE id IN (SELECT version_id FROM item WHERE id = ?1
             UNION SELECT version_id FROM former_version WHERE item_id = ?1) ORDER BY archived DESC, id DESC""", (item_id,)
    ).fetchall()  # fmt: skip
    return [
        Version(id_, title, archived, count, file_name, sha256, bool(is_present))
        for id_, title, archived, count, file_name, sha256, is_present in rows
    ]


def present_text(library: Library, item_id: int) -> str:
    """Of the version that is read."""
    row = library.reader().conn.execute(
        "SELECT unpacked(text) FROM item JOIN version ON version.id = version_id WHERE item.id = ?", (item_id,)
    ).fetchone()  # fmt: skip
    return str(row[0]) if row else ""


def archived(library: Library, item_id: int) -> str:
    """When the version that is read was archived."""
    row = library.reader().conn.execute(
        "SELECT archived FROM item JOIN version ON version.id = version_id WHERE item.id = ?", (item_id,)
    ).fetchone()  # fmt: skip
    return str(row[0]) if row else ""


def text(library: Library, version_id: int) -> str:
    row = (
        library.reader()
        .conn.execute("SELECT unpacked(text) FROM version WHERE id = ?", (version_id,))
        .fetchone()
    )
    return str(row[0]) if row else ""


def alike(library: Library, version_id: int) -> list[tuple[int, float]]:
    """Items (not in the trash) of which the present version says much of the same, and the common part of the
    shorter text. The nearest first."""
    conn = library.reader().conn
    return [
        (int(item_id), common)
        for other_id, common in resemblances.of_version(conn, version_id)
        for (item_id,) in conn.execute(
            "SELECT id FROM item WHERE version_id = ? AND trashed = ''", (other_id,)
        )
    ]
