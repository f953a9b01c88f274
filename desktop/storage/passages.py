"""Where passages stand on the pages of PDFs: read once, kept beside the version. A version never changes, so what is
kept stays true; nothing here is a step of the history."""

import json
from collections.abc import Mapping, Sequence

from desktop.domain.selector import PagePlace, Rectangle
from desktop.storage.library import Library

Range = tuple[int, int]
"""Of the canonical text, half open."""


def places(library: Library, version_id: int) -> dict[Range, tuple[PagePlace, ...]]:
    """All that is kept of a version."""
    rows = library.reader().conn.execute(
        'SELECT start, "end", places FROM passage WHERE version_id = ?', (version_id,)
    )
    return {(start, end): tuple(map(_place, json.loads(places))) for start, end, places in rows}


def unread(library: Library, item_id: int) -> list[Range]:
    """The passages that are annotated and of whose places nothing is kept."""
    rows = library.reader().conn.execute(
        """SELECT DISTINCT start, "end" FROM annotation JOIN item ON item.id = item_id WHERE item_id = ?
           AND annotation.trashed = '' AND page_index IS NULL AND start < "end" AND NOT EXISTS (SELECT 1 FROM passage
           WHERE passage.version_id = item.version_id AND passage.start = annotation.start
           AND passage."end" = annotation."end")""",
        (item_id,),
    )
    return [(start, end) for start, end in rows]


def keep(library: Library, version_id: int, found: Mapping[Range, Sequence[PagePlace]]) -> None:
    with library.quiet() as step:
        step.db.conn.executemany(
            "INSERT OR IGNORE INTO passage SELECT id, ?, ?, ? FROM version WHERE id = ?",
            [(*span, json.dumps(list(map(_row, found[span]))), version_id) for span in found],
        )


def _row(place: PagePlace) -> list[object]:
    boxes = [edge for box in place.boxes for edge in (box.left, box.bottom, box.right, box.top)]
    return [place.page_index, *(place.span or (None, None)), *boxes]


def _place(row: Sequence[float]) -> PagePlace:
    page_index, start, end, *edges = row
    boxes = tuple(Rectangle(*edges[at : at + 4]) for at in range(0, len(edges), 4))
    return PagePlace(int(page_index), boxes, (int(start), int(end)))
