"""Articles of a collection in an order made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.item import ImportedItem, ItemType
from desktop.services import history, merging, organize
from desktop.services.listing import BY_HAND, listing
from desktop.storage import intake
from desktop.storage.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        for number in range(1, 6):
            text = f"Text {number}."
            intake.store(
                library, ImportedItem(ItemType.TEXT, f"T{number}", text, text.encode(), "text/plain", "a.txt")
            )
        organize.file_by_path(library, [1, 2, 3, 4], "Shelf")
        organize.file_by_path(library, [5], "Shelf/Inside")
        yield library


def arranged(library: Library, query: str = "") -> list[int]:
    return list(listing(library, query, within="in:/Shelf", order=BY_HAND).ids)


def test_who_comes_stands_last(library: Library) -> None:
    assert arranged(library) == [1, 2, 3, 4, 5]
    organize.unfile_items(library, [2], 1)
    organize.file_items(library, [2], 1)
    assert arranged(library) == [1, 3, 4, 2, 5]
    history.undo(library)
    history.undo(library)
    assert arranged(library) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        ([3], 1, [3, 1, 2, 4]),
        ([1], None, [2, 3, 4, 1]),
        ([4, 1], 3, [2, 4, 1, 3]),
        ([2, 3], 2, [1, 4, 2, 3]),
        ([5], 1, [1, 2, 3, 4]),
    ],
)
def test_articles_are_put_before_another(
    library: Library, moved: list[int], before: int | None, expected: list[int]
) -> None:
    organize.arrange_items(library, moved, 1, before)
    assert arranged(library) == [*expected, 5]
    assert arranged(library, "text") == [*expected, 5]
    if expected != [1, 2, 3, 4]:
        history.undo(library)
    assert arranged(library) == [1, 2, 3, 4, 5]


def test_what_stands_there_already_is_no_step(library: Library) -> None:
    assert not organize.arrange_items(library, [2, 3], 1, 4)
    assert history.steps(library)[0].label != "Arrange 2 articles"


def test_there_is_always_room_between_two(library: Library) -> None:
    for _ in range(60):
        organize.arrange_items(library, [4], 1, 2)
        organize.arrange_items(library, [3], 1, 2)
    assert arranged(library) == [1, 4, 3, 2, 5]


def test_the_order_goes_along_into_another_library(library: Library, tmp_path: Path) -> None:
    organize.arrange_items(library, [4, 2], 1, 1)
    with Library.open(tmp_path / "other.florilegium", backup=False) as other:
        merging.merge_from(other, library.path)
        assert [
            title
            for (title,) in other.reader().conn.execute(
                "SELECT title FROM collection_item JOIN item ON item.id = item_id JOIN collection"
                " ON collection.id = collection_id WHERE name = 'Shelf' ORDER BY place"
            )
        ] == ["T4", "T2", "T1", "T3"]
