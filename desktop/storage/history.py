"""Undo and redo, from the row images of each step."""

import json
from itertools import takewhile

from sqlite_utils import Database

from desktop.domain.changes import Changes, HistoryStep
from desktop.storage import tracking
from desktop.storage.library import Library
from desktop.storage.schema import TRACKED, image

_GROUP = "CASE batch WHEN '' THEN CAST(id AS TEXT) ELSE batch END"


def relabel(library: Library, batch: str, label: str) -> None:
    """Name all steps of a batch."""
    with library.quiet() as step:
        step.db.conn.execute("UPDATE step SET label = ? WHERE batch = ?", (label, batch))


def undo(library: Library) -> Changes | None:
    """Take the last step back, or None when there is none."""
    return _move(library, back=True)


def redo(library: Library) -> Changes | None:
    """Do the step again that was undone last, or None."""
    return _move(library, back=False)


def steps(library: Library, limit: int = 100) -> list[HistoryStep]:
    """The newest first."""
    rows = library.reader().conn.execute(
        f"SELECT max(id), label, made, undone FROM step GROUP BY {_GROUP} ORDER BY 1 DESC LIMIT ?", (limit,)
    )
    return [HistoryStep(id_, label, made, bool(undone)) for id_, label, made, undone in rows]


def is_undone(library: Library, step_id: int) -> bool:
    """Also of a step that is not there any more."""
    row = library.reader().conn.execute("SELECT undone FROM step WHERE id = ?", (step_id,)).fetchone()
    return bool(row is None or row[0])


def label(library: Library, *, undone: bool) -> str:
    """Of the step that would be redone (``undone``) or undone next; empty when there is none."""
    order = "ASC" if undone else "DESC"
    sql = f"SELECT label FROM step WHERE undone = ? ORDER BY id {order} LIMIT 1"
    row = library.reader().conn.execute(sql, (undone,)).fetchone()
    return row[0] if row else ""


def _move(library: Library, *, back: bool) -> Changes | None:
    with library.quiet() as step:
        db, order = step.db, "DESC" if back else "ASC"
        row = db.conn.execute(
            f"SELECT id, label, batch FROM step WHERE undone = ? ORDER BY id {order} LIMIT 1", (not back,)
        ).fetchone()
        if row is None:
            return None
        step_id, label_, batch = row
        group = (not back, *_together(db, step_id, batch, back=back))
        rows = db.conn.execute(
            'SELECT id, "table", row_id, "before", "after" FROM change WHERE step_id IN'
            f" (SELECT id FROM step WHERE undone = ? AND id BETWEEN ? AND ?) ORDER BY id {order}", group
        ).fetchall()  # fmt: skip
        for change_id, table, row_id, before, after in rows:
            if back and before is None:
                _keep(db, change_id, table, row_id)
            _restore(db, table, row_id, (after, before) if back else (before, after))
        db.conn.execute("UPDATE step SET undone = ? WHERE undone = ? AND id BETWEEN ? AND ?", (back, *group))
        return tracking.changes_of(label_, [row[1:] for row in rows])


def _together(db: Database, step_id: int, batch: str, *, back: bool) -> tuple[int, int]:
    """First and last of the steps that go with this one: its batch, as far as no other step comes between."""
    if not batch:
        return step_id, step_id
    rows = db.conn.execute(
        f"SELECT id, batch FROM step WHERE undone = ? ORDER BY id {'DESC' if back else 'ASC'}", (not back,)
    )
    ids = [id_ for id_, _ in takewhile(lambda row: row[1] == batch, rows)]
    return min(ids), max(ids)


def _keep(db: Database, change_id: int, table: str, row_id: int) -> None:
    """The whole of a row that the step had made, so that it can be made again."""
    whole = image(TRACKED[table], table)
    db.conn.execute(
        f'UPDATE change SET "after" = (SELECT {whole} FROM {table} WHERE id = ?) WHERE id = ?', (row_id, change_id)
    )  # fmt: skip


def _restore(db: Database, table: str, row_id: int, images: tuple[str | None, str | None]) -> None:
    """Bring a row from the first image to the second; columns that the step left alone stay as they are."""
    old, new = (json.loads(image) if image else None for image in images)
    if new is None:
        db.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    elif old is None:
        names = ", ".join(f'"{name}"' for name in new)
        places = ", ".join("?" * len(new))
        db.conn.execute(f"INSERT INTO {table}({names}) VALUES ({places})", tuple(new.values()))
    else:
        changed = {name: value for name, value in new.items() if value != old[name]}
        if changed:
            sets = ", ".join(f'"{name}" = ?' for name in changed)
            db.conn.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*changed.values(), row_id))
