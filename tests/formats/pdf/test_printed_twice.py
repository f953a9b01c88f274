"""What a page prints twice at one place is read once; and the text of before stays the text."""

from dataclasses import replace

from fpdf import FPDF

from desktop.formats.pdf.document import PdfDocument

PLAIN = "A balloon committee fills the off shelf book."


def page(*prints: tuple[float, float, str]) -> bytes:
    """A page with words at places, in millimetres."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for x, y, words in prints:
        pdf.text(x, y, words)
    return bytes(pdf.output())


def read(data: bytes) -> str:
    return PdfDocument(data).text.strip()


def test_words_printed_over_themselves_are_read_once() -> None:
    assert read(page((20, 40, PLAIN), (20, 40, PLAIN))) == PLAIN
    assert read(page((20, 40, PLAIN), (20.1, 40, PLAIN), (20.1, 40.1, PLAIN))) == PLAIN


def test_bold_by_printing_each_letter_twice_is_read_once() -> None:
    prints = [(20 + 5 * at + again, 40.0, letter) for at, letter in enumerate("GUEST") for again in (0, 0.1)]
    assert read(page(*prints)).replace(" ", "") == "GUEST"


def test_a_part_of_a_line_printed_again_later_is_read_once() -> None:
    assert (
        read(page((20, 40, PLAIN), (20, 60, "Other words."), (20, 40, PLAIN[:20])))
        == f"{PLAIN}\nOther words."
    )


def test_the_same_words_elsewhere_and_double_letters_stay() -> None:
    assert read(page((20, 40, PLAIN), (20, 50, PLAIN))) == f"{PLAIN}\n{PLAIN}"
    assert read(page((20, 40, "llll 1111 .... aabbcc"))) == "llll 1111 .... aabbcc"


def test_a_document_keeps_the_text_that_it_was_read_as() -> None:
    """As where a library was made by a version that read both prints."""
    data = page((20, 40, PLAIN), (20, 40, PLAIN), (20, 60, "Other words."))
    now = PdfDocument(data)
    before = f"{PLAIN}\n{PLAIN}\nOther words."
    then = PdfDocument(data, [replace(now.spans[0], end=len(before))], before)
    assert then.page_text(0) == before
    place = before.index("Other")
    assert then.line_boxes(0, place, place + 5) == now.line_boxes(
        0, now.text.index("Other"), now.text.index("Other") + 5
    )
