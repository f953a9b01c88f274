"""Lists of articles at any length: ids first, and the lines that are looked at when they are looked at."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from desktop.domain.errors import QueryError
from desktop.domain.item import ItemSummary
from desktop.services.search import Passage, looks_for_words, passages, ranked
from desktop.storage import listing as stored
from desktop.storage.library import Library
from desktop.storage.listing import GROUPS, ORDERS, Group

__all__ = [
    "GROUPS", "MOST_FOUND", "NEWEST", "ORDERS", "Group", "Listing", "Order", "Row", "attempt", "listing", "rows_of", "titled",
]  # fmt: skip

Order = Sequence[tuple[str, bool]]
"""Names of ``storage.listing.ORDERS``, the first the most important, each with whether the last comes first."""

NEWEST: Order = (("added", True),)

MOST_FOUND = 200
"""Articles that a search for words lists, the best first."""


_PASSAGES = 4
"""That a line shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article as a line of a list and, after a search, where its words were found."""

    summary: ItemSummary
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of a list in its order."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    """A number below zero stands for a group that begins there: -1 for the first of ``groups``."""
    query: str = ""
    """The search that ranked it; empty where it is in another order."""
    first: tuple[Row, ...] = ()
    """The first lines, so that they can be shown at once."""
    groups: tuple[Group, ...] = ()
    grouped_by: str = ""


class _How(TypedDict, total=False):
    within: str
    order: Order
    group: str
    first: int


def listing(
    library: Library,
    query: str = "",
    *,
    within: str = "",
    order: Order = NEWEST,
    group: str = "",
    first: int = 0,
) -> Listing:
    """What the query finds among what another one (``within``) finds, with the ``first`` lines, grouped by one of
    ``GROUPS`` where that is asked for. A search for words is ranked, and has but the best ``MOST_FOUND``. Raises
    ``QueryError``."""
    if looks_for_words(query):
        hits = ranked(library, query, MOST_FOUND, within=within, typing=True)
        found = Listing(array("q", (id_ for id_, _ in hits)), query)
    elif group:
        ids, groups = stored.grouped(library, query, within, order, group)
        found = Listing(ids, groups=groups, grouped_by=group)
    else:
        found = Listing(stored.ids(library, query, within, order))
    return replace(found, first=tuple(rows_of(library, found, found.ids[:first])))


def attempt(library: Library, query: str, **how: Unpack[_How]) -> Listing | QueryError:
    """As ``listing``, or what is wrong with the query."""
    try:
        return listing(library, query, **how)
    except QueryError as problem:
        return problem


def rows_of(library: Library, among: Listing, ids: Sequence[int]) -> list[Row]:
    """Lines of a list, in the order asked for, with what its search found in them; without those that are not there
    any more."""
    found = passages(library, ids, among.query, typing=True) if among.query else {}
    return [
        Row(summary, found.get(summary.item.id, ())[:_PASSAGES]) for summary in stored.summaries(library, ids)
    ]


def titled(library: Library, query: str, within: str, start: str) -> set[int]:
    """Ids of what the query finds whose title begins so."""
    return stored.titled(library, query, within, start)
