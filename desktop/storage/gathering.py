"""Annotations and notes that come from other programs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.annotation import NewAnnotation
from desktop.domain.changes import Changes
from desktop.domain.item import PageSpan
from desktop.domain.matching import Known
from desktop.storage import annotations, tags
from desktop.storage.library import Library, now
from desktop.storage.marks import set_row


def known(library: Library) -> list[Known]:
    """Every article outside the trash."""
    rows = library.reader().conn.execute(
        "SELECT item.id, item.uid, item.title, (SELECT group_concat(value, char(31)) FROM json_each(creators)), url,"
        " coalesce(json_extract(details, '$.DOI'), ''), file_name, sha256"
        " FROM item JOIN version ON version.id = version_id WHERE trashed = ''"
    )
    return [
        Known(
            id_,
            title,
            tuple(creators.split("\x1f")) if creators else (),
            url,
            doi,
            [file] if file else (),
            uid,
            sha256,
        )
        for id_, uid, title, creators, url, doi, file, sha256 in rows
    ]


def uids(library: Library, item_id: int) -> set[str]:
    """Of all annotations and notes of an article, those in the trash too: what was deleted does not come back."""
    rows = library.reader().conn.execute(
        "SELECT uid FROM annotation WHERE item_id = ?1 UNION SELECT uid FROM note WHERE item_id = ?1",
        (item_id,),
    )
    return {uid for (uid,) in rows}


@dataclass(frozen=True, slots=True)
class Edit:
    """An annotation's or a note's new words; None: as they are. ``table`` is ``annotation`` or ``note``."""

    table: str
    id: int
    text: str | None = None
    added_tags: Sequence[str] = ()
    gone_tags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """``marks``: annotations, each with whether it is an orphan; ``notes``: lasting name, text, moment; ``edits``: what
    was changed of annotations and notes that are there."""

    marks: Sequence[tuple[NewAnnotation, bool]]
    notes: Sequence[tuple[str, str, str]]
    tags: Sequence[str]
    gone_tags: Sequence[str] = ()
    edits: Sequence[Edit] = ()


def add(
    library: Library, item_id: int, gathered: Gathered, pages: Sequence[PageSpan], batch: str | None
) -> Changes:
    """All of it as one step."""
    with library.step("Import of annotations", batch) as step:
        for new, orphan in gathered.marks:
            id_ = annotations.insert(step, item_id, new, pages)
            if orphan:
                step.db.conn.execute("UPDATE annotation SET orphan = 1 WHERE id = ?", (id_,))
        for uid, text, created in gathered.notes:
            moment, name = created or now(), uid or uuid.uuid4().hex
            step.insert("note", uid=name, item_id=item_id, text=text, created=moment, modified=moment)
        for tag in gathered.tags:
            tags.attach(step, "item", item_id, tag)
        for tag in gathered.gone_tags:
            tags.detach(step, "item", item_id, tag)
        for edit in gathered.edits:
            if edit.text is not None:
                column = "comment" if edit.table == "annotation" else "text"
                set_row(step, edit.table, edit.id, **{column: edit.text})
            for tag in edit.added_tags:
                tags.attach(step, edit.table, edit.id, tag)
            for tag in edit.gone_tags:
                tags.detach(step, edit.table, edit.id, tag)
    return step.changes()
