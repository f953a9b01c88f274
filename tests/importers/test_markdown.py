"""Markdown with its front matter."""

import pytest

from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.markdown import MarkdownImporter

PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)


def read(text: str, name: str = "my-first-essay.md", **known: object) -> ImportedItem:
    return MarkdownImporter().read(Source(text.encode(), name, **known))  # type: ignore[arg-type]


def test_front_matter_becomes_metadata() -> None:
    item = read(
        "---\ntitle: The bell\nauthors:\n  - Ana Cruz\n  - name: Ben Ito\ndate: 2024-05-06\n"
        "tags: [sea, metal]\nlang: en\nurl: https://a.example/bell\n---\n\n# The bell\n\nIt rang.\n"
    )
    assert item.title == "The bell"
    assert item.creators == ("Ana Cruz", "Ben Ito")
    assert (item.published, item.language, item.url) == ("2024-05-06", "en", "https://a.example/bell")
    assert item.tags == ("sea", "metal")
    assert item.text == "It rang."


def test_the_first_heading_is_the_title() -> None:
    item = read("# The *bell*\n\nIt rang.\n\n## Later\n\nIt stopped.")
    assert item.title == "The bell"
    assert [(entry.title, entry.level) for entry in item.outline] == [("Later", 2)]
    assert item.text[item.outline[0].offset :].startswith("Later")


def test_without_a_heading_the_name_is_the_title() -> None:
    assert read("It rang.").title == "my first essay"


def test_broken_front_matter_is_text() -> None:
    item = read("---\ntitle: [unclosed\n---\n\nIt rang.")
    assert "It rang." in item.text
    assert item.title == "my first essay"


def test_words_between_rules_at_the_start_stay() -> None:
    assert "It rang once." in read("---\nIt rang once.\n---\n\nThen never again.").text


@pytest.mark.parametrize(
    "told",
    [
        "---\nlayout: post\ntitle: The bell: a life\nauthor: Ana Cruz\ndate: 2024-05-06 10:00:00 +0100\n---\n",
        '+++\ntitle = "The bell: a life"\nauthor = "Ana Cruz"\ndate = 2024-05-06T10:00:00Z\n+++\n',
        "% The bell:\n  a life\n% Ana Cruz\n% 6 May 2024\n",
        "Title: The bell: a life\nAuthor: Ana Cruz\nDate: 2024-05-06\n",
    ],
    ids=["a colon in a value", "Hugo", "Pandoc", "MultiMarkdown"],
)
def test_front_matter_as_programs_write_it(told: str) -> None:
    item = read(f"{told}\nIt rang.\n")
    assert (item.title, item.creators, item.published) == ("The bell: a life", ("Ana Cruz",), "2024-05-06")
    assert item.text == "It rang."


def test_formulas_keep_their_signs_and_money_is_none() -> None:
    item = read("For $a_1 * b_1 * c$ and $$\\int_0\\,x$$ it costs $5 or $6.\n\n$$\na\\\\b\n$$\n")
    assert item.text == "For \\(a_1 * b_1 * c\\) and \\[\\int_0\\,x\\] it costs $5 or $6.\n\\[a\\\\b\\]"
    assert item.html.count("<code>") == 3


def test_notes_that_link_to_each_other() -> None:
    text = "See [[The tower]], [[x/tower|that]] and ==the *old* one==; `[[no]]`, a == b, [[]] x ==.\n\n![[bell 1.png]]"
    item = read(text, companions={"bell 1.png": PNG})
    assert item.text.splitlines()[0] == "See The tower, that and the old one; [[no]], a == b, [[]] x ==."
    assert "<mark>the <em>old</em> one</mark>" in item.html
    assert '<a href="https://a.example/n">[1]</a>' in read("As told[[1]](https://a.example/n).").html
    assert 'src="bell%201.png"' in item.html


def test_definitions_bare_addresses_and_names_of_headings() -> None:
    item = read("## The tower {#tower .old}\n\nBell\n: It rings.\n\nhttps://a.example/x and [up](#tower).\n")
    assert "<dt>Bell</dt>\n<dd>It rings.</dd>" in item.html
    assert '<a href="https://a.example/x">' in item.html
    assert 'id="ref-tower">The tower</h2>' in item.html and 'href="#ref-tower"' in item.html


def test_tables_footnotes_and_code() -> None:
    item = read("a[^1]\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```py\nif x:\n    y()\n```\n\n[^1]: Note.\n")
    assert "1\t2" in item.text
    assert "if x:\n    y()" in item.text
    assert "Note." in item.text
    assert 'href="#ref-fn1"' in item.html and 'id="ref-fn1"' in item.html


def test_images_beside_the_file_are_kept() -> None:
    item = read("![A bell](images/bell%201.png)", companions={"images/bell 1.png": PNG})
    assert 'src="images/bell%201.png"' in item.html
    assert [one.path for one in item.resources] == ["images/bell 1.png"]


def test_raw_html_is_sanitised() -> None:
    html = read("Hello <img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3))").html
    assert "alert(1)" not in html and "<script" not in html and "href" not in html


def test_front_matter_tells_where_a_paper_appeared() -> None:
    text = """---
title: Of tides
doi: https://doi.org/10.1000/tides.7
isbn: 978-0-306-40615-7
journal: Coast
volume: 12
pages: 3-9
issn: 1234-5679
---
The sea comes in, and the harbour fills with it every day of the year.
"""
    item = read(text)
    assert item.details == {
        "DOI": "10.1000/tides.7", "ISBN": "9780306406157", "container-title": "Coast", "volume": "12", "page": "3-9",
        "ISSN": "1234-5679",
    }  # fmt: skip
    assert item.origins == dict.fromkeys(("title", *item.details), "document") | {"language": "text"}


def test_a_title_from_the_text_or_the_name_is_said_to_be_one() -> None:
    assert read("# Of tides\n\nThe sea - comes in.").origins["title"] == "text"
    assert read("The *sea* comes in.").origins["title"] == "name"


def test_links_lead_to_headings() -> None:
    html = read("# T\n\n[below](#the-second-part)\n\n## The second part\n\nWords.\n").html
    assert '<a href="#ref-the-second-part">' in html
    assert '<h2 id="ref-the-second-part">' in html
