"""Tags in the tables. A name is one tag whatever its case; ``a/b`` lies below ``a``, whether there is an ``a`` or not."""

from collections.abc import Iterable, Mapping, Sequence

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.organize import Tag
from desktop.storage import tallies
from desktop.storage.library import Library, Step

_OWNERS = ("item", "annotation")
FAMILY = "(name = ? COLLATE NOCASE OR substr(name, 1, length(?) + 1) = ? || '/' COLLATE NOCASE)"
"""A tag and those below it."""


def clean(name: str) -> str:
    """A tag's name without stray white space and slashes. Raises ``UserError`` when nothing is left."""
    parts = [part for part in (" ".join(part.split()) for part in name.split("/")) if part]
    if not parts:
        raise UserError("A tag needs a name. Nothing was changed.")
    return "/".join(parts)


def find(step: Step, name: str) -> int | None:
    row = step.db.conn.execute("SELECT id FROM tag WHERE name = ? COLLATE NOCASE", (name,)).fetchone()
    return int(row[0]) if row else None


def attach(step: Step, owner: str, owner_id: int, name: str) -> None:
    """Tag an item or an annotation (``owner``); the tag is made where it is missing."""
    name = clean(name)
    tag_id = find(step, name)
    if tag_id is None:
        tag_id = step.insert("tag", name=name)
    known = f"SELECT 1 FROM {owner}_tag WHERE {owner}_id = ? AND tag_id = ?"
    if not step.db.conn.execute(known, (owner_id, tag_id)).fetchone():
        step.insert(f"{owner}_tag", **{f"{owner}_id": owner_id, "tag_id": tag_id})


def detach(step: Step, owner: str, owner_id: int, name: str) -> None:
    step.db.conn.execute(
        f"DELETE FROM {owner}_tag WHERE {owner}_id = ? AND tag_id IN (SELECT id FROM tag WHERE name = ? COLLATE NOCASE)",
        (owner_id, name),
    )


