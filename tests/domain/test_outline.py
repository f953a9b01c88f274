"""Moving points of an outline: nothing is lost, and no point hangs in the air."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.outline import Placed, moved, placed, settled, shifted

levels = st.lists(st.integers(0, 7), max_size=12).map(
    lambda found: settled([Placed(number + 1, level) for number, level in enumerate(found)])
)


def tree(text: str) -> list[Placed]:
    """``"1 .2 ..3"``: a dot for each level."""
    return [Placed(int(word.strip(".")), word.count(".")) for word in text.split()]


def test_what_belongs_to_a_point_goes_with_it() -> None:
    before = tree("1 .2 ..3 .4 5 .6")
    assert moved(before, [5], -1) == tree("5 .6 1 .2 ..3 .4")
    assert moved(before, [1], 1) == tree("5 .6 1 .2 ..3 .4")
    assert moved(before, [4], -1) == tree("1 .4 .2 ..3 5 .6")
    assert shifted(before, [2], -1) == tree("1 2 .3 .4 5 .6")
    assert shifted(before, [5], 1) == tree("1 .2 ..3 .4 .5 ..6")


def test_a_point_is_put_anywhere() -> None:
    before = tree("1 .2 .3 4")
    assert placed(before, [4], 1, 1) == tree("1 .4 .2 .3")
    assert placed(before, [1], 4) == tree("4 1 .2 .3")
    assert placed(before, [2, 3], 0) == tree("2 .3 1 4") or placed(before, [2, 3], 0)[0].id == 2


def test_the_ends_hold() -> None:
    before = tree("1 .2")
    assert moved(before, [1], -1) == before
    assert moved(before, [1], 1) == before
    assert shifted(before, [1], 1) == before
    assert shifted(before, [2], 1) == before


@given(levels, st.lists(st.integers(1, 12), max_size=4), st.sampled_from([-1, 1]), st.integers(0, 12))
def test_nothing_is_lost_and_nothing_hangs_in_the_air(
    before: list[Placed], ids: list[int], by: int, at: int
) -> None:
    for after in (
        moved(before, ids, by),
        shifted(before, ids, by),
        placed(before, ids, min(at, len(before))),
    ):
        assert sorted(point.id for point in after) == sorted(point.id for point in before)
        assert settled(after) == after
