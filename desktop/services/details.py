"""What is known of several articles at once: what they have in common, and where they differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.item import ItemSummary
from desktop.domain.metadata import DETAILS
from desktop.storage import listing
from desktop.storage.library import Library

FIELDS = ("title", "creators", "site", "published", "language", "url", *DETAILS)
"""All that a person can write about an article, by the names of ``organize.edit_items``."""

MOST_COMPARED = 1000
"""Articles: of more, every value counts as differing."""


@dataclass(frozen=True, slots=True)
class Details:
    """``values``: by the names of ``FIELDS``, creators parted by semicolons; None where the articles differ."""

    ids: tuple[int, ...] = ()
    values: Mapping[str, str | None] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where a value was read (``metadata.Origin``), where all have it from the same."""
    tags: tuple[str, ...] = ()
    """Those that all of them carry."""
    some_tags: tuple[str, ...] = ()
    """Those that only some of them carry."""
    collections: tuple[str, ...] = ()
    some_collections: tuple[str, ...] = ()
    status: str = ""
    """Empty where they differ."""
    starred: bool | None = None
    one: ItemSummary | None = None
    """Where it is but one."""


def details(library: Library, ids: Sequence[int]) -> Details:
    """Those that are not there any more are left out."""
    if len(ids) > MOST_COMPARED:
        return Details(tuple(ids), dict.fromkeys(FIELDS))
    found = listing.summaries(library, ids)
    if not found:
        return Details()
    rows = [_values(summary) for summary in found]
    values = {name: _common([row[name] for row in rows]) for name in FIELDS}
    origins = {
        name: _common([summary.item.origins.get(name, "") for summary in found]) or "" for name in FIELDS
    }
    all_tags, some_tags = _shared([summary.tags for summary in found])
    all_collections, some_collections = _shared([summary.collections for summary in found])
    states = {str(summary.item.status) for summary in found}
    stars = {summary.item.starred for summary in found}
    return Details(
        tuple(summary.item.id for summary in found), values, origins, all_tags, some_tags, all_collections, some_collections,
        states.pop() if len(states) == 1 else "", stars.pop() if len(stars) == 1 else None,
        found[0] if len(found) == 1 else None,
    )  # fmt: skip


def _values(summary: ItemSummary) -> dict[str, str]:
    item = summary.item
    told = {name: str(getattr(item, name)) for name in ("title", "site", "published", "language", "url")}
    return (
        told | {"creators": "; ".join(item.creators)} | {name: item.details.get(name, "") for name in DETAILS}
    )


def _common(values: Sequence[str]) -> str | None:
    return values[0] if all(value == values[0] for value in values) else None


def _shared(names: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What all have, and what only some have."""
    counts = Counter(name for each in names for name in set(each))
    ordered = sorted(counts, key=str.casefold)
    return (
        tuple(name for name in ordered if counts[name] == len(names)),
        tuple(name for name in ordered if counts[name] < len(names)),
    )
