"""Find words in a text as a reader means them: whatever their case, accents and vowel points, letters of Arabic that
stand for one another, and across the hyphens at the ends of printed lines; or exactly, where that is asked for."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import regex

from desktop.domain.letters import ALIKE, LENGTHENING
from desktop.domain.resemblance import UNSPACED

_LASTING_MARKS = frozenset({0, 7, 8, 9})
"""Combining classes that make another letter: vowel signs, nukta, kana voicing, virama."""
_SOFT_HYPHEN = "\u00ad"
_DIVIDED = re.compile(r"(?<=\w)[-\u2010]\n(?=\w)")
"""A word that goes on in the next line; the hyphen may be its own or the printer's."""
_IN_WORD = re.compile(rf"[^\W{UNSPACED}]")
_PATIENCE = 0.4
"""Seconds that a pattern may take; some would take years."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FindOptions:
    """``pattern``: the words are a regular expression. ``either``: any of several words or phrases, apart by
    ``BETWEEN``, each from the start of a word."""

    case: bool = False
    whole_words: bool = False
    pattern: bool = False
    either: bool = False


BETWEEN = " | "
"""Stands between words of which any is looked for."""


class BadPattern(ValueError):
    """The pattern means nothing, or takes too long."""


@dataclass(frozen=True, slots=True)
class FindResult:
    """``current`` counts from 1; 0 when nothing was found. ``problem``: what is wrong with a pattern."""

    current: int
    total: int
    problem: str = ""


class Finder:
    """Goes from one place to the next of those where something is found in a text, round and round."""

    def __init__(self, text: str) -> None:
        self._findable = FindableText(text)
        self._sought = ("", FindOptions())
        self._current = -1
        self.found: list[Place] = []
        """All of them."""

    def current(self) -> Place | None:
        return self.found[self._current] if self.found else None

    def seek(
        self, words: str, options: FindOptions, *, forward: bool, here: int, at: int | None = None
    ) -> FindResult:
        """The next or previous place. Other words are looked for from where the last ones were found, or from
        ``here``, or in any case from ``at`` on; no words end it."""
        problem = ""
        if (words, options) != self._sought or at is not None:
            here = at if at is not None else self.found[self._current][0] if self.found else here
            self._sought = (words, options)
            try:
                self.found = self._findable.places(words, options)
            except BadPattern as bad:
                self.found, problem = [], str(bad)
            ahead = (at for at, (start, _) in enumerate(self.found) if start >= here)
            self._current = next(ahead, 0)
        elif self.found:
            self._current = (self._current + (1 if forward else -1)) % len(self.found)
        return FindResult(self._current + 1 if self.found else 0, len(self.found), problem)

    def near(self, most: int) -> list[Place]:
        """Those around the current one."""
        first = max(0, self._current - most // 2)
        return self.found[first : first + most]


class FindableText:
    """A text made ready for finding in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def places(self, words: str, options: FindOptions | None = None) -> list[Place]:
        """Ranges of the text, in order, none overlapping. Raises ``BadPattern``."""
        how = options or FindOptions()
        if not words.strip():
            return []
        if how.either:
            return self._either(words.split(BETWEEN), how)
        found = self._matches(words, how) if how.pattern else self._words(words, how)
        return [place for place in found if not how.whole_words or self._stands_alone(*place)]

    def _either(self, several: list[str], how: FindOptions) -> list[Place]:
        found = {place for words in several if words.strip() for place in self._words(words.strip(), how)}
        starts = [place for place in sorted(found) if self._starts_a_word(place[0])]
        return list(_apart(starts))

    def _starts_a_word(self, start: int) -> bool:
        before, first = self._text[start - 1 : start], self._text[start]
        return not (start and _IN_WORD.match(before) and _IN_WORD.match(first))

    def _words(self, words: str, how: FindOptions) -> list[Place]:
        found: list[Place] = []
        for form in self._exact if how.case else self._folded:
            found += form.places(words)
        return list(_apart(sorted(set(found))))

    def _matches(self, pattern: str, how: FindOptions) -> list[Place]:
        flags = regex.MULTILINE | (0 if how.case else regex.IGNORECASE)
        try:
            matches = regex.compile(pattern, flags).finditer(self._text, timeout=_PATIENCE)
            return [match.span() for match in matches if match.end() > match.start()]
        except (regex.error, TimeoutError, RecursionError, OverflowError, MemoryError) as problem:
            raise BadPattern(str(problem)) from problem

    def _stands_alone(self, start: int, end: int) -> bool:
        inner = (self._text[start], self._text[end - 1])
        outer = (self._text[start - 1 : start], self._text[end : end + 1])
        return not any(
            _IN_WORD.match(one) and _IN_WORD.match(other) for one, other in zip(inner, outer, strict=True)
        )

    @cached_property
    def _folded(self) -> list["_Form"]:
        return [_Form(self._text, _fold, gaps) for gaps in self._gaps()]

    @cached_property
    def _exact(self) -> list["_Form"]:
        return [_Form(self._text, _even, gaps) for gaps in self._gaps()]

    def _gaps(self) -> list[frozenset[int]]:
        """Which characters at the ends of lines are passed over: the hyphen with the break, or the break alone."""
        divided = [match.start() for match in _DIVIDED.finditer(self._text)]
        if not divided:
            return [frozenset()]
        breaks = frozenset(at + 1 for at in divided)
        return [breaks | frozenset(divided), breaks]


class _Form:
    """The text in another writing, in which is looked; ``gaps`` are left out of it."""

    def __init__(self, text: str, write: Callable[[str], str], gaps: frozenset[int]) -> None:
        self._write = write
        writing = {letter: write(letter) for letter in set(text)}
        pieces = [writing[letter] for letter in text]
        for at in gaps:
            pieces[at] = ""
        self._text = "".join(pieces)
        self._starts: list[int] | None = None
        if gaps or any(len(piece) != 1 for piece in writing.values()):
            self._starts = list(accumulate(map(len, pieces), initial=0))

    def places(self, words: str) -> Iterator[Place]:
        sought = "".join(map(self._write, words))
        if not sought.strip():
            return
        start = self._text.find(sought)
        while start >= 0:
            yield self._original(start), self._original(start + len(sought) - 1) + 1
            start = self._text.find(sought, start + len(sought))

    def _original(self, offset: int) -> int:
        """Where the character stands that an offset of this form came from."""
        if self._starts is None:
            return offset
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        return low


def _apart(places: list[Place]) -> Iterator[Place]:
    end = 0
    for start, stop in places:
        if start >= end:
            yield start, stop
            end = stop


def _even(letter: str) -> str:
    if letter == _SOFT_HYPHEN:
        return ""
    return " " if letter.isspace() else letter


def _fold(letter: str) -> str:
    if letter.isspace() or letter == _SOFT_HYPHEN:
        return _even(letter)
    if letter == LENGTHENING:
        return ""
    marked = unicodedata.normalize("NFD", letter.casefold())
    bare = "".join(mark for mark in marked if unicodedata.combining(mark) in _LASTING_MARKS)
    return unicodedata.normalize("NFC", bare).translate(ALIKE)
