"""Lines of Arabic and Hebrew, set sign by sign as programs set them, and read as people read them."""

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from desktop.formats.pdf.document import PdfDocument

SIZE, STEP = 10, 6
"""Of the type, and the width of each of its signs."""
Set = tuple[str, float, float]
"""A sign, and where it is set."""


def line_of(text: str, right: float = 400, up: float = 700) -> list[Set]:
    """As a right-to-left line looks: numbers and Latin words from left to right, marks above their letters."""
    placed: list[Set] = []
    at = right
    for run in _runs(text):
        for sign in run:
            if unicodedata.category(sign) == "Mn":
                placed.append((sign, at + 0.5, up + 2.5))
            else:
                at -= STEP / 2 if sign == " " else STEP
                placed.append((sign, at, up))
    return [one for one in placed if one[0] != " "]


def _runs(text: str) -> Iterator[str]:
    run = ""
    for sign in text:
        if sign.isascii() and sign.isalnum():
            run = sign + run
        else:
            yield run
            yield sign
            run = ""
    yield run


def pdf_of(signs: list[Set]) -> bytes:
    """A page with these signs in this order, in a font that tells what each of its codes means."""
    codes = {sign: number for number, sign in enumerate(dict.fromkeys(sign for sign, _, _ in signs), 33)}
    meant = "".join(f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items())
    shown = "".join(f"1 0 0 1 {x} {y} Tm <{codes[sign]:02x}> Tj\n" for sign, x, y in signs)
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange\n"
            f"<00> <ff>\nendcodespacerange {len(codes)} beginbfchar\n{meant}endbfchar endcmap end end"
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier, FirstChar=33,
            LastChar=33 + len(codes), Widths=pikepdf.Array([600] * (len(codes) + 1)),
            ToUnicode=pdf.make_stream(table.encode()),
        )  # fmt: skip
        page = pdf.add_blank_page(page_size=(500, 800))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(f"BT /F {SIZE} Tf\n{shown}ET".encode())
        pdf.save(out)
    return out.getvalue()


def text_of(signs: list[Set]) -> str:
    return PdfDocument(pdf_of(signs)).text


@pytest.mark.parametrize("order", ["of reading", "of the eye"])
@pytest.mark.parametrize(
    "text",
    [
        "كَتَبَ المُؤَلِّفُ كِتَابًا، وَقَالَ: لا.",
        "עַל הַגֶּשֶׁר עָמַד אִישׁ.",
        "شَجَرَةٌ في سنة 1987 عند Aldwater معه",
        "قال (نعم) ثم ذهب",
        "קנה שלום (כן) מחר",
    ],
)
def test_lines_are_read_as_they_are_meant(text: str, order: str) -> None:
    signs = line_of(text)
    if order == "of the eye":
        signs.sort(key=lambda sign: sign[1])
    found = text_of(signs)
    assert unicodedata.normalize("NFD", found) == unicodedata.normalize("NFD", text)


def test_brackets_that_are_written_as_they_look() -> None:
    looks = line_of("قال )نعم( ثم ذهب")
    assert text_of(looks) == "قال (نعم) ثم ذهب"


def test_columns_stay_apart() -> None:
    words = ["كَتَبَ", "ذَهَبَ", "رَجَعَ", "جَلَسَ"]
    places = [(400, 700), (400, 685), (200, 700), (200, 685)]
    signs = [sign for word, place in zip(words, places, strict=True) for sign in line_of(word, *place)]
    assert text_of(signs).split("\n") == words


def test_every_sign_keeps_its_place() -> None:
    signs = line_of("قَلْم 12")
    document = PdfDocument(pdf_of(signs))
    assert document.text == "قَلْم 12"
    for character, box in zip(document.text, document.character_boxes(0), strict=True):
        if character != " ":
            assert box is not None
            x = next(x for sign, x, _ in signs if sign == character)
            assert x <= (box.left + box.right) / 2 <= x + STEP


def test_a_line_of_the_world(corpora: Path) -> None:
    data = (corpora / "pdf" / "pdf.js" / "issue5677.pdf").read_bytes()
    assert PdfDocument(data).text.startswith("عذراً.\n")
