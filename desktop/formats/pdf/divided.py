"""Words that are divided at the ends of lines: whether the hyphen is the printer's or the word's own.

PDFium tells where a line ends in a hyphen and a word goes on. How the document writes that word, or its parts, elsewhere
decides; where it does not, the word is written whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from desktop.formats.pdf.text import DIVISION, HYPHEN, PageText, unsettled

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
            yield index, text.with_hyphens([_meant(each, words) for each in found])


def _words(texts: Iterable[PageText]) -> frozenset[str]:
    """All that stand undivided; each writing is looked at once."""
    tokens = set[str]()
    for text in texts:
        tokens.update(DIVISION.sub(HYPHEN, text.characters).split())
    whole = " ".join(token for token in tokens if HYPHEN not in token)
    return frozenset(_WORD.findall(whole.replace("\u2010", "-").casefold()))


def _meant(division: re.Match[str], words: frozenset[str]) -> str:
    """What is read for the hyphen at the end of a line."""
    characters, place, after = division.string, division.start(), division.end()
    start = _LAST.findall(characters[max(0, place - _LONGEST) : place])[0]
    end = _FIRST.findall(characters[after : after + _LONGEST])[0]
    left, right = _BEFORE.search(start), _WORD.match(end)
    its_own = unsettled(division[0])
    if not left or not right or _NO_WORD.search(start + end):
        return its_own
    one, other = left[0].casefold(), right[0].casefold()
    if one + other in words:
        return ""
    if f"{one}-{other}" in words or not right[0][0].islower():
        return its_own
    if other in _JOINING:
        return "-\n"
    compound = min(len(one), len(other)) >= _SHORTEST and one in words and other in words
    return its_own if compound else ""
