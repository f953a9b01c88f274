"""What a field of the search language can be completed to, from what the library holds."""

from collections.abc import Iterable
from datetime import date

from desktop.domain.annotation import HighlightColor
from desktop.domain.dates import EXAMPLES
from desktop.domain.item import ItemType
from desktop.domain.query import DATED, FIELDS, HAS, IS, Unfinished, quoted
from desktop.services import browse, colors
from desktop.storage import known
from desktop.storage.library import Library
from desktop.storage.words import fold


def completions(library: Library, begun: Unfinished, limit: int = 10) -> list[str]:
    """Names of fields, as they are written, or values; those that begin with what was typed come first."""
    if not begun.field:
        return [f"{name}:" for name in FIELDS if name.startswith(begun.typed.lower())] if begun.typed else []
    typed = fold(begun.typed.strip())
    values = dict.fromkeys(_values(library, begun.field, typed))
    beginning = [value for value in values if fold(value).startswith(typed)]
    within = [value for value in values if typed and typed in fold(value)[1:] and value not in beginning]
    return [value for value in (*beginning, *within) if fold(value) != typed][:limit]


def as_written(value: str) -> str:
    """A value as it stands in a query."""
    plain = value.isalnum() or all(c.isalnum() or c in "-_/." for c in value)
    return value if plain else quoted(value)


def _values(library: Library, field: str, typed: str) -> Iterable[str]:
    if field == "tag":
        return browse.tag_names(library)
    if field == "in":
        return sorted(browse.collection_paths(library).values())
    if field in ("by", "site", "lang"):
        return known.values(library, field, typed)
    if field == "color":
        return (*HighlightColor, *colors.names(library).values())
    if field in DATED:
        return (*EXAMPLES, *(str(date.today().year - back) for back in range(6)))
    return {"type": tuple(ItemType), "has": HAS, "is": IS}.get(field, ())
