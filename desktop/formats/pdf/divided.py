"""Words that are divided at the ends of lines: whether the hyphen is the printer's or the word's own.

PDFium tells where a line ends in a hyphen and a word goes on. How the document writes that word, or its parts, elsewhere
decides; where it does not, the word is written whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from desktop.formats.pdf.text import DIVISION, PageText

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BEFORE = re.compile(r"(?:[^\W_]+-)*[^\W_]+$")
_NO_WORD = re.compile(r"://|@|www\.|\d")
"""There a hyphen stands for itself."""
_FIRST, _LAST = re.compile(r"\A\S*"), re.compile(r"(?<!\S)\S*\Z")
"""What stands up to the next white space, and from the last one on."""
_JOINING = frozenset(
    {"and", "or", "to", "und", "oder", "bzw", "sowie", "et", "ou", "y", "o", "e", "en", "och", "og"}
)
"""What may follow a part of a word, as in “pre- and post-war”."""
_SHORTEST = 3
"""Letters of a part that is a word of its own."""
_LONGEST = 60


def with_words_joined(texts: Mapping[int, PageText]) -> Iterator[tuple[int, PageText]]:
    """The pages, by their numbers, on which words are divided, as they are meant."""
    divided = {index: text for index, text in texts.items() if DIVISION.search(text.characters)}
    if divided:
        words = _words(texts.values())
        for index, text in divided.items():
            found = DIVISION.finditer(text.characters)
            yield index, text.with_hyphens([_meant(text.characters, each.start(), words) for each in found])


def _words(texts: Iterable[PageText]) -> frozenset[str]:
    """All that stand undivided; each writing is looked at once."""
    tokens = set[str]()
    for text in texts:
        tokens.update(text.characters.split())
    whole = " ".join(token for token in tokens if not DIVISION.search(token))
    return frozenset(_WORD.findall(whole.casefold()))


def _meant(characters: str, place: int, words: frozenset[str]) -> str:
    """What is read for the hyphen at a place."""
    start = _LAST.findall(characters[max(0, place - _LONGEST) : place])[0]
    end = _FIRST.findall(characters[place + 1 : place + _LONGEST])[0]
    left, right = _BEFORE.search(start), _WORD.match(end)
    if not left or not right or _NO_WORD.search(start + end):
        return "-"
    one, other = left[0].casefold(), right[0].casefold()
    if one + other in words:
        return ""
    if f"{one}-{other}" in words or not right[0][0].islower():
        return "-"
    if other in _JOINING:
        return "-\n"
    compound = min(len(one), len(other)) >= _SHORTEST and one in words and other in words
    return "-" if compound else ""
