"""Several articles as one PDF."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import UserError
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf import PdfExporter
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader.web.printing import WebPrinter
from tests.exporters.test_pdf import imported
from tests.exporters.test_pdf_paper import page, problems, words, words_apart
from tests.exporters.test_pdf_round_trip import annotated, paper
from tests.exporters.test_pdf_update import changed, rich

LINKED = (
    '<article><h1>Sea letters</h1><p><a href="#part">To the part</a> that is written further down, after much else.</p>'
    + "<p>Many words that fill the lines of a page, one after the other, until it is full.</p>" * 60
    + '<h2 id="part">A later part</h2><p>Which was led to from the beginning of this text.</p></article>'
)


def titled(article: ExportArticle, title: str, prefix: str) -> ExportArticle:
    """An article of its own, its annotations too."""
    marks = tuple(replace(one, uid=prefix + one.uid) for one in article.annotations)
    return replace(article, item=replace(article.item, title=title), annotations=marks)


def shelf() -> list[ExportArticle]:
    web, _ = page()
    original = changed(paper(), rich)
    linked = imported(LINKED.encode(), "letters.html", ["Which was led to"])
    linked = replace(
        linked,
        document=replace(linked.document, outline=read(Source(LINKED.encode(), "letters.html")).outline),
    )
    return [titled(web, "Gezeiten", "a"), titled(annotated(original), "Ledgers & ships", "b"),
            titled(linked, "رسائل البحر", "c")]  # fmt: skip


def book(**chosen: bool) -> bytes:
    options = ExportOptions(creator="Ada", printer=WebPrinter(), name="Harbours", chosen=chosen)
    data = PdfExporter().render(shelf(), options)
    assert problems(data) == []
    return data


def goal(pdf: pikepdf.Pdf, link: pikepdf.Object) -> int:
    return [one.obj.objgen for one in pdf.pages].index(link.Dest[0].objgen)


def test_contents_lead_to_the_articles_and_tell_their_pages(qapp: QApplication) -> None:
    data = book()
    pages = words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        goals = [goal(pdf, link) for link in pdf.pages[0].Annots]
        labels = [one.label for one in pdf.pages]
    assert (labels[0], labels[1]) == ("i", "1")
    assert "Harbours" in pages[0]
    assert "Gezeiten" in pages[goals[0]]
    assert "The first ledger" in pages[goals[1]]
    for title, at in zip(("Gezeiten", "Ledgers & ships"), goals, strict=False):
        assert re.search(rf"{title}[ .]+ {labels[at]}\b", pages[0])
    assert [one.split()[-1] for one in words_apart(data) if one] == [
        label
        for label, page in zip(labels, pages, strict=True)
        if label != "i" and "ledger names" not in page
    ], "printed pages say their numbers"


def test_outlines_links_and_annotations_of_all_are_kept(qapp: QApplication) -> None:
    data = book(appendix=True, margin_notes=True)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        contents, web, ledgers, letters = outline.root
        assert contents.title == "Contents"
        assert "Der Pegel" in [one.title for one in web.children]
        assert [one.title for one in ledgers.children] == ["Ledgers", "Bookmarks"]
        start = goal(pdf, pikepdf.Dictionary(Dest=letters.destination))
        inner = [link for link in pdf.pages[start].Annots if link.Subtype == "/Link" and "/Dest" in link]
        assert [goal(pdf, link) > start for link in inner] == [True]
    found = {new.uid for new in read(Source(data, "book.pdf")).annotations}
    assert found >= {one.uid for article in shelf() for one in article.annotations}


def test_an_article_that_cannot_be_exported_is_named(qapp: QApplication) -> None:
    broken = titled(imported(paper(), "paper.pdf", []), "Broken ledgers", "x")
    broken = replace(
        broken, item=shelf()[0].item, document=replace(broken.document, html="<p>other</p>", text="words")
    )
    options = ExportOptions(printer=WebPrinter())
    with pytest.raises(UserError, match="was not written"):
        PdfExporter().render([shelf()[1], broken], options)
