"""The authors as they stand under the title of a paper. No name rather than a wrong one."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_MARKS = re.compile(r"[\d∗*†‡§¶‖#+$✉]+(?:\s*,\s*[\d∗*†‡§¶‖#+$]+)*")
_TITLES = re.compile(
    r"\b(?:Dr|Prof|Mr|Mrs|Ms|PhD|Ph\.D|MD|M\.D|MSc|BSc|(?:Senior |Student )?Member|Fellow|IEEE|ACM)\b\.?,?\s*"
)
_SEPARATOR = re.compile(r"\s*(?:,\s*and\b|,\s*&|,|;|\band\b|\bund\b|\bet\b|\by\b|&|·|•)\s*")
_GOES_ON = re.compile(r"\s*(?:,|;|&|(?:and|und|et|y)\b)")
_TO_GO_ON = re.compile(r"(?:,|;|&|\b(?:and|und|et|y))\s*$")
_BY = re.compile(r"^\s*by:?\s+", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*", re.UNICODE)
_PARTICLES = frozenset(
    {
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "do", "das", "du", "la", "le",
        "el", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "zur", "af", "av", "y", "e",
    }
)  # fmt: skip
_NO_NAMES = frozenset(
    {
        "abstract", "acknowledgements", "advanced", "agency", "american", "and", "annual", "appendix",
        "applied", "article", "association", "australia", "bank", "based", "blue", "book", "bulletin",
        "center", "centre", "chapter", "china", "college", "commission", "committee", "company", "computer",
        "conference", "contents", "corporation", "council", "data", "department", "division", "draft",
        "edition", "editor", "editors", "engineering", "england", "english", "european", "faculty", "federal",
        "figure", "final", "first", "for", "foundation", "france", "free", "from", "german", "germany",
        "global", "government", "group", "guide", "handbook", "health", "high", "hospital", "in", "inc",
        "india", "information", "institute", "institut", "international", "internet", "introduction", "issue",
        "japan", "journal", "keywords", "laboratory", "laboratories", "language", "learning", "lecture",
        "letters", "library", "limited", "ltd", "manual", "market", "march", "may", "medical", "medicine",
        "ministry", "model", "museum", "national", "network", "new", "news", "north", "notes", "number", "of",
        "office", "on", "online", "open", "organization", "original", "overview", "page", "paper", "papers",
        "part", "physics", "policy", "press", "proceedings", "program", "programme", "project", "protocol",
        "public", "received", "reference", "references", "release", "report", "research", "review", "school",
        "science", "sciences", "second", "section", "series", "service", "services", "sheet", "social",
        "society", "software", "south", "special", "spring", "state", "states", "statistics", "street",
        "studies", "study", "summary", "summer", "survey", "system", "systems", "table", "technical",
        "technology", "test", "the", "theory", "thesis", "to", "tutorial", "united", "universität",
        "universidad", "university", "université", "update", "us", "use", "user", "using", "version",
        "volume", "west", "white", "winter", "with", "work", "working", "world", "year", "analysis",
        "january", "february", "april", "june", "july", "august", "september", "october", "november",
        "december", "monday",
    }
)  # fmt: skip
_AFFILIATION = re.compile(
    r"@|univers|institut|department|dept\b|laborator|school of|faculty|college|centre|center|hospital|academy|observator",
    re.I,
)
_BODY = re.compile(
    r"\s*(?:abstract|summary|zusammenfassung|résumé|resumen|keywords|1\.?\s+introduction)\b", re.I
)
_NEAR = 30
"""Lines after the title in which the authors' addresses stand."""
_MOST_LINES = 20
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c"}
_BEFORE = re.compile(f"([{''.join(_ACCENTS)}])\\s?([^\\W\\d_])")
_CEDILLA = re.compile(r"([cCsS])\s?¸|¸\s?([cCsS])")


def byline(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in the lines that follow a title; none where a line of them reads otherwise, or where no address
    or abstract shows that it is a paper."""
    near = lines[:_NEAR]
    if not any(_AFFILIATION.search(line) or _BODY.match(line) for line in near):
        return ()
    names = list(_first_names(near))
    for before, line in pairwise(near):
        if _BODY.match(line):
            break
        if names and "@" in before:  # another author after the address of the one before
            names += [name for name in _names(line) if name not in names]
    return tuple(names)


def _first_names(lines: Sequence[str]) -> list[str]:
    """Of the line after the title and those that go on with it."""
    whole = _BY.sub("", lines[0])
    for line in lines[1:_MOST_LINES]:
        if not (_GOES_ON.match(line) or _TO_GO_ON.search(_MARKS.sub("", whole))):
            break
        whole += f" {line}"
    return _names(whole)


def _names(line: str) -> list[str]:
    """All that a line names, if it names nothing but persons."""
    parts = [part for part in _SEPARATOR.split(_clean(line)) if part]
    return parts if parts and all(map(_is_name, parts)) else []


def _clean(line: str) -> str:
    """Without marks of notes and titles; accents that stand beside their letters put on them."""
    plain = _BEFORE.sub(lambda found: found[2] + _ACCENTS[found[1]], line)
    plain = _CEDILLA.sub(lambda found: (found[1] or found[2]) + "\u0327", plain)
    plain = _TITLES.sub(" ", _MARKS.sub(" ", plain))
    return " ".join(unicodedata.normalize("NFC", plain).split()).strip(" ,")


def _is_name(part: str) -> bool:
    words = part.split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words):
        return False
    if any(word.casefold().strip(".") in _NO_NAMES for word in words):
        return False
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    full = [word for word in proper if len(word.strip(".")) > 1 and "." not in word]
    return bool(full) and proper[-1] == full[-1] and all(word[0].isupper() for word in proper)
