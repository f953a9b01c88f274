"""Find anything by a part of its name: articles, tags, collections, saved searches, outlines, annotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from desktop.domain.fuzzy import fit, folded
from desktop.domain.query import Words
from desktop.services import browse, outlines
from desktop.storage import palette
from desktop.storage.library import Library

_EACH = 30
"""Articles, and annotations, that one query fetches."""
_ENOUGH = 5
"""Articles found by their words; with fewer, those with slips in them are looked for too."""
_LEAST_ALIKE = 78
_WEIGHTS = {
    "collection": 0.06,
    "tag": 0.05,
    "search": 0.06,
    "outline": 0.05,
    "article": 0.03,
    "annotation": 0.0,
}


class Kind(StrEnum):
    ARTICLE = "article"
    TAG = "tag"
    COLLECTION = "collection"
    SEARCH = "search"
    OUTLINE = "outline"
    ANNOTATION = "annotation"


@dataclass(frozen=True, slots=True)
class Findable:
    """``about`` tells it apart: a site, the article of an annotation. ``item_id``: of articles and annotations."""

    kind: Kind
    id: int
    text: str
    about: str = ""
    item_id: int = 0
    score: float = 0.0


class Index:
    """What was read once while the palette is open. Not for use from several threads at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._small: list[tuple[Findable, str]] | None = None
        self._titles: tuple[list[int], list[str]] | None = None

    def find(self, text: str, limit: int = 50) -> list[Findable]:
        """The best first; without words the articles that came last."""
        words = folded(text)
        found = self._named(words) if words.strip() else []
        found += self._articles(text, words)
        if len(words.strip()) > 1:
            found += self._annotations(text)
        return sorted(found, key=lambda one: -one.score)[:limit]

    def _named(self, words: str) -> list[Findable]:
        if self._small is None:
            self._small = [(one, folded(one.text)) for one in _small(self._library)]
        scored = [(one, fit(words, name)) for one, name in self._small]
        return [_scored(one, score) for one, score in scored if score]

    def _articles(self, text: str, words: str) -> list[Findable]:
        rows = (
            palette.articles(self._library, _words(text), _EACH) if _words(text) or not text.strip() else []
        )
        found = [
            _scored(Findable(Kind.ARTICLE, id_, title, site, id_), max(fit(words, folded(title)), 0.35))
            for id_, title, site in rows
        ]
        if len(found) < _ENOUGH and len(words.strip()) > 4:
            known = {one.id for one in found}
            found += [one for one in self._alike(words) if one.id not in known]
        return found

    def _alike(self, words: str) -> list[Findable]:
        """Articles whose title has something like the words in it."""
        if self._titles is None:
            rows = palette.titles(self._library)
            self._titles = [id_ for id_, _ in rows], [folded(title) for _, title in rows]
        ids, names = self._titles
        best = process.extract(words, names, scorer=fuzz.partial_ratio, limit=8, score_cutoff=_LEAST_ALIKE)
        shown = palette.named(self._library, [ids[place] for _, _, place in best])
        return [
            _scored(Findable(Kind.ARTICLE, ids[place], *shown[ids[place]], ids[place]), score / 250)
            for _, score, place in best
            if ids[place] in shown
        ]

    def _annotations(self, text: str) -> list[Findable]:
        wanted = _words(text)
        rows = palette.annotations(self._library, wanted, _EACH // 2) if wanted else []
        return [
            _scored(Findable(Kind.ANNOTATION, id_, " ".join((quote or comment).split()), title, item_id), 0.4)
            for id_, item_id, quote, comment, title in rows
        ]


def _small(library: Library) -> Sequence[Findable]:
    """What there are at most some thousands of."""
    return [
        *(Findable(Kind.COLLECTION, id_, path) for id_, path in browse.collection_paths(library).items()),
        *(Findable(Kind.TAG, 0, name) for name in browse.tag_names(library)),
        *(Findable(Kind.SEARCH, one.id, one.name, one.query) for one in browse.saved_searches(library)),
        *(Findable(Kind.OUTLINE, one.id, one.name) for one in outlines.all_outlines(library)),
    ]


def _scored(one: Findable, score: float) -> Findable:
    return Findable(one.kind, one.id, one.text, one.about, one.item_id, score + _WEIGHTS[one.kind])


def _words(text: str) -> list[Words]:
    return [Words(word, prefix=True) for word in re.findall(r"\w+", text)]
