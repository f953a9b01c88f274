"""Outlines as web pages, PDFs and Word documents: headings, own text, quotations in their colours with their sources."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from PySide6.QtWidgets import QApplication

from desktop.domain.annotation import HighlightColor
from desktop.domain.errors import UserError
from desktop.domain.outline import PointKind
from desktop.exporters.base import ExportArticle
from desktop.exporters.outline_documents import WRITERS
from desktop.exporters.outlines import OutlineLine, Quoted
from desktop.formats.pdf.document import PdfDocument
from desktop.reader.web.printing import WebPrinter
from tests.exporters.articles import highlight
from tests.exporters.test_flow import PAGE, written


def lines() -> list[OutlineLine]:
    made: ExportArticle = written(PAGE)
    words = made.document.text.strip().splitlines()[0]
    one = replace(highlight(words, "Really *so*?"), color=HighlightColor.TEAL)
    return [
        OutlineLine(PointKind.HEADING, 0, "Warnings <&>"),
        OutlineLine(PointKind.TEXT, 1, "As **nobody** knew:\n\n- then\n- now"),
        OutlineLine(PointKind.QUOTATION, 1, "", Quoted(one, made.item, "7")),
        OutlineLine(PointKind.HEADING, 3, "Deeper"),
    ]


def quote() -> str:
    quoted = lines()[2].quoted
    assert quoted
    return quoted.annotation.quote


def test_a_web_page_needs_nothing_else() -> None:
    page = WRITERS["html"].render("Who <knew>?", lines()).decode("utf-8")
    assert '<h1 dir="auto">Who &lt;knew&gt;?</h1>' in page
    assert '<h2 dir="auto">Warnings &lt;&amp;&gt;</h2>' in page
    assert '<h5 dir="auto">Deeper</h5>' in page
    assert '<blockquote class="teal">' in page
    assert page.index(quote()) < page.index("p. 7") < page.index("<p>Really <em>so</em>?</p>")
    assert "default-src 'none'" in page
    assert "src=" not in page


def test_a_word_document_has_headings_shades_and_links() -> None:
    document = docx.Document(io.BytesIO(WRITERS["docx"].render("Who knew?", lines())))
    told = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    assert told[0] == ("Heading 1", "Who knew?")
    assert ("Heading 2", "Warnings <&>") in told
    assert ("Heading 5", "Deeper") in told
    words = [text for _, text in told]
    assert words.index("As nobody knew:") < words.index(quote()) < words.index("Really so?")
    [shaded] = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if (shade := run._r.find(f".//{qn('w:shd')}")) is not None
        and f"#{shade.get(qn('w:fill'))}" == HighlightColor.TEAL.hex
    ]
    assert shaded.text == quote()
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert any(target.startswith("florilegium://item/") for target in targets)


def test_a_pdf_says_the_same(qapp: QApplication) -> None:
    pdf = PdfDocument(WRITERS["pdf"].render("Who knew?", lines(), WebPrinter()))
    text = " ".join(pdf.text.split())
    pdf.close()
    for words in ("Who knew?", "Warnings <&>", " ".join(quote().split()), "p. 7", "Really so?", "Deeper"):
        assert words in text


def test_without_a_printer_there_is_no_pdf() -> None:
    with pytest.raises(UserError, match="web engine"):
        WRITERS["pdf"].render("x", [])
