"""Words that are too small to be seen at any size are none. A form that draws itself ends in such.

Only the last letter of a page is looked at, unless it is one of them.
"""

from collections.abc import Sequence

import pypdfium2 as pdfium

_LEAST = 0.01
"""Points: drawn a hundred times as large, such a letter is about as large as a pixel."""


def vanishing(page: pdfium.PdfTextPage, text: str, places: Sequence[int]) -> set[int]:
    """Which characters of ``text`` are too small, with the white space before them; ``places``: PDFium's index of each.

    Caller holds ``PDFIUM_LOCK``.
    """
    last = len(text.rstrip()) - 1
    if last < 0 or not _is_tiny(page, places[last]):
        return set()
    gone = (at for at in range(last + 1) if not text[at].isspace() and _is_tiny(page, places[at]))
    return {each for at in gone for each in range(len(text[:at].rstrip()), at + 1)}


def _is_tiny(page: pdfium.PdfTextPage, place: int) -> bool:
    left, bottom, right, top = page.get_charbox(place, loose=True)
    return bool(max(right - left, top - bottom) < _LEAST)
