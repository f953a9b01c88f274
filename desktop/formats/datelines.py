"""Dates and bylines as news sites print them under a headline."""

import re
from datetime import date

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10,
    "dezember": 12, "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "enero": 1, "febrero": 2, "marzo": 3,
    "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "octubre": 10,
    "noviembre": 11, "diciembre": 12, "gennaio": 1, "febbraio": 2, "aprile": 4, "maggio": 5, "giugno": 6,
    "luglio": 7, "settembre": 9, "ottobre": 10, "dicembre": 12, "janeiro": 1, "fevereiro": 2, "março": 3,
    "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
    "januari": 1, "februari": 2, "maart": 3, "mei": 5, "augustus": 8,
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_BEFORE = (
    r"(?:(?:first |last )?(?:published|updated|posted|modified|created|date|veröffentlicht|stand|publié"
    r"|actualizado|publicado|pubblicato)(?: on| am| le| el| il)?\s*:?\s*)?"
    r"(?:[^\W\d]{2,10}\.?,?\s+)?(?:at\s+)?"
)
_TIME = (
    r"(?:\s*(?:,|at|um|à|a las|alle|ore|\||-|–|—|•|·)?\s*(?:T\s*)?\d{1,2}[:.h]\d{2}(?::\d{2})?"
    r"\s*(?:[ap]\.?\s?m\.?)?(?:\s*Uhr)?"
    r"(?:\s*\(?(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2}|Z)(?:[+-]\d{1,2})?\)?)?)?"
)
_REST = r"\s*(?:[|•·–—-]\s*(?:updated|modified)\b.{0,50})?\s*$"
_FORMS = tuple(
    re.compile(rf"\s*{_BEFORE}{form}{_TIME}{_REST}", re.I)
    for form in (
        rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?(?P<month>{_MONTH}),?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
    )
)
_BY = re.compile(r"\s*(?:(?:written |text )?by|von|par|por|di|door)\s*:?\s+(?P<names>\S.*)", re.I)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,5}")
_ROLE = re.compile(
    r"\b(staff|writer|reporter|correspondent|editor|bureau|desk|contributor|columnist|for the|news)\b", re.I
)
_PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "da",
        "di",
        "la",
        "le",
        "du",
        "al",
        "el",
        "bin",
        "ibn",
        "y",
        "dos",
        "af",
        "av",
        "zu",
        "ter",
    }
)


def date_of_line(line: str) -> str:
    """The date (ISO 8601) of a line that is nothing but a date line (``March 21, 2025 at 7:31 pm``)."""
    if len(line) > 110 or not any(character.isdigit() for character in line):
        return ""
    for form in _FORMS:
        found = form.match(line)
        if not found:
            continue
        month = found["month"].rstrip(".").lower()
        try:
            return date(int(found["year"]), _MONTHS.get(month) or int(month), int(found["day"])).isoformat()
        except ValueError:
            return ""
    return ""


def names_of_byline(line: str) -> tuple[str, ...]:
    """The names of a line that is nothing but a byline (``By Ana Cruz and Ben Ito``); else none."""
    found = _BY.fullmatch(line.strip())
    if not found or len(line) > 120 or line.rstrip().endswith((".", "!", "?", ":")):
        return ()
    named = re.split(r"\s*[|•·–—]\s*", found["names"])[0]
    names: list[str] = []
    for part in re.split(r"\s*(?:,|&|;|/)\s*|\s+(?:and|und|et|y|e|en)\s+", named):
        if names and (_ROLE.search(part) or not part):
            continue
        if not _is_name(part):
            return tuple(names)
        names.append(part.title() if part.isupper() else part)
    return tuple(names)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        _NAME.fullmatch(text) is not None
        and all(word != word.lower() or word in _PARTICLES or not word[0].islower() for word in words)
        and words[0].lower() not in {"the", "a", "an", "this", "der", "die", "das"}
    )
