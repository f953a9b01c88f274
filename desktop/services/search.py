"""Find articles with the passages that match."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.errors import QueryError
from desktop.domain.item import ItemSummary
from desktop.domain.query import Words, parse, words
from desktop.storage import listing, shelves, vocabulary
from desktop.storage.library import Library
from desktop.storage.words import MARKS, fold, unmarked

_AROUND = 80
"""Characters of a text on each side of what was found."""
_PASSAGES = 3
"""Of a text; as many again of what was said of it."""
_LOOKED_AT = 60
"""Places of a text among which the best passages are chosen."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``start`` and ``end`` in the canonical text (0 for a comment or a note); ``matches`` inside ``text``."""

    text: str
    start: int
    end: int
    annotation: int | None
    matches: tuple[tuple[int, int], ...]
    color: str = ""
    """Of the annotation that the passage comes from."""
    note: int | None = None
    in_text: bool = True
    """Whether it stands in the article itself."""


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
    scores = dict(ranked(library, query, limit, within=within, typing=typing))
    found = passages(library, list(scores), query, typing=typing)
    return [
        SearchHit(summary, scores[summary.item.id], found.get(summary.item.id, ()))
        for summary in listing.summaries(library, list(scores))
    ]


def ranked(
    library: Library, query: str, limit: int, *, within: str = "", typing: bool = False
) -> list[tuple[int, float]]:
    """Ids of articles and their scores, the best first. Raises ``QueryError``."""
    return shelves.ranked(library, query, within, limit, prefix=typing)


def looks_for_words(query: str) -> bool:
    """Whether a search has words to rank by, and passages to show. What cannot be understood has none."""
    try:
        return bool(words(parse(query)))
    except QueryError:
        return False


def suggestion(library: Library, query: str) -> str:
    """The query with the words that were probably meant, where the library has some of its words nowhere; else
    empty. Raises ``QueryError``."""
    conn = library.reader().conn
    changed = query
    for word in reversed(words(parse(query, prefix=True))):
        if not word.text.isalpha() or shelves.is_anywhere(library, word):
            continue
        meant = vocabulary.nearest(conn, word.text)
        if meant:
            quoted = query[word.start] == '"'
            start, end = word.start + quoted, word.start + quoted + len(word.text)
            changed = changed[:start] + meant + changed[end:]
    return "" if changed == query else changed


def refresh_vocabulary(library: Library) -> bool:
    """Learn the words of the library, where it has grown since; whether there was something to learn. Takes a while
    in a large library, and lets other work pass."""
    return vocabulary.refresh(library)


def passages(
    library: Library, ids: Sequence[int], query: str, *, typing: bool = False
) -> dict[int, tuple[Passage, ...]]:
    """Where the words of a query stand in articles, in their annotations and notes, by the articles' ids."""
    wanted = words(parse(query, prefix=typing))
    pattern = pattern_of(wanted)
    if pattern is None:
        return {}
    texts, notes = shelves.texts(library, ids), shelves.notes_of(library, ids)
    marks: dict[int, list[Annotation]] = {}
    for mark in shelves.annotations_of(library, ids):
        marks.setdefault(mark.item_id, []).append(mark)
    found: dict[int, tuple[Passage, ...]] = {}
    for id_, text in texts.items():
        said = [_said(mark, pattern) for mark in marks.get(id_, ()) if pattern.search(fold(mark.comment))]
        noted = [
            replace(_passage(note.text, 0, None, pattern), note=note.id, in_text=False)
            for note in notes.get(id_, ())
            if pattern.search(fold(note.text))
        ]
        in_text = [_marked(passage, marks.get(id_, ())) for passage in _best(text, pattern)]
        found[id_] = (*in_text, *(said + noted)[:_PASSAGES])
    return found


def pattern_of(wanted: Sequence[Words]) -> re.Pattern[str] | None:
    """What finds these words in folded text (``storage.words.fold``)."""
    parts = []
    for one in wanted:
        inner = r"[\W_]+".join(map(_word, re.findall(r"\w+", fold(unmarked(one.text)))))
        closed = not one.prefix and inner.isascii()
        parts.append(rf"{chr(92)}b{inner}{chr(92) + 'b' if closed else ''}" if inner.isascii() else inner)
    return re.compile("|".join(f"({part})" for part in parts)) if parts else None


def _word(letters: str) -> str:
    """With room for vowel marks between the letters of scripts that have them."""
    return re.escape(letters) if letters.isascii() else f"[{MARKS}]*".join(map(re.escape, letters))


def _best(text: str, pattern: re.Pattern[str]) -> Iterator[Passage]:
    """The passages in which most of the words stand, in their order."""
    folded = fold(text)
    places: list[tuple[int, int, set[int]]] = []
    for match in pattern.finditer(folded):
        if places and match.end() <= places[-1][1]:
            places[-1][2].add(match.lastindex or 0)
            continue
        if len(places) == _LOOKED_AT:
            break
        start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        places.append((start, end, {match.lastindex or 0}))
    chosen = sorted(sorted(places, key=lambda place: -len(place[2]))[:_PASSAGES])
    for start, end, _ in chosen:
        yield _passage(text[start:end], start, None, pattern)


def _marked(passage: Passage, marks: Sequence[Annotation]) -> Passage:
    """With the colour of the mark that something of what was found lies in."""
    places = [passage.start + start for start, _ in passage.matches]
    for mark in marks:
        position = mark.target.position if isinstance(mark.target, TextTarget) and not mark.orphan else None
        if position and any(position.start <= place < position.end for place in places):
            return replace(passage, color=str(mark.color), annotation=mark.id)
    return passage


def _said(mark: Annotation, pattern: re.Pattern[str]) -> Passage:
    return replace(_passage(mark.comment, 0, mark.id, pattern), color=str(mark.color), in_text=False)


def _passage(text: str, start: int, annotation: int | None, pattern: re.Pattern[str]) -> Passage:
    matches = tuple(match.span() for match in pattern.finditer(fold(text)))
    return Passage(text, start, start + len(text), annotation, matches)
