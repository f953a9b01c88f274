"""What all charts share: cells that are walked by key, clicked, told in words, and written to files."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.reader.theme import Theme

_SCALE = 2
"""Pixels of a written picture for one on the screen."""
_MOST_PIXELS = 30_000
"""Of a written picture, on either side."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a chart that stands for something. ``row`` is its line in the table; ``target`` what it leads to, None
    for nowhere. ``place`` is as on a page that is written from left to right."""

    place: QRectF
    spoken: str
    row: tuple[str, ...]
    target: object = None


class Chart(QWidget):
    """``paint_on`` and ``lay_out`` are a chart's own."""

    chosen = Signal(object)
    """The target of a cell that was clicked or that Enter was pressed on."""

    header: tuple[str, ...] = ()
    """Of the table that says the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.cells: list[Cell] = []
        self.current = -1
        self._hovered = -1
        self.room = 0
        """Pixels from side to side that are there."""
        self.height_there = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # A chart's own -----------------------------------------------------------------------------------

    def lay_out(self) -> tuple[list[Cell], QSize]:
        """The cells, and the room that all takes, where there are ``room`` pixels."""
        raise NotImplementedError

    def paint_on(self, painter: QPainter) -> None:
        raise NotImplementedError

    # For all -----------------------------------------------------------------------------------------

    def renew(self) -> None:
        """What is shown has changed."""
        self.current, self._hovered = -1, -1
        self._settle()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def table(self) -> list[tuple[str, ...]]:
        return [cell.row for cell in self.cells if cell.row]

    def csv(self) -> bytes:
        """With the mark that spreadsheets know UTF-8 by. What they could take for a formula is led by a quote."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.header)
        writer.writerows([[_harmless(value) for value in row] for row in self.table()])
        return out.getvalue().encode("utf-8-sig")

    def image(self) -> QImage:
        scale = min(_SCALE, _MOST_PIXELS / max(self.width(), self.height(), 1))
        image = QImage(self.size() * scale, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(self.theme.window))
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        return image

    def write_svg(self, path: Path) -> None:
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(self.size())
        generator.setViewBox(self.rect())
        generator.setTitle(self.accessibleName())
        painter = QPainter(generator)
        painter.fillRect(self.rect(), QColor(self.theme.window))
        self._paint(painter)
        painter.end()

    def visual(self, place: QRectF) -> QRectF:
        """The same place on a page that is written from right to left, where this one is."""
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return place
        return QRectF(self.width() - place.right(), place.top(), place.width(), place.height())

    def _settle(self) -> None:
        self.cells, size = self.lay_out()
        self.setMinimumSize(size)
        self.resize(max(size.width(), self.room), size.height())
        self.update()

    def fit_into(self, width: int, height: int) -> None:
        """Lay out for so many pixels."""
        if (width, height) != (self.room, self.height_there):
            self.room, self.height_there = width, height
            self._settle()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        self.paint_on(painter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        for number, color in ((self._hovered, self.theme.muted), (self.current, self.theme.accent)):
            if 0 <= number < len(self.cells) and (number != self.current or self.hasFocus()):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(color), 2))
                place = self.visual(self.cells[number].place)
                painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 4, 4)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    # Mouse and keys ----------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> int:
        return next(
            (number for number, cell in enumerate(self.cells) if self.visual(cell.place).contains(point)), -1
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found != self._hovered:
            self._hovered = found
            leads = found >= 0 and self.cells[found].target is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found >= 0:
            self._step_to(found)
            self._choose()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.cells[found].spoken if found >= 0 else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = -1 if mirrored else 1
        ways = {
            Qt.Key.Key_Left: (-side, 0), Qt.Key.Key_Right: (side, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.cells:
            self._step_to(0 if key == Qt.Key.Key_Home else len(self.cells) - 1)
        elif key in ways and self.cells:
            self._step_to(0 if self.current < 0 else self._neighbour(*ways[key]))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current < 0 and self.cells and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._step_to(0)
        self.update()

    def _neighbour(self, across: int, down: int) -> int:
        """The nearest cell in a direction; the same one where there is none."""
        here = self.cells[self.current].place.center()
        best, nearest = self.current, float("inf")
        for number, cell in enumerate(self.cells):
            there = cell.place.center() - here
            ahead, aside = (
                (there.x() * across, abs(there.y())) if across else (there.y() * down, abs(there.x()))
            )
            if ahead > 1 and ahead + 3 * aside < nearest:
                best, nearest = number, ahead + 3 * aside
        return best

    def _step_to(self, number: int) -> None:
        self.current = number
        cell = self.cells[number]
        self.setAccessibleDescription(cell.spoken)
        self.setStatusTip(cell.spoken)
        if self.hasFocus():
            place = self.visual(cell.place)
            QToolTip.showText(
                self.mapToGlobal(place.bottomRight().toPoint() + QPoint(4, 4)), cell.spoken, self
            )
        self.update()

    def _choose(self) -> None:
        if 0 <= self.current < len(self.cells) and self.cells[self.current].target is not None:
            self.chosen.emit(self.cells[self.current].target)


def blend(low: str, high: str, part: float) -> QColor:
    """A colour between two."""
    one, two = QColor(low), QColor(high)
    return QColor(*(round(a + (b - a) * part) for a, b in zip(
        (one.red(), one.green(), one.blue()), (two.red(), two.green(), two.blue()), strict=True)))  # fmt: skip


def readable_on(ground: QColor, theme: Theme) -> QColor:
    """Of the theme's two inks the one with the greater contrast."""
    inks: Sequence[QColor] = (QColor(theme.text), QColor(theme.on_accent))
    return max(inks, key=lambda ink: _contrast(ink, ground))


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _harmless(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
