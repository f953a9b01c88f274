"""Carry annotated ranges from one version of a text to the next, with both texts at hand.

Stronger than anchoring by quote alone: the comparison of the whole texts tells copies of a passage apart and knows
which words were there before, so that a passage that is gone is not taken for another that says the same.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from desktop.domain.anchoring import anchor, describe
from desktop.domain.comparison import Passage, compare
from desktop.domain.selector import TextPositionSelector

_KEPT = 0.5
"""Of the letters of a passage: where fewer survive, it is gone."""

_SHORT = 32
"""A passage of fewer code points must have survived whole, or keep its company."""

_COMPANY = 24
"""Code points before and after that are looked at."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that are in both texts; inside it old and new places run side by side, but for white space."""

    start: int
    end: int
    new_start: int
    new_end: int


class Carrier:
    """From the old text to the new."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self.passages: list[Passage] = compare(old, new)
        self._stretches = sorted(
            (
                _Stretch(run.old_start, run.old_end, run.new_start, run.new_end)
                for passage in self.passages
                for run in passage.runs
                if run.kept
            ),
            key=lambda stretch: stretch.start,
        )
        self._replaced = sorted(
            (run.old_start, run.old_end, run.new_start, run.new_end)
            for passage in self.passages
            for run in passage.runs
            if not run.kept and run.old_start < run.old_end and run.new_start < run.new_end
        )
        self._doubtful = sorted(p.old for p in self.passages if p.old and not p.certain)
        self._starts = [stretch.start for stretch in self._stretches]
        self._known = sorted((stretch.new_start, stretch.new_end) for stretch in self._stretches)

    def carry(self, start: int, end: int) -> TextPositionSelector | None:
        """Where ``old[start:end]`` stands in the new text, or None where it is gone: never a guess."""
        if self._is_doubtful(start, end):
            return self._only_one(start, end)
        return self._followed(start, end) or self._found_in_what_is_new(start, end)

    def pieces(self, start: int, end: int) -> list[TextPositionSelector]:
        """The same without what stands between its words in the new text and did not in the old."""
        whole = self.carry(start, end)
        if whole is None:
            return []
        found: list[TextPositionSelector] = []
        for low, high in sorted(self.kept(start, end)):
            if not whole.start <= low < high <= whole.end:
                continue
            together = found and not self._new[found[-1].end : low].strip()
            found.append(TextPositionSelector(found.pop().start if together else low, high))
        return found or [whole]

    def place(self, offset: int) -> int:
        """Where about an offset went."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        if not self._stretches:
            return 0
        stretch = self._stretches[index]
        return self._inside(stretch, min(max(offset, stretch.start), stretch.end))

    def _is_doubtful(self, start: int, end: int) -> bool:
        """Whether the range touches a paragraph that could be taken for another one."""
        first = max(0, bisect_right(self._doubtful, (start, start)) - 1)
        return any(low < end and start < high for low, high in self._doubtful[first : first + 2])

    def _only_one(self, start: int, end: int) -> TextPositionSelector | None:
        """Words that stood in one place only and still do."""
        quote = self._old[start:end]
        if len(quote) < _SHORT or self._old.count(quote) > 1 or self._new.count(quote) != 1:
            return None
        place = self._new.index(quote)
        return TextPositionSelector(place, place + len(quote))

    def _followed(self, start: int, end: int) -> TextPositionSelector | None:
        """The range that the words went to, if enough of them went there together."""
        pieces = self.kept(start, end)
        kept = sum(_letters(self._new[low:high]) for low, high in pieces)
        if not pieces:
            return None
        around = pieces + self._replaced_within(start, end)
        new_start, new_end = min(piece[0] for piece in around), max(piece[1] for piece in around)
        quote, words = self._old[start:end], self._new[new_start:new_end]
        if quote.split() == words.split():
            return self._with_same_edges(start, end, new_start, new_end)
        if pieces != sorted(pieces) or kept < _KEPT * _letters(quote) or kept < _KEPT * _letters(words):
            return None
        if len(quote) < _SHORT and not self._in_company(start, end, new_start, new_end):
            return None
        return TextPositionSelector(new_start, new_end)

    def kept(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the words of the range went that are in both texts, in their old order."""
        pieces = []
        for stretch in self._stretches[max(0, bisect_right(self._starts, start) - 1) :]:
            low, high = max(start, stretch.start), min(end, stretch.end)
            if stretch.start >= end:
                break
            if low < high:
                pieces.append((self._inside(stretch, low), self._inside(stretch, high)))
        return pieces

    def _replaced_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """New words for old ones that the range holds: at its edges they belong to it as well."""
        first = bisect_left(self._replaced, (start, start, 0, 0))
        found = []
        for low, high, new_low, new_high in self._replaced[first:]:
            if low >= end:
                break
            if high <= end and new_high - new_low <= 2 * (high - low) + _SHORT:
                found.append((new_low, new_high))
        return found

    def _inside(self, stretch: _Stretch, offset: int) -> int:
        """The new place of an old one: the same number of letters in, since white space may differ."""
        old = self._old[stretch.start : offset]
        straight = stretch.new_start + len(old)
        if self._new.startswith(old, stretch.new_start) and straight <= stretch.new_end:
            return straight
        letters = _letters(old)
        place = stretch.new_start
        while place < stretch.new_end and letters:
            letters -= not self._new[place].isspace()
            place += 1
        if old[-1:].isspace():
            while place < stretch.new_end and self._new[place].isspace():
                place += 1
        return place

    def _with_same_edges(self, start: int, end: int, new_start: int, new_end: int) -> TextPositionSelector:
        """White space that the range began or ended with belongs to it still, where it is there."""
        quote = self._old[start:end]
        before = quote[: len(quote) - len(quote.lstrip())]
        after = quote[len(quote.rstrip()) :]
        low = new_start - len(before) if self._new.endswith(before, 0, new_start) else new_start
        high = new_end + len(after) if self._new.startswith(after, new_end) else new_end
        return TextPositionSelector(low, high)

    def _in_company(self, start: int, end: int, new_start: int, new_end: int) -> bool:
        sides = (
            (
                self._old[max(0, start - _COMPANY) : start],
                self._new[max(0, new_start - _COMPANY) : new_start],
            ),
            (self._old[end : end + _COMPANY], self._new[new_end : new_end + _COMPANY]),
        )
        return sum(Indel.normalized_similarity(*side) for side in sides) >= 1.2

    def _found_in_what_is_new(self, start: int, end: int) -> TextPositionSelector | None:
        """By its quote, but only among words that were not there before."""
        quote = describe(self._old, start, end).quote
        place = anchor(self._new, quote)
        if place is None:
            return None
        known = sum(
            _letters(self._new[max(low, place.start) : min(high, place.end)])
            for low, high in self._known
            if low < place.end and high > place.start
        )
        return place if known <= 0.5 * _letters(self._new[place.start : place.end]) else None


def _letters(text: str) -> int:
    return sum(not character.isspace() for character in text)
