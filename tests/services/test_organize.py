"""Tags, collections and saved searches: what a person does with them, and that each is one step to undo."""

import pytest

from desktop.domain.annotation import NewAnnotation
from desktop.domain.changes import Changes
from desktop.domain.errors import QueryError, UserError
from desktop.domain.item import ImportedItem, ItemType, ReadingStatus
from desktop.domain.metadata import Origin
from desktop.services import annotate, browse, history, organize
from desktop.services.details import details
from desktop.services.listing import listing
from desktop.storage import intake
from desktop.storage.library import Library

TEXT = "The river rose in March.\nNobody kept the letters.\n"


def add(library: Library, title: str, *tags: str, text: str = TEXT) -> int:
    article = ImportedItem(
        ItemType.TEXT, title, text, title.encode(), "text/plain", f"{title}.txt", site="The Post"
    )
    return next(iter(intake.store(library, article, tags=tags).items))


def mark(library: Library, item_id: int, *tags: str) -> int:
    target = annotate.target_of(browse.document(library, item_id), 4, 9)
    return next(iter(annotate.create(library, item_id, NewAnnotation(target, tags=tags)).annotations))


def tree(library: Library) -> dict[str, tuple[int, int]]:
    """Articles and annotations of each tag, in the order of the tree."""
    return {tag.name: (tag.items, tag.annotations) for tag in browse.tags(library)}


def one_step(library: Library, changes: Changes) -> None:
    """That this was one step, which undo takes back."""
    assert history.steps(library)[0].label == changes.label
    undone = history.undo(library)
    assert undone is not None
    assert undone.label == changes.label


# Tags ----------------------------------------------------------------------------------------------------


def test_a_tag_counts_what_lies_below_it_once(library: Library) -> None:
    one = add(library, "One", "water", "water/river")
    two = add(library, "Two", "Water/Sea", "stone")
    mark(library, two, "water/river/bank")
    trashed = add(library, "Three", "water/river")
    organize.trash_items(library, [trashed])
    assert tree(library) == {
        "stone": (1, 0),
        "water": (2, 1),
        "water/river": (2, 1),
        "water/river/bank": (1, 1),
        "Water/Sea": (1, 0),
    }
    assert {found.item.id for found in browse.items(library, "tag:water")} == {one, two}


def test_names_that_only_stand_above_others_are_in_the_tree(library: Library) -> None:
    add(library, "One", "a/b/c")
    assert [(tag.name, bool(tag.id)) for tag in browse.tags(library)] == [
        ("a", False),
        ("a/b", False),
        ("a/b/c", True),
    ]
    assert browse.tag_names(library) == ["a/b/c"]


def test_renaming_a_tag_renames_those_below_it(library: Library) -> None:
    add(library, "One", "water", "water/river", "waterfall")
    changes = organize.rename_tag(library, "water", "element/water")
    assert list(tree(library)) == ["element", "element/water", "element/water/river", "waterfall"]
    one_step(library, changes)
    assert list(tree(library)) == ["water", "water/river", "waterfall"]
    organize.rename_tag(library, "WATER", "Water")
    assert browse.tag_names(library) == ["Water", "Water/river", "waterfall"]


def test_a_tag_can_be_moved_below_itself(library: Library) -> None:
    add(library, "One", "a", "a/b")
    organize.rename_tag(library, "a", "a/b")
    assert browse.tag_names(library) == ["a/b", "a/b/b"]


def test_renaming_to_a_name_that_is_there_merges(library: Library) -> None:
    both = add(library, "One", "sea", "ocean", "sea/north")
    add(library, "Two", "sea")
    add(library, "Three", "ocean/north")
    note = mark(library, both, "sea")
    changes = organize.rename_tag(library, "sea", "Ocean")
    assert tree(library) == {"ocean": (3, 1), "ocean/north": (2, 0)}
    assert browse.annotation(library, note).tags == ("ocean",)
    one_step(library, changes)
    assert tree(library)["sea"] == (2, 1)


