"""See the library as a whole: what goes together, when, how much, and what is near to one article."""

import math
import re
from collections import Counter, defaultdict

from desktop.domain.overview import Grid, Related, Statistics, Tally
from desktop.domain.query import quoted
from desktop.services import browse
from desktop.services.versions import alike
from desktop.storage import overview
from desktop.storage.library import Library
from desktop.storage.words import fold, segmented

_MOST_TAGS = 30
_MOST_MONTHS = 24
_WORDS = 24
"""Uncommon words by which articles near to one are found."""
_WORDS_OF_TEXT = 20_000
_SHARERS = 400
"""Articles that are looked at for one tag or one word."""


def tags_together(library: Library, most: int = _MOST_TAGS) -> Grid:
    """How many articles carry both of two tags; on the diagonal how many carry one. The most used tags."""
    return overview.tags_together(library, most)


def published(library: Library, period: str) -> Tally:
    """Articles by their date of publication; ``period``: year or month."""
    return overview.published(library, {"year": 4, "month": 7}[period])


def tag_months(library: Library, most: int = 20, months: int = _MOST_MONTHS) -> Grid:
    """Annotations by tag and month."""
    return overview.tag_months(library, most, months)


def statistics(library: Library) -> Statistics:
    """All numbers. Takes a while in a large library."""
    return overview.statistics(library)


def published_query(period: str) -> str:
    """The search that lists what was published in a year or month (``2020``, ``2020-03``)."""
    return f"after:{_before(period)} before:{overview.after(period)}"


def both_tags_query(one: str, other: str) -> str:
    return f"tag:{quoted(one)}" if one == other else f"tag:{quoted(one)} tag:{quoted(other)}"


def _before(period: str) -> str:
    if len(period) == 4:
        return f"{int(period) - 1:04}"
    year, month = int(period[:4]), int(period[5:7])
    return f"{year - (month == 1):04}-{(month - 2) % 12 + 1:02}"


def related(library: Library, item_id: int, limit: int = 20) -> list[Related]:
    """Articles near to this one by shared tags, shared uncommon words, or shared text; the nearest first."""
    tagged, worded = _by_tags(library, item_id), _by_words(library, item_id)
    copies = {one.item.id: one.common for one in alike(library, item_id)}
    near = []
    for other in {*tagged, *worded, *copies}:
        tags, words = tagged.get(other, {}), worded.get(other, {})
        by_tags, by_words = min(sum(tags.values()), 1.0), min(sum(words.values()), 1.0)
        near.append(
            (max(copies.get(other, 0), (by_tags + by_words) / 2), other, tags, words, by_tags, by_words)
        )
    near.sort(key=lambda one: (-one[0], -one[1]))
    items = {one.id: one for one in browse.items_by_id(library, [other for _, other, *_ in near[:limit]])}
    return [
        Related(
            items[other], tuple(sorted(tags, key=lambda tag: -tags[tag])),
            tuple(sorted(words, key=lambda word: -words[word])[:8]), by_tags, by_words, copies.get(other, 0.0),
        )
        for _, other, tags, words, by_tags, by_words in near[:limit]
        if other in items
    ]  # fmt: skip


Weights = dict[int, dict[str, float]]
"""What other articles share with one, by their ids, each with its weight."""


def _by_tags(library: Library, item_id: int) -> Weights:
    """A tag counts the more the fewer carry it: nearly 1 where only these two do, nothing where all do."""
    own, sharers = overview.tag_sharers(library, item_id, _SHARERS)
    uses, articles = overview.tag_uses(library), max(browse.counts(library).all, 2)
    weights = {tag: max(math.log(articles / max(uses.get(tag, 1), 1)), 0) / math.log(articles) for tag in own}
    found: Weights = defaultdict(dict)
    for other, tag in sharers:
        found[other][tag] = weights[tag]
    return found


def _by_words(library: Library, item_id: int) -> Weights:
    """The words that tell this article from others; 1 where all of them are shared."""
    text = segmented(browse.document(library, item_id).text)
    counts = Counter(word for word in re.findall(r"\w+", fold(text))[:_WORDS_OF_TEXT]
                     if len(word) > 3 or not word.isascii())  # fmt: skip
    likely = [word for word, _ in counts.most_common(300) if not word.isdigit()]
    uses = overview.word_uses(library, likely)
    articles = max(browse.counts(library).all, 2)
    weights = {
        word: math.log1p(counts[word]) * math.log1p(articles / uses[word])
        for word in likely
        if 1 < uses[word] <= max(articles * 0.1, 50)
    }
    chosen = sorted(weights, key=lambda word: -weights[word])[:_WORDS]
    whole = sum(weights[word] for word in chosen)
    found: Weights = defaultdict(dict)
    for word, others in overview.word_sharers(library, chosen, _SHARERS).items():
        for other in others:
            if other != item_id:
                found[other][word] = weights[word] / whole
    return found
