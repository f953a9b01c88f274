"""A copy of Zotero's data folder: files with what was known of them, marked in them, and filed."""

import json
import sqlite3
from pathlib import Path

import pytest
from fpdf import FPDF

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor
from desktop.importers.pool import ImportPool
from desktop.services import browse, history
from desktop.services.imports import import_sources
from desktop.services.library import check
from desktop.storage.library import Library

_SCHEMA = """
CREATE TABLE itemTypes(itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE items(itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, key TEXT);
CREATE TABLE fieldsCombined(fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues(valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData(itemID INT, fieldID INT, valueID INT);
CREATE TABLE creators(creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE itemCreators(itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE tags(tagID INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE itemTags(itemID INT, tagID INT, type INT);
CREATE TABLE collections(collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
CREATE TABLE collectionItems(collectionID INT, itemID INT, orderIndex INT);
CREATE TABLE itemNotes(itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments(itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
CREATE TABLE itemAnnotations(itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, authorName TEXT, text TEXT,
  comment TEXT, color TEXT, pageLabel TEXT, sortIndex TEXT, position TEXT, isExternal INT);
CREATE TABLE deletedItems(itemID INTEGER PRIMARY KEY);
INSERT INTO itemTypes VALUES (1, 'journalArticle'), (2, 'attachment'), (3, 'note'), (4, 'annotation'), (5, 'book');
INSERT INTO items VALUES (1, 1, '2024-01-02 03:04:05', 'AAAA1111'), (2, 2, '', 'BBBB2222'), (3, 3, '', 'CCCC3333'),
  (4, 4, '2024-01-03 03:04:05', 'DDDD4444'), (5, 4, '', 'EEEE5555'), (6, 4, '', 'FFFF6666'), (7, 5, '', 'GGGG7777'),
  (8, 5, '', 'HHHH8888'), (9, 4, '', 'IIII9999');
INSERT INTO fieldsCombined VALUES (1, 'title'), (2, 'DOI'), (3, 'publicationTitle'), (4, 'date'), (5, 'url');
INSERT INTO itemDataValues VALUES (1, 'The Alder in flood'), (2, '10.1000/182'), (3, 'River Studies'),
  (4, '2019-03-00 March 2019'), (5, 'A book without a file'), (6, 'https://a.example/book'), (7, 'Thrown away');
INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (7, 1, 5), (7, 5, 6), (8, 1, 7);
INSERT INTO creators VALUES (1, 'Ada', 'Reed', 0), (2, '', 'The Council', 1);
INSERT INTO itemCreators VALUES (1, 1, 1, 0), (1, 2, 1, 1);
INSERT INTO tags VALUES (1, 'water'), (2, 'doubt');
INSERT INTO itemTags VALUES (1, 1, 0), (4, 2, 0);
INSERT INTO collections VALUES (1, 'Rivers', NULL), (2, 'Floods', 1);
INSERT INTO collectionItems VALUES (2, 1, 0);
INSERT INTO itemNotes VALUES (3, 1, '<div><p>Ask <b>Bo</b> &amp; Ada.</p></div>', '');
INSERT INTO itemAttachments VALUES (2, 1, 0, 'application/pdf', 'storage:flood.pdf');
INSERT INTO deletedItems VALUES (8), (9);
"""


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Zotero"
    (folder / "storage" / "BBBB2222").mkdir(parents=True)
    pdf = FPDF()
    for words in ("The river rose in March.", "Nobody kept the letters. The river rose in March."):
        pdf.add_page()
        pdf.set_font("helvetica", size=14)
        pdf.multi_cell(0, 8, words)
    pdf.output(str(folder / "storage" / "BBBB2222" / "flood.pdf"))
    conn = sqlite3.connect(folder / "zotero.sqlite")
    conn.executescript(_SCHEMA)
    box = {"pageIndex": 1, "rects": [[30, 700, 200, 720], [30, 680, 90, 700]]}
    conn.executemany(
        "INSERT INTO itemAnnotations VALUES (?, 2, ?, ?, ?, ?, ?, '2', ?, ?, 0)",
        [
            (4, 1, "Bo", "The river rose in March.", "Again?", "#a28ae5", "00001|1", json.dumps(box)),
            (5, 3, "", None, "A map", "#ff6666", "00000|2", json.dumps(box | {"pageIndex": 0})),
            (6, 1, "", "words that are nowhere", "", "#5fb236", "00000|3", "not json"),
            (9, 1, "", "deleted", "", "#5fb236", "00000|4", "{}"),
        ],
    )
    conn.commit()
    conn.close()
    return folder


@pytest.mark.parametrize("given", ["folder", "file"])
def test_everything_comes_along(tmp_path: Path, data_folder: Path, pool: ImportPool, given: str) -> None:
    before = (data_folder / "zotero.sqlite").read_bytes()
    source = data_folder if given == "folder" else data_folder / "zotero.sqlite"
    with Library.open(tmp_path / "l.florilegium") as library:
        flood, book = import_sources(library, [source], pool=pool).entries
        assert (flood.status, book.status) == ("imported", "imported")
        assert flood.reason == "3 annotations and 1 note were added. 1 passage found no place in it."
        summary = browse.summary(library, flood.id or 0)
        item = summary.item
        assert (item.title, item.creators, item.published) == (
            "The Alder in flood",
            ("Ada Reed", "The Council"),
            "2019-03",
        )
        assert item.details["DOI"] == "10.1000/182"
        assert (summary.tags, summary.collections) == (("water",), ("Rivers/Floods",))
        document = browse.document(library, item.id)
        marks = {mark.comment: mark for mark in browse.annotations(library, item.id)}
        again = marks["Again?"]
        assert (again.quote, again.color, again.tags, again.creator) == (
            "The river rose in March.", HighlightColor.PURPLE, ("doubt",), "Bo",
        )  # fmt: skip
        assert again.target.position.start >= document.pages[1].start  # the second of two, on its page
        area = marks["A map"]
        assert (area.kind, area.color) == (AnnotationKind.AREA, HighlightColor.RED)
        assert isinstance(area.target, AreaTarget)
        assert (area.target.page_index, area.target.rectangle.top) == (0, 720)
        assert marks[""].orphan
        assert [note.text for note in browse.notes(library, item.id)] == ["Ask Bo & Ada."]
        assert browse.item(library, book.id or 0).url == "https://a.example/book"
        assert [entry.status for entry in import_sources(library, [source], pool=pool).entries] == [
            "duplicate"
        ] * 2
        assert len(browse.annotations(library, item.id)) == 3
        assert check(library) == []
        history.undo(library)
        assert browse.items(library) == []
    assert (data_folder / "zotero.sqlite").read_bytes() == before


def test_a_damaged_database_says_so(tmp_path: Path, pool: ImportPool) -> None:
    (tmp_path / "zotero.sqlite").write_bytes(b"SQLite format 3\0" + bytes(500))
    with Library.open(tmp_path / "l.florilegium") as library:
        [entry] = import_sources(library, [tmp_path / "zotero.sqlite"], pool=pool).entries
    assert entry.status == "failed"
    assert "Zotero database" in entry.reason
