"""Words that nobody can see at any size are not read."""

import io

import pikepdf
from fpdf import FPDF

from desktop.formats.pdf.document import PdfDocument


def form_in_itself() -> bytes:
    """ "Hello world", and half as large again beside it, for ever."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(500, 300))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    form = pdf.make_stream(b"BT /F1 24 Tf (Hello world) Tj ET 0.5 0 0 0.5 25 25 cm /X0 Do")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 1000, 1000]
    form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(X0=form))
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X0=form))
    page.Contents = pdf.make_stream(b"1 0 0 1 25 25 cm /X0 Do")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_form_that_draws_itself_is_read_as_far_as_it_can_be_seen() -> None:
    document = PdfDocument(form_in_itself())
    words = document.text.split()
    assert words == ["Hello", "world"] * (len(words) // 2)
    assert 2 <= len(words) <= 40
    boxes = document.character_boxes(0)
    assert all(box for box, letter in zip(boxes, document.text, strict=True) if not letter.isspace())


def test_small_print_is_read() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.text(20, 40, "Large")
    pdf.set_font("Helvetica", size=0.2)
    pdf.text(20, 60, "small")
    assert PdfDocument(bytes(pdf.output())).text.split() == ["Large", "small"]
