"""What is filled into a form is seen, read and found on its page."""

import io
from dataclasses import replace

import pikepdf
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String

from desktop.formats.pdf.document import PdfDocument, PictureView
from desktop.formats.pdf.picture import first_page

LEFT, BOTTOM, RIGHT, TOP = 40, 180, 240, 200


def form(turn: int = 0, shown: bool = True) -> bytes:
    """One field, with a comment on it; whether its file says how it looks is up to ``shown``."""
    made, out = FPDF(unit="pt", format=(400, 300)), io.BytesIO()
    made.add_page()
    made.set_font("helvetica", size=12)
    made.text(40, 60, "Who asks?")
    made.link(40, 50, 60, 12, "https://a.example/")
    with pikepdf.open(io.BytesIO(bytes(made.output()))) as pdf:
        fonts = Dictionary(
            Helv=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )  # fmt: skip
        rect = Array([LEFT, BOTTOM, RIGHT, TOP])
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Miriam Okafor"), F=4, Rect=rect,
            DA=String("/Helv 12 Tf 0 g"),
        )  # fmt: skip
        if shown:
            look = pdf.make_stream(b"/Tx BMC q BT /Helv 12 Tf 2 5 Td (Miriam Okafor) Tj ET Q EMC")
            look.Type, look.Subtype, look.BBox = (
                Name.XObject,
                Name.Form,
                Array([0, 0, RIGHT - LEFT, TOP - BOTTOM]),
            )
            look.Resources = Dictionary(Font=fonts)
            field.AP = Dictionary(N=look)
        said = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=rect, Contents=String("a comment"))
        field = pdf.make_indirect(field)
        page = pdf.pages[0]
        page.obj.Annots = Array([*page.obj.Annots, field, pdf.make_indirect(said)])
        page.rotate(turn, relative=False)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), DR=Dictionary(Font=fonts), DA=String("/Helv 12 Tf 0 g")
        )
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_value_is_read_where_it_stands(turn: int, shown: bool) -> None:
    document = PdfDocument(form(turn, shown))
    assert sorted(document.text.split("\n")) == ["Miriam Okafor", "Who asks?"]
    start = document.text.index("Okafor")
    [box] = document.line_boxes(0, start, start + len("Okafor"))
    assert LEFT < box.left < box.right < RIGHT and BOTTOM <= box.bottom < box.top <= TOP
    [(_, link)] = document.contents(0).links
    assert link.address == "https://a.example/"


def test_a_text_from_before_stays_and_finds_its_places() -> None:
    now = PdfDocument(form())
    before = "Who asks?"
    then = PdfDocument(form(), [replace(now.spans[0], end=len(before))], before)
    assert then.text == before
    assert then.line_boxes(0, 0, 3) == now.line_boxes(0, 0, 3) != ()


def test_a_value_is_drawn() -> None:
    document, width, height = PdfDocument(form()), 400, 300
    whole = document.render(0, PictureView(width, height, 0, 0, 0, width, height))
    rows = range(height - TOP, height - BOTTOM)
    field = b"".join(
        whole.data[row * whole.stride + 4 * LEFT : row * whole.stride + 4 * RIGHT] for row in rows
    )
    assert min(field) < 64, "nothing is written there"


def test_a_preview_shows_it_too() -> None:
    empty = pikepdf.open(io.BytesIO(form()))
    del empty.pages[0].obj.Annots, empty.Root.AcroForm
    out = io.BytesIO()
    empty.save(out)
    assert first_page(form()) != first_page(out.getvalue())
