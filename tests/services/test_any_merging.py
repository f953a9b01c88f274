"""Whatever a library has been through: taken into another one it is the same there, and a second time changes nothing."""

import contextlib
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import UserError
from desktop.services import browse, history, merging, organize
from desktop.services.library import check
from desktop.services.search import search
from desktop.storage.library import Library
from tests.services.test_merging import portrait
from tests.storage.schema_fixture import fill
from tests.storage.test_any_history import ACTS, Dice

moves = st.lists(
    st.tuples(st.integers(0, len(ACTS) - 1), st.lists(st.integers(0, 9), max_size=6)), max_size=8
)


@given(moves, moves)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
def test_a_library_is_the_same_in_another(first: list, later: list) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder, "a.florilegium"), backup=False) as source,
        Library.open(Path(folder, "b.florilegium"), backup=False) as target,
    ):
        fill(source)
        live(source, first)
        merging.merge_from(target, source.path)
        assert whole(target) == whole(source)
        assert len(search(target, "letters")) == len(search(source, "letters"))
        seen, steps = whole(target), len(history.steps(target))
        merging.merge_from(target, source.path)
        assert (whole(target), len(history.steps(target))) == (seen, steps)
        live(source, later)
        merging.merge_from(target, source.path)
        for item in browse.items(source):
            [there] = [one for one in browse.items(target) + browse.items(target, "is:trashed")
                       if one.item.uid == item.item.uid]  # fmt: skip
            marks = {one.uid for one in browse.annotations(source, item.item.id)}
            assert marks <= {one.uid for one in browse.annotations(target, there.item.id)}
            assert set(map(str.casefold, item.tags)) <= set(map(str.casefold, there.tags))
            assert set(item.collections) <= set(there.collections)
        assert check(target) == []
        while history.undo(target):
            pass
        assert browse.items(target) == []


def whole(library: Library) -> dict[str, object]:
    """What a quotation of an outline stands for may be in the trash, which does not come along: its words do."""
    found = portrait(library)
    return found | {"outlines": [(name, len(points)) for name, points in found["outlines"]]}  # type: ignore[attr-defined]


def live(library: Library, done: list) -> None:
    for act, numbers in done:
        with contextlib.suppress(UserError):  # some acts are refused
            ACTS[act](library, Dice(numbers))
        if numbers and numbers[-1] == 9:
            history.undo(library)


def test_trash_does_not_come_along() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder, "a.florilegium"), backup=False) as source,
        Library.open(Path(folder, "b.florilegium"), backup=False) as target,
    ):
        live(source, [(0, [1]), (0, [2])])
        organize.trash_items(source, [1])
        assert merging.merge_from(target, source.path).items == 1
