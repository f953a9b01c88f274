"""Style sheets: the addresses in them (https://www.w3.org/TR/css-syntax-3/#consume-url-token)."""

import re
from collections.abc import Callable

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_URL = re.compile(rf"url\(\s*({_STRING}|[^)\"']*)\s*\)", re.I)
_IMPORT = re.compile(rf"@import\s+(?:url\(\s*)?({_STRING}|[^)\s;\"']+)\s*\)?([^;]*);", re.I)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_CHARSET = re.compile(rb"@charset\s+\"([\w.:-]+)\"\s*;", re.I)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.S)
NOTHING = "data:,"
"""An address that asks nobody for anything."""


def decode(data: bytes) -> str:
    """The text of a style sheet (https://www.w3.org/TR/css-syntax-3/#input-byte-stream)."""
    declared = _CHARSET.match(data)
    for charset in ("utf-8-sig", declared[1].decode("ascii") if declared else "cp1252"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def rewrite(style: str, address: Callable[[str], str], sheet: Callable[[str], str]) -> str:
    """The style with each address put as ``address`` says, and each sheet that it imports (``sheet``) in
    its place. Safe inside a ``style`` element."""
    style = _COMMENT.sub(" ", style)

    def imported(found: re.Match[str]) -> str:
        rules, media = sheet(_plain(found[1])), found[2].strip()
        return f"@media {media} {{{rules}}}" if rules and media and "(" not in media else rules

    def pointed(found: re.Match[str]) -> str:
        named = address(_plain(found[1]))
        return 'url("' + (named or NOTHING).replace("\\", "%5C").replace('"', "%22").replace("\n", "") + '")'

    # What was imported is settled already: its addresses stand under other names.
    pieces = []
    end = 0
    for found in _IMPORT.finditer(style):
        pieces += [_URL.sub(pointed, style[end : found.start()]), imported(found)]
        end = found.end()
    pieces.append(_URL.sub(pointed, style[end:]))
    return "".join(pieces).replace("</", "<\\/")


def _plain(token: str) -> str:
    """What a string or an unquoted address says."""
    token = token.strip()
    if token[:1] in ("'", '"'):
        token = token[1:-1]
    return _ESCAPE.sub(_sign, token)


def _sign(found: re.Match[str]) -> str:
    if not found[1]:
        return "" if found[2] == "\n" else found[2]
    point = int(found[1], 16)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
