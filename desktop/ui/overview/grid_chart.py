"""Counts as a field of tinted squares, each with its number."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from desktop.domain.overview import Grid
from desktop.ui.overview.chart import Cell, Chart, blend, readable_on
from desktop.ui.words import number

_SIDE, _LEAST, _MOST = 16, 24, 40
_LABELS = 190
"""Pixels that names at the side and at the top take at most."""


class GridChart(Chart):
    _grid = Grid((), (), ())
    _names: tuple[str, ...] = ()
    _column_names: tuple[str, ...] = ()

    def show_grid(self, grid: Grid, columns: tuple[str, ...], spoken: Callable[[int, int, int], str],
                  target: Callable[[int, int], object], header: tuple[str, ...]) -> None:  # fmt: skip
        """``columns``: as they are called on the screen. ``spoken``: row, column and count in words."""
        self._grid, self._column_names, self._spoken, self._target = grid, columns, spoken, target
        self.header = header
        self.renew()

    def _metrics(self) -> tuple[float, float, float]:
        """Width of the names at the side, height of those at the top, side of a square."""
        metrics = QFontMetricsF(self.font())
        side = max((metrics.horizontalAdvance(name) for name in self._grid.rows), default=0)
        top = max((metrics.horizontalAdvance(name) for name in self._column_names), default=0)
        room = self.room - min(side, _LABELS) - 2 * _SIDE - 60
        square = min(max(room / max(len(self._column_names), 1), _LEAST), _MOST)
        return min(side, _LABELS), min(top, _LABELS) * 0.87 + 16, square

    def lay_out(self) -> tuple[list[Cell], QSize]:
        if not self._grid.rows:
            return [], QSize(0, 0)
        side, top, square = self._metrics()
        cells = []
        for row, name in enumerate(self._grid.rows):
            for column, other in enumerate(self._grid.columns):
                count = self._grid.counts[row][column]
                if count:
                    left = _SIDE + side + 10 + column * square
                    place = QRectF(left, _SIDE + top + row * square, square, square).adjusted(1, 1, -1, -1)
                    told = (name, other, str(count))
                    cells.append(
                        Cell(place, self._spoken(row, column, count), told, self._target(row, column))
                    )
        whole = _SIDE * 2 + side + 10 + len(self._grid.columns) * square + top * 0.6
        return cells, QSize(round(whole), round(_SIDE * 2 + top + len(self._grid.rows) * square))

    def paint_on(self, painter: QPainter) -> None:
        if not self._grid.rows:
            return
        side, top, square = self._metrics()
        self._paint_names(painter, side, top, square)
        places = iter(self.cells)
        off = [count for row, counts in enumerate(self._grid.counts) for column, count in enumerate(counts)
               if self._grid.rows[row] != self._grid.columns[column]]  # fmt: skip
        most = math.log1p(max(off, default=1) or 1)
        small = QFont(self.font())
        small.setPixelSize(11 if square >= 30 else 10)
        for row, counts in enumerate(self._grid.counts):
            for column, count in enumerate(counts):
                place = QRectF(
                    _SIDE + side + 10 + column * square, _SIDE + top + row * square, square, square
                )
                inside = self.visual(place.adjusted(1, 1, -1, -1))
                same = self._grid.rows[row] == self._grid.columns[column]
                part = 0.0 if same or not count else 0.08 + 0.92 * min(math.log1p(count) / most, 1) ** 2
                ground = blend(self.theme.raised, self.theme.accent, part)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawRoundedRect(inside, 3, 3)
                if count:
                    next(places, None)
                    painter.setFont(small)
                    painter.setPen(QColor(self.theme.muted) if same else readable_on(ground, self.theme))
                    painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, compact(count))
        painter.setFont(self.font())

    def _paint_names(self, painter: QPainter, side: float, top: float, square: float) -> None:
        metrics = QFontMetricsF(self.font())
        painter.setPen(QColor(self.theme.text))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        aligned = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        for row, name in enumerate(self._grid.rows):
            place = self.visual(QRectF(_SIDE, _SIDE + top + row * square, side, square))
            words = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, side)
            painter.drawText(place, aligned | Qt.AlignmentFlag.AlignVCenter, words)
        for column, name in enumerate(self._column_names):
            left = _SIDE + side + 10 + column * square + square * 0.6
            corner = self.visual(QRectF(left, 0, 0, 0)).left()
            painter.save()
            painter.translate(corner, _SIDE + top - 6)
            painter.rotate(60 if mirrored else -60)
            words = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _LABELS)
            start = -metrics.horizontalAdvance(words) if mirrored else 0.0
            painter.drawText(QPointF(start, 0), words)
            painter.restore()


def compact(count: int) -> str:
    """A count in as few signs as a square has room for."""
    if count < 1000:
        return number(count)
    return f"{number(round(count / 1000))}k" if count >= 10_000 else f"{count / 1000:.1f}k"
