"""Bookmarks are entries of a PDF's outline too, and come back once."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.annotation import AnnotationKind, NewAnnotation
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle
from desktop.exporters.pdf import PdfExporter
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader.web.printing import WebPrinter
from tests.exporters.test_pdf import imported
from tests.exporters.test_pdf_paper import problems
from tests.exporters.test_pdf_round_trip import CREATOR, as_article, as_new, by_uid, exported, paper
from tests.exporters.test_pdf_update import changed

WEB = "<article><h1>Ships</h1><p>All that is known of them.</p><h2>The second</h2><p>It came in spring.</p></article>"


def with_contents(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ledgers", 0))
        outline.root[0].children.append(pikepdf.OutlineItem("The second", 1))


def bookmarked(data: bytes, name: str, quotes: list[str]) -> ExportArticle:
    """Bookmarks, the first without a comment."""
    article = imported(data, name, quotes)
    first, *others = (replace(one, kind=AnnotationKind.BOOKMARK) for one in article.annotations)
    outline = read(Source(data, name)).outline
    return replace(
        article,
        annotations=(replace(first, comment=""), *others),
        document=replace(article.document, outline=outline),
    )


def outlined(data: bytes) -> list[tuple[str, int, list[str]]]:
    """Title, page and what is below of the outline's entries; a group has no page."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        pages = [page.obj.objgen for page in pdf.pages]
        return [
            (
                one.title,
                pages.index(one.destination[0].objgen) if one.destination is not None else -1,
                [below.title for below in one.children],
            )
            for one in outline.root
        ]


@pytest.mark.parametrize("made", [paper(), changed(paper(), with_contents)], ids=["no outline", "outline"])
def test_they_stand_at_the_end_of_the_outline(made: bytes) -> None:
    article = bookmarked(made, "paper.pdf", ["second ledger names ship 2", "first ledger names ship 3"])
    data = exported(article)
    assert data.startswith(made), "the original is added to"
    assert problems(data) == []
    *before, group = outlined(data)
    assert before == outlined(made)
    assert group == ("Bookmarks", -1, ["comment 2", "second ledger names ship 2"])
    again = read(Source(data, "again.pdf"))
    assert again.outline == article.document.outline, "they are no contents"
    assert by_uid(again.annotations) == by_uid(map(as_new, article.annotations))


def test_unchanged_ones_are_not_listed_again_and_changed_ones_anew() -> None:
    article = bookmarked(
        changed(paper(), with_contents), "paper.pdf", ["ledger names ship 2", "ledger names ship 3"]
    )
    once = exported(article)
    item = read(Source(once, "again.pdf"))
    assert exported(as_article(item, item.annotations)) == once
    fewer: list[NewAnnotation] = [replace(new, comment="Here") for new in item.annotations[1:]]
    *before, group = outlined(exported(as_article(item, fewer)))
    assert before == outlined(article.original())
    assert group[2] == ["Here"]
    assert outlined(exported(as_article(item, []))) == before


def test_those_of_printed_articles_too(qapp: QApplication) -> None:
    article = bookmarked(WEB.encode(), "ships.html", ["It came", "All that is known"])
    options = replace(CREATOR, printer=WebPrinter())
    data = exported(article, options)
    assert outlined(data) == [("The second", 0, []), ("Bookmarks", -1, ["comment 2", "It came"])]
    item = read(Source(data, "again.pdf"))
    assert [entry.title for entry in item.outline] == ["The second"]
    assert {new.uid for new in item.annotations} == {"uid1", "uid2"}
    marks = tuple(replace(one, uid=f"b{one.uid}") for one in article.annotations)
    book = PdfExporter().render([article, replace(article, annotations=marks)], options)
    entries = read(Source(book, "book.pdf")).outline
    assert [entry.title for entry in entries] == ["Contents", *(["Ships", "The second"] * 2)]
    assert [below for _, _, below in outlined(book)] == [[], *([["The second", "Bookmarks"]] * 2)]


ARABIC = (
    "<article><h1>حارس</h1>"
    "<p>في الطابق الثاني من بيت قديم قرب الميناء يحتفظ الحاج يونس بأكثر من ثلاثمئة خريطة</p></article>"
)


@pytest.mark.parametrize(
    ("data", "name", "quote", "side"),
    [
        (paper(), "paper.pdf", "names ship 2", "left"),
        (WEB.encode(), "ships.html", "known of", "left"),
        (ARABIC.encode(), "keeper.html", "قديم", "right"),
    ],
)
def test_a_ribbon_hangs_beside_its_line(
    qapp: QApplication, data: bytes, name: str, quote: str, side: str
) -> None:
    made = exported(bookmarked(data, name, [quote]), replace(CREATOR, printer=WebPrinter()))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        [mark] = [one for one in pdf.pages[0].Annots if one.Subtype == "/Text"]
        ribbon = Rectangle(*(float(edge) for edge in mark.Rect))
        lines = [float(edge) for edge in mark.QuadPoints]
    letters = [box for box in PdfDocument(made).character_boxes(0) if box]
    level = [box for box in letters if box.bottom < lines[1] and lines[5] < box.top]
    edges = min(box.left for box in level), max(box.right for box in level)
    gap = edges[0] - ribbon.right if side == "left" else ribbon.left - edges[1]
    assert 0 < gap < 10