def change(
    library: Library, label: str, owner: str, ids: Iterable[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Changes:  # fmt: skip
    """Take tags from items or annotations (``owner``) and give them others, as one step."""
    add, remove = list(add), list(remove)
    with library.step(label) as step:
        for id_ in ids:
            for name in remove:
                detach(step, owner, id_, name)
            for name in add:
                attach(step, owner, id_, name)
    return step.changes()


def names(library: Library) -> list[str]:
    """All tags, for completion: without counts, and so at once."""
    rows = library.reader().conn.execute("SELECT name FROM tag ORDER BY name COLLATE NOCASE")
    return [name for (name,) in rows]


_ITEMS = "SELECT tag_id, group_concat(item_id) FROM item_tag GROUP BY tag_id"
_MARKS = "SELECT tag_id, group_concat(annotation_id) FROM annotation_tag GROUP BY tag_id"


def tree(library: Library) -> list[Tag]:
    """Every tag with its counts, those below it included; names that only stand above others have the id 0.
    Parents before their children, by name."""
    conn = library.reader().conn
    rows = conn.execute("SELECT id, name, color FROM tag").fetchall()
    known = {lowered(name): (id_, name, color) for id_, name, color in rows}
    families: dict[str, list[int]] = {key: [id_] for key, (id_, _, _) in known.items()}
    for id_, name, _ in rows:
        for above in _above(name):
            known.setdefault(lowered(above), (0, above, ""))
            families.setdefault(lowered(above), []).append(id_)
    own = tallies.members(conn, _ITEMS)
    trashed = {id_ for (id_,) in conn.execute("SELECT id FROM annotation WHERE trashed <> ''")}
    marks = {tag: ids - trashed for tag, ids in tallies.members(conn, _MARKS).items()}
    article = dict(conn.execute("SELECT id, item_id FROM annotation INDEXED BY annotation_item").fetchall())
    items = tallies.united(own, {tag: {article[mark] for mark in ids} for tag, ids in marks.items()})
    gone = {id_ for (id_,) in conn.execute("SELECT id FROM item WHERE trashed <> ''")}
    used = own.keys() | marks.keys()
    counts = zip(
        families, tallies.counted(families.values(), items, gone),
        tallies.counted(families.values(), marks, set()), strict=True,
    )  # fmt: skip
    found = []
    for key, of_items, of_marks in counts:
        id_, name, color = known[key]
        found.append(Tag(id_, name, color, of_items, of_marks, bool(id_) and id_ not in used))
    return sorted(found, key=lambda tag: tag.name.casefold().split("/"))


def lowered(name: str) -> str:
    """As SQLite compares names: only the letters A to Z have no case."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in name)


def _above(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def family(step: Step, name: str) -> list[tuple[int, str]]:
    """Ids and names of a tag and those below it."""
    return step.db.conn.execute(f"SELECT id, name FROM tag WHERE {FAMILY}", (name,) * 3).fetchall()


def rename(library: Library, name: str, new: str) -> Changes:
    """With those below it. What has the new name already is merged with it."""
    with library.step("Rename tag") as step:
        _move(step, [name], clean(new))
    return step.changes()


def nest(library: Library, names: Sequence[str], above: str) -> Changes:
    """Put tags, with those below them, below another one; empty: to the top."""
    with library.step("Move tag" if len(names) == 1 else "Move tags") as step:
        for name in names:
            leaf = name.rpartition("/")[2]
            new = clean(f"{above}/{leaf}")
            if not f"{lowered(above)}/".startswith(f"{lowered(name)}/"):
                _move(step, [name], new)
    return step.changes()


def carriers(library: Library, name: str) -> list[tuple[int, str]]:
    """Ids and titles of the items that carry exactly this tag, themselves or through an annotation."""
    return library.reader().conn.execute(
        """WITH own(id) AS (SELECT id FROM tag WHERE name = ? COLLATE NOCASE)
           SELECT id, title FROM item WHERE trashed = '' AND id IN (
             SELECT item_id FROM item_tag WHERE tag_id IN own UNION SELECT item_id FROM annotation_tag
             JOIN annotation ON annotation.id = annotation_id WHERE tag_id IN own AND trashed = '')
           ORDER BY title COLLATE NOCASE, id""", (name,)
    ).fetchall()  # fmt: skip


def merge(library: Library, names: Sequence[str], into: str) -> Changes:
    """Give what carries one of these tags the tag ``into`` instead; those below them come to lie below it."""
    with library.step("Merge tags") as step:
        into = clean(into)
        if find(step, into) is None:
            step.insert("tag", name=into)
        _move(step, [name for name in names if lowered(name) != lowered(into)], into)
    return step.changes()


def _move(step: Step, names: Iterable[str], to: str) -> None:
    moved = {id_: to + own[len(name) :] for name in names for id_, own in family(step, name)}
    staying = dict(_staying(step, moved))
    for id_, name in moved.items():
        other = staying.get(lowered(name))
        if other is None:
            step.db.conn.execute("UPDATE tag SET name = ? WHERE id = ? AND name <> ?", (name, id_, name))
            staying[lowered(name)] = id_
        else:
            _unite(step, id_, other)


def _staying(step: Step, moved: Mapping[int, str]) -> Iterable[tuple[str, int]]:
    for id_, name in step.db.conn.execute("SELECT id, name FROM tag"):
        if id_ not in moved:
            yield lowered(name), id_


def _unite(step: Step, tag_id: int, other: int) -> None:
    for owner in _OWNERS:
        step.db.conn.execute(
            f"DELETE FROM {owner}_tag WHERE tag_id = ? AND {owner}_id IN"
            f" (SELECT {owner}_id FROM {owner}_tag WHERE tag_id = ?)", (tag_id, other),
        )  # fmt: skip
        step.db.conn.execute(f"UPDATE {owner}_tag SET tag_id = ? WHERE tag_id = ?", (other, tag_id))
    step.db.conn.execute("DELETE FROM tag WHERE id = ?", (tag_id,))


def split(library: Library, name: str, parts: Mapping[str, Sequence[int]]) -> Changes:
    """Give articles, by the names of new tags, these instead of the old one, and their annotations that carry
    it too. What is in no part keeps the old tag; where nothing does, it goes."""
    with library.step("Split tag") as step:
        old = find(step, clean(name))
        if old is None:
            raise UserError("There is no tag “{name}”. Nothing was changed.", name=name)
        for part, items in parts.items():
            if lowered(clean(part)) != lowered(name):
                for item_id in items:
                    _hand_over(step, old, clean(part), item_id)
        left = "SELECT 1 FROM item_tag WHERE tag_id = ?1 UNION SELECT 1 FROM annotation_tag WHERE tag_id = ?1"
        if not step.db.conn.execute(left, (old,)).fetchone():
            step.db.conn.execute("DELETE FROM tag WHERE id = ?", (old,))
    return step.changes()


def _hand_over(step: Step, old: int, new: str, item_id: int) -> None:
    conn = step.db.conn
    marks = conn.execute(
        "SELECT annotation_id FROM annotation_tag JOIN annotation ON annotation.id = annotation_id"
        " WHERE tag_id = ? AND item_id = ?", (old, item_id),
    ).fetchall()  # fmt: skip
    own = conn.execute(
        "SELECT item_id FROM item_tag WHERE tag_id = ? AND item_id = ?", (old, item_id)
    ).fetchall()
    for owner, ids in (("item", own), ("annotation", marks)):
        for (id_,) in ids:
            conn.execute(f"DELETE FROM {owner}_tag WHERE tag_id = ? AND {owner}_id = ?", (old, id_))
            attach(step, owner, id_, new)


def delete(library: Library, names: Sequence[str]) -> Changes:
    """With those below them."""
    with library.step("Delete tag" if len(names) == 1 else "Delete tags") as step:
        for id_ in {id_ for name in names for id_, _ in family(step, name)}:
            for table, column in (("item_tag", "tag_id"), ("annotation_tag", "tag_id"), ("tag", "id")):
                step.db.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (id_,))
    return step.changes()


def color(library: Library, names: Sequence[str], chosen: str) -> Changes:
    """A tag that only stands above others is made for it."""
    with library.step("Colour tag") as step:
        for name in names:
            tag_id = find(step, name)
            if tag_id is None:
                tag_id = step.insert("tag", name=clean(name))
            step.db.conn.execute(
                "UPDATE tag SET color = ? WHERE id = ? AND color <> ?", (chosen, tag_id, chosen)
            )
    return step.changes()
