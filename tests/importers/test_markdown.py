"""Markdown with its front matter."""

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
