"""Web pages: the article, what the page tells about itself, images, and what a hostile page leaves behind."""

import base64
import contextlib
import json
import re

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.html import HtmlImporter

PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)
PARAGRAPHS = "".join(
    f"<p>Paragraph {number} tells of the {thing} that was found in the old harbour, and of the people "
    f"who, having read about it in the {paper}, came to look on a wet afternoon and stayed until dark.</p>"
    for number, (thing, paper) in enumerate(
        [("anchor", "evening paper"), ("ledger", "gazette"), ("bell", "weekly"), ("map", "almanack")], 1
    )
)


def page(body: str = "", head: str = "", tail: str = "") -> str:
    return (
        f"<!doctype html><html lang='en-GB'><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
        f"<main><article><h1>What the harbour kept</h1>{body}{PARAGRAPHS}</article></main>"
        f"{tail}<footer><p>All rights reserved by the harbour board.</p></footer></body></html>"
    )


def read(markup: str | bytes, name: str = "page.html", **known: object) -> ImportedItem:
    data = markup if isinstance(markup, bytes) else markup.encode()
    return HtmlImporter().read(Source(data, name, **known))  # type: ignore[arg-type]


def test_the_article_without_its_surroundings() -> None:
    item = read(page())
    assert item.title == "What the harbour kept"
    assert item.text.startswith("Paragraph 1 tells")
    assert item.text.count("\n") == 3
    assert "Home" not in item.text and "rights reserved" not in item.text
    assert item.language == "en-GB"


def test_what_the_page_tells_about_itself() -> None:
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "What the harbour kept",
        "datePublished": "2023-05-06T07:08:09Z",
        "author": [{"@type": "Person", "name": "Ana Cruz"}, {"name": "Ben Ito"}],
        "publisher": {"name": "Harbour Post"},
    }
    item = read(
        page(
            head=f"<script type='application/ld+json'>{json.dumps(linked)}</script>"
            "<link rel='canonical' href='https://post.example/kept'>"
            "<title>What the harbour kept | Harbour Post</title>"
        )
    )
    assert item.creators == ("Ana Cruz", "Ben Ito")
    assert (item.site, item.published, item.url) == (
        "Harbour Post",
        "2023-05-06",
        "https://post.example/kept",
    )


def test_a_title_from_the_files_name_says_so() -> None:
    markup = f"<html><body>{PARAGRAPHS}</body></html>"
    assert (item := read(markup, "old_harbour.html")).title == "old harbour"
    assert item.origins["title"] == "name"
    assert read("<title>What the harbour kept</title>" + markup).origins["title"] == "meta"


def test_figures_tables_code_lists_and_headings_stay() -> None:
    item = read(
        page(
            PARAGRAPHS.replace("Paragraph", "Section")
            + "<h2>The list</h2><ul><li>an anchor of iron, four hundred pounds in weight</li>"
            "<li>a bell</li></ul>"
            "<figure><img src='page_files/a.png' alt='A'>"
            "<figcaption>The anchor on the quay</figcaption></figure>"
            "<table><caption>Finds</caption><tr><th>year</th><th>find</th></tr>"
            "<tr><td>1871</td><td>bell</td></tr></table>"
            "<pre><code>def find():\n    return 'bell'\n</code></pre>"
            "<p>x is <math><mi>x</mi></math> in this formula.</p>"
        ),
        companions={"page_files/a.png": PNG},
    )
    assert re.search('<img [^>]*src="page_files/a.png"', item.html)
    assert "<figcaption>The anchor on the quay</figcaption>" in item.html
    assert "1871\tbell" in item.text
    assert "def find():\n    return 'bell'" in item.text
    assert "an anchor of iron" in item.text


def test_the_lead_image_comes_first_with_its_caption() -> None:
    item = read(
        page(head="<meta property='og:image' content='https://post.example/images/lead.png'>").replace(
            "<main>",
            "<main><div class='top'><figure><img src='page_files/lead.png'>"
            "<figcaption>The quay</figcaption></figure></div>",
        ),
        companions={"page_files/lead.png": PNG},
    )
    assert item.lead_image == "page_files/lead.png"
    assert item.html.startswith('<figure><img src="page_files/lead.png"')
    assert "The quay" in item.text
    assert [(one.path, one.media_type) for one in item.resources] == [("page_files/lead.png", "image/png")]


