"""How much two texts have in common, and fingerprints by which alike ones are found among very many.

Winnowing (Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting, SIGMOD 2003): two texts that
share a run of ``SHINGLE + WINDOW - 1`` words share a fingerprint; about two in ``WINDOW`` words leave one.
"""

import re
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that write no spaces between words; here each of their letters counts as a word."""

WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_ASCII_BLANKS = {code: " " for code in range(128) if not WORD.match(chr(code))}
SHINGLE = 5
WINDOW = 60
_LONGEST = 60_000
"""Words of a text that are looked at: the start of a long book tells which book it is."""

ALIKE = 0.5
"""Of the shorter text: as much stands in both of two near-duplicates."""
ENOUGH = 60
"""Shingles below which texts are alike by chance or by form."""

_PRIME = 1_000_003
_SPREAD = 0x9E3779B97F4A7C15
_FACTORS = tuple(_PRIME**power * _SPREAD % (1 << 69) for power in range(SHINGLE - 1, -1, -1))
"""By which the words of a shingle are multiplied; bits 7 to 68 of their sum are its number."""

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)

Numbers = NDArray[np.uint64]


def _words(text: str) -> list[str]:
    """As ``WORD`` finds them; in plain ASCII by a faster way."""
    if text.isascii():
        return text.lower().translate(_ASCII_BLANKS).split()
    return WORD.findall(text.casefold())


def _shingles(text: str) -> Numbers:
    """One number below 2**62 for every run of ``SHINGLE`` words."""
    found = _words(text)[:_LONGEST]
    words = np.fromiter(map(crc32, map(str.encode, found)), np.uint64, len(found))
    runs = max(0, len(words) - SHINGLE + 1)
    low, middle, high = (np.zeros(runs, np.uint64) for _ in range(3))
    for offset, factor in enumerate(_FACTORS):  # in three parts, because the products are longer than 64 bits
        word = words[offset : offset + runs]
        first, second = word * np.uint64(factor & 0xFFFFFFFF), word * np.uint64(factor >> 32 & 0xFFFFFFFF)
        low += first & _LOW
        middle += (first >> _HALF) + (second & _LOW)
        high += (second >> _HALF) + word * np.uint64(factor >> 64)
    middle += low >> _HALF
    high += middle >> _HALF
    numbers: Numbers = (low & _LOW) >> np.uint64(7)
    numbers |= (middle & _LOW) << np.uint64(25)
    numbers |= (high & np.uint64(31)) << np.uint64(57)
    return numbers


@lru_cache(maxsize=128)
def _distinct(text: str) -> Numbers:
    """In rising order; kept for a moment: one text is compared with several, and the next with many of them again."""
    ordered = np.sort(_shingles(text))
    return np.concatenate((ordered[:1], ordered[1:][ordered[1:] != ordered[:-1]]))


def fingerprints(text: str) -> frozenset[int]:
    """Numbers below 2**62; none for a text shorter than a shingle."""
    shingles = _shingles(text)
    if not len(shingles):
        return frozenset()
    return frozenset(_least(shingles, min(WINDOW, len(shingles))).tolist())


def _least(numbers: Numbers, window: int) -> Numbers:
    """The smallest of each run of ``window`` numbers: of runs twice as long each time, then of two that overlap."""
    width = 1
    while 2 * width <= window:
        numbers = np.minimum(numbers[:-width], numbers[width:])
        width *= 2
    rest = window - width
    return np.minimum(numbers[:-rest], numbers[rest:]) if rest else numbers


def common_part(one: str, other: str, least: int = 1) -> float:
    """How much (0 to 1) of the shorter text stands in the other; 0 where it has fewer than ``least`` shingles."""
    left, right = _distinct(one), _distinct(other)
    shorter = min(len(left), len(right))
    if shorter < least or not shorter:
        return 0.0
    nearest = right[np.searchsorted(right, left).clip(max=len(right) - 1)]
    return np.count_nonzero(nearest == left) / shorter
