"""Lists in several orders at once, and in groups."""

from datetime import date

from desktop.domain.item import ImportedItem, ItemType, ReadingStatus
from desktop.services import browse, organize
from desktop.services.listing import ORDERS, listing, titled
from desktop.storage import intake
from desktop.storage.library import Library


def add(
    library: Library, title: str, site: str = "", published: str = "", creators: tuple[str, ...] = ()
) -> int:
    article = ImportedItem(
        ItemType.TEXT, title, f"Words of {title}.\n", title.encode(), "text/plain", "a.txt", site=site,
        published=published, creators=creators,
    )  # fmt: skip
    return next(iter(intake.store(library, article).items))


def shelf(library: Library) -> tuple[int, int, int, int]:
    return (
        add(library, "b", "Post", "2020-05-01"), add(library, "A", "Times", "2020-03-01"),
        add(library, "c", "post", "1999"), add(library, "D"),
    )  # fmt: skip


def test_one_order_decides_where_another_does_not(library: Library) -> None:
    b, a, c, d = shelf(library)
    assert list(listing(library, order=(("site", False), ("title", True))).ids) == [c, b, a, d]
    assert list(listing(library, order=(("site", True), ("published", False))).ids) == [a, c, b, d]


def test_what_has_nothing_to_order_by_comes_last_both_ways(library: Library) -> None:
    b, a, c, d = shelf(library)
    assert list(listing(library, order=(("published", False),)).ids) == [c, a, b, d]
    assert list(listing(library, order=(("published", True),)).ids) == [b, a, c, d]
    browse.set_opened(library, c)
    for name in ORDERS:
        for down in (False, True):
            assert sorted(listing(library, order=((name, down),)).ids) == [b, a, c, d], name


def test_unread_comes_before_reading_before_read(library: Library) -> None:
    b, a, c, d = shelf(library)
    organize.set_status(library, [b], ReadingStatus.READ)
    organize.set_status(library, [a], ReadingStatus.READING)
    assert list(listing(library, order=(("status", False), ("title", False))).ids) == [c, d, a, b]


def test_groups_stand_before_their_articles(library: Library) -> None:
    b, a, c, d = shelf(library)
    found = listing(library, order=(("title", False),), group="site", first=3)
    assert list(found.ids) == [-1, b, c, -2, a, -3, d]
    assert [(group.value, group.articles) for group in found.groups] == [("Post", 2), ("Times", 1), ("", 1)]
    assert [row.summary.item.id for row in found.first] == [b, c]
    years = listing(library, order=(("title", False),), group="published")
    assert [group.value for group in years.groups] == ["2020", "1999", ""]
    [added] = listing(library, group="added").groups
    assert added.value[:4] in {str(date.today().year + off) for off in (-1, 0, 1)}


def test_an_article_stands_in_each_of_its_collections(library: Library) -> None:
    b, a, _, _ = shelf(library)
    for path, ids in (("Rivers/Rhine", [a, b]), ("Seas", [b])):
        organize.file_items(library, ids, organize.collection_by_path(library, path))
    found = listing(library, order=(("title", False),), group="collection")
    assert [(group.value, group.articles) for group in found.groups] == [
        ("Rivers/Rhine", 2),
        ("Seas", 1),
        ("", 2),
    ]
    assert list(found.ids)[:5] == [-1, a, b, -2, b]


def test_titles_are_found_by_their_beginning(library: Library) -> None:
    b, a, _, _ = shelf(library)
    assert titled(library, "", "", "a") == {a}
    assert titled(library, "", "site:post", "B") == {b}
    assert titled(library, "", "", "%") == set()
