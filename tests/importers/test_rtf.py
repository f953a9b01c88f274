"""Importing Rich Text Format."""

from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read

LETTER = (
    rb"{\rtf1\ansi\ansicpg1252{\info{\title Tide t\'e4bles}{\author Ada Mo\'f3r}{\creatim\yr2019\mo5\dy2\hr9}}"
    rb"{\fonttbl{\f0 Times;}}\pard The ledgers {\b came} today.\par There are \u8222\'84eleven\u8220\'93 of them <here>.\par}"
)


def test_reads_words_and_what_it_says_of_itself() -> None:
    item = read(Source(LETTER, "letter.rtf"))
    assert item.type is ItemType.RTF
    assert (item.title, item.creators, item.published) == ("Tide täbles", ("Ada Moór",), "2019-05-02")
    assert item.html == ("<p>The ledgers came today.</p>\n<p>There are „eleven“ of them &lt;here&gt;.</p>")
    assert item.text == canonical_text(item.html)


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(ImportFailed, match="no text"):
        read(Source(rb"{\rtf1\ansi \par}", "empty.rtf"))


def test_real_documents(corpora: Path) -> None:
    files = sorted((corpora / "office").rglob("*.rtf"))
    assert len(files) >= 5
    titles = {file.name: read(Source(file.read_bytes(), file.name)).title for file in files}
    assert titles["Lorem Ipsum - Andrew Jackson.rtf"] == "Lorem Ipsum"
