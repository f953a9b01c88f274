"""Where covers stand, and which one is at a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from desktop.services.listing import Group
from desktop.ui.panels.shelf import Shelf

HEIGHT, LEAST = 50, 40


def shelf(width: int, *articles: int) -> Shelf:
    """Of groups with so many articles; of one number: without groups."""
    groups = [Group(str(number), count) for number, count in enumerate(articles)] if len(articles) > 1 else []
    return Shelf(sum(articles) + len(groups), groups, width, HEIGHT, LEAST)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(1, 300))
def test_every_row_has_a_place_of_its_own(articles: list[int], width: int) -> None:
    made = shelf(width, *articles)
    rows = sum(articles) + (len(articles) if len(articles) > 1 else 0)
    rects = [made.rect(row) for row in range(rows)]
    assert [made.row_at(rect.center()) for rect in rects] == list(range(rows))
    assert max(rect.bottom() for rect in rects) + 1 == made.height
    assert not any(one.intersects(other) for number, one in enumerate(rects) for other in rects[number + 1 :])
    assert sum(last - first + 1 for first, last in made.runs(0, rows - 1)) == sum(articles)


def test_lines_above_and_below_pass_over_titles() -> None:
    made = shelf(130, 4, 1, 5)  # three side by side: 0 [1-4], 5 [6], 7 [8-12]
    assert made.across == 3
    assert [made.beyond(row, 1) for row in (1, 2, 3, 4, 6, 8, 10, 11)] == [4, 4, 4, 6, 8, 11, 12, 11]
    assert [made.beyond(row, -1) for row in (12, 9, 8, 6, 4, 2)] == [9, 6, 6, 4, 1, 2]
    assert made.beyond(1, 9) == 11


@pytest.mark.parametrize(("point", "row"), [((5, 5), 0), ((125, 5), -1), ((5, 999), -1)])
def test_beside_the_covers_there_is_nothing(point: tuple[int, int], row: int) -> None:
    assert shelf(130, 2).row_at(QPoint(*point)) == row


def test_an_empty_list_has_no_rows() -> None:
    assert shelf(130, 0).row_at(QPoint(0, 0)) == -1
    assert shelf(130, 0).runs(0, 0) == []
