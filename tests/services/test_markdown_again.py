"""Markdown that was exported is exported again and read again; neither side loses a word."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from desktop.domain.annotation import AnnotationKind, AreaTarget, NewAnnotation
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportOptions
from desktop.formats.markdown_blocks import parse
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse, exports, history, organize
from desktop.services.imports import import_sources
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark

FLAVOURS = ("commonmark", "obsidian", "logseq", "pandoc")


@pytest.fixture
def item(library: Library) -> int:
    item = add_article(library, "The flood")
    mark(library, item, "kept the letters", comment="By whom?", tags=("evidence", "a b"))
    mark(library, item, "river", comment="")
    organize.tag_items(library, [item], "old news")
    return item


def export(library: Library, item: int, folder: Path, flavour: str = "obsidian", **chosen: bool) -> Path:
    options = ExportOptions(chosen={"flavour": flavour, **chosen})
    [entry] = exports.export(library, [item], "markdown", folder, options).entries
    assert entry.path, entry.reason
    return entry.path


def edit(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) >= 1, (old, text)
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def words(library: Library, item: int) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.comment, one.tags) for one in browse.annotations(library, item)]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_nothing_new_changes_nothing(library: Library, item: int, tmp_path: Path, flavour: str) -> None:
    file = export(library, item, tmp_path, flavour)
    before = file.read_bytes()
    assert export(library, item, tmp_path, flavour) == file
    assert file.read_bytes() == before
    assert list(tmp_path.glob("*.md")) == [file]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_own_words_outside_the_blocks_survive(
    library: Library, item: int, tmp_path: Path, flavour: str
) -> None:
    file = export(library, item, tmp_path, flavour)
    first = browse.annotations(library, item)[0]
    edit(
        file,
        ("---\n", "---\naliases: [Flood]\n"),
        (f"<!-- annotation {first.uid} -->", f"My thought.\n\n<!-- annotation {first.uid} -->"),
        ("\n<!-- florilegium", "\nThe end.\n\n<!-- florilegium"),
    )
    annotate.comment(library, first.id, "A new comment")
    mark(library, item, "asked", comment="Later")
    organize.edit_items(library, [item], site="The Gazette")
    export(library, item, tmp_path, flavour)
    text = file.read_text("utf-8")
    assert text.startswith("---\naliases: [Flood]\n")
    for kept in ("My thought.", "The end.", "A new comment", "Later", "site: The Gazette"):
        assert text.count(kept) >= 1, kept
    assert len(parse(text).blocks) == 4
    order = [text.index(f"<!-- annotation {one.uid} -->") for one in browse.annotations(library, item)]
    assert order == sorted(order)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_edits_come_back(library: Library, pool: ImportPool, item: int, tmp_path: Path, flavour: str) -> None:
    file = export(library, item, tmp_path, flavour)
    text = file.read_text("utf-8")
    blocks = [block for block in parse(text).blocks if block.kind == "annotation"]
    empty = next(block for block in blocks if not block.comment)
    indent = "  " if flavour == "logseq" else ""
    filled = empty.lines.replace(
        "<!-- comment -->", f"<!-- comment -->\n{indent}Which one?\n\n{indent}> This?"
    )
    edit(
        file, ("By whom?", "By whom, and *when*?"), (" #evidence", " #proof #deep/er"), (empty.lines, filled),
        ("- old-news\n", "- old-news\n- floods\n"),
    )  # fmt: skip
    [entry] = import_sources(library, [file], pool=pool).entries
    assert (entry.status, entry.id) == ("updated", item)
    assert entry.reason == "2 comments and the tags of 1 annotation were changed."
    assert words(library, item) == [
        ("Which one?\n\n> This?", ()), ("By whom, and *when*?", ("a b", "deep/er", "proof")),
    ]  # fmt: skip
    assert set(browse.summary(library, item).tags) == {"old news", "floods"}
    [again] = import_sources(library, [file], pool=pool).entries
    assert again.status == "duplicate"
    export(library, item, tmp_path, flavour)
    assert "By whom, and *when*?" in file.read_text("utf-8")
    history.undo(library)
    assert words(library, item) == [("", ()), ("By whom?", ("a b", "evidence"))]
    assert browse.summary(library, item).tags == ("old news",)


def test_what_was_taken_out_of_a_file_is_told_and_stays(
    library: Library, pool: ImportPool, item: int, tmp_path: Path
) -> None:
    file = export(library, item, tmp_path)
    blocks = [block for block in parse(file.read_text("utf-8")).blocks if block.kind == "annotation"]
    silent = next(block for block in blocks if not block.comment)
    edit(file, (silent.lines, ""))
    stays = "1 annotation that the file no longer has stays in the library."
    [entry] = import_sources(library, [file], pool=pool).entries
    assert entry.status == "duplicate"
    assert entry.reason.endswith(stays)
    edit(file, ("By whom?", "By whom, then?"))
    [entry] = import_sources(library, [file], pool=pool).entries
    assert (entry.status, entry.reason) == ("updated", f"1 comment was changed. {stays}")
    assert len(words(library, item)) == 2
    export(library, item, tmp_path)
    assert silent.uid in file.read_text("utf-8"), "the file tells what the library has"
    [entry] = import_sources(library, [file], pool=pool).entries
    assert stays not in entry.reason


def test_edits_that_were_not_brought_back_are_never_overwritten(
    library: Library, pool: ImportPool, item: int, tmp_path: Path
) -> None:
    file = export(library, item, tmp_path)
    edit(file, ("By whom?", "Mine in the file"))
    mine = next(one for one in browse.annotations(library, item) if one.comment)
    annotate.comment(library, mine.id, "Mine in the library")
    annotate.tag(library, [mine.id], "new")
    export(library, item, tmp_path)
    assert "Mine in the file" in file.read_text("utf-8")
    [entry] = import_sources(library, [file], pool=pool).entries
    assert entry.reason.endswith("1 comment had changed here too: both versions stand in it.")
    comment = browse.annotation(library, mine.id).comment
    assert "Mine in the library" in comment and "Mine in the file" in comment
    assert set(browse.annotation(library, mine.id).tags) == {"new", "evidence", "a b"}
    assert import_sources(library, [file], pool=pool).entries[0].status == "duplicate"
    export(library, item, tmp_path)
    [block] = [one for one in parse(file.read_text("utf-8")).blocks if one.uid == mine.uid]
    assert block.comment == comment
    assert "new" in block.tag_words


def test_a_block_that_was_written_over_stays_and_its_comment_still_comes_back(
    library: Library, pool: ImportPool, item: int, tmp_path: Path
) -> None:
    file = export(library, item, tmp_path)
    edit(file, ("==kept the letters==", "==kept **all** the letters=="), ("By whom?", "By her."))
    export(library, item, tmp_path)
    assert "kept **all** the letters" in file.read_text("utf-8")
    import_sources(library, [file], pool=pool)
    assert [comment for comment, _ in words(library, item)] == ["", "By her."]


def test_a_moved_and_renamed_file_is_found_again(library: Library, item: int, tmp_path: Path) -> None:
    file = export(library, item, tmp_path)
    (tmp_path / "Reading").mkdir()
    moved = file.rename(tmp_path / "Reading" / "My flood.md")
    organize.edit_items(library, [item], title="The great flood")
    assert export(library, item, tmp_path) == moved
    assert [path.name for path in tmp_path.rglob("*.md")] == ["My flood.md"]


def test_what_is_deleted_goes_but_not_with_edits_in_it(library: Library, item: int, tmp_path: Path) -> None:
    file = export(library, item, tmp_path)
    edit(file, ("By whom?", "Not yet brought back"))
    annotate.trash(library, [one.id for one in browse.annotations(library, item)])
    export(library, item, tmp_path)
    text = file.read_text("utf-8")
    assert "Not yet brought back" in text
    assert "==river==" not in text


def test_a_file_of_another_origin_is_never_taken_for_an_export(
    library: Library, item: int, tmp_path: Path
) -> None:
    (tmp_path / "The flood.md").write_text("My own page")
    assert export(library, item, tmp_path).name == "The flood (2).md"
    assert (tmp_path / "The flood.md").read_text() == "My own page"


@pytest.mark.parametrize(
    "comment",
    [
        "a\n\n\n\nb", "<!-- comment -->\nx\n<!-- /comment -->", "<!-- /annotation -->", "```\nopen fence", "- list\n  - in it",
        "---",
        "\r\nwindows\r\n", "  indented", "trailing  ", "\x02\x03",
        "#notatag here #tag", "<!-- \\comment -->", "<!-- florilegium\nAAAA\n-->",
    ],
)  # fmt: skip
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_hostile_comments_stay_what_they_are(
    library: Library, pool: ImportPool, tmp_path: Path, flavour: str, comment: str
) -> None:
    item = add_article(library, "The flood")
    mark(library, item, "kept the letters", comment=comment, tags=("t",))
    mark(library, item, "asked", comment="after it")
    before = words(library, item)
    file = export(library, item, tmp_path, flavour)
    [entry] = import_sources(library, [file], pool=pool).entries
    assert entry.status == "duplicate", entry
    export(library, item, tmp_path, flavour)
    assert len(parse(file.read_text("utf-8")).blocks) == 3
    with Library.open(tmp_path / "other.florilegium", backup=False) as other:
        [entry] = import_sources(other, [file], pool=pool).entries
        assert words(other, entry.id or 0) == before


def test_a_note_is_edited_in_the_file(library: Library, pool: ImportPool, item: int, tmp_path: Path) -> None:
    organize.add_note(library, item, "Ask **Bo**.")
    file = export(library, item, tmp_path)
    edit(file, ("Ask **Bo**.", "Bo was asked."))
    import_sources(library, [file], pool=pool)
    assert [note.text for note in browse.notes(library, item)] == ["Bo was asked."]


def test_a_file_whose_data_is_gone_still_brings_its_words(
    library: Library, pool: ImportPool, item: int, tmp_path: Path
) -> None:
    file = export(library, item, tmp_path)
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("<!-- florilegium")].replace("By whom?", "By her."))
    [entry] = import_sources(library, [file], pool=pool).entries
    assert "both versions" in entry.reason
    assert "By whom?" in words(library, item)[1][0] and "By her." in words(library, item)[1][0]
    with Library.open(tmp_path / "other.florilegium", backup=False) as other:
        [entry] = import_sources(other, [file], pool=pool).entries
        assert [one.quote for one in browse.annotations(other, entry.id or 0)] == [
            "river",
            "kept the letters",
        ]


def test_pictures_lie_beside_the_file(library: Library, pool: ImportPool, tmp_path: Path) -> None:
    samples = Path(__file__).parents[2] / "resources" / "samples"
    import_sources(library, [next(samples.glob("Tide*.html"))], pool=pool)
    [summary] = browse.items(library)
    file = export(library, summary.item.id, tmp_path, text=True, pictures=True)
    [link] = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", file.read_text("utf-8"))
    picture = file.parent / unquote(link)
    assert (
        picture.read_bytes() == (samples / "Tide tables of Aldwater_files" / "customs-house.jpg").read_bytes()
    )
    assert picture.parent.name == f"{file.stem} pictures"


def test_a_marked_area_of_a_page_is_a_picture_and_comes_back(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    samples = Path(__file__).parents[2] / "resources" / "samples"
    import_sources(library, [next(samples.glob("Counting*.pdf"))], pool=pool)
    [summary] = browse.items(library)
    area = AreaTarget(0, Rectangle(72, 600, 272, 700))
    annotate.create(library, summary.item.id, NewAnnotation(area, AnnotationKind.AREA, comment="A figure"))
    file = export(library, summary.item.id, tmp_path, "commonmark", pictures=True)
    [link] = re.findall(r"!\[area\]\(([^)]+)\)", file.read_text("utf-8"))
    with Image.open(file.parent / unquote(link)) as picture:
        assert picture.size == (400, 200)
        assert len(picture.getcolors(1 << 20) or ()) > 1, "there is print on it"
    with Library.open(tmp_path / "other.florilegium", backup=False) as other:
        [entry] = import_sources(other, [file], pool=pool).entries
        [again] = browse.annotations(other, entry.id or 0)
        assert (again.target, again.kind, again.comment) == (area, AnnotationKind.AREA, "A figure")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_hostile_titles_stay_in_the_folder_and_get_names_that_every_system_takes(
    library: Library, tmp_path: Path, flavour: str
) -> None:
    titles = [
        "../../x",
        "CON",
        "long " * 60,
        "\U0001f600 tide",
        "safe\u202etxt.exe",
        "x",
        "X",
        "..",
        "a/b\\c:d*e?",
        "\u202e",
    ]
    items = [
        add_article(library, title, f"<p>{title}</p>", f"Words {n}.\n") for n, title in enumerate(titles)
    ]
    folder = tmp_path / "out" / "deep"
    options = ExportOptions(chosen={"flavour": flavour, "text": True, "pictures": True})
    report = exports.export(library, items, "markdown", folder, options)
    paths = [entry.path for entry in report.entries]
    assert len({str(path).casefold() for path in paths}) == len(titles)
    for path in paths:
        assert path and path.parent == folder
        assert len(path.name.encode()) < 200
        assert path.stem.split(".")[0].lower() != "con" and "\u202e" not in path.name
    outside = [one for one in (tmp_path).rglob("*") if one.is_file() and folder not in one.parents]
    assert {one.name.split(".")[0] for one in outside} <= {"L"}, "the library alone"
    assert exports.export(library, items, "markdown", folder, options) == report


def test_a_file_of_several_articles_is_renewed_and_read_back(
    library: Library, pool: ImportPool, item: int, tmp_path: Path
) -> None:
    other = add_article(library, "The drought", "<p>Other words.</p>", "Other words.\n")
    mark(library, other, "words", comment="two")
    options = ExportOptions(one_file=True, name="Both", chosen={"flavour": "obsidian"})
    [first, _] = exports.export(library, [item, other], "markdown", tmp_path, options).entries
    assert first.path
    edit(first.path, ("\ntwo\n", "\ntwo and more\n"), ("\n---\n", "\nmine: 1\n---\n\nMy words.\n"))
    third = add_article(library, "The fog", "<p>Third text.</p>", "Third text.\n")
    reasons = [entry.reason for entry in import_sources(library, [first.path], pool=pool).entries]
    assert reasons == ["It is in the library already.", "1 comment was changed."]
    assert [one.comment for one in browse.annotations(library, other)] == ["two and more"]
    everything = [item, other, third]
    assert exports.in_the_way(library, everything, "markdown", tmp_path, options) == []
    exports.export(library, everything, "markdown", tmp_path, options)
    text = first.path.read_text("utf-8")
    assert [path.name for path in tmp_path.glob("*.md")] == ["Both.md"]
    assert "mine: 1" in text and "My words." in text and "articles: 3" in text and "# The fog" in text


def test_a_folder_has_one_bibliography(library: Library, tmp_path: Path) -> None:
    ids = [add_article(library, title) for title in ("The flood", "The drought", "The rain")]
    options = ExportOptions(chosen={"flavour": "pandoc"})
    exports.export(library, ids[:2], "markdown", tmp_path / "out", options)
    exports.export(library, ids[2:], "markdown", tmp_path / "out", options)
    assert [file.name for file in (tmp_path / "out").glob("*.bib")] == ["References.bib"]
    entries = (tmp_path / "out" / "References.bib").read_text("utf-8")
    assert entries.count("@") == len(ids)
    for file in (tmp_path / "out").glob("*.md"):
        key = re.search(r"^key: (\S+)$", file.read_text("utf-8"), re.MULTILINE)
        assert key
        assert f"{{{key[1]}," in entries
        assert "bibliography: References.bib" in file.read_text("utf-8")
