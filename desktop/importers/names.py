"""Names: of files, where they must serve as titles; of people, as programs write them down."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

_DIGITS = re.compile(r"[\d\s_.-]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_LONGEST = 1000
_NO_CREATOR = re.compile(
    r"(?i:(?:microsoft |office |windows )*\w*user\d*)"
    r"|(?i:owner|admin|administrator|author|unknown|anonymous|default|test|me|nobody|root)\d*|.*[@\\/].*|\W*"
    r"|[a-z0-9 ._-]+|[A-Z]+\d+"
)
"""What programs take for the author: the name of an account."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,3}")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|MSc|BSc|MA|Esq|Inc|Ltd|LLC|GmbH)\.?", re.I)


def title_from_name(name: str) -> str:
    """A title from a file name or URL path: ``my_old-notes.txt`` -> ``my old notes``."""
    stem = PurePosixPath(unquote(name).replace("\\", "/").rstrip("/")).stem
    spaced = re.sub(r"[_\s]+", " ", stem).strip()
    if " " not in spaced and spaced.count("-") > 1 and not _DIGITS.fullmatch(spaced):
        spaced = spaced.replace("-", " ")
    return spaced or "Untitled"


def one_line(text: str, longest: int = _LONGEST) -> str:
    """A name as it can stand in a list: without line ends and control characters, and without those that turn
    the direction of what follows (Unicode Bidirectional Algorithm, 2), which can make a name lie."""
    return " ".join(_TURNING.sub("", _CONTROL.sub(" ", text)).split())[:longest].rstrip()


def file_name_of(url: str, ending: str) -> str:
    """A file name for a page, after the last part of its address; safe on every system."""
    try:
        parts = urlsplit(url)
        name = parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "page"
    except ValueError:
        name = "page"
    plain = re.sub(r"[^\w.-]+", "-", unquote(name).removesuffix(".html")).strip("-.")[:80]
    return (plain or "page") + ending


def creators_of(told: Sequence[str]) -> tuple[str, ...]:
    """``A. Name; B. Name``, ``A. Name and B. Name``, ``A. Name, B. Name``, ``Name, A., Name, B.``, one a line; in
    ``Name, A.`` the comma stays."""
    names = [name for one in told for name in re.split(r";|[\r\n]+|\s+and\s+|\s*&\s+", one)]
    parted = [part.strip().rstrip(",") for name in names for part in _parted(name)]
    return tuple(part for part in parted if not _NO_CREATOR.fullmatch(part))


def _parted(names: str) -> list[str]:
    """At its commas or strokes, where each part is a whole name; degrees and the like stay with the name before."""
    parts: list[str] = []
    for part in names.strip(" ,").split(","):
        if parts and _SUFFIX.fullmatch(part.strip()):
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    if (
        len(parts) > 2
        and len(parts) % 2 == 0
        and all(_INITIALS.fullmatch(one.strip()) for one in parts[1::2])
    ):
        return [f"{name},{initials}" for name, initials in zip(parts[::2], parts[1::2], strict=True)]
    if len(parts) == 1:
        parts = names.split("/")
    whole = all(len(part.split()) >= 2 for part in parts)
    return parts if whole else [names]
