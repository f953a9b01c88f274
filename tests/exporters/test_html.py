"""An exported web page holds the article's text, its marks, its pictures, and needs nothing else."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage
from selectolax.lexbor import LexborHTMLParser

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.organize import Note
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.html import HtmlExporter
from tests.exporters.articles import highlight
from tests.exporters.test_docx import png
from tests.exporters.test_flow import PAGE, written

TIME = "2025-01-01T00:00:00.000Z"


def page_of(*articles: ExportArticle, **options: object) -> LexborHTMLParser:
    return LexborHTMLParser(HtmlExporter().render(articles, ExportOptions(**options)).decode())


def marked_words(page: LexborHTMLParser, uid: str) -> str:
    marks = [one for one in page.css("mark") if uid in (one.attributes["data-marks"] or "").split()]
    return "".join(one.text() for one in marks)


def annotated() -> ExportArticle:
    made = written(PAGE, "One bold and", "and linked", "Quoted")
    first, second, third = made.annotations
    first = replace(first, uid="a1", comment="**Why** <b>?", tags=("sea fog",), color=HighlightColor.TEAL)
    second = replace(second, uid="a2", kind=AnnotationKind.UNDERLINE)
    third = replace(third, uid="a3", tags=('x"y',))
    return replace(
        made, annotations=(first, second, third), notes=(Note(1, "n1", 1, "All of *it*", TIME, TIME),)
    )


def test_the_text_is_the_articles_and_the_marks_are_its_quotations() -> None:
    made = annotated()
    page = page_of(made)
    assert page.css_first("article").text().strip() == made.document.text.strip()
    for one in made.annotations:
        assert marked_words(page, one.uid) == one.quote
        assert len(page.css(f'[id="annotation-{one.uid}"]')) == 1
    assert page.css_first("mark").attributes["class"] == "teal highlight"


def test_the_list_tells_all_and_markup_in_comments_is_words() -> None:
    page = page_of(annotated())
    assert [card.attributes["id"] for card in page.css(".card")] == [
        "card-a1",
        "card-a2",
        "card-a3",
        "card-n1",
    ]
    comment = page.css_first("#card-a1 .comment")
    assert (comment.text().strip(), comment.css_first("strong").text()) == ("Why <b>?", "Why")
    assert [option.attributes["value"] for option in page.css("#tag option")] == ["", "sea fog", 'x"y']


def test_pictures_are_inside_and_missing_ones_are_left_out() -> None:
    made = written('<p>See <img src="a.png" alt="pole"> and <img src="gone.png" alt="plan">.</p>')
    data = HtmlExporter().render(
        [replace(made, resource={"a.png": ("image/png", png())}.get)], ExportOptions()
    )
    there, missing = LexborHTMLParser(data.decode()).css("article img")
    assert (there.attributes["src"] or "").startswith("data:image/png;base64,")
    assert "src" not in missing.attributes
    assert missing.attributes["alt"] == "plan"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_no_words_become_markup(words: str) -> None:
    made = written("<p>Fog.</p>", "Fog")
    evil = f'{words}</script><script>alert(1)</script>"><img src=x onerror=1>'
    item = replace(made.item, title=evil, site=evil, creators=(evil,), url=f"https://e.org/{evil}")
    mark = replace(made.annotations[0], comment=evil, tags=(evil,))
    page = page_of(replace(made, item=item, annotations=(mark,)))
    assert len(page.css("script")) == 1
    assert not page.css("main img")
    assert not [node for node in page.css("*") if any(name.startswith("on") for name in node.attributes)]


def test_several_articles_are_one_page() -> None:
    other = written("<p>Other.</p>", "Other")
    page = page_of(
        annotated(), replace(other, annotations=(replace(highlight("Other"), uid="b1"),)), name="Tides"
    )
    assert page.css_first("title").text() == "Tides"
    assert len(page.css("section.article")) == 2
    assert marked_words(page, "b1") == "Other"


def test_the_list_filters_in_a_browser(qtbot, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(HtmlExporter().render([annotated()], ExportOptions()))
    page = QWebEnginePage()
    with qtbot.waitSignal(page.loadFinished, timeout=20_000):
        page.load(QUrl.fromLocalFile(str(file)))

    def after(script: str) -> str:
        told: list[str] = []
        page.runJavaScript(
            script + "; [...document.querySelectorAll('.card:not([hidden])')].map((c) => c.id).join()",
            told.append,
        )
        qtbot.waitUntil(lambda: bool(told))
        return told[0]

    enter = "document.getElementById('{}').value = '{}'; document.getElementById('{}').dispatchEvent(new Event('input'))"
    assert after("0") == "card-a1,card-a2,card-a3,card-n1"
    assert after(enter.format("words", "quöted", "words")) == "card-a3"
    assert after(enter.format("words", "", "words")) == "card-a1,card-a2,card-a3,card-n1"
    assert after(enter.format("tag", "sea fog", "tag")) == "card-a1"
    page.deleteLater()
