"""Outlines: the way from excerpts to an argument. Quotations in a person's own order, between headings and own text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DEEPEST = 7
"""The deepest level of a point; the first is 0."""


class PointKind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    """The person's own words, Markdown."""
    QUOTATION = "quotation"
    """Stands for an annotation of the library."""


@dataclass(frozen=True, slots=True)
class Outline:
    """``points``: how many it has."""

    id: int
    uid: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Point:
    """One line of an outline. What follows it at a deeper level belongs to it."""

    id: int
    outline_id: int
    kind: PointKind
    level: int
    text: str = ""
    """Of a heading or an own text; empty for a quotation."""
    annotation_id: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a point stands: all that moving needs to know of it."""

    id: int
    level: int


Arrangement = list[Placed]
"""The points of an outline from top to bottom."""


def branch(points: Sequence[Placed], index: int) -> range:
    """The point and all that belongs to it."""
    end = index + 1
    while end < len(points) and points[end].level > points[index].level:
        end += 1
    return range(index, end)


def _branches(points: Sequence[Placed], ids: Sequence[int]) -> list[int]:
    """Indexes of the chosen points with all that belongs to them, from top to bottom."""
    wanted = set(ids)
    return sorted({inside for index, point in enumerate(points) if point.id in wanted
                   for inside in branch(points, index)})  # fmt: skip


def shifted(points: Sequence[Placed], ids: Sequence[int], by: int) -> Arrangement:
    """Indent (``by`` 1) or outdent (-1) points with what belongs to them. A point is at most one level below the
    one above it; what cannot go further stays."""
    made = list(points)
    for index in _branches(points, ids):
        most = made[index - 1].level + 1 if index else 0
        level = min(max(points[index].level + by, 0), most, DEEPEST)
        made[index] = Placed(points[index].id, level)
    return settled(made)


def moved(points: Sequence[Placed], ids: Sequence[int], by: int) -> Arrangement:
    """One line up (-1) or down (1) past the neighbour, which is passed with all that belongs to it."""
    chosen = _branches(points, ids)
    if not chosen:
        return list(points)
    first, after = chosen[0], chosen[-1] + 1
    if by < 0:
        if first == 0:
            return list(points)
        above = first - 1
        while above > 0 and points[above].level > points[first].level:
            above -= 1
        return placed(points, ids, above)
    if after >= len(points):
        return list(points)
    return placed(points, ids, branch(points, after).stop)


def placed(
    points: Sequence[Placed], ids: Sequence[int], before: int, level: int | None = None
) -> Arrangement:
    """Points with what belongs to them before the line ``before`` (its index now; their number for the end).
    ``level``: of the first one from then on; None: as it is."""
    chosen = _branches(points, ids)
    taken = [points[index] for index in chosen]
    rest = [point for index, point in enumerate(points) if index not in set(chosen)]
    at = before - sum(1 for index in chosen if index < before)
    if taken and level is not None:
        by = level - taken[0].level
        taken = [Placed(point.id, min(max(point.level + by, 0), DEEPEST)) for point in taken]
    return settled([*rest[:at], *taken, *rest[at:]])


def settled(points: Sequence[Placed]) -> Arrangement:
    """With no point more than one level below the one above it."""
    made: Arrangement = []
    for point in points:
        most = made[-1].level + 1 if made else 0
        made.append(Placed(point.id, min(point.level, most)))
    return made
