"""Quotations on cards: so many lines, and an ellipsis where there is more."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from desktop.reader.offsets import Utf16Offsets

_LONGEST = 4000
"""Code points of a quotation that are ever laid out."""


def lay_out_quote(words: str, font: QFont, room: int, most_lines: int) -> QTextLayout:
    """The quotation on lines of ``room`` pixels; with ``most_lines`` the last one ends in an ellipsis."""
    text = " ".join(words[:_LONGEST].split())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    while True:
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        cut = Utf16Offsets(text).to_points(_fill(layout, room, most_lines))
        if cut >= len(text) or cut < 3:
            break
        text = text[: cut - 2].rstrip(" …") + "…"
    layout.setCacheEnabled(True)
    return layout


def _fill(layout: QTextLayout, room: int, most_lines: int) -> int:
    """Make the lines; give the end of the last one in the text."""
    leading = QFontMetrics(layout.font()).lineSpacing() * 1.15
    top, end = 0.0, 0
    layout.beginLayout()
    while not most_lines or layout.lineCount() < most_lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
        line.setPosition(QPointF(0, top))
        top += leading
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return end
