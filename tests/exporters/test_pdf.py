"""Exported annotations, read by a library that did not write them."""

import ctypes
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image
from pypdfium2 import raw
from PySide6.QtWidgets import QApplication

from desktop.domain.anchoring import describe
from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, TextTarget
from desktop.domain.item import Document, Item, ItemType
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf import PdfExporter
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader.web.printing import WebPrinter
from tests.exporters.articles import article, highlight

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def imported(data: bytes, name: str, quotes: list[str]) -> ExportArticle:
    """An article of these bytes with a highlight on each quote."""
    found = read(Source(data, name))
    blank = article(title=found.title, text=found.text)
    item: Item = replace(blank.item, type=found.type, language=found.language)
    document: Document = replace(blank.document, type=found.type, html=found.html, pages=found.pages)
    marks = tuple(mark(found.text, quote, number) for number, quote in enumerate(quotes, 1))
    return replace(blank, item=item, document=document, annotations=marks, original=lambda: data)


def mark(text: str, quote: str, number: int) -> Annotation:
    start = text.index(quote)
    found = describe(text, start, start + len(quote))
    return replace(
        highlight(quote, comment=f"comment {number}"), id=number, uid=f"uid{number}",
        target=TextTarget(found.quote, found.position),
    )  # fmt: skip


def words_under_quads(data: bytes) -> dict[str, str]:
    """By /NM without its part; white space left out. PDFium reads it all: it wrote none of it."""
    found: dict[str, str] = {}
    reader = pypdfium2.PdfDocument(data)
    for page in reader:
        words = page.get_textpage()
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            mark = raw.FPDFPage_GetAnnot(page, number)
            if raw.FPDFAnnot_GetSubtype(mark) != raw.FPDF_ANNOT_HIGHLIGHT:
                continue
            assert raw.FPDFAnnot_GetAP(mark, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
            name = said(mark, b"NM").split("/")[0]
            assert said(mark, b"Contents") == f"comment {name.removeprefix('uid')}"
            for at in range(raw.FPDFAnnot_CountAttachmentPoints(mark)):
                quad = raw.FS_QUADPOINTSF()
                assert raw.FPDFAnnot_GetAttachmentPoints(mark, at, quad)
                text = words.get_text_bounded(quad.x1, quad.y3, quad.x2, quad.y1)
                found[name] = found.get(name, "") + "".join(text.split())
    return found


def said(mark: raw.FPDF_ANNOTATION, key: bytes) -> str:
    """A text of an annotation, which PDFium gives in UTF-16."""
    size = raw.FPDFAnnot_GetStringValue(mark, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    text = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(mark, key, text, size)
    return buffer.raw[: size - 2].decode("utf-16-le")


def bare(quote: str) -> str:
    return "".join(quote.split())


def test_highlights_of_a_pdf_cover_exactly_their_words() -> None:
    paper = FPDF()
    for page in ("first", "second"):
        paper.add_page()
        paper.set_font("Helvetica", size=12)
        for line in range(5):
            paper.cell(
                0, 12, f"The {page} ledger names ship {line} and its cargo.", new_x="LMARGIN", new_y="NEXT"
            )
    text = read(Source(bytes(paper.output()), "paper.pdf")).text
    start = text.index("ship 4")
    across = text[start : text.index("second ledger") + len("second ledger")]
    quotes = ["ledger names ship 1", across, "names ship 1 and its cargo."]
    out = PdfExporter().render([imported(bytes(paper.output()), "paper.pdf", quotes)], ExportOptions())
    assert words_under_quads(out) == {f"uid{n}": bare(quote) for n, quote in enumerate(quotes, 1)}


@pytest.mark.parametrize("pattern", ["Tide*.html", "Night*.txt", "On reading*.md"])
def test_highlights_of_printed_articles_cover_their_words(qapp: QApplication, pattern: str) -> None:
    file = next(SAMPLES.glob(pattern))
    text = read(Source(file.read_bytes(), file.name)).text
    line = sorted((line for line in text.splitlines() if text.count(line) == 1), key=len)[-1]
    quotes = [line[:200].strip(), line[40:90].strip()]
    made = imported(file.read_bytes(), file.name, quotes)
    assert made.item.type is not ItemType.PDF
    out = PdfExporter().render([made], ExportOptions(printer=WebPrinter()))
    assert words_under_quads(out) == {f"uid{n}": bare(quote) for n, quote in enumerate(quotes, 1)}


def test_an_area_of_a_picture_lies_on_that_part_of_the_printed_picture(qapp: QApplication) -> None:
    """The upper left quarter of the picture is red, and is marked."""
    drawn = Image.new("RGB", (400, 200), "white")
    drawn.paste("red", (0, 0, 200, 100))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    html = '<p>Before it.</p>\n<p><img src="a b/red.png" alt=""></p>\n<p>After it.</p>\n'
    made = article("Gates", canonical_text(html))
    marked = replace(
        highlight(""),
        kind=AnnotationKind.AREA,
        target=AreaTarget(0, Rectangle(0, 0.5, 0.5, 1), "a b/red.png", 11),
    )
    made = replace(
        made, document=replace(made.document, html=html), annotations=(marked,),
        resource={"a b/red.png": ("image/png", out.getvalue())}.get,
    )  # fmt: skip
    printed = PdfExporter().render([made], ExportOptions(printer=WebPrinter()))
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        [square] = [one for one in pdf.pages[0].obj.Annots if one.Subtype == pikepdf.Name.Square]
        left, bottom, right, top = (float(edge) for edge in square.Rect)
    page = pypdfium2.PdfDocument(printed)[0]
    seen = page.render(scale=2, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    height = page.get_height()
    red = [
        (x / 2, height - y / 2)
        for x in range(seen.width)
        for y in range(seen.height)
        if seen.getpixel((x, y)) == (255, 0, 0)
    ]
    edges = (min(x for x, _ in red), min(y for _, y in red), max(x for x, _ in red), max(y for _, y in red))
    assert (left, bottom, right, top) == pytest.approx(edges, abs=3)
    assert "Highlights whose passage is not" not in page.get_textpage().get_text_range()
