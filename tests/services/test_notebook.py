"""All annotations, narrowed and grouped."""

from datetime import date

import pytest

from desktop.domain.annotation import HighlightColor
from desktop.domain.errors import QueryError
from desktop.domain.notebook import Grouping, Narrowing
from desktop.services import annotate, notebook, organize
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def marks(library: Library) -> list[int]:
    """Three, of two articles."""
    flood, drought = add_article(library), add_article(library, "A drought")
    organize.file_items(library, [drought], organize.collection_by_path(library, "Dry/Spells"))
    return [
        mark(library, flood, "warned twice", tags=("who/knew", "water"), comment="Letters?"),
        mark(library, flood, "kept the letters", color=HighlightColor.BLUE, tags=("who",)),
        mark(library, drought, "third week of March", created="2020-03-04T10:00:00.000Z"),
    ]


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        (Narrowing(), [0, 1, 2]),
        (Narrowing("letters"), [0, 1]),
        (Narrowing("lett"), [0, 1]),
        (Narrowing("letters color:blue"), [1]),
        (Narrowing(tag="who"), [0, 1]),
        (Narrowing(tag="who/knew"), [0]),
        (Narrowing(colors=frozenset({HighlightColor.BLUE})), [1]),
        (Narrowing(collection="Dry"), [2]),
        (Narrowing(since="2021-01-01"), [0, 1]),
        (Narrowing(before="2021-01-01"), [2]),
    ],
)
def test_annotations_are_narrowed(
    library: Library, marks: list[int], narrowing: Narrowing, expected: list[int]
) -> None:
    assert sorted(notebook.gather(library, narrowing).ids) == [marks[place] for place in expected]


def test_groups(library: Library, marks: list[int]) -> None:
    first, second, third = marks

    def groups(grouping: Grouping) -> list[tuple[str, int]]:
        return [(one.label, one.count) for one in notebook.gather(library, Narrowing(), grouping).groups]

    assert groups(Grouping.TAG) == [("water", 1), ("who", 1), ("who/knew", 1), ("", 1)]
    assert groups(Grouping.ARTICLE) == [("A drought", 1), ("The flood", 2)]
    assert groups(Grouping.COLOR) == [("yellow", 2), ("blue", 1)]
    assert [count for _, count in groups(Grouping.DAY)] == [2, 1]
    assert groups(Grouping.DAY)[1][0][:7] == "2020-03"
    assert list(notebook.gather(library, Narrowing(), Grouping.ARTICLE).ids) == [third, first, second]
    assert date.fromisoformat(groups(Grouping.DAY)[0][0])


def test_what_is_in_the_trash_is_not_there(library: Library, marks: list[int]) -> None:
    annotate.trash(library, marks[:1])
    assert list(notebook.gather(library, Narrowing()).ids) == [marks[1], marks[2]]
    organize.trash_items(library, [1])
    assert list(notebook.gather(library, Narrowing()).ids) == [marks[2]]


def test_cards_come_in_the_order_that_is_asked_for(library: Library, marks: list[int]) -> None:
    found = notebook.cards(library, [marks[2], 999, marks[0], marks[2]])
    assert [card.annotation.id for card in found] == [marks[2], marks[0], marks[2]]
    assert [card.item.title for card in found] == ["A drought", "The flood", "A drought"]


def test_a_wrong_query_says_where(library: Library) -> None:
    with pytest.raises(QueryError):
        notebook.gather(library, Narrowing("colour:blue"))
