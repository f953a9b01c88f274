"""What is set for paper: printed articles, comments in the margin, the list of annotations at the end."""

import io
import itertools
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops
from PySide6.QtWidgets import QApplication

from desktop.domain.annotation import AnnotationKind
from desktop.domain.item import OriginalPage
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.options import Value
from desktop.exporters.pdf import PdfExporter
from desktop.exporters.pdf.margin import tops
from desktop.exporters.pdf.page import PrintPlan, printable_page
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader.web.printing import WebPrinter
from tests.exporters.test_pdf import bare, imported, mark
from tests.exporters.test_pdf_round_trip import annotated, as_new, by_uid, paper
from tests.exporters.test_pdf_update import problems

PAGE = """<html lang="de"><head><title>Über die Gezeiten</title></head><body><article><h1>Über die Gezeiten</h1>
<p>Ein Satz mit <a href="https://example.org/quelle?a=1&amp;b=2">einer Quelle</a> und noch viel mehr Text darum herum,
damit dies ein Artikel ist, den man lesen kann, und nicht nur eine Zeile.</p>
<p>Ein anderer <a href="https://example.org/zwei">markierter Verweis</a> steht in diesem Absatz, der ebenfalls so lang
ist, dass er für einen Absatz gehalten wird, und der von den Büchern am Hafen erzählt.</p>
<h2>Der Pegel</h2><p>{}</p><h3>Am Kai</h3><p>Ein letzter Absatz, der am Ende steht und von nichts mehr handelt.</p>
</article></body></html>""".format(
    "Worte über den Pegel und den Wind, der in jedem Jahr ein anderer ist. " * 60
)


def page(**chosen: Value) -> tuple[ExportArticle, ExportOptions]:
    made = imported(
        PAGE.encode(), "gezeiten.html", ["markierter Verweis", "Büchern am Hafen", "am Ende steht"]
    )
    found = read(Source(PAGE.encode(), "gezeiten.html"))
    item = replace(made.item, url="https://example.org/gezeiten", site="Hafenblatt", published="2025-03-21")
    made = replace(made, item=item, document=replace(made.document, outline=found.outline), tags=("tides",))
    return made, ExportOptions(creator="Ada", printer=WebPrinter(), chosen=chosen)


def made(article: ExportArticle, options: ExportOptions) -> bytes:
    data = PdfExporter().render([article], options)
    assert problems(data) == []
    return data


