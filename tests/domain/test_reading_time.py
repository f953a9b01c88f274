"""How long a text takes to read, and where its chapters end."""

import pytest

from desktop.domain.item import OutlineEntry
from desktop.domain.reading_time import chapter_end, minutes, section_at

OUTLINE = [OutlineEntry("One", 1, 10), OutlineEntry("Part", 2, 40), OutlineEntry("Two", 1, 100)]


def test_words_and_characters_have_their_rates() -> None:
    assert minutes("word " * 2380, 2380) == pytest.approx(10)
    assert minutes("川辺" * 1275, 2550) == pytest.approx(10)
    assert minutes("", 0) == 0


def test_a_place_stands_under_the_heading_before_it() -> None:
    assert [section_at(OUTLINE, offset) for offset in (0, 10, 39, 40, 99, 100, 900)] == [-1, 0, 0, 1, 1, 2, 2]


def test_a_chapter_ends_where_the_next_one_begins() -> None:
    assert [chapter_end(OUTLINE, offset, 500) for offset in (0, 10, 45, 100)] == [10, 100, 100, 500]
    assert chapter_end([], 3, 500) == 500
