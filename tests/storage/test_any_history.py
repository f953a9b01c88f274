"""Any sequence of steps: undo all = start, redo all = end, across reopening; search follows."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor, NewAnnotation
from desktop.domain.item import ImportedItem, ItemType, PageSpan, ReadingStatus
from desktop.domain.selector import Rectangle
from desktop.services import annotate, browse, history, organize, outlines, versions
from desktop.services.library import check
from desktop.services.search import search
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.storage.schema import TRACKED

NAMES = ["news", "News", "a/b", "a", "المصدر", "x y"]
TEXT = "The river rose in March.\nNobody kept the letters. 北京大学\n"

Act = Callable[[Library, "Dice"], object]


class Dice:
    """Numbers that choose among what is there."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = iter(numbers)

    def one(self, things: list) -> object | None:
        return things[next(self._numbers, 0) % len(things)] if things else None


def items(library: Library) -> list[int]:
    return [found.item.id for found in browse.items(library) + browse.items(library, "is:trashed")]


def marks(library: Library) -> list[int]:
    rows = library.reader().conn.execute("SELECT id FROM annotation ORDER BY id").fetchall()
    return [id_ for (id_,) in rows]


def import_one(library: Library, dice: Dice) -> None:
    title = f"Article {len(items(library))} {dice.one(NAMES)}"
    intake.store(
        library,
        ImportedItem(
            ItemType.PDF, title, TEXT, title.encode(), "application/pdf", "a.pdf", pages=(PageSpan(0, 24, "1", 10, 10),)
        ),
        tags=[str(dice.one(NAMES))],
        batch=dice.one(["", "one", "two"]) or None,
    )  # fmt: skip


def mark(library: Library, dice: Dice) -> None:
    if (item := dice.one(items(library))) is None:
        return
    document = browse.document(library, item)
    area = AreaTarget(0, Rectangle(1, 2, 3, 4))
    target = dice.one([annotate.target_of(document, 4, 9), annotate.target_of(document, 10, 40), area])
    new = NewAnnotation(
        target, dice.one(list(AnnotationKind)), dice.one(list(HighlightColor)), tags=(dice.one(NAMES),)
    )
    annotate.create(library, item, new)


def on_marks(does: Callable[[Library, list[int], Dice], object]) -> Act:
    def act(library: Library, dice: Dice) -> None:
        if (chosen := dice.one(marks(library))) is not None:
            does(library, [chosen], dice)

    return act


def on_items(does: Callable[[Library, list[int], Dice], object]) -> Act:
    def act(library: Library, dice: Dice) -> None:
        if (chosen := dice.one(items(library))) is not None:
            does(library, [chosen], dice)

    return act


def on_tags(does: Callable[[Library, str, Dice], object]) -> Act:
    def act(library: Library, dice: Dice) -> None:
        if (chosen := dice.one(browse.tags(library))) is not None:
            does(library, chosen.name, dice)

    return act


def on_collections(does: Callable[[Library, int, Dice], object]) -> Act:
    def act(library: Library, dice: Dice) -> None:
        if (chosen := dice.one(browse.collections(library))) is not None:
            does(library, chosen.id, dice)

    return act


def file_somewhere(library: Library, ids: list[int], dice: Dice) -> None:
    if (collection := dice.one(browse.collections(library))) is not None:
        organize.file_items(library, ids, collection.id)


def on_searches(does: Callable[[Library, int, Dice], object]) -> Act:
    def act(library: Library, dice: Dice) -> None:
        if (chosen := dice.one(browse.saved_searches(library))) is not None:
            does(library, chosen.id, dice)

    return act


def swap(library: Library, ids: list[int], dice: Dice) -> None:
    one, other = (dice.one(browse.collections(library)) for _ in range(2))
    if one is not None and other is not None:
        organize.move_items(library, ids, one.id, other.id)


def move(library: Library, collection_id: int, dice: Dice) -> None:
    parents = [None, *(found.id for found in browse.collections(library) if found.id != collection_id)]
    organize.move_collection(library, collection_id, dice.one(parents), 0)


def note(library: Library, ids: list[int], dice: Dice) -> None:
    notes = browse.notes(library, ids[0])
    if notes and dice.one([True, False]):
        organize.edit_note(library, notes[0].id, f"changed {dice.one(NAMES)}")
    elif notes:
        organize.trash_note(library, notes[0].id)
    else:
        organize.add_note(library, ids[0], "attic")


def renew(library: Library, ids: list[int], dice: Dice) -> None:
    text = dice.one(
        [TEXT, "Something new.\n" + TEXT, "Nobody kept the letters. 北京大学\n", "Nothing of it.\n"]
    )
    title = f"Article renewed {dice.one(NAMES)}"
    new = ImportedItem(ItemType.PDF, title, text, f"{title}{text}".encode(), "application/pdf", "b.pdf")
    versions.renew(library, ids[0], new, dice.one(["", "one"]) or None)


def use(library: Library, ids: list[int], dice: Dice) -> None:
    versions.use(library, ids[0], dice.one(versions.versions(library, ids[0])).id)


