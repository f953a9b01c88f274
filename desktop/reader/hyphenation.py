"""Where words may be divided at the ends of lines, by the patterns of their language.

The web engine has no patterns of its own on most systems.
"""

import re
from functools import cache, lru_cache

import pyphen

_WORD = re.compile(r"[^\W\d_]{5,}")
_EDGE = 2
"""Letters that stay together at both ends of a word."""


def division_points(text: str, language: str) -> list[int]:
    """Offsets into ``text`` before which a word may be divided; none for a language without patterns."""
    known = pyphen.language_fallback(language.replace("-", "_")) if language else None
    if known is None:
        return []
    return [word.start() + at for word in _WORD.finditer(text) for at in _points(known, word[0])]


@lru_cache(50_000)
def _points(language: str, word: str) -> tuple[int, ...]:
    return tuple(int(at) for at in _patterns(language).positions(word))


@cache
def _patterns(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=_EDGE, right=_EDGE)
