"""Zotero's RDF export: items with their notes, tags and addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from lxml import etree

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.domain.selector import TextQuoteSelector
from desktop.formats.datelines import date_of_line
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import address, article, lasting_name, line
from desktop.importers.gathered.reading_lists import with_body

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/", "bib": "http://purl.org/net/biblio#", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "link": "http://purl.org/rss/1.0/modules/link/",
}  # fmt: skip
_ABOUT = f"{{{_NAMES['rdf']}}}about"
_RESOURCE = f"{{{_NAMES['rdf']}}}resource"
_DEEPEST = 20
_LONGEST_TITLE = 120


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
        filed = _collections(root)
        found = [
            replace(_article(element, by_name), collections=filed.get(element.get(_ABOUT), ()))
            for element in root
            if _text(element, "z:itemType") not in ("", "attachment", "note")
        ]
        answered = {one.get(_RESOURCE) for one in root.iterfind("*/dcterms:isReferencedBy", _NAMES)}
        for memo in root.iterfind("bib:Memo", _NAMES):
            if memo.get(_ABOUT) not in answered and (markup := _markup(memo)).strip():
                found.append(
                    GatheredArticle(_note_alone(markup), collections=filed.get(memo.get(_ABOUT), ()))
                )
        return found


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
    details = {name: value for name, value in _details(element, identifiers, by_name) if value}
    title = _text(element, "dc:title")
    item = article(
        title, url=url, creators=list(_creators(element)), published=_date(_text(element, "dc:date")),
        site=details.get("container-title", ""), language=_text(element, "z:language"), tags=tuple(_tags(element)),
        details=details,
    )  # fmt: skip
    notes, files = list(_notes(element, title, by_name)), tuple(_files(element, by_name))
    return GatheredArticle(item, notes, curated=True, files=files)


def _collections(root: etree._Element) -> dict[str | None, tuple[str, ...]]:
    """Where each item is filed, as paths of collections."""
    parts = {
        one.get(_ABOUT): [part.get(_RESOURCE) for part in one.iterfind("dcterms:hasPart", _NAMES)]
        for one in root.iterfind("z:Collection", _NAMES)
    }
    titles = {one.get(_ABOUT): _text(one, "dc:title") for one in root.iterfind("z:Collection", _NAMES)}
    above = {part: name for name, inside in parts.items() for part in inside if part in parts}
    found: dict[str | None, tuple[str, ...]] = {}
    for name, inside in parts.items():
        path, here = [titles[name]], name
        while (here := above.get(here)) is not None and len(path) < _DEEPEST:
            path.insert(0, titles[here])
        for part in inside:
            if part not in parts:
                found[part] = (
                    *found.get(part, ()),
                    "/".join(title.replace("/", "-") for title in path if title),
                )
    return found


def _files(element: etree._Element, by_name: dict[str | None, etree._Element]) -> Iterator[str]:
    """Paths of its attachments beside the export."""
    for link in element.iterfind("link:link", _NAMES):
        attached = by_name.get(link.get(_RESOURCE))
        if attached is None:
            continue
        for form in ("z:path", "rdf:resource"):
            found = attached.find(form, _NAMES)
            if found is not None and (path := found.get(_RESOURCE, "")):
                yield path


def _note_alone(markup: str) -> ImportedItem:
    """A note that belongs to no item is an article of its own, called by its first line."""
    lines = _plain(markup).splitlines()
    return with_body(article(lines[0][:_LONGEST_TITLE] if lines else "Zotero"), markup)


def _details(
    element: etree._Element, identifiers: Sequence[str], by_name: dict[str | None, etree._Element]
) -> Iterator[tuple[str, str]]:
    for identifier in identifiers:
        name, _, value = identifier.partition(" ")
        if name in ("DOI", "ISBN", "ISSN"):
            yield name, value.strip()
    part_of = element.find("dcterms:isPartOf", _NAMES)
    named = by_name.get(part_of.get(_RESOURCE)) if part_of is not None else None
    whole = named if named is not None else next(iter(part_of), None) if part_of is not None else None
    if whole is not None:
        yield "container-title", _text(whole, "dc:title")
        told = (_text(whole, "dc:identifier"), *identifiers)
        yield "ISSN", next((one.partition(" ")[2] for one in told if one.startswith("ISSN ")), "")
    yield (
        "volume",
        _text(element, ".//prism:volume") or (_text(whole, "prism:volume") if whole is not None else ""),
    )
    yield (
        "issue",
        _text(element, ".//prism:number") or (_text(whole, "prism:number") if whole is not None else ""),
    )
    yield "page", _text(element, "bib:pages")
    yield "publisher", _text(element, "dc:publisher/foaf:Organization/foaf:name")
    yield "abstract", _text(element, "dcterms:abstract")


def _date(told: str) -> str:
    if day := date_of_line(told):
        return day
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
        if memo is not None and (text := _plain(_markup(memo))):
            yield GatheredAnnotation(
                TextQuoteSelector(""), comment=text, uid=lasting_name("zotero", title, text)
            )


def _markup(memo: etree._Element) -> str:
    value = memo.find("rdf:value", _NAMES)
    return "".join(map(str, value.itertext())) if value is not None else ""


def _plain(markup: str) -> str:
    """The words of a note, in lines."""
    text = re.sub(r"[ \t]+", " ", re.sub(r"<br\s*/?>|</p>|</li>|</h\d>", "\n", markup))
    return re.sub(r"\n\s*\n+", "\n\n", unescape(re.sub(r"<[^>]+>", "", text))).strip()
