"""Where the next character or word of a text begins or ends, as a person counts them."""

from PySide6.QtCore import QTextBoundaryFinder

_REACH = 200
"""Code points that are looked at: no word and no character is longer."""


def character_step(text: str, place: int, way: int) -> int:
    """The next boundary between characters after ``place`` (``way`` 1) or before it (-1), in code points. A letter
    with its marks, an emoji with its joiners are one character."""
    found = _boundaries(text, place, way, QTextBoundaryFinder.BoundaryType.Grapheme)
    return found[0] if found else place


def word_step(text: str, place: int, way: int) -> int:
    """The end of the next word (``way`` 1), or the start of the one before (-1)."""
    for edge in _boundaries(text, place, way, QTextBoundaryFinder.BoundaryType.Word):
        passed = text[place:edge] if way > 0 else text[edge:place]
        if any(sign.isalnum() for sign in passed):
            return edge
    return len(text) if way > 0 else 0


def _boundaries(text: str, place: int, way: int, kind: QTextBoundaryFinder.BoundaryType) -> list[int]:
    """The boundaries beyond ``place``, the nearest first."""
    low, high = max(0, place - _REACH), min(len(text), place + _REACH)
    window = text[low:high]
    units = [0]
    for sign in window:
        units.append(units[-1] + (2 if sign > "\uffff" else 1))
    points = {unit: low + point for point, unit in enumerate(units)}
    finder = QTextBoundaryFinder(kind, window)
    finder.setPosition(units[place - low])
    found = []
    step = finder.toNextBoundary if way > 0 else finder.toPreviousBoundary
    while (unit := step()) >= 0:
        found.append(points[unit])
    return found