def test_several_tags_become_one(library: Library) -> None:
    add(library, "One", "sea")
    add(library, "Two", "ocean")
    add(library, "Three", "lake", "sea")
    changes = organize.merge_tags(library, ["sea", "ocean", "lake"], "water")
    assert tree(library) == {"water": (3, 0)}
    one_step(library, changes)
    assert list(tree(library)) == ["lake", "ocean", "sea"]
    organize.merge_tags(library, ["sea", "ocean"], "sea")
    assert list(tree(library)) == ["lake", "sea"]


def test_a_tag_is_split_among_articles(library: Library) -> None:
    one, two, three = (add(library, title, "bank") for title in ("One", "Two", "Three"))
    on_mark = mark(library, two, "bank")
    changes = organize.split_tag(library, "bank", {"river/bank": [one], "money": [two]})
    assert tree(library) == {"bank": (1, 0), "money": (1, 1), "river": (1, 0), "river/bank": (1, 0)}
    assert browse.annotation(library, on_mark).tags == ("money",)
    assert browse.summary(library, three).tags == ("bank",)
    one_step(library, changes)
    assert tree(library) == {"bank": (3, 1)}
    organize.split_tag(library, "bank", {"money": [one, two, three]})
    assert list(tree(library)) == ["money"]
    with pytest.raises(UserError):
        organize.split_tag(library, "nothing", {"x": [one]})


def test_deleting_a_tag_takes_those_below_it_along(library: Library) -> None:
    one = add(library, "One", "water", "water/river", "stone")
    changes = organize.delete_tags(library, ["water"])
    assert browse.summary(library, one).tags == ("stone",)
    one_step(library, changes)
    assert browse.summary(library, one).tags == ("stone", "water", "water/river")


def test_unused_tags_are_those_that_nothing_carries_not_even_in_the_trash(library: Library) -> None:
    one, two = add(library, "One", "kept"), add(library, "Two", "lost")
    organize.trash_items(library, [one])
    organize.untag_items(library, [two], "lost")
    assert {tag.name: tag.unused for tag in browse.tags(library)} == {"kept": False, "lost": True}


def test_tags_have_colours(library: Library) -> None:
    add(library, "One", "a/b")
    one_step(library, organize.color_tags(library, ["a", "a/b"], "blue"))
    organize.color_tags(library, ["a", "a/b"], "blue")
    assert [(tag.name, tag.color) for tag in browse.tags(library)] == [("a", "blue"), ("a/b", "blue")]


def test_many_articles_get_and_lose_several_tags_at_once(library: Library) -> None:
    ids = [add(library, title, "old") for title in ("One", "Two")]
    changes = organize.change_tags(library, ids, ["new", "x/y"], ["old"])
    assert [browse.summary(library, id_).tags for id_ in ids] == [("new", "x/y")] * 2
    one_step(library, changes)
    assert [browse.summary(library, id_).tags for id_ in ids] == [("old",)] * 2


@pytest.mark.parametrize("name", ["", " / ", "//"])
def test_a_tag_needs_a_name(library: Library, name: str) -> None:
    add(library, "One", "a")
    with pytest.raises(UserError):
        organize.rename_tag(library, "a", name)
    with pytest.raises(UserError):
        organize.merge_tags(library, ["a"], name)
    assert browse.tag_names(library) == ["a"]


# Collections ---------------------------------------------------------------------------------------------


def names(library: Library) -> list[str]:
    paths = browse.collection_paths(library)
    return [paths[found.id] for found in browse.collections(library)]


