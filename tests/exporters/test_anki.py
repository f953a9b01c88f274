"""Decks hold a card for each passage, the same one when they are made again, and nothing in a text is a command."""

import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

from desktop.exporters.anki import AnkiExporter
from desktop.exporters.base import ExportArticle, ExportOptions
from tests.exporters.articles import article, highlight

TEXT = "The fog came in at six. The buses stopped at {{c1::seven}}.\nNobody counted them.\n"


def marked() -> ExportArticle:
    first = replace(highlight("The buses stopped", "**When?**", ("sea fog", "a/b"), start=24), uid="a1")
    second = replace(highlight("counted", start=TEXT.index("counted")), uid="a2")
    return article("Fog", TEXT, (first, second))


def notes(
    tmp_path: Path, *articles: ExportArticle, **options: object
) -> list[tuple[str, list[str], list[str]]]:
    """Name, fields and tags."""
    data = AnkiExporter().render(articles, ExportOptions(name="Tides", **options))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        file = tmp_path / "collection.anki2"
        file.write_bytes(archive.read("collection.anki2"))
    database = sqlite3.connect(file)
    rows = database.execute("SELECT guid, flds, tags FROM notes ORDER BY guid").fetchall()
    [(decks,)] = database.execute("SELECT decks FROM col").fetchall()
    assert "Florilegium::Tides" in [deck["name"] for deck in json.loads(decks).values()]
    assert database.execute("SELECT count(*) FROM cards").fetchone() == (len(rows),)
    database.close()
    return [(guid, fields.split("\x1f"), tags.split()) for guid, fields, tags in rows]


def test_a_card_for_each_passage(tmp_path: Path) -> None:
    [(name, fields, tags), (other, gap, _)] = notes(tmp_path, marked())
    assert (name, other) == ("a1", "a2")
    assert fields[0] == fields[2] == "<p><strong>When?</strong></p>\n"
    assert fields[1] == "The buses stopped"
    assert tags == ["sea-fog", "a::b"]
    assert "Nobody <b>[…]</b> them." in gap[0]
    assert 'href="florilegium://' in gap[4]


def test_the_gap_can_be_asked_for(tmp_path: Path) -> None:
    [(_, fields, _), _] = notes(tmp_path, marked(), chosen={"front": "gap"})
    assert "at six. <b>[…]</b> at" in fields[0]


def test_words_of_a_text_are_no_commands(tmp_path: Path) -> None:
    evil = "x {{Front}} [sound:a.mp3] <img src=x onerror=1> \x1f end"
    mark = replace(highlight(evil, tags=("a b\tc",)), uid="a3")
    [(_, fields, tags)] = notes(tmp_path, article(evil, evil, (mark,)))
    assert len(fields) == 5
    for field in (fields[1], fields[3]):
        assert "{{" not in field
        assert "[sound:" not in field
        assert "<img" not in field
    assert tags == ["a-b-c"]
