"""The text on the screen against the document's own text, in which annotations are anchored."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from rapidfuzz.distance import Indel

from desktop.domain.carrying import Carrier

Stretch = tuple[int, int]
_WORD = re.compile(r"\w+|[^\w\s]")
_MOST_PAIRS = 1_000_000_000
"""Of words: lining them up takes a bit for each."""


class ShownText(Protocol):
    """Ranges and offsets in code points."""

    text: str
    """What is on the screen."""

    def shown(self, start: int, end: int) -> tuple[Stretch, ...]:
        """Where a range of the document's text stands on the screen, in pieces where other words stand
        between them; empty where it does not."""

    def meant(self, start: int, end: int) -> Stretch | None:
        """The range of the document's text that stands in a range of the screen's, or None."""

    def shown_place(self, offset: int) -> int:
        """About where an offset of the document is on the screen."""

    def meant_place(self, offset: int) -> int:
        """About where a place on the screen is in the document."""


class SameText:
    """The document's text is what is shown."""

    def __init__(self, text: str) -> None:
        self.text = text

    def shown(self, start: int, end: int) -> tuple[Stretch, ...]:
        return ((start, end),)

    def meant(self, start: int, end: int) -> Stretch | None:
        return start, end

    def shown_place(self, offset: int) -> int:
        return offset

    meant_place = shown_place


class CarriedText:
    """The screen shows the document's words among others."""

    def __init__(self, document: str, screen: str) -> None:
        self.text = screen
        self._to_screen = _Way(document, screen)
        self._to_document = _Way(screen, document)

    def shown(self, start: int, end: int) -> tuple[Stretch, ...]:
        return self._to_screen.pieces(start, end)

    def meant(self, start: int, end: int) -> Stretch | None:
        return self._to_document.all_of_it(start, end)

    def shown_place(self, offset: int) -> int:
        return self._to_screen.place(offset)

    def meant_place(self, offset: int) -> int:
        return self._to_document.place(offset)


class _Way:
    """From one text to the other."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._carrier = Carrier(old, new)
        self.place = self._carrier.place

    def pieces(self, start: int, end: int) -> tuple[Stretch, ...]:
        carried = tuple((piece.start, piece.end) for piece in self._carrier.pieces(start, end))
        if self._says(carried, start, end):
            return carried
        lined_up = self._word_for_word(start, end)
        return lined_up if self._says(lined_up, start, end) else carried

    def all_of_it(self, start: int, end: int) -> Stretch | None:
        """From the first to the last of the words that went over, whatever stands between them here."""
        kept = self._carrier.kept(start, end)
        if kept:
            low, high = min(kept)[0], max(last for _, last in kept)
            if _letters(self._new[low:high]) == "".join(_letters(self._new[slice(*piece)]) for piece in kept):
                return low, high
        pieces = self.pieces(start, end)
        return (pieces[0][0], pieces[-1][1]) if pieces else None

    def _says(self, pieces: Iterable[Stretch], start: int, end: int) -> bool:
        return "".join(_letters(self._new[low:high]) for low, high in pieces) == _letters(
            self._old[start:end]
        )

    def _word_for_word(self, start: int, end: int) -> tuple[Stretch, ...]:
        """Where the words went when all words of both texts are lined up: of a few words at the edge of a
        paragraph too little is left to tell by the paragraph."""
        found: list[Stretch] = []
        for word in _WORD.finditer(self._old, start, end):
            there = self._lined_up.get(word.start())
            if there is None:
                return ()
            together = found and not self._new[found[-1][1] : there].strip()
            found.append((found.pop()[0] if together else there, there + len(word[0])))
        return tuple(found)

    @cached_property
    def _lined_up(self) -> dict[int, int]:
        """Where each old word begins in the new text, as far as it is there; empty where both are too long."""
        olds, news = (list(_WORD.finditer(text)) for text in (self._old, self._new))
        if len(olds) * len(news) > _MOST_PAIRS:
            return {}
        blocks = Indel.opcodes([word[0] for word in olds], [word[0] for word in news])
        return {
            old.start(): new.start()
            for block in blocks
            if block.tag == "equal"
            for old, new in zip(
                olds[block.src_start : block.src_end], news[block.dest_start : block.dest_end], strict=True
            )
        }


def _letters(text: str) -> str:
    return "".join(text.split())