def test_images_inside_the_page_are_taken_out() -> None:
    address = "data:image/png;base64," + base64.b64encode(PNG).decode()
    item = read(
        page(
            f"<p>See it here, in all its rust:</p><figure><img src='{address}' alt='Rust'></figure>"
            + PARAGRAPHS
        )
    )
    assert [one.data for one in item.resources] == [PNG]
    assert f'src="{item.resources[0].path}"' in item.html


def test_remote_images_become_links_and_ask_for_nothing() -> None:
    item = read(
        page(PARAGRAPHS + "<figure><img src='/i/rust.jpg' srcset='/i/rust2.jpg 2x' alt='Rust'></figure>"),
        url="https://post.example/kept",
    )
    assert 'href="https://post.example/i/rust.jpg"' in item.html
    assert 'alt="Rust"' in item.html
    assert " src=" not in item.html and "srcset" not in item.html


def test_links_become_absolute() -> None:
    item = read(
        page(
            "<p>The <a href='../other?a=1&amp;b=2#x'>other story</a> was told some years ago by a friend.</p>"
        ),
        url="https://post.example/a/kept",
    )
    assert 'href="https://post.example/other?a=1&amp;b=2#x"' in item.html


def test_the_original_is_kept_bit_for_bit() -> None:
    data = page().encode() + b"\r\n<!-- \xff\xfe -->"
    assert read(data).original == data


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("utf-8-sig", "latin-1"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    text = "Вчера в старом порту нашли колокол, о котором давно рассказывали рыбаки, и весь день звонили."
    body = "".join(f"<p>{number}. {text}</p>" for number in range(4))
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>" if declared else ""
    item = read(
        f"<html><head>{meta}<title>Колокол в порту</title></head><body>{body}</body></html>".encode(encoding)
    )
    assert item.title == "Колокол в порту"
    assert text in item.text
    assert item.language == "ru"


@pytest.mark.parametrize(
    "markup", ["<html><body></body></html>", "<html>", "<script>x()</script>", "<!-- only -->"]
)
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(ImportFailed, match="no text"):
        read(markup)


def test_a_truncated_page_gives_what_is_there() -> None:
    whole = page()
    assert "Paragraph 1 tells" in read(whole[: whole.index("Paragraph 3") + 30]).text


def test_a_very_deep_page_is_read_or_refused() -> None:
    with contextlib.suppress(ImportFailed):
        read("<html><body>" + "<div>" * 20_000 + "deep" + "</div>" * 20_000)


@pytest.mark.parametrize(
    "page",
    ["<div>" * 700 + "<p>" + "Words far down. " * 40, "<p>" + "One long paragraph. " * 600_000],
    ids=["deep", "long"],
)
def test_deep_and_long_pages_keep_their_end(page: str) -> None:
    """The parser's own limits would cut them without a word."""
    item = HtmlImporter().read(Source((page + " The very end.").encode(), "page.html"))
    assert item.text.rstrip().endswith("The very end.")


@pytest.mark.parametrize("tag", ["article", "main", "section", "x-story"])
def test_a_page_that_leaves_out_its_body_tag(tag: str) -> None:
    markup = f"<!doctype html><meta charset=utf-8><title>The harbour</title><{tag}>{PARAGRAPHS}</{tag}>"
    found = HtmlImporter().read(Source(markup.encode(), "a.html"))
    assert found.title == "The harbour"
    assert found.text.startswith("Paragraph 1 tells of the anchor")
    assert found.text.count("Paragraph") == 4


def test_signs_that_no_page_can_hold_cost_no_page() -> None:
    page = "<html><body><p>One\uffff and two.</p><pre>a\x0cb\x0bc\r\nd</pre><p>Three \ufffefour.</p></body></html>"
    assert read(page.encode()).text == "One and two.\na b c\nd\nThree four."


def test_broken_addresses_and_attributes_cost_no_page() -> None:
    page = (
        "<html><body><p>One.</p><iframe src='https://[player/embed'></iframe><video src='http://[]/v.mp4'></video>"
        "<img src='http://[' a<b=1 =x 1y=2 alt='A pole'><a href='http://[x'>two</a></body></html>"
    )
    assert "One." in read(page.encode()).text


def test_a_first_heading_of_which_the_title_holds_a_part_stays() -> None:
    words = "<p>The tide came in over the old quay, and nobody was there to see it.</p>" * 8
    page = f"<html><head><title>Tides and tables of the north</title></head><body><h1>Tides</h1>{words}</body></html>"
    assert read(page.encode()).text.startswith("Tides\n")
