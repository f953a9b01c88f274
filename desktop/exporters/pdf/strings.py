"""Texts and dates as a PDF has them (ISO 32000-2, 7.9)."""

import re
from functools import lru_cache

_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)", re.ASCII)

_MANY = 4096
"""Texts and dates that are remembered as they are written: most of them come again."""


@lru_cache(_MANY)
def text_string(words: str) -> str:
    """A text string (7.9.2.2): plain where it can be."""
    if words.isascii() and words.replace("\n", " ").isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{words.encode('utf-16-be', 'replace').hex().upper()}>"


@lru_cache(_MANY)
def date_string(moment: str) -> str:
    found = _MOMENT.match(moment)
    return f"(D:{''.join(found.groups())}Z)" if found else "()"
