"""Word documents hold the words, the pictures, and real comments on the words they are about."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.docx import DocxExporter
from desktop.importers.base import Source
from desktop.importers.docx import DocxImporter
from tests.exporters.articles import highlight
from tests.exporters.test_flow import PAGE, written


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (40, 20), "red").save(out, "PNG")
    return out.getvalue()


def webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "blue").save(out, "WEBP")
    return out.getvalue()


def opened(made: ExportArticle, **options: object) -> docx.document.Document:
    return docx.Document(io.BytesIO(DocxExporter().render([made], ExportOptions(**options))))


def paragraph_with(document: docx.document.Document, words: str) -> docx.text.paragraph.Paragraph:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def commented() -> ExportArticle:
    made = written(PAGE, "One bold and", "and linked")
    first, second = made.annotations
    first = replace(
        first, comment="**Mine** &\n\n- own", tags=("sea fog",), color=HighlightColor.BLUE, creator="Ada Reed"
    )
    second = replace(second, kind=AnnotationKind.UNDERLINE)
    return replace(made, annotations=(first, second))


def test_comments_are_on_their_words() -> None:
    document = opened(commented())
    [comment] = document.comments
    assert comment.text == "Mine &\nown\n#sea-fog"
    assert comment.author == "Ada Reed"
    words, inside = "", False
    for element in document.element.body.iter():
        inside = (inside or element.tag == qn("w:commentRangeStart")) and element.tag != qn(
            "w:commentRangeEnd"
        )
        words += element.text if inside and element.tag == qn("w:t") else ""
    assert words == "One bold and"


def test_colours_lie_under_the_words_and_lines_too() -> None:
    document = opened(commented())
    runs = paragraph_with(document, "bold").runs
    shaded = [run.text for run in runs if run._r.xpath(".//w:shd[@w:fill='A9D4FF']")]
    assert shaded == ["One ", "bold", " ", "and"]
    assert [run.text for run in runs if run.font.underline] == ["and", " "]


def test_it_reads_back_as_the_article() -> None:
    made = written(PAGE)
    data = DocxExporter().render([made], ExportOptions())
    text = DocxImporter().read(Source(data, "a.docx")).text
    for words in ("One bold and linked word.", "inner", "Quoted", "Head", "low", "שלום"):
        assert words in text


def test_pictures_go_along_whatever_their_format() -> None:
    made = written(
        '<p>See <img src="a.png" alt="A tide pole"> and <img src="b.webp"> and <img src="c.svg" alt="plan"></p>'
    )
    files = {
        "a.png": ("image/png", png()),
        "b.webp": ("image/webp", webp()),
        "c.svg": ("image/svg+xml", b"<svg/>"),
    }
    document = opened(replace(made, resource=files.get))
    assert len(document.inline_shapes) == 2
    assert "[plan]" in paragraph_with(document, "See").text


def test_what_has_no_place_is_there_all_the_same() -> None:
    made = written("<p>Words.</p>")
    document = opened(replace(made, annotations=(highlight("gone away", comment="why"),)), creator="Ada")
    assert "gone away" in [paragraph.text for paragraph in document.paragraphs]
    assert [comment.text for comment in document.comments] == ["why"]


@pytest.mark.parametrize("title", ["\0\x01 x", "\ud800", "a" * 3000, "\u202eevil", ""])
def test_any_title(title: str) -> None:
    made = written("<p>Words.</p>")
    assert opened(replace(made, item=replace(made.item, title=title, url="javascript:1"))).paragraphs


def test_a_link_with_a_sign_that_no_document_can_hold() -> None:
    made = written("<p><a href='https://a.example/b'>The words</a></p>")
    spoilt = made.document.html.replace("/b", "/\x01b")
    paragraph = paragraph_with(
        opened(replace(made, document=replace(made.document, html=spoilt))), "The words"
    )
    [link] = paragraph.hyperlinks
    assert link.address == "https://a.example/\ufffdb"


def test_a_picture_that_ends_too_soon_is_named() -> None:
    made = written("<p>Before <img src='a.png' alt='A red house'> it</p>")
    cut = replace(made, resource=lambda _path: ("image/png", png()[:60]))
    assert paragraph_with(opened(cut), "Before [A red house]")
