"""The rows of a page's text (what its line breaks part), and which of them are level with each other."""

from collections.abc import Callable, Sequence
from functools import cached_property

Level = tuple[float, float]
"""From where to where, from the top of the page as shown."""


class Rows:
    """``level`` tells of ``text[start:end]`` how high it stands; None where nothing of it is drawn."""

    def __init__(self, text: str, level: Callable[[int, int], Level | None]) -> None:
        self._level = level
        self._rows = list[tuple[int, int]]()
        start = 0
        for row in text.split("\n"):
            self._rows.append((start, start + len(row)))
            start += len(row) + 1

    def near(self, first: int, last: int) -> list[tuple[int, int]]:
        """The rows of ``text[first:last]``, with all that are level with them or with those; such as follow each other
        as one stretch. Nothing else has a part in the lines of that range."""
        chosen = {at for at, (start, end) in enumerate(self._rows) if start < last and first < end}
        band = [level for at in chosen if (level := self._levels[at])]
        while True:
            more = {
                at
                for at, level in enumerate(self._levels)
                if level and at not in chosen and _meets(level, band)
            }
            if not more:
                break
            chosen |= more
            band += [level for at in more if (level := self._levels[at])]
        return self._stretches(sorted(chosen))

    @cached_property
    def _levels(self) -> list[Level | None]:
        return [self._level(start, end) for start, end in self._rows]

    def _stretches(self, chosen: Sequence[int]) -> list[tuple[int, int]]:
        found = list[tuple[int, int]]()
        before = -2
        for at in chosen:
            start, end = self._rows[at]
            found.append((found.pop()[0], end) if at == before + 1 else (start, end))
            before = at
        return found


def _meets(level: Level, band: Sequence[Level]) -> bool:
    return any(level[0] <= low and high <= level[1] for high, low in band)
