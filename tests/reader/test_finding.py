"""Finding words as they are meant, or exactly as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reader.finding import BadPattern, FindableText, FindOptions

TEXT = "The Café was full of cafés. A well-\nknown exam-\nple of co\u00adoperation: cafe, CAFE and decaf.\n"


def found(words: str, text: str = TEXT, **how: bool) -> list[str]:
    places = FindableText(text).places(words, FindOptions(**how))
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("words", "how", "expected"),
    [
        ("cafe", {}, ["Café", "café", "cafe", "CAFE"]),
        ("Café", {"case": True}, ["Café"]),
        ("cafe", {"whole_words": True}, ["Café", "cafe", "CAFE"]),
        ("CAFE", {"case": True, "whole_words": True}, ["CAFE"]),
        ("example", {}, ["exam-\nple"]),
        ("an well-known", {}, []),
        ("well-known", {}, ["well-\nknown"]),
        ("wellknown", {}, ["well-\nknown"]),
        ("cooperation", {"case": True}, ["co\u00adoperation"]),
        (r"\bca\w+", {"pattern": True}, ["Café", "cafés", "cafe", "CAFE"]),
        (r"\bca\w+", {"pattern": True, "case": True}, ["cafés", "cafe"]),
        ("x*", {"pattern": True}, ["x"]),
        (".", {}, [".", "."]),
        ("   ", {}, []),
    ],
)
def test_what_is_found(words: str, how: dict[str, bool], expected: list[str]) -> None:
    assert found(words, **how) == expected


def test_whole_words_where_words_have_no_spaces_between() -> None:
    assert found("図書", "雨の日の図書室", whole_words=True) == ["図書"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("احمد", ["أحْمد"]), ("رساله", ["رســالة"]), ("الی", ["إلى"]), ("کتاب", ["كتاب"]), ("مسئول", [])],
)
def test_letters_of_arabic_that_stand_for_one_another(words: str, expected: list[str]) -> None:
    assert found(words, "كتاب أحْمد إلى رســالة مسؤول") == expected


@pytest.mark.parametrize("pattern", ["(", "[a", "(?P<x>a)(?P=y)", "*"])
def test_a_pattern_that_means_nothing_is_said(pattern: str) -> None:
    with pytest.raises(BadPattern):
        found(pattern, pattern=True)


def test_a_pattern_that_would_take_years_is_given_up() -> None:
    with pytest.raises(BadPattern):
        found("(a|aa)+$", "a" * 60 + "b", pattern=True)


@given(st.text(max_size=60), st.text(max_size=5), st.booleans(), st.booleans())
def test_places_are_in_the_text_in_order_and_apart(text: str, words: str, case: bool, whole: bool) -> None:
    last = 0
    for start, end in FindableText(text).places(words, FindOptions(case, whole)):
        assert last <= start < end <= len(text)
        last = end
