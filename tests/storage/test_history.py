"""Undo all = start, redo all = end; across reopening."""

from pathlib import Path

import pytest

from desktop.domain.annotation import HighlightColor, NewAnnotation
from desktop.domain.errors import LibraryUnavailable, QueryError
from desktop.domain.item import ImportedItem, ItemType
from desktop.services import annotate, browse, history, organize
from desktop.services.library import check
from desktop.services.search import search
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.storage.schema import TRACKED

TEXT = "The river rose in March.\nNobody kept the letters. 北京大学\n"


def article(title: str = "The flood") -> ImportedItem:
    return ImportedItem(ItemType.TEXT, title, TEXT, title.encode(), "text/plain", "flood.txt")


def dump(library: Library) -> dict[str, list[tuple]]:
    conn = library.reader().conn
    return {table: conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TRACKED}


def work(library: Library) -> int:
    (item,) = intake.store(library, article(), tags=["news"]).items
    target = annotate.target_of(browse.document(library, item), 4, 9)
    (mark,) = annotate.create(library, item, NewAnnotation(target, tags=("a/b",))).annotations
    annotate.recolor(library, [mark], HighlightColor.BLUE)
    annotate.comment(library, mark, "cellar")
    organize.file_items(library, [item], organize.collection_by_path(library, "A/B"))
    organize.rename_tag(library, browse.tags(library)[0].name, "news")
    organize.add_note(library, item, "attic")
    organize.trash_items(library, [item])
    return item


def test_undo_all_then_redo_all_across_reopening(tmp_path: Path) -> None:
    path = tmp_path / "library.florilegium"
    with Library.open(path, backup=False) as library:
        start = dump(library)
        work(library)
        end = dump(library)
    with Library.open(path, backup=False) as library:
        while history.undo(library):
            pass
        assert dump(library) == start
    with Library.open(path, backup=False) as library:
        while history.redo(library):
            pass
        assert dump(library) == end
        assert check(library) == []


@pytest.mark.parametrize(
    "query", ["river", "大学", "tag:a", "cellar", "attic", "color:yellow", '"kept the"', "-snow"]
)
def test_a_query_finds_the_article_until_its_import_is_undone(tmp_path: Path, query: str) -> None:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        (item,) = intake.store(library, article()).items
        target = annotate.target_of(browse.document(library, item), 4, 9)
        annotate.create(library, item, NewAnnotation(target, comment="cellar", tags=("a/b",)))
        organize.add_note(library, item, "attic")
        assert [hit.item.item.id for hit in search(library, query)] == [item]
        while history.undo(library):
            pass
        assert search(library, query) == []


def test_what_is_no_library_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("a text that is no library\n" * 100)
    with pytest.raises(LibraryUnavailable, match="not a library"):
        Library.open(path)
    assert path.read_text().startswith("a text")


def test_a_second_window_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.florilegium"
    with Library.open(path, exclusive=True):
        with pytest.raises(LibraryUnavailable, match="another window"):
            Library.open(path, exclusive=True)
        Library.open(path, backup=False).close()


def test_an_unknown_field_is_named_with_its_place(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.florilegium") as library, pytest.raises(QueryError) as failure:
        browse.items(library, "river colour:blue")
    assert (failure.value.start, failure.value.end) == (6, 12)
