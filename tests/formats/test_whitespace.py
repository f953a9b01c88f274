"""Words of neighbouring blocks never run together; settling is done once and for all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import sanitize

WORDS = st.text("abcdefghij", min_size=1, max_size=6)
SPACES = st.sampled_from(["", " ", "\n  ", "\t", "\r\n"])


def block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(["div", "section", "blockquote"]), st.lists(inner, max_size=4), SPACES).map(
            lambda made: f"<{made[0]}>{made[2].join(made[1])}</{made[0]}>"
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda made: "<ul>" + "".join(f"<li>{one}</li>" for one in made) + "</ul>"
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda made: "<table><tr>" + "".join(f"<td>{one}</td>" for one in made) + "</tr></table>"
        ),
    )


LEAVES = st.one_of(
    st.tuples(WORDS, WORDS).map(lambda made: f"<div>{made[0]}<div>{made[1]}</div>{made[0]}</div>"),
    st.tuples(SPACES, WORDS, SPACES).map(lambda made: f"<p>{''.join(made)}</p>"),
    WORDS.map(lambda word: f"<pre>{word}\n  {word}</pre>"),
    st.tuples(WORDS, WORDS).map(lambda made: f"<p>{made[0]}<br>{made[1]} <b> {made[0]} </b></p>"),
    st.tuples(WORDS, WORDS).map(lambda made: f"<h2>{made[0]}</h2><div>{made[1]}</div>"),
)
PAGES = st.lists(st.recursive(LEAVES, block, max_leaves=8), max_size=4).map("".join)


def words_of(markup: str) -> list[str]:
    """What a person reads: every tag but the inline ones parts words."""
    for tag in ("<b>", "</b>"):
        markup = markup.replace(tag, "")
    parted = "".join(
        f" {part}" if "<" not in part else " "
        for part in markup.replace("<", "\0<").replace(">", ">\0").split("\0")
    )
    return parted.split()


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_words_are_parted_as_on_the_page(markup: str) -> None:
    assert canonical_text(sanitize(markup)).split() == words_of(markup)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_settling_twice_changes_nothing(markup: str) -> None:
    once = sanitize(markup)
    assert sanitize(once) == once


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_no_line_begins_or_ends_with_a_space_outside_pre(markup: str) -> None:
    for line in canonical_text(sanitize(markup)).split("\n"):
        if "pre" not in markup:
            assert line.strip(" ") == line
