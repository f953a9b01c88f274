"""A library seen as a whole: counts by tag, time and kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.item import Item


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of counts: ``counts[row][column]``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each, in the order in which they are shown."""

    names: tuple[str, ...]
    counts: tuple[int, ...]

    @staticmethod
    def of(rows: Sequence[tuple[str, int]]) -> "Tally":
        return Tally(tuple(name for name, _ in rows), tuple(count for _, count in rows))


@dataclass(frozen=True, slots=True)
class Related:
    """An article near to another one. Each part is 0 to 1; ``common``: how much of the text stands in both."""

    item: Item
    tags: tuple[str, ...]
    """Those that both have."""
    words: tuple[str, ...]
    """Uncommon ones that both have."""
    by_tags: float
    by_words: float
    common: float = 0.0

    @property
    def nearness(self) -> float:
        return max(self.common, (self.by_tags + self.by_words) / 2)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of a library. Sizes are in bytes; what lies in the trash is not counted but under ``trashed``."""

    articles: int
    unread: int
    reading: int
    starred: int
    trashed: int
    annotations: int
    commented: int
    orphans: int
    notes: int
    tags: int
    collections: int
    outlines: int
    versions: int
    steps: int
    words: int
    originals: int
    """Size of the archived files as they came."""
    file: int
    types: Tally
    languages: Tally
    sites: Tally
    colors: Tally
    added: Tally
    """Articles by the month in which they came, all months from the first to the last."""
    annotated: Tally
    """Annotations by month."""
