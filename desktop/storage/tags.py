"""Tags in the tables."""

from desktop.domain.errors import UserError
from desktop.storage.library import Step


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
