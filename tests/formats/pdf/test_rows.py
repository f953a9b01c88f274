"""Of a passage only what is level with it is looked at, and its boxes are those that the whole page would give."""

import io

import pikepdf
import pytest
from fpdf import FPDF

from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.rows import Rows

COLUMNS = ("the harbour ledger", "names every ship", "and its cargo", "at high water")


def columns(turn: int = 0) -> bytes:
    """Two columns with a narrow gap, the second a little lower; then letters below each other."""
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    for column in range(2):
        for row, words in enumerate(COLUMNS):
            made.text(20 + 40 * column, 30 + 6 * row + 2 * column, f"{words} {column}")
    for row, letter in enumerate("deep"):
        made.text(120, 30 + 5 * row, letter)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(made.output()))) as pdf:
        pdf.pages[0].rotate(turn, relative=False)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 90])
def test_boxes_are_those_of_the_whole_page(turn: int) -> None:
    near, whole = PdfDocument(columns(turn)), PdfDocument(columns(turn))
    contents = whole.contents(0)
    text = near.page_text(0)
    for start in range(0, len(text), 7):
        for end in (start + 1, start + 20, start + 60):
            boxes = contents.lines.fragments(start, min(end, len(text)))
            assert near.line_boxes(0, start, min(end, len(text))) == tuple(map(contents.frame.stored, boxes))


def test_level_rows_are_taken_along() -> None:
    levels = {"a": (0.0, 10.0), "b": (12.0, 20.0), "c": (30.0, 40.0), "d": (9.0, 12.0), "": None}
    text = "a\nb\nc\n\nd"
    rows = Rows(text, lambda start, end: levels[text[start:end]])
    assert rows.near(0, 1) == [(0, 3), (7, 8)], "d is level with a, and b with d"
    assert rows.near(4, 5) == [(4, 5)]
