"""Code points here, UTF-16 units in the web view: the one bridge between the two."""

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Offsets:
    """Translates offsets of one text. A code point above U+FFFF takes two units."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + before for before, point in enumerate(self._points)]

    def to_units(self, point: int) -> int:
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int) -> int:
        """Inside a pair: its start."""
        return min(self.length, unit - bisect_left(self._units, unit))
