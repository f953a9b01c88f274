"""Quotations come out of two Markdown renderers as the words that went in; front matter parses for any title."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.domain.annotation import Annotation
from desktop.domain.errors import UserError
from desktop.exporters.base import ExportArticle, ExportOptions, Spot
from desktop.exporters.markdown import MarkdownExporter
from desktop.exporters.markdown_words import escape, live_link
from desktop.formats.markdown_blocks import parse
from tests.exporters.articles import article, highlight

FLAVOURS = ("commonmark", "obsidian", "logseq", "pandoc")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"))) | st.text(
    "#*_-+=1.)>`[]()!&;lt<a:| \n~\\%^{}@", max_size=30
)


def of(flavour: str, **chosen: str | bool) -> ExportOptions:
    return ExportOptions(chosen={"flavour": flavour, **chosen})


PLAIN = ExportOptions()


def written(one: ExportArticle, options: ExportOptions = PLAIN) -> str:
    return MarkdownExporter().render([one], options).decode("utf-8")


def both(markdown: str) -> list[str]:
    """The HTML of two implementations that share no code."""
    return [
        MarkdownIt("commonmark").render(markdown),
        cmarkgfm.markdown_to_html(markdown, options=cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE),
    ]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<!--.*?-->|<[^>]+>", "", html, flags=re.S)).split())


def quotations(html: str) -> list[str]:
    return [plain(found) for found in re.findall(r"<blockquote>(.*?)</blockquote>", html, re.S)]


@given(WORDS)
@example("1. not a list")
@example("- - -")
@example("&amp; <b>")
@example("a\\")
@example("a::b ((c)) {{d}} #e @f ==g== %%h%% ^i")
def test_any_words_survive_rendering(words: str) -> None:
    for html in both(f"> {escape(words)}\n"):
        assert plain(html) == " ".join(words.split())


@pytest.mark.parametrize("flavour", FLAVOURS)
@given(words=WORDS)
@example(words="<!-- /annotation -->")
@example(words="a\nb")
@example(words="-->")
def test_any_quotation_survives_in_every_flavour(flavour: str, words: str) -> None:
    text = written(article(annotations=(highlight(words),)), of(flavour))
    expected = " ".join(words.split())
    for html in both(text.split("\n---\n", 1)[1]):
        [shown] = quotations(html) or [""]
        if flavour == "obsidian":
            assert re.fullmatch(r"(==.*==)? ?\^fl-u1|", shown)
            shown = re.sub(r" ?\^fl-u1$", "", shown)
            assert shown.replace("==", "") == expected.replace("==", "")
        elif flavour == "pandoc":
            assert shown.partition(" [@")[0] == expected or not expected
        else:
            assert shown == expected


@pytest.mark.parametrize("flavour", FLAVOURS)
@given(title=st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
@example(title="--- \n: {evil}: [x]")
@example(title="-->")
def test_front_matter_parses_for_any_title(flavour: str, title: str) -> None:
    text = written(article(title=title), of(flavour))
    meta = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    assert meta.get("title", "") == " ".join(title.split())
    assert meta["id"] == "i1"


def test_annotations_stand_in_the_order_given_with_comment_colour_and_tags() -> None:
    second = replace(highlight("Last *words*."), uid="u2")
    first = highlight("First words.", comment="**mine**", tags=("a b",))
    text = written(article(text="First words.\nLast *words*.", annotations=(first, second)))
    assert text.index("> First words.") < text.index("**mine**") < text.index("#a-b") < text.index("> Last")
    assert all("Last *words*." in plain(html) for html in both(text))
    assert "yellow highlight" in text
    assert "florilegium://item/i1?annotation=u1" in text


def test_a_quote_over_paragraphs_stays_one_quotation() -> None:
    marked = article(text="One.\nTwo.", annotations=(highlight("One.\nTwo."),))
    assert "> One.\n>\n> Two." in written(marked)


def test_each_flavour_has_its_own_signs() -> None:
    one = article(annotations=(highlight("kept words", tags=("a b/c",)),))
    web = replace(one, item=replace(one.item, url="https://example.org/a?b=(c)", creators=("Ada Reed",)))
    obsidian = written(web, of("obsidian"))
    assert "> ==kept words== ^fl-u1" in obsidian
    assert "[[Ada Reed]]" in obsidian
    assert "https://example.org/a?b=%28c%29#:~:text=kept%20words" in obsidian
    assert "- > kept words" in written(web, of("logseq"))
    files = MarkdownExporter().files([web], of("pandoc"), Spot("Title"))
    assert isinstance(files.contents, bytes)
    key = re.search(r"\[@([\w-]+)\]", files.contents.decode())
    assert key
    bib = files.beside["References.bib"]
    assert isinstance(bib, bytes)
    assert f"{{{key[1]}," in bib.decode()
    assert "#a-b/c" in written(web)


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("kept the letters", "kept%20the%20letters"),
        ("a-b, c&d", "a%2Db%2C%20c%26d"),
        ("one two three\nfour five six", "one%20two%20three,four%20five%20six"),
        (" ".join("abcdefghijklm"), "a%20b%20c%20d%20e,i%20j%20k%20l%20m"),
        ("雨" * 60, "%E9%9B%A8" * 12 + "," + "%E9%9B%A8" * 12),
    ],
)
def test_links_to_the_live_page_name_the_passage(words: str, fragment: str) -> None:
    assert live_link("https://example.org/a#top", words) == f"https://example.org/a#top:~:text={fragment}"
    assert live_link("javascript:alert(1)", words) == ""


def test_several_articles_in_one_file_have_one_front_matter() -> None:
    first, second = article("One", annotations=(highlight("words"),)), article("Two")
    second = replace(second, item=replace(second.item, uid="i2"))
    text = (
        MarkdownExporter().render([first, second], ExportOptions(one_file=True, name="Tides: all")).decode()
    )
    assert yaml.safe_load(parse(text).front or "") == {"title": "Tides: all", "articles": 2}
    assert [block.uid for block in parse(text).blocks] == ["i1", "u1", "i2"]


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("a\n{{ item.title }\n", 2, "unexpected"),
        ("a\n\n{{ item.tilte }}\n", 3, "tilte"),
        ("{% if item %}\n", 1, "end of template"),
        ("a\n{{ [] | first | length }}\n", 2, "first"),
        ("a\nb\n{{ 1 / 0 }}", 3, "division"),
        ("{{ ().__class__.__bases__ }}", 1, "unsafe"),
        ("\n{{ item.title | nofilter }}", 2, "nofilter"),
    ],
)
def test_a_broken_template_says_where_and_what(tmp_path: Path, source: str, line: int, reason: str) -> None:
    file = tmp_path / "mine.md.j2"
    file.write_text(source)
    with pytest.raises(UserError, match=reason) as failure:
        written(article(), ExportOptions(template=file))
    assert f"in line {line}" in str(failure.value)


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.md.j2"
    file.write_text(
        "{% for annotation in annotations %}{% call block(annotation) %}\n* {{ annotation.quote }}\n"
        "  {{ annotation.comment | indent(2) }}\n{% endcall %}{% endfor %}"
    )
    text = written(article(annotations=(highlight("kept", "two\n\nlines"),)), ExportOptions(template=file))
    [block] = parse(text).blocks
    assert block.comment == "two\n\nlines"
    assert "* kept" in text


def marked(start: int, end: int, text: str) -> Annotation:
    return highlight(text[start:end], start=start)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_whole_text_has_its_highlights_in_it(flavour: str) -> None:
    html = (
        "<h2>On <em>tides</em></h2>\n<p>The river rose <b>in March</b>, 1. and fell.</p>\n"
        "<ul><li>one</li>\n<li>two\n<ol><li>three</li></ol></li></ul>\n<blockquote><p>said *he*</p></blockquote>\n"
        '<pre>a  b\n</pre>\n<table><tr><th>x</th>\t<td>y|z</td></tr></table>\n<p><a href="https://a.example/(b)">link</a></p>\n'
    )
    from desktop.formats.canonical import canonical_text

    text = canonical_text(html)
    start, end = text.index("river"), text.index("March") + 5
    one = article(text=text, annotations=(marked(start, end, text),))
    one = replace(one, document=replace(one.document, html=html))
    whole = written(one, of(flavour, text=True))
    signs = ("==", "==") if flavour in ("obsidian", "logseq") else ("<mark>", "</mark>")
    assert f"The {signs[0]}river rose{signs[1]}" in whole or f"The {signs[0]}river rose " in whole
    if flavour == "logseq":
        return
    body = whole.split("## Text\n")[1].split("<!-- florilegium")[0]
    for shown in both(body):
        words = plain(shown).replace("==", "")
        assert words.startswith("On tides The river rose in March, 1. and fell. one two three said *he* a b")
        assert words.endswith("link")
        assert "<ol>" in shown and "<pre>" in shown and "<h3>" in shown


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    "comment", ["```\nopen", "~~~~ js\n```\n~~~", "a\n````\n```", "<!-- open", "- list\n  ```\n  open"]
)
def test_a_comment_that_leaves_something_open_takes_nothing_else_with_it(flavour: str, comment: str) -> None:
    last = replace(highlight("last words"), uid="u2")
    text = written(article(annotations=(highlight("first words", comment=comment), last)), of(flavour))
    for html in both(text.split("\n---\n", 1)[1]):
        assert "last words" in " ".join(quotations(html)), html
