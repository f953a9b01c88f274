"""What two versions of a text have in common, and what not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.comparison import Fate, compare
from desktop.domain.resemblance import common_part, fingerprints

OLD = "The mayor of the town denied it on Monday.\nThe bridge is closed for repairs until the end of May.\nMore soon.\n"
NEW = (
    "The bridge is closed for repairs until the end of May.\nThe mayor of the town admitted it on Monday.\n"
    "A report is due in June.\n"
)

texts = st.lists(
    st.sampled_from(
        (
            "one two three four five six seven eight nine",
            "one two three",
            "",
            "漢字かな交じり文です",
            "a b c d e f g h",
            "!?",
        )
    ),
    max_size=8,
).map("\n".join)


def fates(old: str, new: str) -> list[tuple[Fate, str]]:
    return [
        (passage.fate, new[slice(*passage.new)] if passage.new else old[slice(*passage.old or (0, 0))])
        for passage in compare(old, new)
    ]


def test_each_paragraph_has_its_fate() -> None:
    assert fates(OLD, NEW) == [
        (Fate.SAME, "The bridge is closed for repairs until the end of May."),
        (Fate.REMOVED, "More soon."),
        (Fate.MOVED, "The mayor of the town admitted it on Monday."),
        (Fate.ADDED, "A report is due in June."),
    ]


def test_the_words_of_an_edited_paragraph_are_told_apart() -> None:
    old, new = "The mayor denied it on Monday.", "The mayor admitted it on Monday."
    [passage] = compare(old, new)
    assert [
        (run.kept, old[run.old_start : run.old_end], new[run.new_start : run.new_end]) for run in passage.runs
    ] == [
        (True, "The mayor", "The mayor"),
        (False, "denied", "admitted"),
        (True, "it on Monday.", "it on Monday."),
    ]


@given(texts, texts)
def test_nothing_is_told_twice_and_nothing_left_out(old: str, new: str) -> None:
    passages = compare(old, new)
    for text, sides in ((old, [p.old for p in passages]), (new, [p.new for p in passages])):
        told = [side for side in sides if side]
        assert len(set(told)) == len(told)
        assert sum(len(text[slice(*side)].split()) for side in told) == len(text.split())
    assert [p.new for p in passages if p.new] == sorted(p.new for p in passages if p.new)


@given(st.text())
def test_any_text_has_fingerprints(text: str) -> None:
    assert all(0 <= value < 2**62 for value in fingerprints(text))


@given(texts)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {passage.fate for passage in compare(text, text)} <= {Fate.SAME}


def long_text(first: int) -> str:
    return " ".join(f"word{number}" for number in range(first, first + 200))


def test_texts_that_share_a_long_run_share_a_fingerprint() -> None:
    shared = long_text(0)
    one, other = f"{long_text(1000)} {shared}", f"{shared} {long_text(5000)}"
    assert fingerprints(one) & fingerprints(other)
    assert not fingerprints(long_text(1000)) & fingerprints(long_text(5000))


def test_fingerprints_stay_what_libraries_hold_of_earlier_ones() -> None:
    found = sorted(fingerprints(long_text(1000)))
    assert (len(found), found[:2]) == (6, [86854765093848465, 113754852256636651])


@given(st.text(st.characters(codec="ascii"), min_size=200))
def test_a_plain_text_has_the_same_fingerprints_with_other_letters_behind_it(text: str) -> None:
    assert fingerprints(f"{long_text(0)} {text}") <= fingerprints(f"{long_text(0)} {text} Straße, 東京")


def test_the_common_part_is_of_the_shorter_text() -> None:
    assert common_part(long_text(0), f"{long_text(1000)} {long_text(0)}") == 1
    assert common_part(long_text(0), long_text(100)) == pytest.approx(96 / 196)
    assert common_part("too short", "too short") == 0
