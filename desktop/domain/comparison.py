"""What became of a text: paragraph by paragraph, and word by word where a paragraph was edited.

Paragraphs are aligned by their longest common subsequence; what it leaves over is paired by likeness, first where it
stood, then anywhere (moved), and only the rest counts as added or removed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Indel

from desktop.domain.copies import copies
from desktop.domain.resemblance import UNSPACED

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]")

_ALIKE = 0.5
"""Of two paragraphs at the same place: less than that, and one went while another came."""

_MOVED = 0.8
"""The same for paragraphs that stand elsewhere."""

_FEW = 8
"""Words below which a paragraph proves nothing by standing elsewhere."""

_REACH = 40_000
"""Pairs of paragraphs of one gap that are compared; in larger gaps only near ones are."""


class Fate(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    """It stands elsewhere, perhaps edited as well."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words that are in both texts (``kept``), or what stands in one instead of the other's."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its place in the old text, the new one, or both (half-open, in code points)."""

    fate: Fate
    old: tuple[int, int] | None
    new: tuple[int, int] | None
    runs: tuple[Run, ...] = ()
    """Of one that is in both."""
    certain: bool = True
    """False where the old text has copies of it and nothing tells which of them became which."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def compare(old: str, new: str) -> list[Passage]:
    """All paragraphs of both texts, in the order of the new one; removed ones where they stood."""
    return _Comparison(list(_paragraphs(old)), list(_paragraphs(new))).passages()


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    for found in _PARAGRAPH.finditer(text):
        words = list(_WORD.finditer(text, found.start(), found.end()))
        if words:
            spans = tuple(word.span() for word in words)
            yield _Paragraph(spans[0][0], spans[-1][1], tuple(word[0] for word in words), spans)


class _Comparison:
    def __init__(self, old: Sequence[_Paragraph], new: Sequence[_Paragraph]) -> None:
        self._old, self._new = old, new
        self._partner: dict[int, int] = {}
        """New paragraph by old one."""
        self._moved: set[int] = set()
        """Old paragraphs that stand elsewhere now."""
        self._doubtful: frozenset[int] = frozenset()

    def passages(self) -> list[Passage]:
        gaps = self._align()
        for olds, news in gaps:
            self._pair(olds, news, _ALIKE)
        self._find_moved()
        self._tell_copies_apart()
        return list(self._in_order())

    def _align(self) -> list[tuple[range, range]]:
        """Pair what stayed; what lies between, old and new."""
        names: dict[tuple[str, ...], int] = {}
        old, new = (
            [names.setdefault(paragraph.words, len(names)) for paragraph in side]
            for side in (self._old, self._new)
        )
        gaps = []
        olds, news = range(0), range(0)
        for block in Indel.opcodes(old, new):
            if block.tag == "equal":
                if olds or news:
                    gaps.append((olds, news))
                olds, news = range(block.src_end, block.src_end), range(block.dest_end, block.dest_end)
                self._partner.update(
                    zip(
                        range(block.src_start, block.src_end),
                        range(block.dest_start, block.dest_end),
                        strict=True,
                    )
                )
            else:
                olds = range(olds.start if olds else block.src_start, block.src_end)
                news = range(news.start if news else block.dest_start, block.dest_end)
        if olds or news:
            gaps.append((olds, news))
        return gaps

    def _pair(self, olds: Sequence[int], news: Sequence[int], least: float) -> None:
        """Pair the most alike first."""
        if not olds or not news:
            return
        all_of_them = len(olds) * len(news) <= _REACH
        stretch = len(news) / len(olds)
        ranked = []
        for place, old in enumerate(olds):
            near = (
                news if all_of_them else news[max(0, int(place * stretch) - 20) : int(place * stretch) + 20]
            )
            for new in near:
                alike = _likeness(self._old[old], self._new[new], least)
                if alike >= least:
                    ranked.append((alike, -abs(place * stretch - news.index(new)), old, new))
        taken = set(self._partner.values())
        for _, _, old, new in sorted(ranked, reverse=True):
            if old not in self._partner and new not in taken:
                self._partner[old] = new
                taken.add(new)

    def _find_moved(self) -> None:
        """Among the rest, wherever it stands: first what is the same, then what is nearly so."""
        taken = set(self._partner.values())
        lost = [
            old for old in range(len(self._old)) if old not in self._partner and self._tells(self._old[old])
        ]
        found = [new for new in range(len(self._new)) if new not in taken and self._tells(self._new[new])]
        places = defaultdict(list)
        for new in reversed(found):
            places[self._new[new].words].append(new)
        for old in lost:
            if same := places[self._old[old].words]:
                self._partner[old] = same.pop()
        paired = set(self._partner.values())
        self._pair(
            [old for old in lost if old not in self._partner],
            [new for new in found if new not in paired],
            _MOVED,
        )
        self._moved.update(old for old in lost if old in self._partner)

    def _tell_copies_apart(self) -> None:
        known = copies([one.words for one in self._old], [one.words for one in self._new], self._partner)
        for old in known.paired:
            self._partner.pop(old, None)
        held = set(self._partner.values())
        for old, new in known.paired.items():
            if new not in held:
                self._partner[old] = new
                self._moved.discard(old)
        self._doubtful = known.doubtful

    @staticmethod
    def _tells(paragraph: _Paragraph) -> bool:
        return len(paragraph.words) >= _FEW

    def _in_order(self) -> Iterator[Passage]:
        came_from = {new: old for old, new in self._partner.items()}
        yield from self._removed_after(-1)
        for place, paragraph in enumerate(self._new):
            old = came_from.get(place)
            if old is None:
                yield self._passage(Fate.ADDED, None, place)
            elif old in self._moved:
                yield self._passage(Fate.MOVED, old, place)
            else:
                same = self._old[old].words == paragraph.words
                yield self._passage(Fate.SAME if same else Fate.CHANGED, old, place)
                yield from self._removed_after(old)

    def _removed_after(self, old: int) -> Iterator[Passage]:
        """Those that stood between an old paragraph and the next that still stands in its order."""
        for gone in range(old + 1, len(self._old)):
            if gone not in self._partner:
                yield self._passage(Fate.REMOVED, gone, None)
            elif gone not in self._moved:
                return

    def _passage(self, fate: Fate, old: int | None, new: int | None) -> Passage:
        before = None if old is None else self._old[old]
        after = None if new is None else self._new[new]
        runs = tuple(_runs(before, after)) if before and after else ()
        return Passage(
            fate,
            (before.start, before.end) if before else None,
            (after.start, after.end) if after else None,
            runs,
            old not in self._doubtful,
        )


def _likeness(old: _Paragraph, new: _Paragraph, least: float) -> float:
    return Indel.normalized_similarity(old.words, new.words, score_cutoff=least)


def _runs(old: _Paragraph, new: _Paragraph) -> Iterator[Run]:
    """The words of two paragraphs against each other."""
    for kept, group in groupby(Indel.opcodes(old.words, new.words), lambda block: block.tag == "equal"):
        blocks = list(group)
        first, last = blocks[0], blocks[-1]
        yield Run(
            *_span(old.places, first.src_start, last.src_end),
            *_span(new.places, first.dest_start, last.dest_end),
            kept,
        )


def _span(places: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return places[first][0], places[last - 1][1]
    here = places[first][0] if first < len(places) else places[-1][1]
    return here, here
