"""What lasting names stand for."""

from desktop.storage.library import Library


def item(library: Library, uid: str) -> int:
    """The id of an article outside the trash; 0 where there is none."""
    row = (
        library.reader().conn.execute("SELECT id FROM item WHERE uid = ? AND trashed = ''", (uid,)).fetchone()
    )
    return int(row[0]) if row else 0


def annotation(library: Library, uid: str) -> tuple[int, int] | None:
    """The ids of an annotation's article and of itself, where neither is in the trash."""
    row = library.reader().conn.execute(
        "SELECT item.id, annotation.id FROM annotation JOIN item ON item.id = item_id"
        " WHERE annotation.uid = ? AND annotation.trashed = '' AND item.trashed = ''", (uid,)
    ).fetchone()  # fmt: skip
    return (row[0], row[1]) if row else None
