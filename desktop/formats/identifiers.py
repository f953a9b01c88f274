"""DOI, ISBN and arXiv id: what they look like, and which of those in a paper's first pages are its own."""

import re
from collections.abc import Iterator, Sequence

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
"""https://www.crossref.org/blog/dois-and-matching-regular-expressions/"""
_NAMED_DOI = re.compile(r"(?:\bdoi(?:\.org)?\s*[:/]?\s*|https?://(?:dx\.)?doi\.org/)(?=10\.)", re.I)
_ISBN = re.compile(
    r"\bISBN(?:[- ]?1[03])?\s*(?:\([^)]{0,30}\))?\s*:?\s*([\dX][\dX\u2010-\u2013 -]{8,20}[\dX])", re.I
)
_ONLY_ISBN = re.compile(r"(?:urn:)?(?:e?isbn(?:-?1[03])?[:\s]*)?([\dX][\dX\s-]{8,20})", re.I)
_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_ARXIV_STAMP = re.compile(
    rf"\barXiv:{_ARXIV}\s+(?:\[[\w.-]+\]\s+)?(\d{{1,2}})\s+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\s+"
    r"((?:19|20)\d\d)"
)
"""What arXiv prints along the first page of every paper."""
_EPRINT = re.compile(rf"\barXiv\s+e-?print:?\s*(?:arXiv:)?{_ARXIV}", re.I)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REFERENCES = re.compile(
    r"(?:\d+\.?\s*|[IVX]+\.\s*)?(?:references|bibliography|literature cited|works cited|notes and references"
    r"|literatur(?:verzeichnis)?|bibliograph?ie|références|referencias|bibliografía)\W*", re.I
)  # fmt: skip
_NOTE = re.compile(r"\[?\d{1,3}[\].)]?\s+[^\W\d]")
"""How a note or an entry of a list of references begins."""
_HEAD, _FOOT = 15, 20
"""Lines of a first page in which it speaks of itself."""


def doi_in(text: str) -> str:
    """The first DOI of a text, such as a field for one; empty where there is none."""
    return next((doi for found in _DOI.finditer(text) if (doi := _trimmed(found[0]))), "")


def own_doi(pages: Sequence[str]) -> str:
    """The DOI that the first pages give as the document's own: named so, outside notes and references, and no
    other beside it. Empty where that is in doubt."""
    kept = [_without_notes(lines) for lines in _before_references(pages)]
    first = kept[0] if kept else []
    near = set(_dois(first[:_HEAD])) | set(_dois(first[_HEAD:][-_FOOT:]))
    if len(near) == 1:
        return near.pop()
    named = {doi for lines in kept for doi in _dois(lines, named=True)}
    return named.pop() if len(named) == 1 and not near else ""


def own_isbn(pages: Sequence[str]) -> str:
    """The ISBN that the first pages name, without hyphens; empty where there are several."""
    text = "\n".join("\n".join(lines) for lines in _before_references(pages))
    found = {isbn for match in _ISBN.finditer(text) if (isbn := valid_isbn(match[1]))}
    return found.pop() if len(found) == 1 else ""


def own_arxiv(first_page: str) -> tuple[str, str]:
    """The arXiv id of a paper by the stamp on its first page, and the stamp's date; empty where there is none."""
    if stamp := _ARXIV_STAMP.search(first_page):
        day, month, year = int(stamp[2]), _MONTHS.index(stamp[3]) + 1, stamp[4]
        return stamp[1], f"{year}-{month:02}-{day:02}"
    eprint = _EPRINT.search(first_page)
    return (eprint[1], "") if eprint else ("", "")


def isbn_in(identifier: str) -> str:
    """Of an identifier that is an ISBN and nothing else, such as ``urn:isbn:...``."""
    found = _ONLY_ISBN.fullmatch(identifier.strip())
    return valid_isbn(found[1]) if found else ""


def valid_isbn(told: str) -> str:
    """Thirteen digits, or empty where the check digit is wrong (ISO 2108)."""
    signs = [sign for sign in told.upper() if sign.isascii() and (sign.isdigit() or sign == "X")]
    if len(signs) == 10 and "X" not in signs[:9]:
        weights = (10 if sign == "X" else int(sign) for sign in signs)
        if sum(weight * place for weight, place in zip(weights, range(10, 0, -1), strict=True)) % 11:
            return ""
        signs = [*"978", *signs[:9]]
        return "".join(signs) + str(-_sum13(signs) % 10)
    if len(signs) != 13 or "X" in signs or "".join(signs[:3]) not in ("978", "979") or _sum13(signs) % 10:
        return ""
    return "".join(signs)


def _sum13(digits: Sequence[str]) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


def _before_references(pages: Sequence[str]) -> list[list[str]]:
    """The lines of each page, up to a list of references."""
    kept: list[list[str]] = []
    for page in pages:
        lines = page.split("\n")
        ends = (place for place, line in enumerate(lines) if _REFERENCES.fullmatch(line.strip()))
        end = next(ends, None)
        kept.append(lines[:end])
        if end is not None:
            break
    return kept


def _without_notes(lines: Sequence[str]) -> list[str]:
    """A page's lines up to where notes begin at its foot."""
    foot = max(_HEAD, len(lines) - _FOOT)
    notes = (place for place in range(foot, len(lines)) if _NOTE.match(lines[place].strip()))
    return list(lines[: next(notes, len(lines))])


def _dois(lines: Sequence[str], *, named: bool = False) -> Iterator[str]:
    for line in lines:
        for found in _DOI.finditer(line):
            told = any(name.end() == found.start() for name in _NAMED_DOI.finditer(line))
            goes_on = found.end() == len(line.rstrip()) and _is_cut(found[0])
            if (doi := _trimmed(found[0])) and not goes_on and (told or not named):
                yield doi


def _is_cut(doi: str) -> bool:
    """Whether it goes on in the next line."""
    numbered = any(sign.isdigit() for sign in doi.partition("/")[2])
    return doi.endswith(("-", "/", "_")) or (doi.endswith(".") and not numbered)


def _trimmed(doi: str) -> str:
    """Without what closes the sentence around it."""
    doi = doi.rstrip(".,;:'’”*†")
    while doi.endswith((")", "]")) and doi.count(doi[-1]) > doi.count({")": "(", "]": "["}[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:")
    return doi if doi.partition("/")[2] else ""
