"""An article's identifiers and the place of its publication, as its page tells them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from desktop.domain.metadata import Origin
from desktop.formats.identifiers import doi_in, valid_isbn
from desktop.importers.names import one_line
from desktop.importers.web_claims import LONGEST, Claims, all_words_of, first_of, listed, words_of

_ARXIV = re.compile(r"(?:^|arxiv[:./]\s*|/abs/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?$", re.I)
_DAY = re.compile(r"((?:1[4-9]|20)\d\d)(?:[-/](0?[1-9]|1[0-2])(?:[-/](0?[1-9]|[12]\d|3[01]))?)?(?!\d)")
_IN_PATH = re.compile(r"(?<=/)10\.\d{4,9}/\S+")
_VIEW = re.compile(r"/(?:full(?:text)?|abstract|e?pdf|html|meta|summary|references)?/?$", re.I)
_HEAD = 200
"""Characters of the paragraph before which a page's head block ends."""

Values = Iterator[tuple[Origin, Sequence[str]]]


def valid_issn(told: str) -> str:
    """``1234-567X``, or empty where the check digit is wrong (ISO 3297)."""
    signs = re.sub(r"[^0-9X]", "", told.upper())
    if not re.fullmatch(r"\d{7}[\dX]", signs):
        return ""
    values = (10 if sign == "X" else int(sign) for sign in signs)
    whole = sum(value * weight for value, weight in zip(values, range(8, 0, -1), strict=True))
    return "" if whole % 11 else f"{signs[:4]}-{signs[4:]}"


def arxiv_in(told: str) -> str:
    found = _ARXIV.search(told.strip())
    return found[1] if found else ""


def day_in(told: str) -> str:
    """A date as a page tells it to machines, as far as it goes: ``2019``, ``2019-11``, ``2019-11-18``."""
    found = _DAY.match(told.strip())
    if not found:
        return ""
    year, *rest = (part for part in found.groups() if part)
    return "-".join([year, *(part.zfill(2) for part in rest)])


