"""Find articles with the passages that match."""

import re
from dataclasses import dataclass

from desktop.domain.errors import QueryError
from desktop.domain.item import ItemSummary
from desktop.domain.query import Words, parse, words
from desktop.services import browse
from desktop.storage import shelves
from desktop.storage.library import Library
from desktop.storage.words import MARKS, fold, unmarked

_AROUND = 80
_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """``start`` and ``end`` in the canonical text (0 for a comment); ``matches`` inside ``text``."""

    text: str
    start: int
    end: int
    annotation: int | None
    matches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    item: ItemSummary
    score: float
    passages: tuple[Passage, ...]


def search(
    library: Library, query: str, limit: int = 50, *, within: str = "", typing: bool = False
) -> list[SearchHit]:
    """Best first. ``within``: a query that narrows it, whose words are not looked for in the passages.
    ``typing``: the last word may be the start of one. Raises ``QueryError``."""
    wanted = words(parse(query, prefix=typing))
    pattern = _pattern(wanted)
    return [
        SearchHit(summary, score, _passages(library, summary.item.id, pattern) if pattern else ())
        for summary, score in shelves.ranked(library, query, within, limit, prefix=typing)
    ]


def looks_for_words(query: str) -> bool:
    """Whether a search has words to rank by, and passages to show. What cannot be understood has none."""
    try:
        return bool(words(parse(query)))
    except QueryError:
        return False


def _pattern(wanted: list[Words]) -> re.Pattern[str] | None:
    parts = []
    for one in wanted:
        inner = r"[\W_]+".join(map(_word, re.findall(r"\w+", fold(unmarked(one.text)))))
        closed = not one.prefix and inner.isascii()
        parts.append(rf"{chr(92)}b{inner}{chr(92) + 'b' if closed else ''}" if inner.isascii() else inner)
    return re.compile("|".join(parts)) if parts else None


def _word(letters: str) -> str:
    """With room for vowel marks between the letters of scripts that have them."""
    return re.escape(letters) if letters.isascii() else f"[{MARKS}]*".join(map(re.escape, letters))


def _passages(library: Library, item_id: int, pattern: re.Pattern[str]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    text = browse.document(library, item_id).text
    reached = -1
    for match in pattern.finditer(fold(text)):
        if match.start() >= reached:
            start, reached = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
            found.append(_passage(text[start:reached], start, None, pattern))
        if len(found) == _PASSAGES:
            break
    for annotation in browse.annotations(library, item_id):
        if pattern.search(fold(annotation.comment)):
            found.append(_passage(annotation.comment, 0, annotation.id, pattern))
    found += [_passage(note.text, 0, None, pattern) for note in browse.notes(library, item_id)
              if pattern.search(fold(note.text))]  # fmt: skip
    return tuple(found)


def _passage(text: str, start: int, annotation: int | None, pattern: re.Pattern[str]) -> Passage:
    matches = tuple(match.span() for match in pattern.finditer(fold(text)))
    return Passage(text, start, start + len(text), annotation, matches)
