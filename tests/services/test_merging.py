"""One library into another: everything comes along, nothing twice, one step to undo."""

import lzma
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.annotation import AnnotationKind, AreaTarget, NewAnnotation
from desktop.domain.errors import UserError
from desktop.domain.item import ImportedItem, Resource
from desktop.domain.progress import Silent
from desktop.domain.selector import Rectangle
from desktop.services import annotate, browse, history, merging, organize, outlines, versions
from desktop.services.library import check
from desktop.services.merging import Merged
from desktop.services.search import search
from desktop.storage.library import Library
from desktop.storage.schema import SCHEMA_VERSION
from tests.storage.schema_fixture import FLOOD, FOLDER, TABLES, fill
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "other.florilegium", backup=False) as other:
        fill(other)
        yield other


def portrait(library: Library) -> dict[str, object]:
    """All that a library holds, by lasting names instead of ids."""
    items = {}
    for found in browse.items(library):
        item, document = found.item, browse.document(library, found.item.id)
        marks = browse.annotations(library, item.id)
        items[item.uid] = (
            replace(item, id=0), replace(document, item_id=0, version_id=0), sorted(found.tags), found.collections,
            browse.original(library, document.version_id), browse.resources(library, document.version_id),
            sorted((replace(one, id=0, item_id=0) for one in marks), key=lambda one: one.uid),
            sorted((one.uid, one.text) for one in browse.notes(library, item.id)),
            sorted((one.sha256, one.present) for one in versions.versions(library, item.id)),
            browse.position(library, item.id),
        )  # fmt: skip
    return {
        "items": items,
        "tags": [(one.name, one.color) for one in browse.tags(library)],
        "collections": sorted(browse.collection_paths(library).values()),
        "searches": [(one.name, one.query) for one in browse.saved_searches(library)],
        "outlines": [
            (one.name, [(p.kind, p.level, p.text, line.quoted and line.quoted.annotation.uid)
                        for p, line in outlines.shown(library, outlines.points(library, one.id))])
            for one in outlines.all_outlines(library)
        ],
    }  # fmt: skip


def test_a_whole_library_comes_along_and_nothing_twice(library: Library, other: Library) -> None:
    assert merging.merge_from(library, other.path) == Merged(2, 0, 2, 1, 1)
    assert portrait(library) == portrait(other)
    assert check(library) == []
    assert [hit.item.item.title for hit in search(library, "letters")] == ["The flood"]
    before = len(history.steps(library))
    assert merging.merge_from(library, other.path) == Merged(known=2)
    assert portrait(library) == portrait(other)
    assert len(history.steps(library)) == before == 1
    assert history.steps(library)[0].label == "Take in 2 articles of other"
    history.undo(library)
    assert browse.items(library) == []
    assert outlines.all_outlines(library) == []
    history.redo(library)
    assert portrait(library) == portrait(other)


def test_what_is_new_in_an_article_that_is_there_is_added(library: Library, other: Library) -> None:
    merging.merge_from(library, other.path)
    flood = next(one.item.id for one in browse.items(other) if one.item.title == "The flood")
    organize.edit_items(library, [flood], title="The great flood")
    mark(other, flood, "kept the letters", tags=("who",))
    organize.add_note(other, flood, "Another.")
    assert merging.merge_from(library, other.path) == Merged(0, 2, 1, 1)
    assert browse.item(library, flood).title == "The great flood"
    assert sorted(one.quote for one in browse.annotations(library, flood)) == ["kept the letters", "river"]
    assert [one.text for one in browse.notes(library, flood)] == ["Ask the archive.", "Another."]


def test_annotations_find_their_place_in_another_version(library: Library, other: Library) -> None:
    merging.merge_from(library, other.path)
    flood = next(one.item.id for one in browse.items(other) if one.item.title == "The flood")
    versions.renew(library, flood, replace(FLOOD, text="Long ago. " + FLOOD.text, original=b"new", html=""))
    mark(other, flood, "kept the letters")
    merging.merge_from(library, other.path)
    text = browse.document(library, flood).text
    for one in browse.annotations(library, flood):
        assert text[one.target.position.start : one.target.position.end] == one.quote  # type: ignore[union-attr]
    assert len(versions.versions(library, flood)) == 2


