"""Anything by a part of its name."""

import pytest

from desktop.services import annotate, organize, outlines
from desktop.services.palette import Index, Kind
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def index(library: Library) -> Index:
    flood = add_article(library, "The flood of Aldwater")
    add_article(library, "Tide tables")
    mark(library, flood, "kept the letters", tags=("who/knew",))
    organize.file_items(library, [flood], organize.collection_by_path(library, "Rivers/Spring"))
    organize.save_search(library, "Spring tides", "tide after:2020")
    outlines.create(library, "Letters lost")
    return Index(library)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tide ta", (Kind.ARTICLE, "Tide tables")),
        ("spring", (Kind.SEARCH, "Spring tides")),
        ("rivers/s", (Kind.COLLECTION, "Rivers/Spring")),
        ("whk", (Kind.TAG, "who/knew")),
        ("letters l", (Kind.OUTLINE, "Letters lost")),
        ("kept lett", (Kind.ANNOTATION, "kept the letters")),
        ("aldwatr", (Kind.ARTICLE, "The flood of Aldwater")),
        ("ada reed flood", (Kind.ARTICLE, "The flood of Aldwater")),
    ],
)
def test_the_best_comes_first(index: Index, words: str, first: tuple[Kind, str]) -> None:
    best = index.find(words)[0]
    assert (best.kind, best.text) == first


def test_without_words_the_newest_articles(index: Index) -> None:
    assert [one.text for one in index.find("")] == ["Tide tables", "The flood of Aldwater"]


def test_what_is_in_the_trash_is_not_found(library: Library, index: Index) -> None:
    annotate.trash(library, [1])
    assert not [one for one in index.find("kept") if one.kind is Kind.ANNOTATION]
    organize.trash_items(library, [2])
    assert not [one for one in index.find("tables") if one.kind is Kind.ARTICLE]


@pytest.mark.parametrize("words", ['"', "*", "a OR (", "NEAR/", "tag:", "ﷺ", "日本", "\0", "-", "x" * 3000])
def test_anything_can_be_typed(index: Index, words: str) -> None:
    index.find(words)
