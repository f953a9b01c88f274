"""Characters that no tree of a page can hold: control characters and what is none at all (XML 1.0, 2.2: ``Char``)."""

import re

_NONE = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c")
_BLANK = bytes.maketrans(b"\x0b\x0c", b"  ")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_NUMBER = re.compile(
    rb"&#(?:0*(?P<feed>1[12])|0*(?:[0-8]|1[4-9]|2[0-9]|3[01]|6553[45]))(?:;|(?![0-9]))"
    rb"|&#[xX]0*(?:(?P<hex_feed>[bBcC])|[0-8eEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?:;|(?![0-9a-fA-F]))"
)


def without_controls(markup: str) -> str:
    """The same markup without them, as they stand and as numbers; tabulators and feeds of lines and pages become blanks.
    Quick, since hardly any page has one."""
    data = markup.encode("utf-8", "replace").translate(_BLANK, _NONE)
    if _NO_CHARACTERS[0][:2] in data:
        for none in _NO_CHARACTERS:
            data = data.replace(none, b"")
    return _NUMBER.sub(lambda found: b" " if found["feed"] or found["hex_feed"] else b"", data).decode()
