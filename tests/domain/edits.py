"""Edited copies of a text, together with the truth about where each word went."""

import random
import re
from dataclasses import dataclass

_WORDS = re.compile(r"\S+")
_NEW = (
    "lantern", "orchard", "unlikely", "marble", "seven", "quietly", "harbour", "before", "velvet", "answer",
    "copper", "meadow", "winter", "toward",
)  # fmt: skip


@dataclass(frozen=True)
class Edited:
    text: str
    places: dict[int, int]
    """New start of each word that is still there, by its old start."""


def edited(text: str, seed: int, words: float = 0.04, paragraphs: float = 0.12) -> Edited:
    """A copy with words changed, added, removed, and paragraphs moved, added, removed, at these rates."""
    chance = random.Random(seed)
    lines = [list(line) for line in _lines(text)]
    for line in list(lines):
        fate = chance.random() / paragraphs
        if fate < 0.4:
            lines.remove(line)
        elif fate < 0.7:
            lines.remove(line)
            lines.insert(chance.randrange(len(lines) + 1), line)
        elif fate < 1:
            new = [(chance.choice(_NEW), None) for _ in range(chance.randrange(10, 60))]
            lines.insert(chance.randrange(len(lines) + 1), new)
    parts: list[str] = []
    places: dict[int, int] = {}
    length = 0
    for line in lines:
        for word, start in _reworded(line, chance, words):
            if start is not None:
                places[start] = length
            parts.append(word + " ")
            length += len(word) + 1
        parts.append("\n")
        length += 1
    return Edited("".join(parts), places)


def _lines(text: str) -> list[list[tuple[str, int | None]]]:
    found = []
    for line in re.finditer(r"[^\n]+", text):
        words = [(word[0], word.start()) for word in _WORDS.finditer(text, line.start(), line.end())]
        if words:
            found.append(words)
    return found


def _reworded(
    line: list[tuple[str, int | None]], chance: random.Random, rate: float
) -> list[tuple[str, int | None]]:
    told: list[tuple[str, int | None]] = []
    for word, start in line:
        fate = chance.random() / rate
        if fate < 0.4:
            told.append((chance.choice(_NEW), None))
        elif fate < 0.7:
            told += [(word, start), (chance.choice(_NEW), None)]
        elif fate >= 1:
            told.append((word, start))
    return told


def ranges(text: str, seed: int, count: int) -> list[tuple[int, int]]:
    """Passages from a few words to some sentences, from word to word."""
    chance = random.Random(seed)
    words = list(_WORDS.finditer(text))
    found = []
    for _ in range(count):
        first = chance.randrange(len(words))
        last = min(
            len(words) - 1, first + int(chance.choice((2, 5, 10, 20, 40, 80)) * (0.5 + chance.random()))
        )
        found.append((words[first].start(), words[last].end()))
    return found


def survived(text: str, copy: Edited, start: int, end: int) -> tuple[float, tuple[int, int] | None]:
    """How many of a passage's words are still there (0 to 1), and its place where it is there word for word."""
    words = list(_WORDS.finditer(text, start, end))
    new = [copy.places.get(word.start()) for word in words]
    kept = sum(place is not None for place in new) / len(words)
    first, last = new[0], new[-1]
    if kept < 1 or first is None or last is None:
        return kept, None
    whole = copy.text[first : last + len(words[-1][0])]
    if whole.split() != text[start:end].split():
        return kept, None
    return kept, (first, first + len(whole))
