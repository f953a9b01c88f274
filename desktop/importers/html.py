"""Web pages: saved with or without their folder of files, or as one file with everything inside."""

import re
from dataclasses import replace
from typing import Protocol
from urllib.parse import quote

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode_html, is_text
from desktop.formats.html.fragment import drop_templates, end_empty
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.formats.html.signs import without_controls
from desktop.importers.base import Importer, Source
from desktop.importers.frames import open_frames
from desktop.importers.names import title_from_name
from desktop.importers.page_files import PageFiles
from desktop.importers.page_parts import keep_parts
from desktop.importers.saved_page import mend, saved_when
from desktop.importers.web_body import article_body, everything
from desktop.importers.web_graphics import draw_graphics
from desktop.importers.web_images import Archive, add_lead_image, settle_images, settle_links
from desktop.importers.web_metadata import base_of, page_metadata

_ROOT = re.compile(r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|table|article|section|title|meta|img|b|i|em|strong)\b[^<>]*>",
    re.I,
)
_OF_HEAD = frozenset(
    {
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "noscript",
        "object",
        "script",
        "style",
        "template",
        "title",
    }
)
_ENDINGS = (".html", ".htm", ".xhtml", ".xht", ".shtml")


class WebImporter(Importer, Protocol):
    """An importer of one format of web pages."""

    def page(self, source: Source) -> Source:
        """The page itself with its files. Raises ``ImportFailed``."""


class HtmlImporter:
    """Any HTML: the article's body, cleaned, with what the page tells about itself."""

    def recognises(self, source: Source) -> float:
        head = decode_html(source.data[:4096])
        if _ROOT.match(head):
            return 0.95
        named = source.name.lower().endswith(_ENDINGS)
        tags = len(_TAG.findall(head))
        if named:
            return 0.9 if tags else 0.3 * is_text(source.data)
        return 0.7 if tags >= 3 and head.lstrip().startswith("<") else 0.0

    def page(self, source: Source) -> Source:
        return source

    def read(self, source: Source) -> ImportedItem:
        markup = decode_html(source.data, source.charset)
        page = parse_page(markup)
        open_frames(page, PageFiles(source.companions, base_of(page, source.url)), parse_page)
        if source.parts:
            keep_parts(page, *source.parts)
            article, chosen = everything(page)
        else:
            article, chosen = article_body(page, whole=source.whole)
        metadata = page_metadata(page, source.url, chosen)
        archive = Archive(source.companions, metadata.base)
        settle_links(article, archive, metadata.url)
        settle_images(article, archive)
        lead = add_lead_image(article, archive, page, metadata.image)
        title = metadata.title or title_from_name(source.name)
        _drop_title(article, title)
        html = reader_html(article)
        text = canonical_text(html)
        if not text.strip() and not lead:
            raise ImportFailed("The page holds no text that could be read.")
        return ImportedItem(
            type=ItemType.WEB_PAGE,
            title=title,
            text=text,
            original=source.data,
            media_type=_media_type(source, markup),
            file_name=source.name,
            html=html,
            creators=metadata.creators,
            site=metadata.site,
            published=metadata.published,
            language=metadata.language,
            url=metadata.url,
            outline=outline_of(html),
            resources=(*archive.resources(), *archive.parts()),
            lead_image=lead,
            details=metadata.details,
            origins={"title": str(Origin.NAME), **metadata.origins},
            archived=source.archived or saved_when(page),
        )


def read_packed(page: Source, original: bytes, media_type: str) -> ImportedItem:
    """A page out of one file with all of its own: what the article does not show stays in there."""
    found = HtmlImporter().read(page)
    shown = tuple(one for one in found.resources if quote(one.path) in found.html)
    return replace(found, original=original, media_type=media_type, resources=shown)


def _media_type(source: Source, markup: str) -> str:
    """With the encoding where the page's own bytes do not tell it."""
    told = not source.charset or decode_html(source.data) == markup
    return "text/html" if told else f"text/html; charset={source.charset}"


def parse_page(markup: str) -> HtmlElement:
    """The tree of a page. Raises ``ImportFailed`` where there is none."""
    data = end_empty(without_controls(markup)).encode()
    try:
        page = lxml.html.document_fromstring(
            data, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ImportFailed("The page holds no text that could be read.") from error
    for element in page.iter(etree.Element):
        if isinstance(element.tag, str) and ":" in element.tag and not element.tag.startswith(("svg:", "m:")):
            element.tag = "span"
    drop_templates(page)
    _end_head(page)
    mend(page)
    draw_graphics(page)
    return page


def _end_head(page: HtmlElement) -> None:
    """What no head can hold begins the body, as in browsers; libxml2 leaves the elements of HTML 5 in the head."""
    head, body = page.find("head"), page.find("body")
    children = [] if head is None else list(head.iterchildren(etree.Element))
    first = next((place for place, child in enumerate(children) if child.tag not in _OF_HEAD), None)
    if first is None:
        return
    if body is None:
        body = etree.SubElement(page, "body")
    if body.text:
        children[-1].tail = (children[-1].tail or "") + body.text
        body.text = None
    body[:0] = children[first:]


def _drop_title(article: HtmlElement, title: str) -> None:
    """The headline is shown from the metadata; its copy at the head of the body goes."""
    wanted = "".join(re.findall(r"\w+", title.casefold()))
    for heading in article.iter("h1", "h2"):
        found = "".join(re.findall(r"\w+", heading.text_content().casefold()))
        if found and (
            found == wanted or (heading.tag == "h1" and found in wanted and 2 * len(found) > len(wanted))
        ):
            heading.drop_tree()
        return
