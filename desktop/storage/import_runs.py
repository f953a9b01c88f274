"""Imports on their way: what was given, and what became of each part. No steps of the history."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.storage.library import Library, now

_KEPT = 30
"""Finished imports that are remembered."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """``given`` are JSON values; ``state`` is ``open`` or ``done``."""

    id: int
    made: str
    given: tuple[object, ...]
    collection: str
    batch: str
    state: str


EntryRow = tuple[str, int, str, int | None, str, str]
"""Source, place of what was given, status, id of the item, title, reason."""


def begin(library: Library, given: Sequence[object], collection: str, batch: str) -> RunRow:
    with library.quiet() as step:
        made = now()
        run_id = step.insert(
            "import_run", made=made, given=json.dumps(given), collection=collection, batch=batch, state="open"
        )
        step.db.conn.execute(
            "DELETE FROM import_entry WHERE run_id IN (SELECT id FROM import_run WHERE state = 'done' AND id <= ?)",
            (run_id - _KEPT,),
        )
        step.db.conn.execute("DELETE FROM import_run WHERE state = 'done' AND id <= ?", (run_id - _KEPT,))
    return RunRow(run_id, made, tuple(given), collection, batch, "open")


def add_entries(library: Library, run_id: int, entries: Iterable[EntryRow]) -> None:
    with library.quiet() as step:
        step.db.conn.executemany(
            "INSERT INTO import_entry(run_id, source, given, status, item_id, title, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(run_id, *entry) for entry in entries],
        )


def drop_entries(library: Library, run_id: int, statuses: Sequence[str]) -> None:
    places = ", ".join("?" * len(statuses))
    with library.quiet() as step:
        step.db.conn.execute(
            f"DELETE FROM import_entry WHERE run_id = ? AND status IN ({places})", (run_id, *statuses)
        )


def set_state(library: Library, run_id: int, state: str) -> None:
    with library.quiet() as step:
        step.db.conn.execute("UPDATE import_run SET state = ? WHERE id = ?", (state, run_id))


def runs(library: Library) -> list[RunRow]:
    """The newest first."""
    rows = library.reader().conn.execute(
        "SELECT id, made, given, collection, batch, state FROM import_run ORDER BY id DESC"
    )
    return [
        RunRow(id_, made, tuple(json.loads(given)), collection, batch, state)
        for id_, made, given, collection, batch, state in rows
    ]


def entries(library: Library, run_id: int) -> list[EntryRow]:
    """In the order in which they were told."""
    rows = library.reader().conn.execute(
        "SELECT source, given, status, item_id, title, reason FROM import_entry WHERE run_id = ? ORDER BY id",
        (run_id,),
    )
    return list(rows)


def seen(library: Library, source: str) -> str:
    """When a source was last taken into the library or found there; empty: never."""
    row = library.reader().conn.execute(
        "SELECT max(made) FROM import_entry JOIN import_run ON import_run.id = run_id"
        " WHERE source = ? AND status IN ('imported', 'updated', 'duplicate')", (source,)
    ).fetchone()  # fmt: skip
    return row[0] or ""
