"""The search language against a real library: it never breaks, and it binds as people read it."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.annotation import HighlightColor, NewAnnotation
from desktop.domain.errors import QueryError
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.query import quoted
from desktop.services import annotate, browse, organize
from desktop.services.library import check
from desktop.services.search import search
from desktop.storage import intake
from desktop.storage.library import Library

ARTICLES = {
    "Flood": "The river rose in March.",
    "Drought": "The river was dry.",
    "Harbour": "Ships came in with the tide.",
    "خريطة": "المدينةُ القَدِيمَة على الخريطة",
    "図書室": "雨の日の図書室は静かだった。",
}

SHELF, TAG = 'A "quoted" shelf', 'odd: "tag" (x)'


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder, "l.florilegium")) as library:
        for title, text in ARTICLES.items():
            intake.store(
                library, ImportedItem(ItemType.TEXT, title, text, text.encode(), "text/plain", "a.txt")
            )
        organize.file_by_path(library, [1], "Rivers")
        organize.file_by_path(library, [2, 3], "Old/Rivers")
        organize.file_by_path(library, [3], SHELF)
        organize.tag_items(library, [2], TAG)
        yield library


def titles(library: Library, query: str, within: str = "") -> set[str]:
    listed = {found.item.title for found in browse.items(library, query, within=within)}
    if query.strip():
        hits = {hit.item.item.title for hit in search(library, query, within=within)}
        assert hits == listed
    return listed


@pytest.mark.parametrize(
    ("query", "within", "expected"),
    [
        ("rose OR ships", "", {"Flood", "Harbour"}),
        ("rose OR ships", "in:Rivers", {"Flood", "Harbour"}),
        ("rose OR ships", "in:/Rivers", {"Flood"}),
        ("rose) OR (river", "in:/Rivers", {"Flood"}),
        ('rose OR "ships came', "in:/Old", {"Harbour"}),
        ("river -dry", "", {"Flood"}),
        ("river", "in:/Old/Rivers", {"Drought"}),
        ("", "in:/Old", {"Drought", "Harbour"}),
        ("", "in:" + quoted("/" + SHELF), {"Harbour"}),
        ("", "tag:" + quoted(TAG), {"Drought"}),
        ('"river rose"', "", {"Flood"}),
        ("القديمة", "", {"خريطة"}),
        ("図書室", "", {"図書室"}),
    ],
)
def test_a_query_finds_what_it_says(library: Library, query: str, within: str, expected: set[str]) -> None:
    assert titles(library, query, within) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("added:2024", {"Flood", "Drought"}),
        ("added:feb 2024", {"Flood"}),
        ("added:2024-02-29", {"Flood"}),
        ("added:2024-03-02", set()),
        ("river -added:2024-02", {"Drought"}),
    ],
)
def test_articles_are_found_by_the_day_of_their_arrival(
    library: Library, query: str, expected: set[str]
) -> None:
    with library.quiet() as step:
        for id_, moment in ((1, "2024-02-29T23:59:59.999Z"), (2, "2024-03-01T00:00:00.000Z")):
            step.db.conn.execute("UPDATE item SET added = ? WHERE id = ?", (moment, id_))
    assert titles(library, query) == expected


def test_a_day_of_arrival_is_one_of_the_person_s_own(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.quiet() as step:
        step.db.conn.execute("UPDATE item SET added = '2023-12-31T20:00:00.000Z' WHERE id = 1")
    assert titles(library, "added:2023") == {"Flood"}
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert titles(library, "added:2024-01-01") == {"Flood"}
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("query", "shown"), [("القديمة", ["القَدِيمَة"]), ("図書室", ["図書室"]), ("river rose", ["river", "rose"])]
)
def test_passages_show_the_words_that_were_found(library: Library, query: str, shown: list[str]) -> None:
    [hit] = search(library, query)
    assert [passage.text[start:end] for passage in hit.passages for start, end in passage.matches] == shown


@given(st.text(alphabet=st.sampled_from("ab \"()-:OR|*^/\\\0%_[]{}#'tagincolorisyed雨ع0"), max_size=40))
@example('"')
@example("((((((")
@example('tag:"')
@example("- - -")
@example("NEAR(a b)")
@example("is:trashed OR -is:trashed")
def test_nothing_that_is_typed_breaks_the_search(library: Library, query: str) -> None:
    try:
        browse.items(library, query)
        search(library, query, typing=True)
        browse.items(library, "", within=f"tag:{quoted(query)} in:{quoted(query)}")
        browse.find_annotations(library, query)
    except QueryError as told:
        assert 0 <= told.start <= told.end <= len(query)


def test_annotations_are_found_by_what_they_say(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.florilegium") as library:
        text = "The river rose. The bridge fell."
        [item] = intake.store(
            library, ImportedItem(ItemType.TEXT, "Flood", text, text.encode(), "text/plain", "a.txt")
        ).items
        document = browse.document(library, item)

        def mark(start: int, end: int, **about: object) -> None:
            annotate.create(library, item, NewAnnotation(annotate.target_of(document, start, end), **about))

        mark(4, 9, color=HighlightColor.BLUE, tags=("water",))
        mark(20, 26, comment="Who built the river bridge?")
        quotes = {
            "": ["river", "bridge"],
            "color:blue": ["river"],
            "tag:water": ["river"],
            "-tag:water": ["bridge"],
            "river": ["river", "bridge"],
            "built": ["bridge"],
            "has:comments": ["bridge"],
            "color:blue OR built": ["river", "bridge"],
            "type:text color:blue": ["river"],
            "type:pdf": [],
        }
        for query, expected in quotes.items():
            assert [one.quote for one in browse.find_annotations(library, query)] == expected, query


def test_a_damaged_index_is_found_out(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.florilegium") as library:
        text = "The river rose."
        intake.store(library, ImportedItem(ItemType.TEXT, "Flood", text, b"x", "text/plain", "a.txt"))
        assert check(library) == []
        with library.quiet() as step:
            step.db.conn.execute("DELETE FROM item_fts_data WHERE id > 10")
        assert any("item_fts" in problem for problem in check(library))
