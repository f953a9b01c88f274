"""File names that every system takes, made from titles that nobody vouches for."""

import unicodedata
from collections.abc import Iterator

_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789")}
_LONGEST = 120
"""Bytes in UTF-8, which leaves room for endings and numbers below the usual limit of 255."""


def file_name(title: str) -> str:
    """A safe name without an ending; never empty, hidden, or reserved on Windows."""
    kept = "".join(
        " " if character in _FORBIDDEN or character.isspace() else character
        for character in unicodedata.normalize("NFC", title)
        if (unicodedata.category(character) not in ("Cf", "Cs", "Co", "Cn") and character.isprintable())
        or character.isspace()
    )
    name = _shortened(" ".join(kept.split())).strip(". ")
    if not name:
        return "Untitled"
    return f"{name}_" if name.split(".")[0].strip().lower() in _RESERVED else name


def numbered(name: str) -> Iterator[str]:
    """The name, then the name with (2), (3) ... for when it is taken."""
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1


def _shortened(name: str) -> str:
    return name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
