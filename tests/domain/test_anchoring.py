"""Describe and anchor are inverse; an edited text keeps an annotation or orphans it, never moves it."""

import json
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.anchoring import anchor, describe, occurrences, suggest
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector

ARTICLE = (
    "The archive opened on Monday. Its first reader was a historian of tides, who asked for the "
    "harbour ledgers of 1887. The archive opened again on Friday, and the ledgers had been catalogued "
    "by a volunteer from the lighthouse. Nobody had expected the handwriting to be so clear."
)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(
        st.text(alphabet=st.sampled_from("ab \n\u0627\u0301\U0001f600漢"), min_size=1, max_size=200)
        | st.text(min_size=1)
    )
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(ranges())
@example(("aaaa", 1, 3))
def test_describe_then_anchor_is_identity(case: tuple[str, int, int]) -> None:
    text, start, end = case
    selectors = describe(text, start, end)
    assert selectors.quote.exact == text[start:end]
    assert anchor(text, selectors.quote, selectors.position) == TextPositionSelector(start, end)


def test_text_inserted_before_moves_the_range_along() -> None:
    start = ARTICLE.index("harbour ledgers")
    selectors = describe(ARTICLE, start, start + 15)
    changed = "Correction: an earlier version misspelt a name. " + ARTICLE
    found = anchor(changed, selectors.quote, selectors.position)
    assert found is not None
    assert changed[found.start : found.end] == "harbour ledgers"


def test_context_tells_repeated_words_apart() -> None:
    second = ARTICLE.index("The archive opened", 10)
    selectors = describe(ARTICLE, second, second + 18)
    changed = "Update. " + ARTICLE
    assert anchor(changed, selectors.quote, selectors.position) == TextPositionSelector(
        second + 8, second + 26
    )


def test_words_repeated_in_the_same_company_are_an_orphan_without_their_place() -> None:
    text = "a rose is a rose is a rose is a rose " * 4
    assert anchor(text, TextQuoteSelector("rose is", "a ", " a"), None) is None


def test_an_edited_passage_is_found_with_its_new_ends() -> None:
    start, end = ARTICLE.index("Its first"), ARTICLE.index(" The archive opened again")
    selectors = describe(ARTICLE, start, end)
    changed = ARTICLE.replace("historian of tides", "scholar of the tides")
    found = anchor(changed, selectors.quote, selectors.position)
    assert found is not None
    assert changed[found.start : found.end] == changed[start : changed.index(" The archive opened again")]


def test_a_deleted_passage_is_an_orphan() -> None:
    start, end = ARTICLE.index("Nobody"), len(ARTICLE)
    selectors = describe(ARTICLE, start, end)
    assert anchor(ARTICLE[:start], selectors.quote, selectors.position) is None


def test_a_short_word_alone_in_other_company_is_an_orphan() -> None:
    text = "Completely different words about a tide table."
    assert anchor(text, TextQuoteSelector("tide", "the historian of the ", " had asked for"), None) is None


def test_an_empty_quote_is_nowhere() -> None:
    assert anchor(ARTICLE, TextQuoteSelector(""), TextPositionSelector(0, 0)) is None
    assert occurrences(ARTICLE, TextQuoteSelector("")) == []


def test_occurrences_are_narrowed_by_prefix_and_suffix() -> None:
    assert len(occurrences(ARTICLE, TextQuoteSelector("archive opened"))) == 2
    narrowed = occurrences(ARTICLE, TextQuoteSelector("archive opened", suffix=" again"))
    assert [ARTICLE[place.start : place.end + 6] for place in narrowed] == ["archive opened again"]


def test_real_pages_after_edits(corpora: Path) -> None:
    """Right: overlaps the true range by half of the shorter. Peers reach .689 right with .142 wrong."""
    folder = corpora / "anchoring" / "changed-pages"
    texts = {path.name: path.read_text("utf-8") for path in (folder / "texts").iterdir()}
    cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text("utf-8").splitlines()]
    right = wrong = guessed = orphans = 0
    for case in cases:
        quote = TextQuoteSelector(case["exact"], case["prefix"], case["suffix"])
        position = TextPositionSelector(case["start"], case["start"] + len(case["exact"]))
        found = anchor(texts[case["text"]], quote, position)
        if found is None:
            guess = suggest(texts[case["text"]], quote, position)
            assert guess is not None
            orphans, guessed = orphans + 1, guessed + overlaps(guess, *case["gold"])
            continue
        good = overlaps(found, *case["gold"])
        right, wrong = right + good, wrong + (not good)
    assert right / len(cases) >= 0.86
    assert wrong / len(cases) <= 0.005
    assert guessed / orphans >= 0.88


def overlaps(found: TextPositionSelector, start: int, end: int) -> bool:
    shared = min(found.end, end) - max(found.start, start)
    return shared > 0 and shared * 2 >= min(found.end - found.start, end - start)


def test_an_orphan_gets_a_guess_where_there_is_text() -> None:
    quote = TextQuoteSelector("asked for the harbour ledgers", "a historian of tides, who ", " of 1887.")
    text = ARTICLE.replace("asked for the harbour ledgers", "looked up some old books")
    guess = suggest(text, quote)
    assert guess is not None
    assert text[guess.start : guess.end].startswith("looked up some old books")
    assert suggest("", quote) is None
    assert suggest(text, TextQuoteSelector(" ")) is None


def test_words_without_company_must_be_nearly_the_same() -> None:
    text = "In the long winter the boats were cut loose, and the words that went with them are lost."
    assert anchor(text, TextQuoteSelector("words that were cut")) is None
    assert (
        anchor(text, TextQuoteSelector("the boats were cut lose, and the words that went with")) is not None
    )
    assert anchor(text, TextQuoteSelector("the goats were let loose, and all words that come with")) is None
