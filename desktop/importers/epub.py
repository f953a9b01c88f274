"""EPUB books: the chapters in the order of their spine, as one text."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from html.entities import html5
from urllib.parse import quote, unquote

import lxml.html
from lxml import etree
from lxml.html import Element, HtmlElement

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType, OutlineEntry
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode_html
from desktop.formats.epub import Book, Chapter, is_epub, read_book
from desktop.formats.epub_contents import Heading
from desktop.formats.html.fragment import end_empty
from desktop.formats.html.outline import outline_of, places_of
from desktop.formats.html.sanitize import reader_html
from desktop.formats.html.signs import without_controls
from desktop.formats.identifiers import doi_in, isbn_in
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import creators_of, title_from_name
from desktop.importers.origins import origins_of
from desktop.importers.web_images import Archive, settle_images

_NAMED_CHARACTER = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.S | re.I)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LONGEST_NUMBER = 20
_PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
_XHTML, _HREF = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1999/xlink}href"


class EpubImporter:
    """Pictures, footnotes, tables and formulas come along; links between chapters stay links."""

    def recognises(self, source: Source) -> float:
        return 0.97 if is_epub(source.data) else 0.0

    def read(self, source: Source) -> ImportedItem:
        book = read_book(source.data)
        article = _article(book)
        archive = Archive(book.files, "")
        settle_images(article, archive)
        contents = list(_contents(book))
        html = reader_html(
            article, [name for _, place in contents for name in (place, place.partition("-")[0])]
        )
        text = canonical_text(html)
        if not text.strip() and not book.files:
            raise ImportFailed("The book holds no text that could be read.")
        known = book.metadata
        creators = creators_of(known.get("creator", []))
        details = _details(known)
        language = _first(known, "language") or guess_language(text)
        return ImportedItem(
            type=ItemType.EPUB,
            title=_first(known, "title") or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="application/epub+zip",
            file_name=source.name,
            html=html,
            creators=creators,
            site=_first(known, "publisher"),
            published=_published(known),
            language=language,
            url=source.url,
            outline=_outline(contents, html),
            resources=archive.resources(),
            lead_image=book.cover,
            details=details,
            origins=origins_of(
                {
                    "title": _first(known, "title"),
                    "creators": creators,
                    "site": _first(known, "publisher"),
                    "published": _published(known),
                    "language": _first(known, "language"),
                    **details,
                },
                language=language,
            ),
        )


def _contents(book: Book) -> Iterator[tuple[Heading, str]]:
    """The headings of the book's own table of contents, with the ids that ``_settle`` gives to their places."""
    numbers = {chapter.path: number for number, chapter in enumerate(book.chapters, 1)}
    for heading in book.contents:
        path, _, name = heading.target.partition("#")
        if path in numbers:
            yield heading, f"c{numbers[path]}-{name}" if name else f"c{numbers[path]}"


def _outline(contents: list[tuple[Heading, str]], html: str) -> tuple[OutlineEntry, ...]:
    """The book's own table of contents, or its headings where that names hardly anything. A place that was lost
    stands for its chapter's beginning."""
    places = places_of(html)
    found = ((heading, places.get(name, places.get(name.partition("-")[0]))) for heading, name in contents)
    own = [
        OutlineEntry(heading.title, heading.level, offset) for heading, offset in found if offset is not None
    ]
    return tuple(own) if len(own) > 1 else outline_of(html) or tuple(own)


def _details(known: dict[str, list[str]]) -> dict[str, str]:
    identifiers = [*known.get("identifier", []), *known.get("source", [])]
    told = {
        "ISBN": next(filter(None, map(isbn_in, identifiers)), ""),
        "DOI": next(filter(None, map(doi_in, identifiers)), ""),
        "publisher": _first(known, "publisher"),
    }
    return {name: value for name, value in told.items() if value}


def _first(known: dict[str, list[str]], name: str) -> str:
    return next(iter(known.get(name, [])), "")


def _published(known: dict[str, list[str]]) -> str:
    found = (_DATE.match(value) for value in known.get("date", []))
    return next((match[0] for match in found if match), "")


