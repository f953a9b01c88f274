"""The plain text of an e-mail: lines that were wrapped for the way (RFC 3676), and the words of others behind ``>``."""

import re
from collections.abc import Iterator
from itertools import groupby

_QUOTED = re.compile(r"(?:> ?)+")
_SIGNATURE = "-- "


def unfold(text: str, *, without_space: bool) -> str:
    """Text of ``format=flowed`` with each paragraph on one line; ``without_space``: as ``DelSp=yes`` has it."""
    lines: list[str] = []
    goes_on = False
    before = -1
    for raw in text.splitlines():
        words = raw.lstrip(">")
        depth = len(raw) - len(words)
        words = words.removeprefix(" ")
        if goes_on and depth == before and words != _SIGNATURE:
            lines[-1] += words
        else:
            lines.append(">" * depth + (" " if depth else "") + words)
        goes_on = words.endswith(" ") and words != _SIGNATURE
        if goes_on and without_space:
            lines[-1] = lines[-1][:-1]
        before = depth
    return "\n".join(lines)


def by_depth(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces, each with how many others it is quoted by; without the marks."""
    told = [_parted(line) for line in text.splitlines()]
    for depth, lines in groupby(told, key=lambda one: one[0]):
        yield depth, "\n".join(words for _, words in lines)


def _parted(line: str) -> tuple[int, str]:
    found = _QUOTED.match(line)
    return (found[0].count(">"), line[found.end() :]) if found else (0, line)
