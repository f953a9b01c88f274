"""How much two texts have in common, and fingerprints by which alike ones are found among very many.

Winnowing (Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting, SIGMOD 2003): two texts that
share a run of ``SHINGLE + WINDOW - 1`` words share a fingerprint; about two in ``WINDOW`` words leave one.
"""

import re
from collections import deque
from functools import lru_cache
from zlib import crc32

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that write no spaces between words; here each of their letters counts as a word."""

WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
SHINGLE = 5
WINDOW = 60
_LONGEST = 60_000
"""Words of a text that are looked at: the start of a long book tells which book it is."""

ALIKE = 0.5
"""Of the shorter text: as much stands in both of two near-duplicates."""
ENOUGH = 60
"""Shingles below which texts are alike by chance or by form."""

_PRIME = 1_000_003
_MASK = (1 << 62) - 1


def _shingles(text: str) -> list[int]:
    """One number for every run of ``SHINGLE`` words."""
    words = [crc32(word.encode()) for word in WORD.findall(text.casefold())[:_LONGEST]]
    if len(words) < SHINGLE:
        return []
    rows = [words[offset : len(words) - SHINGLE + 1 + offset] for offset in range(SHINGLE)]
    return [
        ((((a * _PRIME + b) * _PRIME + c) * _PRIME + d) * _PRIME + e) * 0x9E3779B97F4A7C15 >> 7 & _MASK
        for a, b, c, d, e in zip(*rows, strict=True)
    ]


@lru_cache(maxsize=32)
def _distinct(text: str) -> frozenset[int]:
    """Kept for a moment: one text is compared with several, and the next with many of them again."""
    return frozenset(_shingles(text))


def fingerprints(text: str) -> frozenset[int]:
    """Numbers below 2**62; none for a text shorter than a shingle."""
    shingles = _shingles(text)
    if len(shingles) <= WINDOW:
        return frozenset({min(shingles)} if shingles else ())
    chosen: set[int] = set()
    waiting: deque[int] = deque()
    for place, value in enumerate(shingles):
        while waiting and shingles[waiting[-1]] >= value:
            waiting.pop()
        waiting.append(place)
        if waiting[0] <= place - WINDOW:
            waiting.popleft()
        if place >= WINDOW - 1:
            chosen.add(shingles[waiting[0]])
    return frozenset(chosen)


def common_part(one: str, other: str, least: int = 1) -> float:
    """How much (0 to 1) of the shorter text stands in the other; 0 where it has fewer than ``least`` shingles."""
    left, right = _distinct(one), _distinct(other)
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter >= least else 0.0
