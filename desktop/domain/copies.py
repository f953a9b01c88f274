"""Paragraphs that say much the same as others of their text: which became which?

Those that differ enough are known by their own words. Of the others only the order can tell: where as many stand
between two unmistakable neighbours as stood there before, the first is the first and so on. Where one came or went,
nobody can say which: they are ``doubtful``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

Words = tuple[str, ...]

_RUN = 3
"""Words in a row that are compared."""

_SHARED = 0.3
"""Of the runs of the shorter of two paragraphs: as many in both, and one could be taken for the other."""

_COMMON = 50
"""Paragraphs with the same run, from which on it is a phrase that proves nothing."""

_CLEAR = 0.15
"""So much more alike than any other two, and a paragraph is known by its own words."""

_MOST = 40
"""Members of a family that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Copies:
    """``paired``: new paragraphs by old ones, as the order tells; ``doubtful``: old ones that it does not tell."""

    paired: Mapping[int, int]
    doubtful: frozenset[int]


def copies(old: Sequence[Words], new: Sequence[Words], partner: Mapping[int, int]) -> Copies:
    """What can be known of the copies among paragraphs, some of which have a ``partner`` in the new text."""
    families = _families([*old, *new])
    olds, news = _members(families[: len(old)]), _members(families[len(old) :])
    if len(olds) == len(old):
        return Copies({}, frozenset())
    fixed = _fixed(partner, families, olds, news, len(old))
    before_old, before_new = (
        _numbered(marks, size) for marks, size in zip(fixed, (len(old), len(new)), strict=True)
    )
    paired: dict[int, int] = {}
    doubtful: set[int] = set()
    for family, members in olds.items():
        if len(members) == 1:
            continue
        theirs = news.get(family, [])
        clear = _clear(old, new, members, theirs, partner)
        for part in {before_old[place] for place in members}:
            here = [place for place in members if before_old[place] == part and place not in clear]
            there = [place for place in theirs if before_new[place] == part and place not in clear.values()]
            if len(here) == len(there):
                paired.update(zip(here, there, strict=True))
            else:
                doubtful.update(here)
    return Copies(paired, frozenset(doubtful))


def _clear(
    old: Sequence[Words],
    new: Sequence[Words],
    olds: Sequence[int],
    news: Sequence[int],
    partner: Mapping[int, int],
) -> dict[int, int]:
    """Pairs of a family that are far more alike than either is to any other of it."""
    if len(olds) > _MOST or len(news) > _MOST:
        return {}
    alike = {(a, b): Indel.normalized_similarity(old[a], new[b]) for a in olds for b in news}
    found = {}
    for a in olds:
        b = partner.get(a, -1)
        others = [value for (x, y), value in alike.items() if (x == a) != (y == b)]
        if (a, b) in alike and alike[a, b] - max(others, default=0) >= _CLEAR:
            found[a] = b
    return found


def _fixed(
    partner: Mapping[int, int],
    families: Sequence[int],
    olds: Mapping[int, list[int]],
    news: Mapping[int, list[int]],
    count: int,
) -> tuple[list[int], list[int]]:
    """Pairs without any copy that stand in the same order in both texts: their old and their new places."""
    lonely = [
        (old, new)
        for old, new in sorted(partner.items())
        if families[old] == families[count + new]
        and len(olds[families[old]]) == len(news[families[old]]) == 1
    ]
    chain = _rising([new for _, new in lonely])
    return [lonely[place][0] for place in chain], [lonely[place][1] for place in chain]


def _rising(values: Sequence[int]) -> list[int]:
    """Places of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if values[tops[middle]] < value else (low, middle)
        before.append(tops[low - 1] if low else -1)
        tops[low : low + 1] = [place]
    found: list[int] = []
    place = tops[-1] if tops else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _numbered(marks: Sequence[int], size: int) -> list[int]:
    """Of each place, how many marks stand before it."""
    found, marked = [], set(marks)
    passed = 0
    for place in range(size):
        found.append(passed)
        passed += place in marked
    return found


def _members(families: Sequence[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for place, family in enumerate(families):
        members[family].append(place)
    return members


def _families(paragraphs: Sequence[Words]) -> list[int]:
    """Of each paragraph the number of those that say much the same, directly or by way of others."""
    kinds = {words: number for number, words in enumerate(dict.fromkeys(paragraphs))}
    runs = [frozenset(_runs(words)) for words in kinds]
    holders: dict[Words, list[int]] = defaultdict(list)
    for kind, own in enumerate(runs):
        for run in own:
            holders[run].append(kind)
    head = list(range(len(kinds)))
    for kind, own in enumerate(runs):
        shared = Counter(
            other for run in own if len(holders[run]) <= _COMMON for other in holders[run] if other < kind
        )
        for other, count in shared.items():
            if count >= _SHARED * min(len(own), len(runs[other])):
                head[_head(head, kind)] = _head(head, other)
    return [_head(head, kinds[words]) for words in paragraphs]


def _head(head: list[int], kind: int) -> int:
    while head[kind] != kind:
        head[kind] = kind = head[head[kind]]
    return kind


def _runs(words: Words) -> Iterator[Words]:
    for first in range(max(1, len(words) - _RUN + 1)):
        yield words[first : first + _RUN]
