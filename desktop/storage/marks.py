"""Writes on annotations."""

from collections.abc import Iterable, Sequence
from typing import Any

from desktop.domain.annotation import Annotation, NewAnnotation, Target, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.item import PageSpan
from desktop.storage import annotations, tags
from desktop.storage.library import Library, Step, now


def counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def create(
    library: Library, item_id: int, news: Sequence[NewAnnotation], pages: Sequence[PageSpan], label: str
) -> Changes:
    with library.step(label) as step:
        for new in news:
            annotations.insert(step, item_id, new, pages)
    return step.changes()


def set_row(step: Step, table: str, row_id: int, **values: object) -> None:
    """Only where something differs, so that nothing is no step."""
    sets = ", ".join(f'"{name}" = ?' for name in values)
    differs = " OR ".join(f'"{name}" IS NOT ?' for name in values)
    step.db.conn.execute(
        f"UPDATE {table} SET {sets}, modified = ? WHERE id = ? AND ({differs})",
        (*values.values(), now(), row_id, *values.values()),
    )


def update(
    library: Library, ids: Iterable[int], label: str, *, table: str = "annotation", batch: str | None = None,
    **values: object,
) -> Changes:  # fmt: skip
    ids = list(ids)
    with library.step(label.format(count=counted(len(ids), "annotation")), batch) as step:
        for id_ in ids:
            set_row(step, table, id_, **values)
    return step.changes()


def trash(library: Library, ids: Iterable[int]) -> Changes:
    return update(library, ids, "Delete {count}", trashed=now())


def place(target: Target, pages: Sequence[PageSpan], former_quote: str) -> dict[str, Any]:
    """The columns of an annotation that stands there from now on."""
    return {"orphan": 0, "former_quote": former_quote, **annotations.target_columns(target, pages)}


def split(
    library: Library, first: Annotation, target: TextTarget, second: NewAnnotation, pages: Sequence[PageSpan]
) -> Changes:
    """Give the first part its shorter ``target``, and make the second."""
    with library.step("Split 1 annotation") as step:
        set_row(step, "annotation", first.id, **place(target, pages, first.former_quote))
        annotations.insert(step, first.item_id, second, pages)
    return step.changes()


def merge(
    library: Library, kept_id: int, columns: dict[str, Any], names: Iterable[str], gone: Sequence[int]
) -> Changes:
    """Let one annotation have what the others had; those go to the trash."""
    with library.step(f"Merge {counted(len(gone) + 1, 'annotation')}") as step:
        set_row(step, "annotation", kept_id, **columns)
        for name in names:
            tags.attach(step, "annotation", kept_id, name)
        for id_ in gone:
            set_row(step, "annotation", id_, trashed=now())
    return step.changes()


def tag(library: Library, ids: Iterable[int], name: str) -> Changes:
    ids = list(ids)
    return tags.change(library, f"Tag {counted(len(ids), 'annotation')}", "annotation", ids, add=[name])


def untag(library: Library, ids: Iterable[int], name: str) -> Changes:
    ids = list(ids)
    return tags.change(library, f"Untag {counted(len(ids), 'annotation')}", "annotation", ids, remove=[name])


def mark_orphans(library: Library, item_id: int, orphans: frozenset[int]) -> Changes:
    with library.quiet() as step:
        rows = step.db.conn.execute(
            "SELECT id, orphan FROM annotation WHERE item_id = ?", (item_id,)
        ).fetchall()
        changed = {id_ for id_, orphan in rows if bool(orphan) != (id_ in orphans)}
        for id_ in changed:
            step.db.conn.execute("UPDATE annotation SET orphan = ? WHERE id = ?", (id_ in orphans, id_))
    return Changes(annotations=frozenset(changed), items=frozenset({item_id} if changed else ()))
