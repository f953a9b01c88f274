"""What a file's name tells when its content does not."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

_DIGITS = re.compile(r"[\d\s_.-]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_LONGEST = 1000


def title_from_name(name: str) -> str:
    """A title from a file name or URL path: ``my_old-notes.txt`` -> ``my old notes``."""
    stem = PurePosixPath(unquote(name).replace("\\", "/").rstrip("/")).stem
    spaced = re.sub(r"[_\s]+", " ", stem).strip()
    if " " not in spaced and spaced.count("-") > 1 and not _DIGITS.fullmatch(spaced):
        spaced = spaced.replace("-", " ")
    return spaced or "Untitled"


def one_line(text: str) -> str:
    """A name as it can stand in a list: without line ends and control characters, and without those that turn
    the direction of what follows (Unicode Bidirectional Algorithm, 2), which can make a name lie."""
    return " ".join(_TURNING.sub("", _CONTROL.sub(" ", text)).split())[:_LONGEST].rstrip()


def file_name_of(url: str, ending: str) -> str:
    """A file name for a page, after the last part of its address; safe on every system."""
    try:
        parts = urlsplit(url)
        name = parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "page"
    except ValueError:
        name = "page"
    plain = re.sub(r"[^\w.-]+", "-", unquote(name).removesuffix(".html")).strip("-.")[:80]
    return (plain or "page") + ending
