"""Files that only name web pages: shortcuts of the three systems, and lists of addresses."""

import plistlib
import re
from pathlib import Path
from xml.parsers.expat import ExpatError

from desktop.formats.encoding import decode

SHORTCUTS = frozenset({".url", ".webloc", ".desktop"})
_LISTS = frozenset({".txt", ".text", ".list", ".urls", ""})
_LARGEST = 256 << 10
_URL_LINE = re.compile(r"^\s*URL(?:\[\$e\])?\s*=\s*(\S+)", re.M | re.I)
_BARE = re.compile(r"^www\.(?=[^\s.]+\.[^\s.])", re.I)
_MOST = 2000


def links_in(path: Path) -> list[str]:
    """The addresses that a file is there to name, in its order and once each; none for any other file."""
    ending = path.suffix.lower()
    if ending not in SHORTCUTS | _LISTS:
        return []
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return []
        data = path.read_bytes()
    except OSError:
        return []
    if ending == ".webloc":
        found = _of_webloc(data)
    elif ending in SHORTCUTS:
        found = _URL_LINE.findall(decode(data))[:1]
    else:
        found = addresses_of(decode(data))
    return [url for url in dict.fromkeys(found) if is_web_address(url)][:_MOST]


def is_web_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://")) and len(text.split()) == 1


def addresses_of(text: str) -> list[str]:
    """Of a text that is nothing but addresses, one a line; empty lines and remarks (#) may stand between. What begins
    with ``www.`` is one too, as people write them."""
    lines = [line.strip() for line in text.splitlines()]
    told = [_BARE.sub("https://www.", line) for line in lines if line and not line.startswith("#")]
    return told if all(map(is_web_address, told)) else []


def _of_webloc(data: bytes) -> list[str]:
    try:
        told = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, OverflowError):
        return _URL_LINE.findall(decode(data))[:1]
    url = told.get("URL") if isinstance(told, dict) else None
    return [url] if isinstance(url, str) else []
