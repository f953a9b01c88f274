"""Pages that tell their words are read in these, as long as they say them."""

import io

import pikepdf
from fpdf import FPDF

from desktop.formats.pdf.told import tell_words
from desktop.importers.base import Source
from desktop.importers.registry import read

LINES = ("1. Take the ledger.", "2. Read the ledger.", "3. Bring it back.")
WORDS = "Take the ledger.\nRead the ledger.\nBring it back."


def listing(words: str, page: int = 0) -> str:
    """The text of a PDF of two pages, one of which tells words."""
    made = FPDF()
    for _ in range(2):
        made.add_page()
        made.set_font("Helvetica", size=12)
        for line in LINES:
            made.cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(made.output()))) as pdf:
        tell_words(pdf, page, words)
        pdf.save(out)
    item = read(Source(out.getvalue(), "listing.pdf"))
    for span in item.pages:
        assert item.text[span.start : span.end] in (words, "\n".join(LINES))
    return item.text


def test_a_page_is_read_in_the_words_that_it_tells() -> None:
    assert listing(WORDS) == WORDS + "\n" + "\n".join(LINES)
    assert listing(WORDS, page=1) == "\n".join(LINES) + "\n" + WORDS


def test_a_page_that_says_something_else_by_now_is_read_as_it_is() -> None:
    assert listing("Something else was written here before.") == "\n".join((*LINES, *LINES))


def test_words_with_signs_that_no_page_has_are_passed_over() -> None:
    for sign in ("\0", "\r", "\x1b"):
        assert listing(WORDS.replace("ledger", f"ledger{sign}", 1)) == "\n".join((*LINES, *LINES))