def test_a_collection_counts_what_lies_inside_it_once(library: Library) -> None:
    one, two = add(library, "One"), add(library, "Two")
    outer, inner = (organize.collection_by_path(library, path) for path in ("Rivers", "Rivers/Rhine"))
    organize.file_items(library, [one], outer)
    organize.file_items(library, [one, two], inner)
    assert {found.name: found.items for found in browse.collections(library)} == {"Rivers": 2, "Rhine": 2}
    organize.trash_items(library, [one])
    assert {found.name: found.items for found in browse.collections(library)} == {"Rivers": 1, "Rhine": 1}


def test_collections_stand_in_the_order_of_the_person(library: Library) -> None:
    a, b, c = (organize.collection_by_path(library, name) for name in "ABC")
    organize.move_collection(library, c, None, 0)
    assert names(library) == ["C", "A", "B"]
    organize.move_collection(library, c, None, 1)
    assert names(library) == ["A", "C", "B"]
    organize.move_collection(library, a, None, 99)
    assert names(library) == ["C", "B", "A"]
    changes = organize.move_collection(library, b, c, 0)
    assert names(library) == ["C", "C/B", "A"]
    one_step(library, changes)
    assert names(library) == ["C", "B", "A"]
    with pytest.raises(UserError):
        organize.move_collection(library, c, c, 0)


def test_a_collection_has_a_name_without_slashes(library: Library) -> None:
    organize.create_collection(library, "  Floods   of 1994 ")
    [made] = browse.collections(library)
    assert made.name == "Floods of 1994"
    for name in ("", "  ", "a/b"):
        with pytest.raises(UserError):
            organize.create_collection(library, name)
        with pytest.raises(UserError):
            organize.rename_collection(library, made.id, name)
    assert names(library) == ["Floods of 1994"]


def test_articles_move_from_one_collection_to_another(library: Library) -> None:
    one = add(library, "One")
    here, there = (organize.collection_by_path(library, name) for name in ("Here", "There"))
    organize.file_items(library, [one], here)
    changes = organize.move_items(library, [one], here, there)
    assert browse.summary(library, one).collections == ("There",)
    one_step(library, changes)
    assert browse.summary(library, one).collections == ("Here",)
    organize.move_items(library, [one], here, here)
    assert browse.summary(library, one).collections == ("Here",)


# Saved searches and places -------------------------------------------------------------------------------


def test_a_saved_search_can_be_changed_and_taken_back(library: Library) -> None:
    organize.save_search(library, " Rivers  and floods ", "river")
    [saved] = browse.saved_searches(library)
    assert (saved.name, saved.query) == ("Rivers and floods", "river")
    changes = organize.edit_saved_search(library, saved.id, "Seas", "sea OR ocean")
    assert browse.saved_searches(library)[0].query == "sea OR ocean"
    one_step(library, changes)
    one_step(library, organize.delete_saved_search(library, saved.id))
    assert browse.saved_searches(library) == [saved]
    with pytest.raises(QueryError):
        organize.edit_saved_search(library, saved.id, "Seas", "nothing:here")
    with pytest.raises(UserError):
        organize.save_search(library, " ", "river")


def test_the_places_count_what_they_list(library: Library) -> None:
    ids = [add(library, f"Article {n}", text=f"The river number {n} rose in March.\n") for n in range(6)]
    organize.file_items(library, ids[:2], organize.collection_by_path(library, "Rivers"))
    organize.set_status(library, ids[2:3], ReadingStatus.READ)
    organize.set_status(library, ids[3:4], ReadingStatus.READING)
    organize.star(library, ids[:3], True)
    organize.tag_items(library, ids[:4], "tag")
    annotate.mark_orphans(library, ids[0], frozenset({mark(library, ids[0])}))
    organize.trash_items(library, ids[5:])
    browse.set_opened(library, ids[4])
    browse.set_opened(library, ids[1])
    counts = browse.counts(library)
    found = {query: len(browse.items(library, query)) for query in (
        "", "is:inbox", "is:unread", "is:reading", "is:read", "is:starred", "is:opened", "-has:tags", "has:orphans",
        "is:duplicate", "is:trashed",
    )}  # fmt: skip
    assert [browse.count(library, query) for query in found] == list(found.values())
    assert list(found.values()) == [
        counts.all, counts.inbox, counts.unread, counts.reading, counts.read, counts.starred, counts.opened,
        counts.untagged, counts.orphaned, counts.duplicates, counts.trash,
    ]  # fmt: skip
    assert list(found.values()) == [5, 1, 3, 1, 1, 3, 2, 1, 1, 0, 1]
    assert [row.item.id for row in browse.items(library, "is:opened", sort="opened")] == [ids[1], ids[4]]