_NAMES: Mapping[str, tuple[Callable[[str], str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "DOI": (doi_in, ("citation_doi",), ("dc.identifier", "dcterms.identifier", "prism.doi"), ("rft_id",)),
    "arXiv": (arxiv_in, ("citation_arxiv_id",), (), ("rft_id",)),
    "PMID": (lambda told: told if told.isdigit() else "", ("citation_pmid",), (), ()),
    "ISBN": (valid_isbn, ("citation_isbn",), ("dc.identifier", "dcterms.identifier", "prism.isbn"), ("rft.isbn",)),
    "ISSN": (
        valid_issn, ("citation_issn", "citation_eissn"), ("prism.issn", "prism.eissn", "dc.source.issn"), ("rft.issn",),
    ),
    "container-title": (
        str, ("citation_journal_title", "citation_conference_title", "citation_conference", "citation_inbook_title"),
        ("prism.publicationname", "dcterms.ispartof", "dc.relation.ispartof"), ("rft.jtitle",),
    ),
    "publisher": (
        str, ("citation_publisher", "citation_dissertation_institution", "citation_technical_report_institution"),
        ("dc.publisher", "dcterms.publisher"), ("rft.pub",),
    ),
    "volume": (str, ("citation_volume",), ("prism.volume",), ("rft.volume",)),
    "issue": (str, ("citation_issue",), ("prism.number", "prism.issueidentifier"), ("rft.issue",)),
    "edition": (str, ("citation_edition",), ("prism.edition",), ("rft.edition",)),
    "publisher-place": (str, (), (), ("rft.place",)),
    "abstract": (str, ("citation_abstract",), ("dcterms.abstract", "dc.description.abstract"), ()),
    "revised": (day_in, (), ("dcterms.modified", "dc.date.modified", "prism.modificationdate"), ()),
}  # fmt: skip
"""What a value must be, and its names in Highwire's tags, in Dublin Core and PRISM, in a ContextObject."""


def page_details(page: HtmlElement, claims: Claims, address: str) -> tuple[dict[str, str], dict[str, str]]:
    """Details by their names, and who told each (``Origin``)."""
    details: dict[str, str] = {}
    origins: dict[str, str] = {}
    linked = _linked_details(claims.linked)
    for name, (meant, highwire, dublin, coins) in _NAMES.items():
        told: list[tuple[Origin, Sequence[str]]] = [
            (Origin.HIGHWIRE, [value for key in highwire for value in claims.metas.get(key, ())]),
            (Origin.JSON_LD, linked.get(name, ())),
            (Origin.DUBLIN_CORE, [value for key in dublin for value in claims.metas.get(key, ())]),
            (Origin.COINS, [value for key in coins for value in claims.citation.get(key, ())]),
            *_elsewhere(name, page, claims, address),
        ]
        for origin, values in told:
            if value := first_of(values, meant):
                details[name], origins[name] = one_line(value, LONGEST), str(origin)
                break
    if pages := _pages(claims, linked):
        details["page"], origins["page"] = pages[0], str(pages[1])
    return details, origins


def _elsewhere(name: str, page: HtmlElement, claims: Claims, address: str) -> Values:
    """What the page's other tags, its address and its head block tell."""
    if name == "abstract":
        yield Origin.OPEN_GRAPH, claims.metas.get("og:description", ())
        yield Origin.META, claims.metas.get("description", ())
    elif name == "revised":
        yield Origin.OPEN_GRAPH, [claims.meta("article:modified_time", "og:updated_time")]
        yield Origin.META, [claims.meta("datemodified", "last-modified", "lastmod")]
    elif name == "ISBN":
        yield Origin.OPEN_GRAPH, [claims.meta("book:isbn", "books:isbn", "og:isbn")]
    elif name == "DOI":
        yield Origin.ADDRESS, [_doi_of_address(address)]
        yield Origin.TEXT, [_doi_of_head(page)]
    elif name == "arXiv":
        yield Origin.ADDRESS, [address]


def _doi_of_address(address: str) -> str:
    """As publishers put it into the path: ``/doi/full/10.1000/182``, perhaps with the view at its end."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    found = _IN_PATH.search(path)
    return _VIEW.sub("", found[0]) if found else ""


def _doi_of_head(page: HtmlElement) -> str:
    """The one DOI that is linked before the text begins."""
    found: set[str] = set()
    for element in page.iter("a", "p"):
        if element.tag == "p" and len(element.text_content()) >= _HEAD:
            break
        if element.tag == "a" and "doi.org/10." in (element.get("href") or ""):
            found.add(doi_in(element.get("href").partition("doi.org/")[2].partition("?")[0]))
    return found.pop() if len(found) == 1 else ""


def _pages(claims: Claims, linked: Mapping[str, Sequence[str]]) -> tuple[str, Origin] | None:
    told: tuple[tuple[Origin, str, str], ...] = (
        (Origin.HIGHWIRE, claims.meta("citation_firstpage"), claims.meta("citation_lastpage")),
        (Origin.JSON_LD, words_of(linked.get("pageStart")), words_of(linked.get("pageEnd"))),
        (Origin.JSON_LD, words_of(linked.get("page")), ""),
        (Origin.DUBLIN_CORE, claims.meta("prism.startingpage"), claims.meta("prism.endingpage")),
        (Origin.DUBLIN_CORE, claims.meta("prism.pagerange"), ""),
        (
            Origin.COINS,
            words_of(claims.citation.get("rft.spage")),
            words_of(claims.citation.get("rft.epage")),
        ),
        (Origin.COINS, words_of(claims.citation.get("rft.pages")), ""),
    )
    for origin, first, last in told:
        if first:
            pages = f"{first}–{last}" if last and last != first else first
            return str(re.sub(r"(?<=\w)\s*(?:--?|—)\s*(?=\w)", "–", pages)), origin
    return None


def _linked_details(text: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """An article's place in an issue of a volume of a journal (https://schema.org/PublicationIssue)."""
    found: dict[str, list[str]] = {}
    above: list[Any] = [text]
    for depth in range(4):
        thing = next((one for one in above if isinstance(one, dict)), None)
        if thing is None:
            break
        kind = str(thing.get("@type"))
        for name, key in (
            ("volume", "volumeNumber"),
            ("issue", "issueNumber"),
            ("ISSN", "issn"),
            ("ISBN", "isbn"),
        ):
            found.setdefault(name, []).extend(all_words_of(thing.get(key)))
        if depth and re.search("Periodical|Journal|Book|Collection", kind):
            found.setdefault("container-title", []).extend(all_words_of(thing.get("name")))
        above = listed(thing.get("isPartOf"))
    found["publisher"] = list(all_words_of(text.get("publisher")))
    found["abstract"] = [*all_words_of(text.get("abstract")), *all_words_of(text.get("description"))]
    found["revised"] = list(all_words_of(text.get("dateModified")))
    found["edition"] = list(all_words_of(text.get("bookEdition")))
    found["page"] = list(all_words_of(text.get("pagination")))
    for end in ("pageStart", "pageEnd"):
        found[end] = list(all_words_of(text.get(end)))
    named = [*listed(text.get("identifier")), *listed(text.get("sameAs")), text.get("@id")]
    found["DOI"] = [str(one.get("value") if isinstance(one, dict) else one) for one in named]
    return found
