"""Quotations come out of a Markdown renderer as the words that went in; front matter parses for any title."""

import re
from html import unescape

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.exporters.base import ExportOptions
from desktop.exporters.markdown import MarkdownExporter, escape
from tests.exporters.articles import article, highlight


def rendered(markdown: str) -> str:
    html = MarkdownIt("commonmark").render(markdown)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")))
    | st.text("#*_-+=1.)>`[]()!&;lt<a:| \n~\\", max_size=30)
)
@example("1. not a list")
@example("- - -")
@example("&amp; <b>")
@example("a\\")
def test_any_words_survive_rendering(words: str) -> None:
    assert rendered(f"> {escape(words)}\n") == " ".join(words.split())


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
@example("--- \n: {evil}: [x]")
def test_front_matter_parses_for_any_title(title: str) -> None:
    text = MarkdownExporter().render([article(title=title)], ExportOptions()).decode("utf-8")
    meta = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    assert meta.get("title", "") == " ".join(title.split())


def test_annotations_stand_in_the_order_given_with_comment_colour_and_tags() -> None:
    marked = article(
        text="First words.\nLast *words*.",
        annotations=(
            highlight("First words.", comment="**mine**", tags=("a b",)),
            highlight("Last *words*."),
        ),
    )
    text = MarkdownExporter().render([marked], ExportOptions()).decode("utf-8")
    assert text.index("> First words.") < text.index("**mine**") < text.index("#a-b") < text.index("> Last")
    assert "Last *words*." in rendered(text)
    assert "yellow highlight" in text


def test_a_quote_over_paragraphs_stays_one_quotation() -> None:
    marked = article(text="One.\nTwo.", annotations=(highlight("One.\nTwo."),))
    assert "> One.\n>\n> Two." in MarkdownExporter().render([marked], ExportOptions()).decode("utf-8")
