"""Letters and the accents that are printed over them by themselves are read as one."""

from dataclasses import replace

import pytest
from fpdf import FPDF

from desktop.formats.pdf.document import PdfDocument

SIZE = 12


def printed(*glyphs: tuple[str, float]) -> bytes:
    """Each at its place on one line, as TeX puts them."""
    pdf = FPDF(unit="pt", format=(300, 200))
    pdf.add_page()
    pdf.set_font("helvetica", size=SIZE)
    for words, across in glyphs:
        pdf.text(across, 100, words)
    return bytes(pdf.output())


def width(words: str) -> float:
    pdf = FPDF(unit="pt")
    pdf.set_font("helvetica", size=SIZE)
    return float(pdf.get_string_width(words))


def over(letter: str, accent: str, across: float) -> float:
    return across + (width(letter) - width(accent)) / 2


def muller() -> bytes:
    here = 40 + width("M")
    return printed(("M", 40), ("¨", over("u", "¨", here)), ("u", here), ("ller said so", here + width("u")))


def test_an_accent_before_its_letter() -> None:
    assert PdfDocument(muller()).text == "Müller said so"


def test_an_accent_after_its_letter() -> None:
    here = 40 + width("Fran")
    glyphs = ("Fran", 40), ("c", here), ("¸", over("c", "¸", here)), ("ois", here + width("c"))
    assert PdfDocument(printed(*glyphs)).text == "François"


@pytest.mark.parametrize("words", ["5´ later", "see x^y", "called `so´", "a ~ b"])
def test_signs_beside_letters_stay(words: str) -> None:
    assert PdfDocument(printed((words, 40))).text == words


def test_a_letter_keeps_its_place_and_a_text_from_before_its_words() -> None:
    data = muller()
    now = PdfDocument(data)
    [whole] = now.line_boxes(0, 0, len("Müller"))
    before = "M¨uller said so"
    then = PdfDocument(data, [replace(now.spans[0], end=len(before))], before)
    assert then.text == before
    [same] = then.line_boxes(0, 0, len("M¨uller"))
    assert (whole.left, whole.right) == (same.left, same.right)
    assert now.line_boxes(0, 1, 2)[0].left >= whole.left + width("M") - 1
