"""Words, links and front matter as Markdown that every flavour renders as what went in."""

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

import yaml

_ANYWHERE = re.compile(
    r"([\\`*_\[\]<>&~|$^{])|(#(?=\w)|(?<!\w)@(?=\w)|=(?==)|(?<==)=|%(?=%)|(?<=%)%|\((?=\()|(?<=:):)"
)
_AT_START = re.compile(r"^(#|[-+=](?=[-+=\s]|$)|:(?=:)|\d+(?=[.)]))(.?)")
_UNSAFE = {sign: quote(sign) for sign in " <>()\\`\"'\t\n\r"}
_FRAGMENT_WORDS = 5
"""How many words at each end tell a long passage."""
_FRAGMENT_LETTERS = 12
"""The same for scripts without spaces."""


def escape(text: str) -> str:
    """Text on one line that CommonMark renders as these very words, runs of white space as one space."""
    return at_start(escape_inside(" ".join(text.split())))


def escape_inside(text: str) -> str:
    """The same for words in the middle of a line; white space stays."""
    return _ANYWHERE.sub(r"\\\g<0>", text.replace("\0", "\ufffd"))


def at_start(line: str) -> str:
    """Words that begin a line, so that they begin no list and no heading. Two bare signs are marks, not words."""
    if line.startswith("=="):
        return line
    return _AT_START.sub(_escape_start, line)


def _escape_start(found: re.Match[str]) -> str:
    mark, after = found.groups()
    return f"{mark}\\{after}" if mark.isdigit() else f"\\{mark}{after}"


def quoted(paragraphs: Sequence[str]) -> str:
    """A quotation of these paragraphs."""
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def marked(paragraphs: Sequence[str], sign: str) -> list[str]:
    """Each paragraph between two of these signs."""
    return [f"{sign}{paragraph}{sign}" for paragraph in paragraphs]


def wiki(name: str) -> str:
    """A link to the page of that name in the same folder of notes."""
    plain = " ".join("".join(" " if sign in '[]|#^\\/:*?"<>' else sign for sign in name).split())
    return f"[[{plain}]]" if plain else ""


def citation(text: str) -> str:
    """A page label inside a citation."""
    return " ".join("".join(" " if sign in "[]@;,{}\\" else sign for sign in text).split())


def yaml_block(value: object) -> str:
    """Front matter; every text that YAML could take for something else is quoted."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10**9)


def safe_url(url: str) -> str:
    """An address that can stand in a link; empty where it is none of the web, of mail or of ours."""
    if urlsplit(url[:9]).scheme.lower() not in (
        "http",
        "https",
        "ftp",
        "mailto",
        "florilegi",
    ) and not url.startswith(("florilegium:", "doi:", "urn:", "tel:")):
        return ""
    return "".join(_UNSAFE.get(sign, sign) for sign in url if sign.isprintable() or sign in _UNSAFE)


def live_link(url: str, words: str) -> str:
    """The live page at a passage (https://wicg.github.io/scroll-to-text-fragment/); empty for what is no web page."""
    address = safe_url(url)
    if not address.startswith(("http://", "https://")) or not words.strip():
        return ""
    page, _, fragment = address.partition("#")
    if ":~:" in fragment:
        fragment = fragment.partition(":~:")[0]
    return f"{page}#{fragment}:~:text={_text_fragment(words)}"


def _text_fragment(words: str) -> str:
    parts = words.split()
    plain = " ".join(parts)
    one_line = "\n" not in words.strip()
    if len(parts) > 2 * _FRAGMENT_WORDS or (not one_line and len(parts) > 1):
        many = min(_FRAGMENT_WORDS, len(parts) // 2)
        first, last = (
            words.strip().split("\n")[0].split()[:many],
            words.strip().split("\n")[-1].split()[-many:],
        )
        return f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"
    if len(parts) <= 2 and len(plain) > 4 * _FRAGMENT_LETTERS:
        return f"{_encoded(plain[:_FRAGMENT_LETTERS])},{_encoded(plain[-_FRAGMENT_LETTERS:])}"
    return _encoded(plain)


def _encoded(words: str) -> str:
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
