"""Where the next character or word of a text begins or ends, as a person counts them."""

from PySide6.QtCore import QTextBoundaryFinder

_REACH = 200
"""Code points that are looked at, at first: few words and no character are longer."""


def character_step(text: str, place: int, way: int) -> int:
    """The next boundary between characters after ``place`` (``way`` 1) or before it (-1), in code points. A letter
    with its marks, an emoji with its joiners are one character."""
    found = _boundaries(text, place, way, QTextBoundaryFinder.BoundaryType.Grapheme, _REACH)
    return found[0] if found else place


def word_step(text: str, place: int, way: int) -> int:
    """The end of the next word (``way`` 1), or the start of the one before (-1)."""
    last, reach = len(text) if way > 0 else 0, _REACH
    while True:
        before = place
        for edge in _boundaries(text, place, way, QTextBoundaryFinder.BoundaryType.Word, reach):
            if any(sign.isalnum() for sign in text[min(before, edge) : max(before, edge)]):
                return edge
            before = edge
        if abs(last - place) <= reach:
            return last
        reach *= 4  # rows of dots, long addresses


def _boundaries(
    text: str, place: int, way: int, kind: QTextBoundaryFinder.BoundaryType, reach: int
) -> list[int]:
    """The boundaries beyond ``place``, the nearest first, in as many code points."""
    low, high = max(0, place - reach), min(len(text), place + reach)
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
    cut = {low, high} - {0, len(text)}
    return [edge for edge in found if edge not in cut]
