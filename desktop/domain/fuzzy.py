"""How well what a person types fits a name: by words, by the starts of words, by letters left out, by slips."""

import unicodedata

from rapidfuzz import fuzz

from desktop.domain.letters import ALIKE

_LEAST_ALIKE = 82
"""Of 100, for a word with a slip in it."""


def folded(text: str) -> str:
    """Without case and marks, letters of Arabic that stand for one another as one; for comparing only."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(ALIKE)


def fit(words: str, name: str) -> float:
    """0 (not at all) to 1 (the very name); both folded. All of the words must fit somewhere."""
    if not words.strip():
        return 1.0
    if words == name:
        return 1.0
    total = 0.0
    parts = words.split()
    for word in parts:
        part = _word_fit(word, name)
        if not part:
            return 0.0
        total += part
    return total / len(parts) * 0.98 - min(len(name), 200) * 1e-4


def _word_fit(word: str, name: str) -> float:
    at = name.find(word)
    if at == 0:
        return 1.0
    while at > 0:
        if not name[at - 1].isalnum():
            return 0.9
        at = name.find(word, at + 1)
    if word in name:
        return 0.7 if len(word) > 1 else 0.3
    if len(word) > 1 and (initials := _initials(name)) and initials.startswith(word):
        return 0.75
    if len(word) > 2 and _left_out(word, name):
        return 0.5
    if len(word) > 3 and any(fuzz.ratio(word, other) >= _LEAST_ALIKE for other in name.split()):
        return 0.4
    return 0.0


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _left_out(word: str, name: str) -> bool:
    """Whether the letters stand in the name in their order, the first one at the start of a word, near each other."""
    for start, sign in enumerate(name):
        if sign != word[0] or (start and name[start - 1].isalnum()):
            continue
        at = start
        for letter in word[1:]:
            at = name.find(letter, at + 1)
            if at < 0:
                return False
        if at - start <= 3 * len(word) + 4:
            return True
    return False