def _article(book: Book) -> HtmlElement:
    """All chapters as sections of one element; ids and links made unique to each."""
    article = Element("article")
    numbers = {chapter.path: number for number, chapter in enumerate(book.chapters, 1)}
    shown = set[str]()
    for chapter in book.chapters:
        body = _body(chapter)
        if body is None:
            continue
        section = Element("section")
        section.set("id", f"c{numbers[chapter.path]}")
        section.text = body.text
        section.extend(list(body))
        _settle(section, chapter, numbers)
        shown |= {unquote(image.get("src", "")) for image in section.iter("img")}
        article.append(section)
    if book.cover and book.cover not in shown:
        image = Element("img")
        image.set("src", quote(book.cover))
        image.set("alt", "")
        article.insert(0, image)
    return article


def _body(chapter: Chapter) -> HtmlElement | None:
    """XHTML is read as XML, where an empty element ends at once; what is not well-formed is mended."""
    markup = without_controls(_DECLARATION.sub("", decode_html(chapter.data)))
    plain = _NAMED_CHARACTER.sub(lambda found: html5.get(found[1], found[0]), markup)
    parser = lxml.html.XHTMLParser(
        resolve_entities=False, no_network=True, recover=True, encoding="utf-8", huge_tree=True
    )
    root = None
    with suppress(etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(plain.strip().encode(), parser)
    if root is None or root.find(f".//{_XHTML}body") is None:
        return _mended_body(markup)
    for element in root.iter(etree.Element):
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root.find(".//body")


def _mended_body(markup: str) -> HtmlElement | None:
    try:
        page = lxml.html.document_fromstring(
            end_empty(markup).encode(), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return page.find("body")


def _settle(section: HtmlElement, chapter: Chapter, numbers: dict[str, int]) -> None:
    folder, number = posixpath.dirname(chapter.path), numbers[chapter.path]
    for element in section.iter(etree.Element):
        if element is not section and (name := element.get("id")):
            element.set("id", f"c{number}-{name}")
    for switch in list(section.iter("switch")):
        _choose(switch)
    for element in section.iter("span", "div", "a", "p"):
        kinds = f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role') or ''}".split()
        if not _PAGE_BREAKS.isdisjoint(kinds) and len(element.text_content()) <= _LONGEST_NUMBER:
            _drop_words(element)
    for picture in list(section.iter("svg")):
        _unwrap_picture(picture)
    for image in section.iter("img"):
        image.set("src", quote(_resolved(folder, image.get("src", ""))))
    for link in section.iter("a"):
        _settle_link(link, chapter.path, numbers)


def _drop_words(element: HtmlElement) -> None:
    """The number of a printed page is no part of the sentence in which it stands."""
    element.text = None
    for child in list(element):
        element.remove(child)


def _choose(switch: HtmlElement) -> None:
    """Of several forms of the same, the formula; else the one for readers that know none of the others
    (https://www.w3.org/TR/epub-33/#sec-xhtml-epub-switch)."""
    has_math = next(switch.iter("math"), None) is not None
    for other in list(switch.iterchildren("default" if has_math else "case")):
        other.drop_tree()


def _unwrap_picture(drawing: HtmlElement) -> None:
    """Covers are often a picture inside a drawing that scales it."""
    found = next(drawing.iter("image"), None)
    address = (
        (found.get(_HREF) or found.get("href") or found.get("xlink:href") or "") if found is not None else ""
    )
    if address:
        image = Element("img")
        image.set("src", address)
        image.set("alt", "")
        image.tail, drawing.tail = drawing.tail, None
        drawing.getparent().replace(drawing, image)


def _settle_link(link: HtmlElement, path: str, numbers: dict[str, int]) -> None:
    href = link.get("href", "").strip()
    if not href or ":" in href.partition("/")[0]:
        return  # an address, or none
    target, _, name = href.partition("#")
    number = numbers.get(_resolved(posixpath.dirname(path), target) if target else path)
    if number is None:
        del link.attrib["href"]
    else:
        link.set("href", f"#c{number}-{unquote(name)}" if name else f"#c{number}")


def _resolved(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0].partition("?")[0])))
