"""Find words in a text as a reader means them: whatever their case, accents and vowel points."""

import unicodedata
from itertools import accumulate

_LASTING_MARKS = frozenset({0, 7, 8, 9})
"""Combining classes that make another letter: vowel signs, nukta, kana voicing, virama."""


class FoldedText:
    """A text made ready for finding in it."""

    def __init__(self, text: str) -> None:
        folds = {letter: _fold(letter) for letter in set(text)}
        self._text = "".join(map(folds.__getitem__, text))
        self._starts: list[int] | None = None
        if any(len(fold) != 1 for fold in folds.values()):
            self._starts = list(accumulate((len(folds[letter]) for letter in text), initial=0))

    def places(self, words: str) -> list[tuple[int, int]]:
        """Ranges of the original text, in order, none overlapping."""
        sought = "".join(map(_fold, words))
        found: list[tuple[int, int]] = []
        if not sought.strip():
            return found
        start = self._text.find(sought)
        while start >= 0:
            found.append((self._original(start), self._original(start + len(sought) - 1, end=True)))
            start = self._text.find(sought, start + len(sought))
        return found

    def _original(self, offset: int, *, end: bool = False) -> int:
        """Where the character stands that a folded offset came from; with ``end`` where it stops."""
        if self._starts is None:
            return offset + end
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        return low + end


def _fold(letter: str) -> str:
    if letter.isspace():
        return " "
    marked = unicodedata.normalize("NFD", letter.casefold())
    bare = "".join(mark for mark in marked if unicodedata.combining(mark) in _LASTING_MARKS)
    return unicodedata.normalize("NFC", bare)
