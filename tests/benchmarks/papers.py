"""PDFs: reading many pages, and writing many annotations."""

import io
import random
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
from fpdf import FPDF

from desktop.domain.anchoring import describe
from desktop.domain.annotation import TextTarget
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf import PdfExporter
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.pdf import PdfImporter
from tests.benchmarks.library import words_of
from tests.exporters.articles import highlight
from tests.exporters.test_pdf import imported

_LINES = 40


def paper(pages: int) -> bytes:
    pdf = FPDF()
    for page in range(pages):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        for line in range(_LINES):
            words = f"Page {page}, line {line}: the harbour ledger names ship {page * line}."
            pdf.cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def shelf(folder: Path, papers: int, pages: int = 10) -> list[Path]:
    """Papers of their own words, as files."""
    chance, words = random.Random(papers), words_of("en")
    made = []
    for number in range(papers):
        pdf = FPDF()
        for _ in range(pages):
            pdf.add_page()
            pdf.set_font("Helvetica", size=11)
            for _ in range(_LINES):
                line = " ".join(words.take(chance, 14))[:90]
                pdf.cell(
                    0, 6, line.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT"
                )
        made.append(folder / f"paper{number}.pdf")
        made[-1].write_bytes(bytes(pdf.output()))
    return made


def read_paper(data: bytes) -> None:
    PdfImporter().read(Source(data, "paper.pdf"))


def bare_text(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        words = page.get_textpage()
        words.get_text_range()
        words.close()
        page.close()
    document.close()


def annotated(data: bytes, count: int) -> ExportArticle:
    """The paper with that many highlights, evenly spread."""
    article = imported(data, "paper.pdf", [])
    text = article.document.text
    marks = []
    for number in range(count):
        start = number * (len(text) - 100) // count
        found = describe(text, start, start + 60)
        target = TextTarget(found.quote, found.position)
        marks.append(replace(highlight(""), id=number + 1, uid=f"uid{number}", target=target))
    return replace(article, annotations=tuple(marks))


def with_places(article: ExportArticle) -> ExportArticle:
    """With the places of its passages, as the library keeps them once they were looked up."""
    pdf = PdfDocument(article.original(), article.document.pages)
    spans = [(one.target.position.start, one.target.position.end)
             for one in article.annotations if isinstance(one.target, TextTarget)]  # fmt: skip
    places = {span: pdf.places(*span) for span in spans}
    pdf.close()
    return replace(article, places=places)


def write_annotations(article: ExportArticle) -> None:
    PdfExporter().render([article], ExportOptions(creator="Ada Moor"))


def open_and_save(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(io.BytesIO())
