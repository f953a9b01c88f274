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
from desktop.storage.listing import GROUPS, ORDERS, Group, Order

__all__ = [
    "BEST", "BY_HAND", "GROUPS", "MOST_FOUND", "NEWEST", "ORDERS", "Group", "Listing", "Order", "Row", "attempt", "listing",
    "rows_of", "titled",
]  # fmt: skip

NEWEST: Order = (("added", True),)
BEST: Order = ()
"""Of what words find: the best first."""
BY_HAND: Order = (("place", False),)
"""As a person arranged a collection."""

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
    """The search whose words it has; empty where none was searched for."""
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
    order: Order = BEST,
    group: str = "",
    first: int = 0,
) -> Listing:
    """What the query finds among what another one (``within``) finds, with the ``first`` lines, grouped by one of
    ``GROUPS`` where that is asked for. A search for words has but the best ``MOST_FOUND``; what is found without any
    has no best, but a newest. Raises ``QueryError``."""
    if looks_for_words(query):
        hits = ranked(library, query, MOST_FOUND, within=within, typing=True)
        ids = array("q", (id_ for id_, _ in hits))
        found = Listing(stored.ordered(library, ids, within, order) if order else ids, query)
    elif group:
        ids, groups = stored.grouped(library, query, within, order or NEWEST, group)
        found = Listing(ids, groups=groups, grouped_by=group)
    else:
        found = Listing(stored.ids(library, query, within, order or NEWEST))
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
