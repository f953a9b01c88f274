"""Items as CSL-JSON, what citations and bibliographies are made of (https://docs.citationstyles.org/en/stable/specification.html)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from desktop.domain.item import Item, ItemType
from desktop.domain.metadata import DETAILS

_PARTICLES = {
    "al", "ap", "af", "av", "bin", "da", "dal", "de", "dei", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "los", "mac", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
}  # fmt: skip
_SUFFIX = re.compile(r"^(?:jr|sr|[ivx]{2,4}|phd|md)\.?$", re.I)
_BODIES = re.compile(
    r"\b(?:agency|archives?|association|authority|board|bureau|cent(?:er|re)|club|college|commission|committee|company|corporation"
    r"|council|department|desk|editors?|editorial|foundation|government|group|inc|institut[eo]?|international|journal|library|ltd"
    r"|magazine|ministry|museum|network|news|newspaper|office|organi[sz]ation|post|press|project|reporters?|review|service|society"
    r"|staff|team|times|trust|union|universit\w+|wire)\b",
    re.I,
)
_ONE_SCRIPT = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WRITTEN = tuple(name for name in DETAILS if name not in ("arXiv", "revised"))


def csl_item(item: Item, accessed: str = "") -> dict[str, Any]:
    """The item as CSL names its variables; ``accessed`` is the day its document was archived (ISO 8601)."""
    record: dict[str, Any] = {"id": item.uid, "type": csl_type(item), "title": item.title}
    if item.creators:
        record["author"] = [csl_name(name) for name in item.creators]
    if date := csl_date(item.published):
        record["issued"] = date
    record |= {name: item.details[name] for name in _WRITTEN if item.details.get(name)}
    if item.site and not record.get("container-title"):
        record["container-title"] = item.site
    if arxiv := item.details.get("arXiv"):
        record |= {"number": f"arXiv:{arxiv}", "archive": "arXiv", "archive_location": arxiv}
    if item.url:
        record["URL"] = item.url
        if day := csl_date(accessed[:10]):
            record["accessed"] = day
    if item.language:
        record["language"] = item.language
    return record


def csl_type(item: Item) -> str:
    """What kind of work it is, as far as its details tell."""
    details = item.details
    if details.get("ISBN") or (item.type is ItemType.EPUB and not details.get("container-title")):
        return "chapter" if details.get("container-title") else "book"
    if (
        details.get("ISSN")
        or details.get("volume")
        or (details.get("DOI") and details.get("container-title"))
    ):
        return "article-journal"
    if details.get("arXiv") or details.get("DOI"):
        return "article"
    if item.type is ItemType.EMAIL:
        return "personal_communication"
    if item.type is ItemType.IMAGE:
        return "graphic"
    if item.type is ItemType.WEB_PAGE or item.url:
        return "article-newspaper" if item.site and len(item.published) >= 10 else "webpage"
    return "report" if details.get("publisher") else "document"


def csl_name(name: str) -> dict[str, str]:
    """A name in its parts; bodies, single names, and names that are written without spaces stay whole."""
    words = name.split()
    if "," in name:
        family, _, given = name.partition(",")
        return {"family": family.strip(), "given": given.strip()} if given.strip() else {"literal": name}
    if len(words) < 2 or _BODIES.search(name) or _ONE_SCRIPT.search(name) or words[0].lower() == "the":
        return {"literal": name}
    suffix = [words.pop()] if len(words) > 2 and _SUFFIX.match(words[-1]) else []
    inner = range(1, len(words) - 1)
    first = next((place for place in inner if words[place] in _PARTICLES), len(words) - 1)
    last = next(
        (place for place in range(first, len(words)) if words[place] not in _PARTICLES), len(words) - 1
    )
    parts = {
        "given": " ".join(words[:first]),
        "non-dropping-particle": " ".join(words[first:last]),
        "family": " ".join(words[last:]),
        "suffix": "".join(suffix),
    }
    return {part: text for part, text in parts.items() if text}


def csl_date(date: str) -> dict[str, Any] | None:
    """``2024``, ``2024-05`` or ``2024-05-17`` with whatever follows, as ``date-parts``; None for anything else."""
    found = _DATE.match(date)
    if not found:
        return None
    return {"date-parts": [[int(part) for part in found.groups() if part]]}


def citation_keys(items: Iterable[Item]) -> dict[str, str]:
    """A key for each item, by its uid: ``oake2024tide``; where several would have the same, with some of its uid."""
    listed = list(items)
    plain = [_key(item) for item in listed]
    return {
        item.uid: key if plain.count(key) == 1 else f"{key}-{item.uid[:6]}"
        for item, key in zip(listed, plain, strict=True)
    }


_SMALL = {
    "a", "an", "and", "the", "on", "of", "in", "to", "for", "how", "what", "why", "der", "die", "das", "le",
    "la", "les",
}  # fmt: skip


def _key(item: Item) -> str:
    name = csl_name(item.creators[0]) if item.creators else {"family": item.site}
    words: Sequence[str] = re.findall(r"\w+", item.title.lower())
    word = next((word for word in words if word not in _SMALL), "")
    whole = (name.get("family") or name.get("literal") or "").split()
    return re.sub(r"\W", "", (whole[-1] if whole else "").lower()) + item.published[:4] + word or item.uid[:8]