def test_an_area_comes_along_with_its_picture_and_never_to_another_of_its_name(
    library: Library, other: Library
) -> None:
    def with_pictures(original: bytes, **pictures: bytes) -> ImportedItem:
        files = tuple(Resource(f"{name} map.png", "image/png", data) for name, data in pictures.items())
        return replace(FLOOD, original=original, html="", resources=files)

    flood = next(one.item.id for one in browse.items(other) if one.item.title == "The flood")
    versions.renew(other, flood, with_pictures(b"one", old=b"the river", lost=b"the mill"))
    merging.merge_from(library, other.path)
    here = with_pictures(b"two", old=b"the church", new=b"the river", lost=b"the bridge")
    versions.renew(library, flood, replace(here, text="Long ago. " + FLOOD.text))
    for name in ("old", "lost"):
        target = AreaTarget(0, Rectangle(0.1, 0.2, 0.5, 0.6), f"{name}%20map.png", 5)
        annotate.create(other, flood, NewAnnotation(target, AnnotationKind.AREA))
    merging.merge_from(library, other.path)
    areas = [(one.target, one.orphan) for one in browse.annotations(library, flood)
             if isinstance(one.target, AreaTarget) and one.target.picture]  # fmt: skip
    found = {target.picture.partition("#")[0]: (target.start, orphan) for target, orphan in areas}
    assert found == {"new%20map.png": (15, False), "lost%20map.png": (15, True)}


def test_chosen_articles_go_to_a_library_that_is_made(library: Library, tmp_path: Path) -> None:
    flood, drought = add_article(library), add_article(library, "A drought")
    mark(library, flood, "kept the letters")
    for path in ("Mine/Rivers", "Mine/Rivers/Spring", "Secret"):
        organize.file_items(library, [flood], organize.collection_by_path(library, path))
    path = tmp_path / "new.florilegium"
    assert merging.copy_to(library, path, [flood], within="Mine/Rivers").items == 1
    with Library.open(path, backup=False) as made:
        [found] = browse.items(made)
        assert (found.item.title, found.annotations) == ("The flood", 1)
        assert found.collections == ("Mine/Rivers", "Mine/Rivers/Spring")
        organize.trash_items(made, [found.item.id])
    merged, changes = merging.move_to(library, path, [flood, drought])
    assert (merged.items, merged.known) == (1, 1)
    assert changes.items == {flood, drought}
    assert browse.items(library) == []
    with Library.open(path, backup=False) as made:
        assert sorted(one.item.title for one in browse.items(made)) == ["A drought", "The flood"]
    history.undo(library)
    assert len(browse.items(library)) == 2


def test_what_was_taken_in_before_a_stop_stays(library: Library, tmp_path: Path) -> None:
    class Stopping(Silent):
        def report(self, done: int, total: int, what: str) -> None:
            self.cancelled = True

    with Library.open(tmp_path / "many.florilegium", backup=False) as many:
        for number in range(60):
            add_article(many, f"Article {number}")
    assert merging.merge_from(library, many.path, Stopping()).items == 50
    assert len(browse.items(library)) == 50
    assert merging.merge_from(library, many.path) == Merged(items=10, known=50)


def test_an_open_library_or_the_same_one_is_refused(library: Library, tmp_path: Path) -> None:
    flood = add_article(library)
    with pytest.raises(UserError, match="same library"):
        merging.merge_from(library, library.path)
    with pytest.raises(UserError, match="no library"):
        merging.merge_from(library, tmp_path / "none.florilegium")
    path = tmp_path / "open.florilegium"
    with Library.open(path, exclusive=True, backup=False), pytest.raises(UserError, match="another window"):
        merging.move_to(library, path, [flood])
    assert len(browse.items(library)) == 1


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_library_of_an_earlier_version_is_read_and_left_as_it_is(
    library: Library, tmp_path: Path, version: int
) -> None:
    path = tmp_path / "old.florilegium"
    data = lzma.decompress((FOLDER / f"{version:04}.florilegium.xz").read_bytes())
    path.write_bytes(data)
    assert merging.merge_from(library, path).items == 2
    assert sorted(one.item.title for one in browse.items(library)) == [TABLES.title, FLOOD.title]
    assert Library.is_older(path)


def test_an_outline_keeps_the_words_of_what_did_not_come_along(library: Library, other: Library) -> None:
    [one] = [found for found in browse.find_annotations(other, "") if found.quote]
    annotate.trash(other, [one.id])
    merging.merge_from(library, other.path)
    [outline] = outlines.all_outlines(library)
    assert [point.text for point in outlines.points(library, outline.id)] == [
        "Lost", "> river\n\nWhich river?\n\n— The flood",
    ]  # fmt: skip
