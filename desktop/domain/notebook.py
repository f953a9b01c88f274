"""The notebook: all annotations of a library, narrowed and grouped."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.annotation import Annotation, HighlightColor
from desktop.domain.item import Item, PageSpan


class Grouping(StrEnum):
    NONE = "none"
    TAG = "tag"
    ARTICLE = "article"
    COLOR = "color"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which annotations are meant; empty parts let all through."""

    query: str = ""
    """In the search language."""
    colors: frozenset[HighlightColor] = frozenset()
    tag: str = ""
    """Of annotations themselves, with the tags inside it."""
    tag_alone: bool = False
    """Without the tags inside it."""
    collection: str = ""
    """Its path, with the collections inside it."""
    since: str = ""
    """Made on this day or later (ISO 8601, UTC)."""
    before: str = ""
    """Made before this day or moment."""


@dataclass(frozen=True, slots=True)
class Group:
    """A run of annotations. ``key`` names it for good: a tag, an item's id, a colour, a day; empty where the grouping
    does not apply (no tag)."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """Ids in the order in which they are shown, group after group. With several tags one is there several times."""

    ids: Sequence[int]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An annotation with what is told beside it. ``pages`` is empty where the article has none."""

    annotation: Annotation
    item: Item
    pages: tuple[PageSpan, ...] = ()
