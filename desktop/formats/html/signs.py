"""Characters that no tree of a page can hold: control characters and what is none at all (XML 1.0, 2.2: ``Char``)."""

import re

_END = {10: "(?:;|(?![0-9]))", 16: "(?:;|(?![0-9a-fA-F]))"}
_BLANK = re.compile(f"[\x0b\x0c]|&#0*1[12]{_END[10]}|&#[xX]0*[bBcC]{_END[16]}")
_NONE = re.compile(
    "[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    f"|&#0*(?:[0-8]|1[4-9]|2[0-9]|3[01]|6553[45]){_END[10]}"
    f"|&#[xX]0*(?:[0-8eEfF]|1[0-9a-fA-F]|[fF]{{3}}[eEfF]){_END[16]}"
)


def without_controls(markup: str) -> str:
    """The same markup without them, as they stand and as numbers; tabulators and feeds become blanks."""
    return _NONE.sub("", _BLANK.sub(" ", markup))