def outline(library: Library, dice: Dice) -> None:
    """Something with an outline: a new one, or a new, moved, changed or removed point of one."""
    chosen = dice.one([None, *outlines.all_outlines(library)])
    if chosen is None:
        outlines.create(library, str(dice.one(NAMES)))
        return
    points = [one.id for one in outlines.points(library, chosen.id)]
    point = dice.one(points)
    if point is None or dice.one([True, False]):
        outlines.add_heading(library, chosen.id, "Heading", dice.one([None, 0, *points]))
        if (mark := dice.one(marks(library))) is not None:
            outlines.add_annotations(library, chosen.id, [mark], dice.one([None, 0, *points]))
        return
    does = dice.one(["move", "shift", "place", "edit", "remove", "delete"])
    if does == "move":
        outlines.move(library, chosen.id, [point], -1)
    elif does == "shift":
        outlines.shift(library, chosen.id, [point], 1)
    elif does == "place":
        outlines.place(library, chosen.id, [point], dice.one(range(len(points))) or 0)
    elif does == "edit":
        outlines.edit(library, point, str(dice.one(NAMES)))
    elif does == "remove":
        outlines.remove(library, [point])
    else:
        outlines.delete(library, chosen.id)


ACTS: list[Act] = [
    import_one,
    import_one,
    mark,
    mark,
    on_marks(lambda library, ids, dice: annotate.recolor(library, ids, dice.one(list(HighlightColor)))),
    on_marks(lambda library, ids, dice: annotate.comment(library, ids[0], f"cellar {dice.one(NAMES)}")),
    on_marks(lambda library, ids, dice: annotate.tag(library, ids, dice.one(NAMES))),
    on_marks(lambda library, ids, dice: annotate.untag(library, ids, dice.one(NAMES))),
    on_marks(lambda library, ids, _: annotate.trash(library, ids)),
    on_marks(lambda library, ids, _: annotate.restore(library, ids)),
    on_items(lambda library, ids, dice: organize.tag_items(library, ids, dice.one(NAMES))),
    on_items(lambda library, ids, dice: organize.untag_items(library, ids, dice.one(NAMES))),
    on_items(lambda library, ids, _: organize.trash_items(library, ids)),
    on_items(lambda library, ids, _: organize.restore_items(library, ids)),
    on_items(lambda library, ids, dice: organize.edit_items(library, ids, title=dice.one(NAMES))),
    on_items(lambda library, ids, dice: organize.star(library, ids, dice.one([True, False]))),
    on_items(lambda library, ids, dice: organize.set_status(library, ids, dice.one(list(ReadingStatus)))),
    on_items(file_somewhere),
    on_items(note),
    on_items(renew),
    on_items(use),
    on_items(lambda library, ids, dice: organize.edit_items(library, ids, DOI=dice.one(["", "10.1/x"]))),
    on_tags(lambda library, tag, dice: organize.rename_tag(library, tag, dice.one(NAMES))),
    on_tags(lambda library, tag, dice: organize.color_tags(library, [tag], dice.one(list(HighlightColor)))),
    on_tags(lambda library, tag, _: organize.delete_tags(library, [tag])),
    on_tags(lambda library, tag, dice: organize.merge_tags(library, [tag, dice.one(NAMES)], dice.one(NAMES))),
    on_tags(
        lambda library, tag, dice: (
            organize.split_tag(library, tag, {dice.one(NAMES): items(library)[:1]})
            if tag in browse.tag_names(library)
            else None
        )
    ),
    on_items(
        lambda library, ids, dice: organize.change_tags(library, ids, [dice.one(NAMES)], [dice.one(NAMES)])
    ),
    lambda library, dice: organize.collection_by_path(library, dice.one(NAMES)),
    on_collections(move),
    on_collections(lambda library, id_, dice: organize.rename_collection(library, id_, dice.one(NAMES))),
    on_collections(lambda library, id_, _: organize.delete_collection(library, id_)),
    lambda library, dice: organize.save_search(library, dice.one(NAMES), "river"),
    outline,
    outline,
    on_searches(
        lambda library, id_, dice: organize.edit_saved_search(library, id_, dice.one(NAMES), "flood")
    ),
    on_searches(lambda library, id_, _: organize.delete_saved_search(library, id_)),
    on_items(swap),
]


def dump(library: Library) -> str:
    """All that a person made."""
    conn = library.reader().conn
    return json.dumps(
        {table: conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TRACKED}
    )


def found(library: Library) -> list[list[int]]:
    queries = ["river", "北京", "cellar", "attic", "changed", 'tag:"x y"', "article"]
    return [sorted(hit.item.item.id for hit in search(library, query)) for query in queries]


numbers = st.lists(st.integers(0, 60), min_size=6, max_size=6)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(range(len(ACTS))), numbers), min_size=1, max_size=25),
    st.integers(0, 25),
)
def test_undo_all_is_the_start_and_redo_all_the_end(steps: list[tuple[int, list[int]]], pause: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "library.florilegium")
        with Library.open(path, backup=False) as library:
            start = (dump(library), found(library))
            for number, dice in steps:
                ACTS[number](library, Dice(dice))
            end = (dump(library), found(library))
            for _ in range(pause):
                history.undo(library)
        with Library.open(path, backup=False) as library:
            while history.undo(library) is not None:
                pass
            assert (dump(library), found(library)) == start
            while history.redo(library) is not None:
                pass
            assert (dump(library), found(library)) == end
            assert check(library) == []
