"""Annotations follow their words into the next version of a text, or are orphans."""

from pathlib import Path

import pytest

from desktop.domain.carrying import Carrier
from desktop.domain.errors import ImportFailed
from desktop.importers.base import Source
from desktop.importers.registry import read
from tests.domain.edits import edited, ranges, survived

OLD = (
    "The river rose in March and the mill stood still.\n"
    "Nobody kept the letters that the miller wrote to his sister.\n"
    "The mill stood still again in June, when the dam was mended.\n"
    "A short line.\n"
)


def carried(new: str, words: str, old: str = OLD) -> str | None:
    start = old.index(words)
    place = Carrier(old, new).carry(start, start + len(words))
    return None if place is None else new[place.start : place.end]


def test_what_stayed_is_where_it_went() -> None:
    new = "An earlier version of this text named the wrong month.\n" + OLD
    assert carried(new, "kept the letters") == "kept the letters"
    start = OLD.rindex("mill stood still")
    place = Carrier(OLD, new).carry(start, start + 16)
    assert place is not None
    assert place.start == new.rindex("mill stood still")  # the second, as before


def test_a_moved_paragraph_takes_its_annotations_along() -> None:
    lines = OLD.splitlines(keepends=True)
    new = "".join([*lines[2:], *lines[:2]])
    assert carried(new, "the miller wrote to his sister.\n") == "the miller wrote to his sister.\n"


def test_an_edited_passage_keeps_what_became_of_it() -> None:
    new = OLD.replace("that the miller wrote", "which the old miller wrote")
    assert carried(new, "letters that the miller wrote to") == "letters which the old miller wrote to"


def test_a_passage_that_is_gone_is_not_its_copy_elsewhere() -> None:
    new = OLD.replace("The mill stood still again in June, when the dam was mended.\n", "")
    start = OLD.rindex("mill stood still")
    assert Carrier(OLD, new).carry(start, start + 16) is None


def test_a_rewritten_paragraph_orphans_what_it_dropped() -> None:
    new = OLD.replace(
        "Nobody kept the letters that the miller wrote to his sister.", "Everything burned in 1911."
    )
    assert carried(new, "letters that the miller wrote") is None


def test_white_space_may_differ() -> None:
    new = OLD.replace("the letters that", "the  letters\tthat")
    assert carried(new, "kept the letters that the") == "kept the  letters\tthat the"


@pytest.mark.parametrize(
    ("old", "new"), [("", "Words."), ("Words.", ""), ("\n \n", "Other."), ("漢字", "かな")]
)
def test_nothing_is_found_in_nothing(old: str, new: str) -> None:
    assert Carrier(old, new).carry(0, len(old)) is None
    assert Carrier(old, new).place(len(old)) >= 0


def test_a_reading_position_goes_along() -> None:
    new = "Something new at the top.\n" + OLD
    offset = OLD.index("A short")
    assert Carrier(OLD, new).place(offset) == new.index("A short")


def test_scripts_without_spaces_are_followed_inside_a_paragraph() -> None:
    old = "古い水車は三月に止まった。手紙は誰も残さなかった。\n"
    new = "大きな古い水車は四月に止まった。手紙は誰も残さなかった。\n"
    assert carried(new, "手紙は誰も", old) == "手紙は誰も"


LOREM = "Lorem ipsum dolor sit amet, consectetur adipisici elit, sed eiusmod tempor incidunt ut labore.\n"
THREE = "One.\n" + LOREM + "Two.\n" + LOREM + "Three.\n" + LOREM


def places_of(old: str, new: str, words: str) -> list[int | None]:
    """Where each of the places of these words went."""
    carrier = Carrier(old, new)
    starts = [place for place in range(len(old)) if old.startswith(words, place)]
    found = [carrier.carry(start, start + len(words)) for start in starts]
    return [place and place.start for place in found]


def test_copies_are_known_by_their_neighbours() -> None:
    new = THREE.replace("Two.\n" + LOREM, "Two.\n")
    first, second, third = places_of(THREE, new, "consectetur adipisici elit")
    assert (first, second) == (new.index("consectetur"), None)
    assert third == new.rindex("consectetur")


def test_copies_without_neighbours_are_not_guessed() -> None:
    assert places_of(LOREM * 3, LOREM * 2, "consectetur adipisici elit") == [None] * 3
    edited_ones = LOREM.replace("sit", "lit") + LOREM.replace("dolor", "color")
    assert places_of(LOREM * 3, edited_ones, "consectetur adipisici elit") == [None] * 3


def test_as_many_copies_as_before_keep_their_order() -> None:
    new = LOREM.replace("ipsum", "gypsum") + LOREM + LOREM.replace("sed", "and said")
    starts = [place for place in range(len(new)) if new.startswith("consectetur", place)]
    assert places_of(LOREM * 3, new, "consectetur adipisici elit") == starts


def test_words_that_only_one_of_the_copies_has_are_found() -> None:
    other = LOREM.replace("consectetur adipisici elit", "the wheel of the mill was mended")
    place = places_of(LOREM + other + LOREM, LOREM + other, "the wheel of the mill was mended")
    assert place == [len(LOREM) + other.index("the wheel")]


@pytest.mark.corpora
def test_real_pages_after_edits(corpora: Path) -> None:
    """Word for word what survives, at least 99 in 100; never anything else for what is gone. A passage that stood
    in several places may be an orphan, and never has other words."""
    alive = right = gone = 0
    for number, page in enumerate(sorted(corpora.glob("readability/*/source.html"))):
        try:
            text = read(Source(page.read_bytes(), page.name)).text
        except ImportFailed:
            continue
        if len(text.split()) < 100:
            continue
        copy = edited(text, number)
        carrier = Carrier(text, copy.text)
        for start, end in ranges(text, number, 40):
            kept, place = survived(text, copy, start, end)
            found = carrier.carry(start, end)
            if place is not None:
                words = text[start:end].split()
                same = found is not None and copy.text[found.start : found.end].split() == words
                if text.count(text[start:end]) > 1:  # which of them is which cannot always be told
                    assert same or found is None
                    continue
                alive += 1
                right += same and found is not None and (found.start, found.end) == place
            elif not kept:
                gone += 1
                assert found is None
    assert alive > 500
    assert gone > 30
    assert right / alive >= 0.99
