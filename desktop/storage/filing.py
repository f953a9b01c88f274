"""Articles in collections, in the order that a person gives them there: who comes stands last."""

from collections.abc import Iterable, Sequence

from desktop.domain.changes import Changes
from desktop.storage.library import Library, Step
from desktop.storage.marks import counted
from desktop.storage.spacing import APART, between


def file_items(
    library: Library, ids: Iterable[int], collection_id: int, *, batch: str | None = None
) -> Changes:
    ids = list(ids)
    with library.step(f"File {counted(len(ids), 'article')}", batch) as step:
        file(step, ids, collection_id)
    return step.changes()


def unfile_items(library: Library, ids: Iterable[int], collection_id: int) -> Changes:
    ids = list(ids)
    with library.step(f"Take {counted(len(ids), 'article')} out of the collection") as step:
        _unfile(step, ids, collection_id)
    return step.changes()


def move_items(library: Library, ids: Iterable[int], source_id: int, collection_id: int) -> Changes:
    """From one collection into another."""
    ids = list(ids)
    with library.step(f"Move {counted(len(ids), 'article')}") as step:
        file(step, ids, collection_id)
        if source_id != collection_id:
            _unfile(step, ids, source_id)
    return step.changes()


def arrange_items(library: Library, ids: Sequence[int], collection_id: int, before: int | None) -> Changes:
    """Put articles of a collection, in this order, before another one of it; None: at the end. What is not filed there
    itself is passed over."""
    with library.step(f"Arrange {counted(len(ids), 'article')}") as step:
        places = dict(
            step.db.conn.execute(
                "SELECT item_id, place FROM collection_item WHERE collection_id = ? ORDER BY place, id",
                (collection_id,),
            ).fetchall()
        )
        moved = [id_ for id_ in dict.fromkeys(ids) if id_ in places]
        staying = [id_ for id_ in places if id_ not in set(moved)]
        at = staying.index(before) if before in staying else len(staying)
        order = [*staying[:at], *moved, *staying[at:]]
        if order != list(places):
            low, high = (
                places[order[end]] if 0 <= end < len(order) else None for end in (at - 1, at + len(moved))
            )
            room = between(low, high, len(moved))
            new = (
                zip(moved, room, strict=True)
                if room
                else ((id_, APART * n) for n, id_ in enumerate(order, 1))
            )
            step.db.conn.executemany(
                "UPDATE collection_item SET place = ?1 WHERE collection_id = ?3 AND item_id = ?2 AND place <> ?1",
                [(place, id_, collection_id) for id_, place in new],
            )
    return step.changes()


def file(step: Step, ids: Iterable[int], collection_id: int) -> None:
    """At the end of a collection; what is in it stays where it stands."""
    end = last(step, collection_id)
    for number, id_ in enumerate(ids, 1):
        step.db.conn.execute(
            "INSERT INTO collection_item(collection_id, item_id, place) SELECT ?1, ?2, ?3 WHERE NOT EXISTS"
            " (SELECT 1 FROM collection_item WHERE collection_id = ?1 AND item_id = ?2)",
            (collection_id, id_, end + APART * number),
        )


def last(step: Step, collection_id: int) -> float:
    """The place of the last article of a collection."""
    sql = "SELECT coalesce(max(place), 0) FROM collection_item WHERE collection_id = ?"
    return float(step.db.conn.execute(sql, (collection_id,)).fetchone()[0])


def _unfile(step: Step, ids: Iterable[int], collection_id: int) -> None:
    step.db.conn.executemany(
        "DELETE FROM collection_item WHERE collection_id = ? AND item_id = ?",
        [(collection_id, id_) for id_ in ids],
    )
