"""The library counted: what goes together, when, and what is near."""

from dataclasses import replace

import pytest

from desktop.domain.overview import Tally
from desktop.services import annotate, browse, organize, overview
from desktop.storage import intake
from desktop.storage.library import Library
from tests.storage.schema_fixture import FLOOD, PICTURE
from tests.ui.reading.desk import mark


def add(library: Library, title: str, text: str, published: str, *tags: str) -> int:
    article = replace(
        FLOOD, title=title, text=text, html=f"<p>{text}</p>", original=title.encode(), published=published,
        url=f"https://example.org/{title}",
    )  # fmt: skip
    return next(iter(intake.store(library, article, tags=tags).items))


@pytest.fixture
def four(library: Library) -> list[int]:
    return [
        add(
            library,
            "Flood",
            "The harbour ledgers were lost when the river rose.",
            "2019-12-30",
            "water",
            "loss",
        ),
        add(library, "Ledgers", "Nobody asked for the harbour ledgers afterwards.", "2020-03-01", "loss"),
        add(library, "Drought", "A dry spring without any rain at all.", "2022", "water"),
        add(library, "Trash", "The harbour ledgers again.", "2020-03-02", "water", "loss"),
    ]


def test_tags_that_go_together(library: Library, four: list[int]) -> None:
    mark(library, four[2], "dry spring", tags=("rain",))
    organize.trash_items(library, four[3:])
    grid = overview.tags_together(library)
    assert grid.rows == grid.columns == ("loss", "water", "rain")
    assert grid.counts == ((2, 1, 0), (1, 2, 1), (0, 1, 1))
    assert [one.item.title for one in browse.items(library, overview.both_tags_query("loss", "water"))] == [
        "Flood"
    ]


def test_articles_by_publication(library: Library, four: list[int]) -> None:
    assert overview.published(library, "year") == Tally(("2019", "2020", "2021", "2022"), (1, 2, 0, 1))
    assert overview.published(library, "month") == Tally(
        ("2019-12", "2020-01", "2020-02", "2020-03"), (1, 0, 0, 2)
    )


@pytest.mark.parametrize("period", ["year", "month"])
def test_each_count_is_what_its_search_lists(library: Library, four: list[int], period: str) -> None:
    tally = overview.published(library, period)
    for name, count in zip(tally.names, tally.counts, strict=True):
        assert len(browse.items(library, overview.published_query(name))) == count


@pytest.mark.parametrize(
    "dates", [("0000", "9999"), ("2020-13", "2020-00"), ("9999-12", "9999-12"), ("19", "x")]
)
def test_dates_that_make_no_sense_harm_nothing(library: Library, dates: tuple[str, str]) -> None:
    for number, published in enumerate(dates):
        add(library, f"A{number}", "Some text.", published)
    for period in ("year", "month"):
        for name in overview.published(library, period).names:
            assert overview.published_query(name)


def test_annotations_by_tag_and_month(library: Library, four: list[int]) -> None:
    for words, moment, tag in (
        ("river rose", "2020-01-15T12:00:00.000Z", "a"), ("ledgers", "2020-03-15T12:00:00.000Z", "a"),
        ("harbour", "2020-03-16T12:00:00.000Z", "b"),
    ):  # fmt: skip
        mark(library, four[0], words, tags=(tag,), created=moment)
    grid = overview.tag_months(library)
    assert (grid.rows, grid.columns) == (("a", "b"), ("2020-01", "2020-02", "2020-03"))
    assert grid.counts == ((1, 0, 1), (0, 0, 1))


def test_articles_near_to_one(library: Library, four: list[int]) -> None:
    found = overview.related(library, four[0])
    titles = [one.item.title for one in found]
    assert titles.index("Ledgers") < titles.index("Drought")
    ledgers = found[titles.index("Ledgers")]
    assert ledgers.tags == ("loss",)
    assert 0 < ledgers.nearness <= 1
    organize.trash_items(library, four[1:2])
    assert "Ledgers" not in [one.item.title for one in overview.related(library, four[0])]


def test_statistics(library: Library, four: list[int]) -> None:
    made = mark(library, four[0], "river rose", comment="When?")
    annotate.trash(library, [mark(library, four[0], "ledgers")])
    organize.trash_items(library, four[3:])
    found = overview.statistics(library)
    assert (found.articles, found.trashed, found.annotations, found.commented) == (3, 1, 1, 1)
    assert found.words == sum(one.words for one in browse.items(library))
    assert found.types == Tally(("webpage",), (3,))
    assert found.languages == Tally(("en",), (3,))
    assert found.sites == Tally(("The Post",), (3,))
    assert sum(found.added.counts) == 3
    assert found.originals == sum(len(title) for title in ("Flood", "Ledgers", "Drought", "Trash")) + len(
        PICTURE
    )
    assert made


def test_an_empty_library(library: Library) -> None:
    assert overview.tags_together(library).rows == ()
    assert overview.published(library, "year").names == ()
    assert overview.tag_months(library).rows == ()
    assert overview.statistics(library).words == 0
