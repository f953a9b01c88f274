"""Where the pages lie, in pixels of the whole scroll: below each other, one at a time, or in spreads."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from desktop.domain.item import PageSpan
from desktop.reader.pdf.look import Fit, Layout, Look

GAP = 12.0
"""Pixels around pages."""
_SPINE = 2.0
"""Pixels between the pages of a spread."""
_LEAST = 100.0

_Lengths = NDArray[np.float64]


class Sheets:
    """``arrange`` first. Pages keep the places that it gave them until it is called again."""

    def __init__(self, spans: Sequence[PageSpan]) -> None:
        self._spans = spans
        self.look = Look()
        self.scale = 1.0
        """Pixels a point."""
        self.width = self.height = 0.0
        self._widest = self._tallest = 1.0
        self._spines = 0.0
        self._sizes: _Lengths = np.ones((0, 2))
        """Width and height of each page in points, turned with the view."""
        self._firsts: Sequence[int] = ()
        """The first page of each row, then the end."""
        self._rows: _Lengths = np.ones((0, 2))
        """Width and height of each row in points, without spines."""
        self._tops: list[float] = []
        """Of each row's room, which its pages lie in the middle of; then the end."""
        self._places: dict[int, QRectF] = {}
        self._ratio = 1.0

    def arrange(self, look: Look, zoom: float, view: QSizeF, ratio: float, natural: float) -> None:
        """``view``: the room on screen; ``ratio``: device pixels a pixel, on whose borders pages are laid;
        ``natural``: pixels a point at natural size."""
        if look != self.look or not self._firsts:
            self._set_out(look)
        self.scale = self._fitting(view, natural) * zoom
        self._ratio = ratio
        self._places = {}
        self.width = max(self._widest * self.scale + self._spines + 2 * GAP, view.width())
        least = view.height() - GAP / 2 if look.layout is Layout.SINGLE else 0.0
        rooms = np.maximum(self._rows[:, 1] * self.scale + GAP, least)
        self._tops = (np.concatenate(([0.0], np.cumsum(rooms))) + GAP / 2).tolist()
        self.height = self._tops[-1] + GAP / 2

    def place(self, page: int) -> QRectF:
        if page not in self._places:
            self._lay(bisect_right(self._firsts, page) - 1)
        return self._places[page]

    def _lay(self, number: int) -> None:
        """Give the pages of a row their places, on whole device pixels."""
        row, ratio = self._row(number), self._ratio
        top, bottom = self._tops[number], self._tops[number + 1]
        row_width = float(self._rows[number, 0]) * self.scale + (len(row) - 1) * _SPINE
        left = (self.width - row_width) / 2
        for page in row:
            width, height = (float(length) * self.scale for length in self._sizes[page])
            self._places[page] = QRectF(
                round(left * ratio) / ratio,
                round((top + (bottom - top - height) / 2) * ratio) / ratio,
                max(1, round(width * ratio)) / ratio,
                max(1, round(height * ratio)) / ratio,
            )
            left += width + _SPINE

    def transform(self, page: int) -> QTransform:
        """From points of the page as the file has it shown to pixels of the scroll."""
        place, span = self.place(page), self._spans[page]
        turned_width, turned_height = map(float, self._sizes[page])
        across, down = place.width() / turned_width, place.height() / turned_height
        match self.look.quarters:
            case 1:
                return QTransform(0, down, -across, 0, place.left() + span.height * across, place.top())
            case 2:
                return QTransform(-across, 0, 0, -down, place.right(), place.bottom())
            case 3:
                return QTransform(0, -down, across, 0, place.left(), place.top() + span.width * down)
            case _:
                return QTransform(across, 0, 0, down, place.left(), place.top())

    def pages_between(self, top: float, bottom: float) -> range:
        """The pages that can be seen there."""
        first, last = self._row_at(top), self._row_at(bottom)
        return range(self._firsts[first], self._firsts[last + 1])

    def page_at(self, point: QPointF) -> int:
        """The page under, or nearest to, a point of the scroll."""
        return min(self._row(self._row_at(point.y())), key=lambda page: _aside(self.place(page), point.x()))

    def room(self, y: float) -> tuple[float, float]:
        """Top and bottom of the room of the row at a height."""
        row = self._row_at(y)
        return self._tops[row], self._tops[row + 1]

    def _row(self, number: int) -> range:
        return range(self._firsts[number], self._firsts[number + 1])

    def _row_at(self, y: float) -> int:
        return min(max(0, bisect_right(self._tops, y) - 1), len(self._firsts) - 2)

    def _fitting(self, view: QSizeF, natural: float) -> float:
        if self.look.fit is Fit.NATURAL:
            return natural
        scale = max(_LEAST, view.width() - 2 * GAP - self._spines) / self._widest
        if self.look.fit is Fit.PAGE:
            scale = min(scale, max(_LEAST, view.height() - 2 * GAP) / self._tallest)
        return scale

    def _set_out(self, look: Look) -> None:
        """What a layout and a turn make of the pages, at any scale."""
        self.look = look
        sizes = np.array([[span.width for span in self._spans], [span.height for span in self._spans]]).T
        sizes[sizes == 0] = 1.0  # what has no length counts as one point
        self._sizes = sizes[:, ::-1] if look.quarters % 2 else sizes
        self._firsts = _first_pages(len(sizes), look)
        alone = len(self._firsts) > len(sizes)
        self._rows = self._sizes
        if not alone:
            starts = list(self._firsts[:-1])
            widths = np.add.reduceat(self._sizes[:, 0], starts)
            self._rows = np.stack((widths, np.maximum.reduceat(self._sizes[:, 1], starts)), axis=1)
        self._widest, self._tallest = map(float, self._rows.max(axis=0))
        self._spines = 0.0 if alone else _SPINE


def _first_pages(count: int, look: Look) -> Sequence[int]:
    """Of each row, then the end."""
    if look.layout is not Layout.SPREAD:
        return range(count + 1)
    return [0, *range(1 if look.cover else 2, count, 2), count]


def _aside(place: QRectF, x: float) -> float:
    return max(place.left() - x, 0.0, x - place.right())
