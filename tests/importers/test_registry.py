"""Content decides what a file is, its name comes second."""

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ItemType
from desktop.importers.base import Source
from desktop.importers.registry import importer_for, read

HTML = b"<!DOCTYPE html><html><head><title>T</title></head><body><p>Some words of a page.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (HTML, "page.html", ItemType.WEB_PAGE),
        (HTML, "mislabelled.txt", ItemType.WEB_PAGE),
        (HTML, "no-ending", ItemType.WEB_PAGE),
        (
            b"<?xml version='1.0'?>\n<!-- x --><html><body><p>Some words</p></body></html>",
            "a",
            ItemType.WEB_PAGE,
        ),
        (b"Just some words in a text.", "mislabelled.html", ItemType.TEXT),
        (b"Just some words in a text.", "notes.txt", ItemType.TEXT),
        (b"Just some words in a text.", "notes", ItemType.TEXT),
        (b"Just some words in a text.", "notes.md", ItemType.MARKDOWN),
        (b"# Head\n\n- one\n- two\n\n[x](http://a.example)", "notes", ItemType.MARKDOWN),
        (b"A text about the <b> tag and the a < b < c problem.", "notes.txt", ItemType.TEXT),
    ],
)
def test_sniffing(data: bytes, name: str, kind: ItemType) -> None:
    assert read(Source(data, name)).type is kind


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "x.html", "empty"),
        (b"\x7fELF" + bytes(400), "x.html", "kind"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "x.txt", "kind"),
    ],
)
def test_refusals(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        importer_for(Source(data, name))


def test_names_cannot_lie_about_their_direction() -> None:
    page = "<title>Report \u202efdp.exe\u0007\n of\u2066 May</title><p>Words that can be read and found again.</p>"
    assert read(Source(page.encode(), "page.html")).title == "Report fdp.exe of May"
    blank = "<title>\u202e \u0007</title><p>Words that can be read and found again.</p>"
    assert read(Source(blank.encode(), "my_page.html")).title == "my page"
