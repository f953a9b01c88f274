"""Counts as columns over time, and as bars below each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle

from desktop.ui.overview.chart import Cell, Chart
from desktop.ui.words import number

_SIDE, _AXIS, _FOOT = 16, 56, 48
_LEAST, _MOST = 240, 640
"""Pixels of the highest column."""
_ROW, _HEADING = 30, 44
_NAMES = 240


@dataclass(frozen=True, slots=True)
class Bar:
    """``told``: the count as it is written, where it is not just a number; ``parts``: of which hues it is made."""

    name: str
    count: float
    spoken: str
    target: object = None
    told: str = ""
    parts: tuple[float, ...] = ()


class ColumnsChart(Chart):
    """One column beside the other, the earliest first."""

    _bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar], header: tuple[str, ...]) -> None:
        self._bars, self.header = bars, header
        self.renew()

    def _column(self) -> float:
        room = self.room - 2 * _SIDE - _AXIS
        return min(max(room / max(len(self._bars), 1), 9), 64)

    def _high(self) -> float:
        """Of the highest column: as high as the window lets it be."""
        return min(max(self.height_there - 2 * _SIDE - 20 - _FOOT, _LEAST), _MOST)

    def lay_out(self) -> tuple[list[Cell], QSize]:
        if not self._bars:
            return [], QSize(0, 0)
        wide, most = self._column(), max(*(bar.count for bar in self._bars), 1)
        cells = []
        for place, bar in enumerate(self._bars):
            high = bar.count / most * self._high()
            left = _SIDE + _AXIS + place * wide
            if bar.count:
                area = QRectF(left + wide * 0.12, _SIDE + 20 + self._high() - high, wide * 0.76, max(high, 3))
                cells.append(Cell(area, bar.spoken, (bar.name, f"{bar.count:g}"), bar.target))
        whole = 2 * _SIDE + _AXIS + len(self._bars) * wide
        return cells, QSize(round(whole), round(2 * _SIDE + 20 + self._high() + _FOOT))

    def paint_on(self, painter: QPainter) -> None:
        if not self._bars:
            return
        metrics = QFontMetricsF(self.font())
        most = max(*(bar.count for bar in self._bars), 1)
        self._paint_axis(painter, most)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.accent))
        for cell in self.cells:
            painter.drawRoundedRect(self.visual(cell.place), 2, 2)
        painter.setPen(QColor(self.theme.text))
        wide = self._column()
        broad = max(metrics.horizontalAdvance(bar.name) for bar in self._bars) + 10
        each = max(round(broad / wide + 0.5), 1)
        for place, bar in enumerate(self._bars):
            middle = _SIDE + _AXIS + (place + 0.5) * wide
            if place % each == 0:
                below = QRectF(middle - broad / 2, _SIDE + 24 + self._high(), broad, 24)
                painter.drawText(self.visual(below), Qt.AlignmentFlag.AlignCenter, bar.name)
            told = number(round(bar.count))
            if bar.count and metrics.horizontalAdvance(told) < wide - 2:
                above = QRectF(
                    middle - wide / 2, _SIDE + self._high() - bar.count / most * self._high(), wide, 18
                )
                painter.drawText(self.visual(above), Qt.AlignmentFlag.AlignCenter, told)

    def _paint_axis(self, painter: QPainter, most: float) -> None:
        step = _round_step(most)
        value = 0.0
        while value <= most:
            height = _SIDE + 20 + self._high() - value / most * self._high()
            painter.setPen(QPen(QColor(self.theme.border), 1))
            line = self.visual(QRectF(_SIDE + _AXIS, height, self.width() - 2 * _SIDE - _AXIS, 0))
            painter.drawLine(line.topLeft(), line.topRight())
            painter.setPen(QColor(self.theme.muted))
            place = self.visual(QRectF(_SIDE, height - 10, _AXIS - 8, 20))
            align = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignRight)
            painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, number(round(value)))
            value += step


class RowsChart(Chart):
    """Sections of bars below each other, each with its name and its count."""

    _sections: Sequence[tuple[str, Sequence[Bar]]] = ()

    def show_sections(self, sections: Sequence[tuple[str, Sequence[Bar]]], header: tuple[str, ...]) -> None:
        """Bars without ``parts`` are drawn from nothing to the longest of their section; a section whose counts are
        not to be compared has a ``told`` and no length."""
        self._sections, self.header = sections, header
        self.renew()

    def _names(self) -> float:
        metrics = QFontMetricsF(self.font())
        widths = (metrics.horizontalAdvance(bar.name) for _, bars in self._sections for bar in bars)
        return min(max(widths, default=0) + 4, max(_NAMES, self.room * 0.42))

    def lay_out(self) -> tuple[list[Cell], QSize]:
        cells, top = [], float(_SIDE)
        for title, bars in self._sections:
            top += _HEADING if title else 0
            for bar in bars:
                place = QRectF(_SIDE, top, max(self.room - 2 * _SIDE, 200), _ROW).adjusted(0, 1, 0, -1)
                told = bar.told or f"{bar.count:g}"
                row = (title, bar.name, told) if len(self.header) == 3 else (bar.name, told)
                cells.append(Cell(place, bar.spoken, row, bar.target))
                top += _ROW
            top += 8
        return cells, QSize(360, round(top) + _SIDE)

    def paint_on(self, painter: QPainter) -> None:
        names, cells = self._names(), iter(self.cells)
        top = float(_SIDE)
        for title, bars in self._sections:
            if title:
                self._paint_title(painter, title, top)
                top += _HEADING
            most = max([bar.count for bar in bars], default=1) or 1
            for bar in bars:
                self._paint_bar(painter, bar, next(cells).place, names, most)
                top += _ROW
            top += 8

    def _paint_title(self, painter: QPainter, title: str, top: float) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        place = self.visual(QRectF(_SIDE, top, self.width() - 2 * _SIDE, _HEADING - 8))
        align = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place, align | Qt.AlignmentFlag.AlignBottom, title)
        painter.setFont(self.font())

    def _paint_bar(self, painter: QPainter, bar: Bar, place: QRectF, names: float, most: float) -> None:
        metrics = QFontMetricsF(self.font())
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        middle = Qt.AlignmentFlag.AlignVCenter
        words = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(
            self.visual(QRectF(place.left(), place.top(), names, place.height())), leading | middle, words
        )
        told = bar.told or number(round(bar.count))
        beside = min(metrics.horizontalAdvance(told) + 12, place.width() * 0.45)
        left, room = place.left() + names + 12, place.width() - names - 24 - beside
        painter.setPen(Qt.PenStyle.NoPen)
        start = left
        hues = (self.theme.accent, self.theme.underlines["teal"], self.theme.underlines["orange"])
        for part, hue in zip(bar.parts or (bar.count / most,), hues, strict=False):
            long = max(part, 0) * room
            painter.setBrush(QColor(hue))
            painter.drawRoundedRect(
                self.visual(QRectF(start, place.top() + 8, long, place.height() - 16)), 2, 2
            )
            start += long
        painter.setPen(QColor(self.theme.muted))
        start += 8 if start > left else 0
        after = QRectF(start, place.top(), place.right() - start, place.height())
        told = metrics.elidedText(told, Qt.TextElideMode.ElideRight, after.width())
        painter.drawText(self.visual(after), leading | middle, told)


def _round_step(most: float) -> float:
    """Between lines: 1, 2 or 5 times a power of ten, some five lines in all."""
    step = 1.0
    while most / step > 6:
        step *= 2.5 if f"{step:g}"[0] == "2" else 2
    return step
