"""Describe a range of a text by selectors, and find it again. All matching of the project lives here.

Precision before recall: what cannot be told apart, or resembles the quote too little, is an orphan. The order
of attempts (position, exact quote with context, fuzzy) follows the practice of Web Annotation clients; the
thresholds were set on edited copies of real pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from desktop.domain.resemblance import UNSPACED
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector

CONTEXT = 32
"""Code points of prefix and suffix, as Hypothesis and the W3C examples have it."""

_INSIDE = re.compile(rf"[^\W{UNSPACED}]{{2}}")
_SOURCE_SPACE = re.compile(r"\s{3}")
_SHORT = 24
"""Below this many code points words alone prove little: the context must agree as well."""


@dataclass(frozen=True, slots=True)
class Selectors:
    """A range, described twice: by its words and by its place."""

    quote: TextQuoteSelector
    position: TextPositionSelector


def describe(text: str, start: int, end: int) -> Selectors:
    """The selectors of ``text[start:end]``."""
    return Selectors(
        TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]),
        TextPositionSelector(start, end),
    )


def anchor(
    text: str, quote: TextQuoteSelector, position: TextPositionSelector | None = None
) -> TextPositionSelector | None:
    """Where the quote stands in ``text``, or None for an orphan: never a guess."""
    if not quote.exact:
        return None
    if position and _stands_at(text, quote, position.start):
        return TextPositionSelector(position.start, position.start + len(quote.exact))
    places = list(_exact_places(text, quote.exact))
    if places:
        return _best_place(text, quote, position, places)
    return _nearest_resemblance(text, quote)


def suggest(
    text: str, quote: TextQuoteSelector, position: TextPositionSelector | None = None
) -> TextPositionSelector | None:
    """The best guess for an orphan, for a person to judge; None only where there is nothing to guess from."""
    if not quote.exact.strip() or not text.strip():
        return None
    length = len(quote.exact)
    candidates = {(start, start + length) for start in _exact_places(text, quote.exact)}
    candidates.update(_between_context(text, quote))
    candidates.update(_beside_context(text, quote))
    candidates.add(_alike(text, quote.exact, at_least=0))
    ranked = [
        (_resemblance(text, quote, start, end), -abs(start - position.start) if position else 0, start, end)
        for start, end in candidates
        if text[start:end].strip()
    ]
    if not ranked:
        return None
    *_, start, end = max(ranked)
    return _of_whole_words(text, start, end)


def occurrences(text: str, quote: TextQuoteSelector) -> list[TextPositionSelector]:
    """Every place of exactly these words whose surroundings fit ``prefix`` and ``suffix`` where given."""
    return [
        TextPositionSelector(start, start + len(quote.exact))
        for start in _exact_places(text, quote.exact)
        if _stands_at(text, quote, start)
    ]


def _stands_at(text: str, quote: TextQuoteSelector, start: int) -> bool:
    end = start + len(quote.exact)
    return (
        text.startswith(quote.exact, start)
        and text.startswith(quote.suffix, end)
        and text.endswith(quote.prefix, 0, start)
    )


def _exact_places(text: str, words: str) -> Iterator[int]:
    if not words:
        return
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _surroundings(text: str, quote: TextQuoteSelector, start: int, end: int) -> tuple[float, float]:
    """How alike (0 to 1) the text before and after a range is to prefix and suffix; 1 where none is given.

    Where a browser's prefix is mostly the white space of a page's source, only its words can be compared.
    """
    before = text[max(0, start - len(quote.prefix)) : start]
    after = text[end : end + len(quote.suffix)]
    return _likeness(before, quote.prefix, from_end=True), _likeness(after, quote.suffix)


def _likeness(there: str, context: str, *, from_end: bool = False) -> float:
    if not _SOURCE_SPACE.search(context):
        return Indel.normalized_similarity(there, context)
    words, shown = " ".join(context.split()), " ".join(there.split())
    near = shown[max(0, len(shown) - len(words)) :] if from_end else shown[: len(words)]
    return Indel.normalized_similarity(near, words)


def _best_place(
    text: str, quote: TextQuoteSelector, position: TextPositionSelector | None, places: list[int]
) -> TextPositionSelector | None:
    """Of several places of the same words the one in the right company, if one stands out."""
    length = len(quote.exact)
    ranked = sorted(
        ((sum(_surroundings(text, quote, start, start + length)) / 2, start) for start in places),
        key=lambda ranking: (-ranking[0], abs(ranking[1] - position.start) if position else 0),
    )
    best, start = ranked[0]
    found = TextPositionSelector(start, start + length)
    if len(ranked) == 1:
        return found if length >= _SHORT or best >= 0.4 or not (quote.prefix or quote.suffix) else None
    if best - ranked[1][0] >= 0.1 and best >= 0.4:
        return found
    stayed = position is not None and start == position.start
    return found if stayed and best >= 0.5 else None


def _nearest_resemblance(text: str, quote: TextQuoteSelector) -> TextPositionSelector | None:
    """The passage that the quote became when it was edited."""
    candidates = set(_between_context(text, quote))
    candidates.add(_alike(text, quote.exact))
    ranked = sorted(
        ((_plausibility(text, quote, start, end), start, end) for start, end in candidates if end > start),
        reverse=True,
    )
    if not ranked or ranked[0][0] < 1:
        return None
    _, start, end = ranked[0]
    if any(score >= 1 and (low >= end or high <= start) for score, low, high in ranked[1:]):
        return None
    return _of_whole_words(text, start, end)


def _of_whole_words(text: str, start: int, end: int) -> TextPositionSelector:
    """A range that begins or ends inside a word takes the whole of it."""
    while start > 0 and _INSIDE.match(text, start - 1):
        start -= 1
    while end < len(text) and _INSIDE.match(text, end - 1):
        end += 1
    return TextPositionSelector(start, end)


def _between_context(text: str, quote: TextQuoteSelector) -> Iterator[tuple[int, int]]:
    """Ranges that start right after the prefix and end right before the suffix."""
    if len(quote.prefix) < CONTEXT // 2 or len(quote.suffix) < CONTEXT // 2:
        return
    longest = 3 * len(quote.exact) + 2 * CONTEXT
    heads = [place + len(quote.prefix) for place in _exact_places(text, quote.prefix)]
    for start in heads:
        end = text.find(quote.suffix, start, start + longest + len(quote.suffix))
        if end >= 0:
            yield start, end


def _beside_context(text: str, quote: TextQuoteSelector) -> Iterator[tuple[int, int]]:
    """Ranges of the quote's length right after something like the prefix or before something like the suffix."""
    length = len(quote.exact)
    if len(quote.prefix) >= CONTEXT // 2:
        _, end = _alike(text, quote.prefix, at_least=70)
        if end:
            yield end, min(len(text), end + length)
    if len(quote.suffix) >= CONTEXT // 2:
        start, end = _alike(text, quote.suffix, at_least=70)
        if end:
            yield max(0, start - length), start


def _resemblance(text: str, quote: TextQuoteSelector, start: int, end: int) -> float:
    """Words count for as much as both sides of their company."""
    words = Indel.normalized_similarity(quote.exact, text[start:end])
    return words * 2 + sum(_surroundings(text, quote, start, end))


def _alike(text: str, words: str, at_least: float = 50) -> tuple[int, int]:
    """The stretch of the text most like the words, its ends moved to where it is most like them."""
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=at_least)
    if found is None or len(words) > len(text):
        return 0, 0
    blocks = Indel.opcodes(words, text[found.dest_start : found.dest_end])
    kept = [block for block in blocks if block.tag == "equal"]
    if not kept:
        return 0, 0
    return found.dest_start + kept[0].dest_start, found.dest_start + kept[-1].dest_end


def _plausibility(text: str, quote: TextQuoteSelector, start: int, end: int) -> float:
    """At least 1 where words and company together leave no doubt; without company words must say all."""
    words = Indel.normalized_similarity(quote.exact, text[start:end])
    if len(quote.prefix) + len(quote.suffix) < CONTEXT // 2:
        return words / 0.9 if len(quote.exact) >= _SHORT else 0.0
    before, after = _surroundings(text, quote, start, end)
    return words / 0.45 * (before + after) / 2
