"""Exported annotations, read by a library that did not write them."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from PySide6.QtWidgets import QApplication

from desktop.domain.anchoring import describe
from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.item import Document, Item, ItemType
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf import PdfExporter
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
    """By /NM without its part; white space left out."""
    found: dict[str, str] = {}
    reader = pypdfium2.PdfDocument(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for index, page in enumerate(pdf.pages):
            words = reader[index].get_textpage()
            for one in page.obj.get("/Annots", []):
                if one.Subtype != pikepdf.Name.Highlight:
                    continue
                assert "/N" in one.AP
                name = str(one.NM).split("/")[0]
                assert str(one.Contents) == f"comment {name.removeprefix('uid')}"
                numbers = [float(number) for number in one.QuadPoints]
                for at in range(0, len(numbers), 8):
                    left, top, right, _, _, bottom, *_ = numbers[at : at + 8]
                    text = words.get_text_bounded(left, bottom, right, top)
                    found[name] = found.get(name, "") + "".join(text.split())
    return found


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