def test_duplicates_are_known_by_their_words(library: Library) -> None:
    words = [f"word{n * 7919 % 1009}" for n in range(400)]
    report = " ".join(words)
    first = add(library, "A report", text=report)
    add(library, "Another", text=" ".join(f"other{n * 31 % 997}" for n in range(400)))
    short, again = add(library, "Short"), add(library, "Short again")
    copy = add(library, "The same elsewhere", text=" ".join(words[:300]) + " and then they said no more")
    assert {found.item.id for found in browse.items(library, "is:duplicate")} == {first, copy, short, again}
    together = listing(library, within="is:duplicate", order=(("likeness", False),))
    assert list(together.ids) == [first, copy, short, again]
    organize.trash_items(library, [copy])
    assert {found.item.id for found in browse.items(library, "is:duplicate")} == {short, again}
    history.undo(library)
    assert browse.counts(library).duplicates == 4
    while history.undo(library):
        pass
    add(library, "Fresh")  # what was undone is forgotten
    assert browse.counts(library).duplicates == 0


# Batch ---------------------------------------------------------------------------------------------------


def test_many_articles_are_edited_in_one_step_and_only_where_asked(library: Library) -> None:
    one, two = add(library, "One"), add(library, "Two")
    organize.edit_items(library, [two], DOI="10.1/x", language="en")
    changes = organize.edit_items(library, [one, two], site="The Morning Post", publisher="Reed")
    first, second = browse.item(library, one), browse.item(library, two)
    assert (first.title, second.title) == ("One", "Two")
    assert (first.site, second.site) == ("The Morning Post",) * 2
    assert dict(second.details) == {"DOI": "10.1/x", "publisher": "Reed"}
    assert second.origins["publisher"] == Origin.PERSON
    assert second.language == "en"
    one_step(library, changes)
    assert browse.item(library, one).site == "The Post"
    assert dict(browse.item(library, two).details) == {"DOI": "10.1/x"}
    with pytest.raises(TypeError):
        organize.edit_items(library, [one], status="read")


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", " "), ("published", "yesterday"), ("revised", "1.5.2020"), ("language", "English (UK)")],
)
def test_what_makes_no_sense_is_not_written(library: Library, name: str, value: str) -> None:
    one = add(library, "One")
    with pytest.raises(UserError):
        organize.edit_items(library, [one], **{name: value, "site": "Elsewhere"})
    assert browse.item(library, one).site == "The Post"


def test_several_articles_tell_what_they_have_in_common(library: Library) -> None:
    one, two = add(library, "One", "a", "b"), add(library, "Two", "a")
    organize.edit_items(library, [one, two], publisher="Reed")
    organize.star(library, [one], True)
    organize.file_items(library, [two], organize.collection_by_path(library, "Rivers"))
    both = details(library, [one, two])
    assert (both.values["title"], both.values["site"], both.values["DOI"]) == (None, "The Post", "")
    assert both.origins["publisher"] == Origin.PERSON
    assert (both.tags, both.some_tags) == (("a",), ("b",))
    assert (both.collections, both.some_collections) == ((), ("Rivers",))
    assert (both.status, both.starred, both.one) == ("unread", None, None)
    single = details(library, [one])
    assert single.one is not None
    assert (single.values["title"], single.starred) == ("One", True)
    assert details(library, [999]).ids == ()
