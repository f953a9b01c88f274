"""Links into the library: they name an article or an annotation for good, in comments, notes and other programs."""

import re
from dataclasses import dataclass

from desktop.storage import linking
from desktop.storage.library import Library

_LINK = re.compile(r"florilegium://(item|annotation)/([0-9A-Za-z][\w.-]*)(?:#annotation=([\w.-]+))?")


@dataclass(frozen=True, slots=True)
class Aimed:
    """Where a link leads. ``annotation_id`` 0: to the article itself."""

    item_id: int
    annotation_id: int = 0


def annotation_link(uid: str) -> str:
    return f"florilegium://annotation/{uid}"


def item_link(uid: str) -> str:
    return f"florilegium://item/{uid}"


def is_link(address: str) -> bool:
    return bool(_LINK.match(address))


def aim(library: Library, address: str) -> Aimed | None:
    """Where a link leads; None where that is not in the library, or in its trash. An annotation that is gone leads to
    its article where the link names it, as those of exports do."""
    found = _LINK.match(address)
    if found is None:
        return None
    kind, uid, inside = found.groups()
    if kind == "annotation" or inside:
        place = linking.annotation(library, inside or uid)
        if place or kind == "annotation":
            return Aimed(*place) if place else None
    item_id = linking.item(library, uid)
    return Aimed(item_id) if item_id else None
