"""Annotations of other programs find their article, or make one of their own; twice is not more than once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.selector import TextQuoteSelector
from desktop.exporters.base import ExportOptions
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse, exports, history, organize
from desktop.services.imports import PastedText, import_sources
from desktop.services.library import check
from desktop.storage import intake
from desktop.storage.library import Library

TEXT = "The river rose in March.\nNobody kept the letters, and nobody asked for them.\n"
RIVER = ImportedItem(
    ItemType.WEB_PAGE, "The river", TEXT, b"old", "text/html", "r.html",
    html="".join(f"<p>{line}</p>\n" for line in TEXT.splitlines()), creators=("Ada Reed",), url="https://a.example/p?utm_source=x",
)  # fmt: skip


def export(folder: Path, *quotes: str, url: str = "https://a.example/p", title: str = "The river") -> Path:
    """A Hypothesis export."""
    rows = [
        {"id": f"id{number}", "uri": url, "document": {"title": [title]}, "text": f"Comment {number}", "tags": ["water"],
         "target": [{"source": url, "selector": [{"type": "TextQuoteSelector", "exact": quote}] if quote else []}]}
        for number, quote in enumerate(quotes)
    ]  # fmt: skip
    path = folder / "hypothesis.json"
    path.write_text(json.dumps({"rows": rows}))
    return path


def test_annotations_are_anchored_in_the_article_they_speak_of(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    (item_id,) = intake.store(library, RIVER).items
    file = export(tmp_path, "river  rose", "letters, and nobody asked", "not a word of it", "")
    report = import_sources(library, [file], pool=pool)
    [entry] = report.entries
    assert (entry.status, entry.id) == ("updated", item_id)
    assert entry.reason == "3 annotations and 1 note were added. 1 passage found no place in it."
    marks = browse.annotations(library, item_id)
    assert {(mark.quote, mark.orphan) for mark in marks} == {
        ("river rose", False), ("letters, and nobody asked", False), ("not a word of it", True),
    }  # fmt: skip
    assert all(mark.tags == ("water",) for mark in marks)
    assert [note.text for note in browse.notes(library, item_id)] == ["Comment 3\n\n#water"]
    [again] = import_sources(library, [file], pool=pool).entries
    assert (again.status, len(browse.annotations(library, item_id))) == ("duplicate", 3)
    assert report.changes.label == "Update of 1 article"
    history.undo(library)
    assert browse.annotations(library, item_id) == []
    assert check(library) == []


def test_words_that_lines_divided_are_found_whole(library: Library, pool: ImportPool, tmp_path: Path) -> None:
    (item_id,) = intake.store(library, RIVER).items
    import_sources(library, [export(tmp_path, "kept the let- ters", "no\u00adbody as-\nked")], pool=pool)
    marks = browse.annotations(library, item_id)
    assert {(mark.quote, mark.orphan) for mark in marks} == {
        ("kept the letters", False), ("nobody asked", False),
    }  # fmt: skip


def test_exports_in_a_folder_are_found_and_other_data_is_not(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    export(folder, "river rose")
    (folder / "settings.json").write_text('{"colour": "blue"}')
    (folder / "table.csv").write_text("a,b\n1,2\n")
    entries = import_sources(library, [folder], pool=pool).entries
    assert [(entry.status, entry.title) for entry in entries] == [("imported", "The river")]


def test_what_was_deleted_does_not_come_back(library: Library, pool: ImportPool, tmp_path: Path) -> None:
    (item_id,) = intake.store(library, RIVER).items
    file = export(tmp_path, "river rose", "letters")
    import_sources(library, [file], pool=pool)
    annotate.trash(library, [browse.annotations(library, item_id)[0].id])
    import_sources(library, [file], pool=pool)
    assert len(browse.annotations(library, item_id)) == 1


def test_passages_without_an_article_make_one_and_the_page_takes_its_place(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    [made] = import_sources(library, [export(tmp_path, "river rose", "kept the letters")], pool=pool).entries
    assert (made.status, made.title) == ("imported", "The river")
    assert made.id is not None
    assert browse.document(library, made.id).text.split("\n") == ["river rose", "kept the letters", ""]
    assert [(mark.quote, mark.orphan) for mark in browse.annotations(library, made.id)] == [
        ("river rose", False), ("kept the letters", False),
    ]  # fmt: skip
    body = "".join(f"<p>{line} {'And more of it. ' * 12}</p>" for line in TEXT.splitlines())
    page = PastedText(
        "",
        f"<html><head><title>The river</title></head><body><article>{body}</article></body></html>",
        "https://a.example/p",
    )
    [page_entry] = import_sources(library, [page], pool=pool).entries
    assert (page_entry.status, page_entry.id) == ("updated", made.id)
    text = browse.document(library, made.id).text
    for mark in browse.annotations(library, made.id):
        assert not mark.orphan
        assert text[mark.target.position.start : mark.target.position.end] == mark.quote


def test_an_article_that_could_be_either_is_neither(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    for number in range(2):
        intake.store(
            library, replace(RIVER, url="", creators=(), original=b"%d" % number, text=f"{TEXT}{number}")
        )
    readwise = tmp_path / "readwise.csv"
    readwise.write_text("Highlight,Book Title,Book Author,Note\nriver rose,The river,,\n")
    [entry] = import_sources(library, [readwise], pool=pool).entries
    assert entry.status == "imported"
    assert len(browse.items(library)) == 3


@pytest.mark.parametrize("format_name", ["markdown", "json"])
def test_our_own_exports_come_back(tmp_path: Path, pool: ImportPool, format_name: str) -> None:
    with Library.open(tmp_path / "one.florilegium") as library:
        (item_id,) = intake.store(library, RIVER, tags=["news"]).items
        annotate.create_by_quote(
            library, item_id, TextQuoteSelector("river rose"), color=HighlightColor.BLUE,
            comment="*Which* river?\n\n> This one?", tags=("water", "a/b"),
        )  # fmt: skip
        (under,) = annotate.create_by_quote(
            library, item_id, TextQuoteSelector("March.\nNobody kept")
        ).annotations
        annotate.set_kind(library, [under], AnnotationKind.UNDERLINE)
        organize.add_note(library, item_id, "Ask **Bo**.")
        report = exports.export(library, [item_id], format_name, tmp_path / "out", ExportOptions())
        before = browse.annotations(library, item_id)
    [file] = [entry.path for entry in report.entries]
    assert file is not None
    with Library.open(tmp_path / "two.florilegium") as library:
        (item_id,) = intake.store(library, RIVER).items
        [entry] = import_sources(library, [file], pool=pool).entries
        assert (entry.status, entry.id) == ("updated", item_id)
        after = browse.annotations(library, item_id)
        assert [(m.quote, m.color, m.kind, m.comment, m.tags, m.uid, m.target) for m in after] == [
            (m.quote, m.color, m.kind, m.comment, m.tags, m.uid, m.target) for m in before
        ]
        assert [note.text for note in browse.notes(library, item_id)] == ["Ask **Bo**."]
        [again] = import_sources(library, [file], pool=pool).entries
        assert again.status == "duplicate"
    with Library.open(tmp_path / "three.florilegium") as library:
        [entry] = import_sources(library, [file], pool=pool).entries
        assert entry.status == "imported"
        assert [mark.uid for mark in browse.annotations(library, entry.id or 0)] == [
            mark.uid for mark in before
        ]


def test_a_bibliography_describes_what_is_there_or_comes_with_it(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "scan 1.txt").write_text(
        "A page\n\nwith some words that are long enough to be read here."
    )
    bib = tmp_path / "mine.bib"
    bib.write_text(
        "@article{a, title={Another title altogether}, author={Reed, Ada}, journal={River Studies}, doi={10.1000/182},"
        " file={Text:files/scan 1.txt:text/plain}, keywords={water}}\n"
        "@book{b, title={The river}, author={Reed, Ada}, publisher={Alder Press}, year=1911}\n"
        "@book{c, title={Nowhere to be found}}\n"
    )
    (river,) = intake.store(library, RIVER).items
    organize.edit_items(library, [river], published="1912")
    entries = import_sources(library, [bib], pool=pool).entries
    assert [entry.status for entry in entries] == ["imported", "updated", "updated", "failed"]
    assert entries[3].reason.startswith("1 record in it: the library has no article that fits.")
    text = browse.summary(library, entries[0].id or 0)
    assert (text.item.title, text.item.creators, text.item.details["DOI"], text.tags) == (
        "Another title altogether", ("Ada Reed",), "10.1000/182", ("water",),
    )  # fmt: skip
    described = browse.item(library, river)
    assert (described.published, described.details) == ("1912", {"publisher": "Alder Press"})
    assert described.origins["published"] == "person"
    assert described.origins["publisher"] == "bibliography"
    again = import_sources(library, [bib], pool=pool).entries
    assert [entry.status for entry in again] == ["duplicate", "duplicate", "duplicate", "failed"]
    history.undo(library)
    assert browse.item(library, river).details == {}


def test_zoteros_rdf_comes_with_its_files_its_details_and_its_collections(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a b.html").write_text(
        f"<html><body><p>{'The river rose in March. ' * 20}</p></body></html>"
    )
    rdf = tmp_path / "mine.rdf"
    rdf.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:link="http://purl.org/rss/1.0/modules/link/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><z:Item rdf:about="#1"><z:itemType>webpage</z:itemType>'
        '<dc:title>On rivers</dc:title><dc:date>2019-03-04</dc:date><link:link rdf:resource="#2"/></z:Item>'
        '<z:Attachment rdf:about="#2"><z:itemType>attachment</z:itemType><z:path rdf:resource="files/a b.html"/></z:Attachment>'
        '<z:Collection rdf:about="#c"><dc:title>Water</dc:title><dcterms:hasPart rdf:resource="#1"/></z:Collection></rdf:RDF>'
    )
    entries = import_sources(library, [rdf], pool=pool).entries
    assert [(entry.status, entry.title) for entry in entries] == [
        ("imported", "a b"),
        ("updated", "On rivers"),
    ]
    [found] = browse.items(library)
    assert (found.item.title, found.item.published) == ("On rivers", "2019-03-04")
    assert "The river rose" in browse.document(library, found.item.id).text
    [collection] = browse.collections(library)
    assert (collection.name, collection.items) == ("Water", 1)
