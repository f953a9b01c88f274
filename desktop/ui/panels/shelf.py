"""Where covers stand: side by side in lines, under the titles of their groups. Nothing is reckoned article by article."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from desktop.services.listing import Group
from desktop.ui.panels.group_title import GROUP_HEIGHT


@dataclass(frozen=True, slots=True)
class _Band:
    """A title (of no articles) or the covers of a group: the first row of the list that stands in it."""

    start: int
    articles: int
    top: int


class Shelf:
    """Rows of a list, a title being a row as well, as rectangles of a long sheet."""

    def __init__(self, rows: int, groups: Sequence[Group], width: int, height: int, least: int) -> None:
        """``height``: of a cover; ``least``: how narrow it may be."""
        self.across = max(1, width // least)
        self._width, self._height = width, height
        self._bands: list[_Band] = []
        row = top = 0
        for articles in [group.articles for group in groups] or [rows]:
            if groups:
                self._bands.append(_Band(row, 0, top))
                row, top = row + 1, top + GROUP_HEIGHT
            if articles:
                self._bands.append(_Band(row, articles, top))
                row, top = row + articles, top + -(-articles // self.across) * height
        self.height = top
        self._starts = [band.start for band in self._bands]
        self._tops = [band.top for band in self._bands]

    def rect(self, row: int) -> QRect:
        band = self._band(row)
        if not band.articles:
            return QRect(0, band.top, self._width, GROUP_HEIGHT)
        line, place = divmod(row - band.start, self.across)
        left, right = (self._width * end // self.across for end in (place, place + 1))
        return QRect(left, band.top + line * self._height, right - left, self._height)

    def row_near(self, point: QPoint) -> int:
        """The row at a point, or beside it; -1 where there is none at all."""
        if not self._bands:
            return -1
        band = self._bands[max(0, bisect_right(self._tops, point.y()) - 1)]
        if not band.articles:
            return band.start
        line = max(0, (point.y() - band.top) // self._height)
        place = min(max(0, point.x() * self.across // max(1, self._width)), self.across - 1)
        return band.start + min(line * self.across + place, band.articles - 1)

    def row_at(self, point: QPoint) -> int:
        """-1 where nothing stands."""
        row = self.row_near(point)
        return row if row >= 0 and self.rect(row).contains(point) else -1

    def runs(self, first: int, last: int) -> list[tuple[int, int]]:
        """The rows from one to another without titles, as ranges."""
        bands = self._bands[self._at(first) : self._at(last) + 1]
        ranges = [(max(first, one.start), min(last, one.start + one.articles - 1)) for one in bands]
        return [(start, end) for start, end in ranges if start <= end]

    def beyond(self, row: int, lines: int) -> int:
        """The article so many lines below another one, or above it (below zero), as far as there are lines."""
        for _ in range(abs(lines)):
            row = self._below(row) if lines > 0 else self._above(row)
        return row

    def _below(self, row: int) -> int:
        band = self._band(row)
        line, place = divmod(row - band.start, self.across)
        if line < (band.articles - 1) // self.across:
            return min(row + self.across, band.start + band.articles - 1)
        after = next((one for one in self._bands[self._at(row) + 1 :] if one.articles), None)
        return row if after is None else after.start + min(place, after.articles - 1)

    def _above(self, row: int) -> int:
        band = self._band(row)
        place = (row - band.start) % self.across
        if row - band.start >= self.across:
            return row - self.across
        before = next((one for one in reversed(self._bands[: self._at(row)]) if one.articles), None)
        if before is None:
            return row
        last = (before.articles - 1) // self.across * self.across
        return before.start + min(last + place, before.articles - 1)

    def _at(self, row: int) -> int:
        return max(0, bisect_right(self._starts, row) - 1)

    def _band(self, row: int) -> _Band:
        return self._bands[self._at(row)]
