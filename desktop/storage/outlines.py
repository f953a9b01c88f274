"""Outlines in the tables. ``place`` orders the points of one; between any two there is room for more."""

import uuid
from collections.abc import Callable, Sequence

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.outline import Arrangement, Outline, Placed, Point, PointKind
from desktop.storage.library import Library, Step, now
from desktop.storage.spacing import APART, between


def outlines(library: Library) -> list[Outline]:
    """By name."""
    rows = library.reader().conn.execute(
        "SELECT id, uid, name, (SELECT count(*) FROM outline_point WHERE outline_id = outline.id) FROM outline"
        " ORDER BY name COLLATE NOCASE, id"
    )
    return [Outline(*row) for row in rows]


def points(library: Library, outline_id: int) -> list[Point]:
    rows = library.reader().conn.execute(
        "SELECT id, outline_id, kind, level, text, coalesce(annotation_id, 0) FROM outline_point"
        " WHERE outline_id = ? ORDER BY place, id", (outline_id,)
    )  # fmt: skip
    return [Point(row[0], row[1], PointKind(row[2]), *row[3:]) for row in rows]


def create(library: Library, name: str) -> Changes:
    with library.step("New outline") as step:
        step.insert("outline", uid=uuid.uuid4().hex, name=name, created=now())
    return step.changes()


def rename(library: Library, outline_id: int, name: str) -> Changes:
    with library.step("Rename outline") as step:
        step.db.conn.execute("UPDATE outline SET name = ? WHERE id = ?", (name, outline_id))
    return step.changes()


def delete(library: Library, outline_id: int) -> Changes:
    """With its points; annotations stay."""
    with library.step("Delete outline") as step:
        step.db.conn.execute("DELETE FROM outline_point WHERE outline_id = ?", (outline_id,))
        step.db.conn.execute("DELETE FROM outline WHERE id = ?", (outline_id,))
    return step.changes()


def add(library: Library, outline_id: int, new: Sequence[Point], after: int | None, label: str) -> Changes:
    """Points below the one with the id ``after`` (0: at the top; None: at the end), in their order."""
    with library.step(label) as step:
        if not step.db.conn.execute("SELECT 1 FROM outline WHERE id = ?", (outline_id,)).fetchone():
            raise UserError("The outline is not there any more. Nothing was changed.")
        standing = [id_ for id_, _ in _places(step, outline_id)]
        at = len(standing) if after is None else standing.index(after) + 1 if after in standing else 0
        for point, place in zip(new, _room(step, outline_id, at, len(new)), strict=True):
            step.insert(
                "outline_point", uid=uuid.uuid4().hex, outline_id=outline_id, kind=point.kind.value,
                level=point.level, place=place, text=point.text, annotation_id=point.annotation_id or None,
            )  # fmt: skip
    return step.changes()


def arrange(
    library: Library, outline_id: int, how: Callable[[Sequence[Placed]], Arrangement], label: str
) -> Changes:
    """Order and levels as ``how`` makes them of the present ones."""
    with library.step(label) as step:
        rows = step.db.conn.execute(
            "SELECT id, level FROM outline_point WHERE outline_id = ? ORDER BY place, id", (outline_id,)
        ).fetchall()
        before = [Placed(*row) for row in rows]
        levels = dict(rows)
        after = how(before)
        for point in after:
            if point.level != levels[point.id]:
                step.db.conn.execute(
                    "UPDATE outline_point SET level = ? WHERE id = ?", (point.level, point.id)
                )
        _reorder(step, outline_id, [point.id for point in after])
    return step.changes()


def edit(library: Library, point_id: int, text: str) -> Changes:
    with library.step("Edit the outline") as step:
        step.db.conn.execute(
            "UPDATE outline_point SET text = ? WHERE id = ? AND text <> ?", (text, point_id, text)
        )
    return step.changes()


def remove(library: Library, point_ids: Sequence[int]) -> Changes:
    """Out of their outline; annotations stay in the library."""
    with library.step("Take out of the outline") as step:
        step.db.conn.executemany("DELETE FROM outline_point WHERE id = ?", [(id_,) for id_ in point_ids])
    return step.changes()


def _places(step: Step, outline_id: int) -> list[tuple[int, float]]:
    return step.db.conn.execute(
        "SELECT id, place FROM outline_point WHERE outline_id = ? ORDER BY place, id", (outline_id,)
    ).fetchall()


def _room(step: Step, outline_id: int, at: int, count: int) -> list[float]:
    """Places for new points before the one that is now the ``at``-th."""
    places = [place for _, place in _places(step, outline_id)]
    low = places[at - 1] if at else None
    high = places[at] if at < len(places) else None
    found = between(low, high, count)
    if found is None:
        _spread(step, outline_id)
        return _room(step, outline_id, at, count)
    return found


def _spread(step: Step, outline_id: int) -> None:
    rows = [(APART * number, id_) for number, (id_, _) in enumerate(_places(step, outline_id))]
    step.db.conn.executemany("UPDATE outline_point SET place = ? WHERE id = ?", rows)


def _reorder(step: Step, outline_id: int, order: Sequence[int]) -> None:
    """Give new places to the run of points that stand otherwise, and to no other."""
    places = dict(_places(step, outline_id))
    standing = list(places)
    first = next((at for at, (one, two) in enumerate(zip(standing, order, strict=True)) if one != two), None)
    if first is None:
        return
    last = max(at for at, (one, two) in enumerate(zip(standing, order, strict=True)) if one != two)
    run = order[first : last + 1]
    values = sorted(places[id_] for id_ in run)
    rows = [(place, id_) for place, id_ in zip(values, run, strict=True) if places[id_] != place]
    step.db.conn.executemany("UPDATE outline_point SET place = ? WHERE id = ?", rows)
