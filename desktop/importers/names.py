"""What a file's name tells when its content does not."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

_DIGITS = re.compile(r"[\d\s_.-]*")


def title_from_name(name: str) -> str:
    """A title from a file name or URL path: ``my_old-notes.txt`` -> ``my old notes``."""
    stem = PurePosixPath(unquote(name).replace("\\", "/").rstrip("/")).stem
    spaced = re.sub(r"[_\s]+", " ", stem).strip()
    if " " not in spaced and spaced.count("-") > 1 and not _DIGITS.fullmatch(spaced):
        spaced = spaced.replace("-", " ")
    return spaced or "Untitled"
