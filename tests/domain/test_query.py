"""The search language: it reads what people write, never breaks, and can be written down again."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.dates import span
from desktop.domain.errors import QueryError
from desktop.domain.query import (
    FIELDS,
    And,
    Field,
    Near,
    Not,
    Or,
    Query,
    Words,
    fields,
    parse,
    words,
    written,
)


def test_what_people_write() -> None:
    a, b, c = Words("a"), Words("b"), Words("c")
    for text, meant in {
        "": And(()),
        "a b": And((a, b)),
        "a AND b": And((a, b)),
        "AND a": a,
        "a OR b c": Or((a, And((b, c)))),
        "(a OR b) c": And((Or((a, b)), c)),
        "a -b": And((a, Not(b))),
        "a NOT b": And((a, Not(b))),
        "a NOT (b OR c)": And((a, Not(Or((b, c))))),
        "and or not near": And(tuple(map(Words, ("and", "or", "not", "near")))),
        '"a b"': Words("a b"),
        '"a ""b"""': Words('a "b"'),
        "flo*": Words("flo", True),
        '"the flo"*': Words("the flo", True),
        "NEAR(a b)": Near((a, b)),
        "NEAR(a b, 3) c": And((Near((a, b), 3), c)),
        'NEAR("a b",c,2)': Near((Words("a b"), c), 2),
        "a NEAR b": Near((a, b)),
        "a NEAR/4 b c": And((Near((a, b), 4), c)),
        "NEAR": And((Words("NEAR"),)).parts[0],
        "tag:river": Field("tag", "river"),
        '-TAG:"my river"': Not(Field("tag", "my river")),
        "after:last week a": And((Field("after", "last week"), a)),
        "after:march 2025": Field("after", "march 2025"),
        "added:last 2 weeks a": And((Field("added", "last 2 weeks"), a)),
        "before:2024 a": And((Field("before", "2024"), a)),
        "https://a.b/c": Words("https://a.b/c"),
        "12:30": Words("12:30"),
    }.items():
        assert parse(text) == meant, text


def test_places() -> None:
    query = parse('flood tag:"my river" -by:reed after:last week')
    assert [(field.start, field.end) for field in fields(query)] == [(6, 20), (22, 29), (30, 45)]
    assert [(word.start, word.end) for word in words(parse(' flood  "the river" '))] == [(1, 6), (8, 19)]


@pytest.mark.parametrize(
    ("text", "place", "told"), [("a tga:x", (2, 5), "“tag:”"), ("a zzzzz:x", (2, 7), "no search field")]
)
def test_an_unknown_field_is_told_with_its_place(text: str, place: tuple[int, int], told: str) -> None:
    with pytest.raises(QueryError, match=told) as problem:
        parse(text)
    assert (problem.value.start, problem.value.end) == place


WORDS = st.builds(
    Words,
    st.text(st.sampled_from('abAND ORTNE:"*()-/,é雨ع1'), min_size=1, max_size=8).filter(
        lambda text: any(c.isalnum() for c in text)
    ),
    st.booleans(),
)
LEAVES = WORDS | st.builds(
    Field, st.sampled_from(FIELDS), st.text(st.sampled_from('ab ":()*-/2雨'), max_size=6)
)
NEARS = st.builds(Near, st.lists(WORDS, min_size=2, max_size=3).map(tuple), st.integers(0, 99))
TREES = st.recursive(
    LEAVES | NEARS,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(And, st.lists(inner, min_size=2, max_size=4).map(tuple))
        | st.builds(Or, st.lists(inner, min_size=2, max_size=4).map(tuple))
    ),
    max_leaves=12,
)


@given(TREES)
def test_what_is_written_is_read_as_the_same(query: Query) -> None:
    assert parse(written(query)) == query


@given(st.text(alphabet=st.sampled_from('ab "()-:OR|*^/\\\0%_AND NEARNOT,5tagincolorisyed雨ع'), max_size=60))
@example("NEAR((")
@example("a NEAR")
@example("NOT")
@example("- (")
@example("after:last")
def test_any_text_is_read_or_told_where_it_is_wrong(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as problem:
        assert 0 <= problem.start < problem.end <= len(text)
        return
    again = parse(written(query))
    assert again == query
    for part in (*fields(query), *words(query)):
        assert 0 <= part.start < part.end <= len(text)


TODAY = date(2025, 11, 19)  # a Wednesday


@pytest.mark.parametrize(
    ("written_as", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-2-9", "2024-02-09", "2024-02-09"),
        ("9.2.2024", "2024-02-09", "2024-02-09"),
        ("March 2025", "2025-03-01", "2025-03-31"),
        ("21 march 2025", "2025-03-21", "2025-03-21"),
        ("Mar. 21st, 2025", "2025-03-21", "2025-03-21"),
        ("december", "2024-12-01", "2024-12-31"),
        ("today", "2025-11-19", "2025-11-19"),
        ("yesterday", "2025-11-18", "2025-11-18"),
        ("monday", "2025-11-17", "2025-11-17"),
        ("last wednesday", "2025-11-12", "2025-11-12"),
        ("last week", "2025-11-10", "2025-11-16"),
        ("this month", "2025-11-01", "2025-11-30"),
        ("last month", "2025-10-01", "2025-10-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("3 days ago", "2025-11-16", "2025-11-16"),
        ("a month ago", "2025-10-19", "2025-10-19"),
        ("last 2 weeks", "2025-11-05", "2025-11-19"),
    ],
)
def test_dates_as_people_write_them(written_as: str, first: str, last: str) -> None:
    found = span(written_as, TODAY)
    assert found and (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    "no_date", ["", "soon", "2024-13", "31 february 2024", "99999 years ago", "0000", "0 march 1"]
)
def test_what_is_no_date(no_date: str) -> None:
    assert span(no_date, TODAY) is None
