"""Zotero's RDF export: items with their notes, tags and addresses."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from desktop.domain.errors import ImportFailed
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import address, article, lasting_name, line

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/", "bib": "http://purl.org/net/biblio#", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "link": "http://purl.org/rss/1.0/modules/link/",
}  # fmt: skip
_ABOUT = f"{{{_NAMES['rdf']}}}about"
_RESOURCE = f"{{{_NAMES['rdf']}}}resource"


class ZoteroRdfImporter:
    def recognises(self, source: Source) -> float:
        head = source.data[:4000]
        return 0.97 if b"<rdf:RDF" in head and b"zotero.org/namespaces/export" in head else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(source.data, parser)
        except etree.XMLSyntaxError as problem:
            raise ImportFailed("The export is damaged: it is not XML.") from problem
        by_name = {element.get(_ABOUT): element for element in root if element.get(_ABOUT)}
        return [
            _article(element, by_name)
            for element in root
            if _text(element, "z:itemType") not in ("", "attachment", "note")
        ]


def _text(element: etree._Element, path: str) -> str:
    found = element.find(path, _NAMES)
    return line("".join(map(str, found.itertext()))) if found is not None else ""


def _article(element: etree._Element, by_name: dict[str | None, etree._Element]) -> GatheredArticle:
    url = address(_text(element, "dc:identifier/dcterms:URI/rdf:value"))
    if not url:
        attached = (by_name.get(link.get(_RESOURCE)) for link in element.iterfind("link:link", _NAMES))
        urls = (_text(one, "dc:identifier/dcterms:URI/rdf:value") for one in attached if one is not None)
        url = next(filter(None, map(address, urls)), "")
    identifiers = [
        line("".join(map(str, one.itertext()))) for one in element.iterfind("dc:identifier", _NAMES)
    ]
    details = {name: value for name, value in _details(element, identifiers) if value}
    title = _text(element, "dc:title")
    item = article(
        title, url=url, creators=list(_creators(element)), published=_date(_text(element, "dc:date")),
        site=details.get("container-title", ""), language=_text(element, "z:language"), tags=tuple(_tags(element)),
        details=details,
    )  # fmt: skip
    return GatheredArticle(item, list(_notes(element, title, by_name)))


def _details(element: etree._Element, identifiers: Sequence[str]) -> Iterator[tuple[str, str]]:
    for identifier in identifiers:
        name, _, value = identifier.partition(" ")
        if name in ("DOI", "ISBN", "ISSN"):
            yield name, value.strip()
    yield "container-title", _text(element, "dcterms:isPartOf/*/dc:title")
    yield "volume", _text(element, ".//prism:volume")
    yield "issue", _text(element, ".//prism:number")
    yield "page", _text(element, "bib:pages")
    yield "publisher", _text(element, "dc:publisher/foaf:Organization/foaf:name")
    yield "abstract", _text(element, "dcterms:abstract")


def _date(told: str) -> str:
    found = re.search(r"\d{4}(?:-\d\d(?:-\d\d)?)?", told)
    return found[0] if found else ""


def _creators(element: etree._Element) -> Iterator[str]:
    for person in element.iterfind("bib:authors//foaf:Person", _NAMES):
        given = _text(person, "foaf:givenName") or _text(person, "foaf:givenname")
        name = " ".join(filter(None, (given, _text(person, "foaf:surname"))))
        if name:
            yield name


def _tags(element: etree._Element) -> Iterator[str]:
    for subject in element.iterfind("dc:subject", _NAMES):
        if tag := line("".join(map(str, subject.itertext()))):
            yield tag


def _notes(
    element: etree._Element, title: str, by_name: dict[str | None, etree._Element]
) -> Iterator[GatheredAnnotation]:
    for reference in element.iterfind("dcterms:isReferencedBy", _NAMES):
        memo = by_name.get(reference.get(_RESOURCE))
        value = memo.find("rdf:value", _NAMES) if memo is not None else None
        markup = "".join(map(str, value.itertext())) if value is not None else ""
        text = re.sub(r"[ \t]+", " ", re.sub(r"<br\s*/?>|</p>|</li>|</h\d>", "\n", markup))
        text = re.sub(r"\n\s*\n+", "\n\n", re.sub(r"<[^>]+>", "", text)).strip()
        if text:
            yield GatheredAnnotation(
                TextQuoteSelector(""), comment=text, uid=lasting_name("zotero", title, text)
            )
