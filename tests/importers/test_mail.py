"""Importing saved e-mail."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)


def message(**headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    fields = {
        "From": "Ada Moór <ada@example.org>", "To": "bo@example.org", "Subject": "The tide täbles — at last",
        "Date": "Fri, 14 Mar 2025 23:30:00 -0500",
    } | headers  # fmt: skip
    for name, value in fields.items():
        made[name] = value
    return made


def imported(made: EmailMessage) -> ImportedItem:
    return read(Source(made.as_bytes(), "mail.eml"))


def test_reads_the_headers_and_the_text() -> None:
    made = message()
    made.set_content("The ledgers came today.\n\nThere are eleven of them – all dry.\n", charset="cp1252")
    item = imported(made)
    assert item.type is ItemType.EMAIL
    assert (item.title, item.creators) == ("The tide täbles — at last", ("Ada Moór",))
    own = dict.fromkeys(("creators", "published"), "document")
    assert item.origins == own | {"title": "document", "language": "text"}
    assert item.published == "2025-03-15"
    assert item.html == "<p>The ledgers came today.</p>\n<p>There are eleven of them – all dry.</p>"
    assert item.text == canonical_text(item.html)
    assert item.original == made.as_bytes()


def test_prefers_html_and_shows_its_pictures() -> None:
    made = message()
    made.set_content("plain words")
    made.add_alternative(
        "<html><body onload='x()'><h1>Ledgers</h1><p>Rich <b>words</b></p><img src='cid:pole@x' alt='The pole'>"
        "<img src='https://tracker.example/pixel.gif'><script>steal()</script></body></html>",
        subtype="html",
    )
    made.get_payload()[1].add_related(PICTURE, "image", "png", cid="<pole@x>")
    item = imported(made)
    assert "Rich <b>words</b>" in item.html
    assert "plain words" not in item.html
    assert len(item.resources) == 1
    assert item.resources[0].data == PICTURE
    assert 'src="http' not in item.html
    assert "steal" not in item.html


def test_names_what_is_attached() -> None:
    made = message()
    made.set_content("See the file.")
    made.add_attachment(b"%PDF-1.7", "application", "pdf", filename="Tide <tables>.pdf")
    assert "Attached: Tide <tables>.pdf" in imported(made).text


def test_text_and_pictures_after_each_other_are_all_read() -> None:
    """As some programs write a message with a picture among its words."""
    made = message()
    made.set_content("Before the picture.")
    made.add_attachment(PICTURE, "image", "png", filename="pole.png", disposition="inline")
    made.add_attachment("After the picture.", disposition="inline")
    item = imported(made)
    assert item.text.split("\n") == ["Before the picture.", "", "After the picture."]
    assert [found.data for found in item.resources] == [PICTURE]
    before, after = item.html.split("<img")
    assert ("Before" in before, "After" in after) == (True, True)


def test_a_message_in_a_message_is_read_with_its_sender() -> None:
    inner = message(Subject="Ledgers of 1480", From="Cy Hale <cy@example.org>")
    inner.set_content("<p>They are <b>dry</b>.</p>", subtype="html")
    made = message(Subject="Fwd: Ledgers")
    made.set_content("See below.")
    made.add_attachment(inner)
    item = imported(made)
    assert item.title == "Fwd: Ledgers"
    lines = item.text.splitlines()
    assert lines[0] == "See below."
    assert {"From: Cy Hale <cy@example.org>", "Subject: Ledgers of 1480"} <= set(lines)
    assert lines[-1] == "They are dry."
    assert "<b>dry</b>" in item.html


def test_words_of_others_are_quotations() -> None:
    made = message()
    made.set_content("> > Is it dry?\n> It is.\n\nThen all is well, and\nwe can read it > soon.\n")
    assert imported(made).html == (
        "<blockquote><blockquote><p>Is it dry?</p>\n</blockquote></blockquote><blockquote><p>It is.</p>\n</blockquote>"
        "<p>Then all is well, and<br>\nwe can read it &gt; soon.</p>"
    )


def test_lines_wrapped_for_the_way_are_whole_again() -> None:
    raw = (
        b"From: a@x.example\r\nTo: b@x.example\r\nDate: Mon, 2 Mar 2020 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
        b"The ledgers \r\ncame today.\r\n> They \r\n> are dry. \r\n>> All? \r\n\r\n From here\r\n-- \r\nAda\r\n"
    )
    assert read(Source(raw, "mail.eml")).text.splitlines() == [
        "The ledgers came today.", "They are dry.", "All?", "From here", "--", "Ada",
    ]  # fmt: skip


def test_headers_in_bytes_that_the_rules_forbid_are_read() -> None:
    raw = (
        b"From a@x.example Mon Mar  2 08:00:00 2020\nFrom: Andr\xe9 Na\xeff <a@x.example>\nTo: b@x.example\n"
        b"Date: Mon, 2 Mar 2020 08:00:00 +0000\nSubject: Le caf\xe9 de l'\xe9t\xe9\n\nBonjour.\n"
    )
    item = read(Source(raw, "mail.eml"))
    assert (item.title, item.creators) == ("Le café de l'été", ("André Naïf",))


def test_pictures_that_only_count_readers_go() -> None:
    made = message()
    made.set_content("<p>Words.</p><img src='https://t.example/p.gif' width=1 height=1>", subtype="html")
    assert imported(made).html == "<p>Words.</p>"


def test_a_wrong_charset_and_broken_headers_do_no_harm() -> None:
    raw = (
        b"From: =?utf-8?q?broken <a@b\r\nTo: x@y.example\r\nDate: the other day\r\nSubject: =?x-none?b?AAA?=\r\n"
        b"Content-Type: text/plain; charset=no-such-thing\r\n\r\nWords with caf\xc3\xa9 in them, and some more.\r\n"
    )
    item = read(Source(raw, "old mail.eml"))
    assert "café" in item.text
    assert item.published == ""
    assert item.title


@pytest.mark.parametrize(
    "header",
    [
        "From: a: b@c.example;, d <e@f.example>", "From: =?utf-8?q?a?= <", 'Content-Type: text/plain; charset="\0x"',
        'Content-Disposition: inline; filename*=0*="\0', "Subject: =?utf-8?b?w?= =?", "Content-Type: text/",
    ],
)  # fmt: skip
def test_headers_that_break_every_rule_cost_no_message(header: str) -> None:
    raw = f"From: a@x.example\nTo: b@x.example\nDate: Mon, 2 Mar 2020 08:00:00 +0000\n{header}\n\nThe tide is out.\n"
    assert "The tide is out." in read(Source(raw.encode(), "mail.eml")).text


def test_a_message_without_text_is_refused() -> None:
    made = message()
    made.set_content("\n")
    with pytest.raises(ImportFailed, match="no text"):
        imported(made)


def test_text_that_only_starts_like_a_letter_stays_text() -> None:
    letter = b"Date: 14 March 1895\nFrom: the keeper of the light\n\nThe fog has not lifted since Sunday.\n"
    assert read(Source(letter, "letter.txt")).type is ItemType.TEXT
