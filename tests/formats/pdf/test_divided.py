"""Words that are divided at the ends of lines are read whole, and keep the hyphens that are their own."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from fpdf import FPDF

from desktop.formats.pdf.document import PdfDocument


def document(*pages: str) -> PdfDocument:
    return PdfDocument(printed(*pages))


def printed(*pages: str) -> bytes:
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    for page in pages:
        pdf.add_page()
        for line in page.split("\n"):
            pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("Ships fill the har-\nbour at noon.", "Ships fill the harbour at noon."),
        ("All har-\nbour is full. The Harbour.", "All harbour is full. The Harbour."),
        ("A well-\nknown ship, and well-known.", "A well-known ship, and well-known."),
        ("It is data-\ndriven. The data are driven.", "It is data-driven. The data are driven."),
        ("In pre- and post-\nwar days.", "In pre- and postwar days."),
        ("Of a pre-\nand postwar kind.", "Of a pre-\nand postwar kind."),
        ("A thous-\nand ships. A thousand.", "A thousand ships. A thousand."),
        ("By Quinonero-\nCandela himself.", "By Quinonero-Candela himself."),
        ("See https://a.example/har-\nbour there.", "See https://a.example/har-bour there."),
        ("From 1990-\n1995 only.", "From 1990-\n1995 only."),
    ],
)
def test_hyphens_at_the_ends_of_lines(lines: str, read: str) -> None:
    text = document(f"It is so.\n{lines}").text
    assert [line.strip() for line in text.split("\n")][1:] == read.split("\n")


def test_how_a_word_is_written_on_another_page_tells() -> None:
    assert "well-known" in document("A well-\nknown ship.", "All well-known.").text
    assert "wellknown" in document("A well-\nknown ship.", "All of it.").text


def test_a_whole_word_stands_on_both_lines() -> None:
    pdf = document("Ships fill the har-\nbour at noon.")
    start = pdf.text.index("harbour")
    above, below = pdf.line_boxes(0, start, start + len("harbour"))
    assert above.left > below.left and above.bottom > below.top
    boxes = pdf.character_boxes(0)
    assert boxes[start + 3] and not boxes[start + 2].bottom <= boxes[start + 3].top  # type: ignore[union-attr]


def test_a_text_stays_as_it_was_read() -> None:
    data = printed("Ships fill the har-\nbour at noon. Of a pre-\nand postwar kind.")
    now = PdfDocument(data)
    before = now.text.replace("harbour", "har-bour").replace("pre-\nand", "pre-and")
    then = PdfDocument(data, [replace(now.spans[0], end=len(before))], before)
    assert then.text == before
    for words in ("noon", "postwar", "Ships"):
        places = [one.text.index(words) for one in (now, then)]
        boxes = [
            one.line_boxes(0, place, place + len(words))
            for one, place in zip((now, then), places, strict=True)
        ]
        assert boxes[0] == boxes[1]


@pytest.mark.parametrize("code", [2, 4])
def test_a_glyph_that_means_nothing_known_is_no_hyphen(code: int) -> None:
    """Mathematical signs, as a rule: their type faces tell no letters."""
    data = with_meaning(printed("Ships of q-value fill the har-\nbour.", "q"), "q", code)
    now = PdfDocument(data)
    assert now.text.replace("\n", "").replace(" ", "") == "Shipsof\ufffd-valuefilltheharbour.\ufffd"
    before = now.text.replace("\ufffd", "\x04")
    then = PdfDocument(data, now.spans, before)
    assert then.text == before


def with_meaning(data: bytes, letter: str, code: int) -> bytes:
    """What the type faces tell of a letter's glyph."""
    meanings = (
        f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"1 beginbfchar <{ord(letter):02x}> <{code:04x}> endbfchar endcmap end"
    )
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for font in pdf.pages[0].obj.Resources.Font.values():
            font.ToUnicode = pdf.make_stream(meanings.encode())
        pdf.save(out)
    return out.getvalue()


def test_hyphens_of_another_kind() -> None:
    lines = "Ships fill the har-\nbour. A well-\nknown ship, well-known and pre-\nSkylake."
    data = with_meaning(printed(lines), "-", 0x2010)
    now = PdfDocument(data)
    read = "Ships fill the harbour. A well\u2010\nknown ship, well\u2010known and pre\u2010\nSkylake."
    assert now.text == read
    before = read.replace("harbour", "har\u2010\nbour")
    then = PdfDocument(data, [replace(now.spans[0], end=len(before))], before)
    assert then.text == before
    places = [one.text.index("Skylake") for one in (now, then)]
    assert now.line_boxes(0, places[0], places[0] + 7) == then.line_boxes(0, places[1], places[1] + 7) != ()