def words(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def words_apart(data: bytes) -> list[str]:
    """Running lines and comments in the margin: drawn as patterns, so that they are no part of the pages' text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.pages:
            one.obj.Rotate = 0
            forms = [pattern.Resources.XObject.Form for pattern in one.resources.get("/Pattern", {}).values()]
            drawn = {f"/Form{number}": form for number, form in enumerate(forms)}
            one.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(drawn))
            one.obj.Contents = pdf.make_stream(" ".join(f"{name} Do" for name in drawn).encode())
        out = io.BytesIO()
        pdf.save(out)
    return words(out.getvalue())


def addresses(pdf: pikepdf.Pdf) -> list[str]:
    marks = itertools.chain.from_iterable(page.obj.get("/Annots", []) for page in pdf.pages)
    return [str(mark.A.URI) for mark in marks if "/A" in mark and "/URI" in mark.A]


def test_a_printed_article_has_what_a_page_had(qapp: QApplication) -> None:
    article, options = page(paper="A5")
    data = made(article, options)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert sorted(set(addresses(pdf))) == [
            "https://example.org/gezeiten", "https://example.org/quelle?a=1&b=2", "https://example.org/zwei",
        ]  # fmt: skip
        [head] = [one for one in outline.root if one.title == "Der Pegel"]
        assert [one.title for one in head.children] == ["Am Kai"]
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("de", article.item.title)
        assert (str(pdf.docinfo.Author), str(pdf.docinfo.Keywords)) == ("Ada", "tides")
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 420, 595]
    first, second, *_ = words_apart(data)
    assert second == f"{article.item.title} Hafenblatt · 2025-03-21 2"
    assert first == "1", "no header over the title"
    first, second, *_ = words(data)
    assert "Hafenblatt · 2025-03-21" not in second, "what goes from page to page is not interrupted"
    assert "https://example.org/gezeiten" in first
    again = by_uid(read(Source(data, "again.pdf")).annotations)
    assert {uid: bare(new.target.quote.exact) for uid, new in again.items()} == {
        one.uid: bare(one.quote) for one in article.annotations
    }


def test_a_picture_that_was_not_archived_leaves_no_frame() -> None:
    bare_page = imported(b"<article><h1>Harbour</h1><p>Before it.</p></article>", "harbour.html", [])
    picture = '<figure><img src="gone.png" width="600" height="900" alt="Gone"></figure>'
    document = replace(bare_page.document, html=bare_page.document.html + picture)
    article = replace(bare_page, document=document)
    assert "gone.png" not in printable_page(article, PrintPlan())
    archived = replace(article, resource={"gone.png": ("image/png", b"")}.get)
    assert "gone.png" in printable_page(archived, PrintPlan())


LAID_OUT = """<html><head><style>main {{ width: 500px; margin-left: 300px; {} }} nav {{ float: left }}</style></head>
<body><nav><a href="https://example.org/">Home of the paper</a></nav><main>{}</main></body></html>"""


@pytest.mark.parametrize("hidden", [False, True])
def test_a_page_is_printed_as_it_was_laid_out(qapp: QApplication, hidden: bool) -> None:
    """One that shows nothing without its scripts is printed as the reader shows it."""
    article, options = page(layout="original")
    body = PAGE[PAGE.index("<h1>") : PAGE.index("</article>")]
    markup = LAID_OUT.format("display: none" if hidden else "", body)
    data = made(replace(article, original_page=lambda: OriginalPage(markup, {})), options)
    assert ("Home of the paper" in words(data)[0]) is not hidden
    again = by_uid(read(Source(data, "again.pdf")).annotations)
    assert {uid: bare(new.target.quote.exact) for uid, new in again.items()} == {
        one.uid: bare(one.quote) for one in article.annotations
    }
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 595, 842]
        assert "https://example.org/zwei" in addresses(pdf)


def test_comments_stand_in_the_margin_of_printed_articles(qapp: QApplication) -> None:
    article, options = page(margin_notes=True)
    comment = "مرحبا بالعالم"
    first, *others = article.annotations
    article = replace(article, annotations=(replace(first, comment=comment), *others))
    data = made(article, options)
    assert "comment" not in " ".join(words(data)), "what goes from page to page is not interrupted"
    text = "\n".join(words_apart(data))
    assert "comment 2" in text
    assert "comment 3" in text
    assert set(bare(comment)) <= set(text)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert round(float(pdf.pages[0].mediabox[2])) == 595, "paper keeps its size"
    again = by_uid(read(Source(data, "again.pdf")).annotations)
    assert {uid: new.comment for uid, new in again.items()} == {
        one.uid: one.comment for one in article.annotations
    }


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [False, True])
def test_pages_of_a_pdf_become_wider_by_their_margin(qapp: QApplication, turn: int, crop: bool) -> None:
    original = cropped(paper(turn)) if crop else paper(turn)
    article = annotated(original)
    options = ExportOptions(creator="Ada Moor", printer=WebPrinter(), chosen={"margin_notes": True})
    data = made(article, options)
    assert "comment 1" in words_apart(data)[0]
    before, after = (pypdfium2.PdfDocument(one)[0] for one in (original, data))
    width, height = before.get_size()
    assert after.get_width() == pytest.approx(width + 150)
    assert after.get_height() == pytest.approx(height)
    old, new = (one.render(scale=1, draw_annots=False).to_pil() for one in (before, after))
    shared = (0, 0, old.width - 1, old.height)
    _, most = ImageChops.difference(old.crop(shared), new.crop(shared)).convert("L").getextrema()
    assert most < 128, "nothing but the width of a pixel differs"
    assert new.crop((old.width + 2, 0, new.width, new.height)).getextrema()[0][0] < 128, "notes are seen"
    again = by_uid(read(Source(data, "again.pdf")).annotations)
    assert again == by_uid(map(as_new, article.annotations))


def cropped(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.pages:
            one.obj.CropBox = pikepdf.Array([15, 30, 500, 820])
        pdf.save(out)
    return out.getvalue()


def test_the_appendix_lists_everything_and_leads_to_it(qapp: QApplication) -> None:
    article = annotated(paper())
    options = ExportOptions(creator="Ada", printer=WebPrinter(), chosen={"appendix": True})
    data = made(article, options)
    assert len(words(data)) == 3
    listed = words(data)[2]
    for one in article.annotations:
        assert " ".join(one.quote.split()) in listed
    for said in ("teal", "underlined", "area of the page", "#ships/cargo", "Ada"):
        assert said in listed
    with pikepdf.open(io.BytesIO(data)) as pdf:
        goals = [link.Dest[0].objgen for link in pdf.pages[2].Annots]
        pages = [one.obj.objgen for one in pdf.pages]
        assert [pages.index(goal) for goal in goals] == [0, 0, 0, 1, 0, 0]


def test_without_comments_there_is_no_margin(qapp: QApplication) -> None:
    article, options = page(margin_notes=True, appendix=True)
    article = replace(article, annotations=())
    assert "Annotations" not in " ".join(words(made(article, options)))
    original = imported(paper(), "paper.pdf", [])
    assert PdfExporter().render([original], options) == paper() or len(words(made(original, options))) == 2


@given(
    st.lists(st.tuples(st.floats(0, 800), st.floats(5, 90)), min_size=1, max_size=8),
)
def test_notes_in_a_margin_never_overlap(notes: list[tuple[float, float]]) -> None:
    wanted = sorted(one for one, _ in notes)
    heights = [height for _, height in notes]
    found = tops(wanted, heights, 5, (10, 790))
    for one, height, other in zip(found, heights, found[1:], strict=False):
        assert other >= one + height + 5 - 1e-6
    if sum(heights) + 5 * len(heights) < 780:
        assert found[0] >= 10 - 1e-6
        assert found[-1] + heights[-1] <= 790 + 1e-6
    if len(found) == 1 and 10 <= wanted[0] <= 790 - heights[0]:
        assert found == wanted


def test_many_comments_on_one_page_are_all_there(qapp: QApplication, tmp_path: Path) -> None:
    original = paper()
    article = imported(original, "paper.pdf", [])
    text = article.document.text
    marks = [
        replace(mark(text, "names ship 1", 1), id=n, uid=f"u{n}", kind=AnnotationKind.UNDERLINE,
                comment=f"remark{n}x and what else there is to say of it, at some length")
        for n in range(1, 61)
    ]  # fmt: skip
    options = ExportOptions(printer=WebPrinter(), chosen={"margin_notes": True})
    seen = words_apart(made(replace(article, annotations=marks), options))[0]
    assert all(f"remark{n}x" in seen for n in range(1, 61))
