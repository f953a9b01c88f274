"""Lists of saved pages: Pocket, Instapaper, wallabag, Omnivore, Readability, Pinboard, Shaarli, browsers' bookmarks.

Most hold addresses with tags; wallabag brings the pages' bodies and passages marked in them.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from desktop.domain.item import ImportedItem
from desktop.domain.metadata import Origin
from desktop.domain.selector import TextQuoteSelector
from desktop.formats.canonical import canonical_text
from desktop.formats.html.fragment import fragment
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    article,
    entries,
    json_of,
    lasting_name,
    line,
    moment,
    names,
    text_of,
    words,
)
from desktop.importers.gathered.tables import rows

_URLS = ("url", "href", "article__url", "2", "given_url", "resolved_url", "uri", "link")
_TITLES = ("title", "article__title", "description", "1", "resolved_title", "given_title", "name")
_EXCERPTS = ("excerpt", "article__excerpt", "extended", "notes")
_EVERYWHERE = ("Unread", "Archive", "Starred", "Liked")
"""Folders of Instapaper that are no choice of the person."""
_OF_ALL = frozenset({"personal_toolbar_folder", "unfiled_bookmarks_folder"})
_DEEPEST = 30
_LONGEST_CELL = 10_000


class JsonListImporter:
    """A list of objects with addresses, or browsers' trees of bookmarks."""

    def recognises(self, source: Source) -> float:
        head = source.data[:6000].lstrip()
        if head[:1] not in (b"[", b"{"):
            return 0.0
        listed = re.match(rb'\[\s*\{|\{\s*"(?:bookmarks|list|items|guid|checksum|roots|title|name)"', head)
        named = re.search(
            rb'"(?:url|href|article__url|uri|2|given_url)"\s*:\s*"https?:', source.data[:200_000]
        )
        return 0.85 if listed and named else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        found = [saved_page(one, tags) for one, tags in _saved(json_of(source.data), (), 0)]
        return [one for one in found if one]


class TableListImporter:
    """Pocket (``title,url,time_added,tags,status``), Instapaper (``URL,Title,Selection,Folder`` and newer ones),
    Readwise Reader (``Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen``)."""

    def recognises(self, source: Source) -> float:
        columns = {name.lower() for name in rows(source.data[:4000], 0)[0]}
        return (
            0.95
            if {"url", "title"} <= columns
            and columns & {"folder", "time_added", "status", "tags", "document tags"}
            else 0.0
        )

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        table = [{name.lower(): value for name, value in row.items()} for row in rows(source.data)[1]]
        pages: dict[str, list[dict[str, str]]] = {}
        for row in table:
            if url := address(row.get("url")):
                pages.setdefault(url, []).append(row)
        return [_from_rows(url, found) for url, found in pages.items()]


class HtmlListImporter:
    """The HTML of Pocket and Instapaper, and the bookmark files of all browsers (``NETSCAPE-Bookmark-file-1``)."""

    def recognises(self, source: Source) -> float:
        head = source.data[:3000]
        netscape = re.search(rb"<!doctype\s+netscape-bookmark-file-1>", head, re.I)
        pocket = b"<title>Pocket Export</title>" in head and b"time_added" in source.data[:20_000]
        instapaper = b"<title>Instapaper: Export</title>" in head
        return 0.98 if netscape or pocket or instapaper else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        try:
            page: HtmlElement = lxml.html.document_fromstring(text_of(source.data).encode("utf-8", "replace"))
        except (etree.ParserError, ValueError):
            return []
        found = []
        for link in page.iter("a"):
            if url := address(link.get("href")):
                above = link.getparent()
                described = above.getnext() if above is not None else None
                excerpt = line(described.text) if described is not None and described.tag == "dd" else ""
                tags = dict.fromkeys((*names(link.get("tags") or ""), *_folders(link)))
                item = article(line("".join(link.itertext())), url=url, tags=tuple(tags))
                found.append(GatheredArticle(_with_excerpt(item, excerpt)))
        return found


def _folders(link: HtmlElement) -> Iterator[str]:
    """The headings of the lists that hold it, the outermost last; not those that every list has."""
    for around in link.iterancestors("dl", "ol"):
        heading = around.getprevious()
        if heading is not None and heading.tag == "dt":
            heading = heading.find("h3")
        if heading is None or heading.tag not in ("h1", "h3") or not _OF_ALL.isdisjoint(heading.attrib):
            continue
        name = line("".join(map(str, heading.itertext())))
        if name and name not in _EVERYWHERE and (heading.tag == "h3" or around.tag == "ol"):
            yield name


def _saved(
    value: object, folders: tuple[str, ...], depth: int
) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    """Objects with an address, with the names of the folders that hold them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if any(address(value.get(name)) for name in _URLS):
            yield value, folders
            return
        own = line(value.get("title") or value.get("name"))
        inside = (*folders, own) if own and depth > 1 else folders
        for name, part in value.items():
            if isinstance(part, list | dict) and name not in ("annos", "meta_info"):
                yield from _saved(part, inside if name == "children" else folders, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _saved(part, folders, depth + 1)


def saved_page(one: Mapping[str, Any], folders: tuple[str, ...] = ()) -> GatheredArticle | None:
    """What a list tells of a page; None where there is no address."""
    url = next(filter(None, (address(one.get(name)) for name in _URLS)), "")
    if not url:
        return None
    title = next(filter(None, (line(one.get(name)) for name in _TITLES)), "")
    told = one.get("tags") or one.get("labels")
    tags = names(told, "," if isinstance(told, str) and "," in told else " " if "href" in one else ",")
    if isinstance(told, dict):
        tags = names(list(told))
    item = article(
        title, url=url, creators=names(one.get("author") or one.get("published_by")), site=line(one.get("siteName")),
        published=moment(one.get("published_at") or one.get("publishedAt"))[:10], tags=tuple(dict.fromkeys((*tags, *folders))),
        language=line(one.get("language")).replace("_", "-"),
    )  # fmt: skip
    body = words(one.get("content") or one.get("5"))
    excerpt = next((line(one.get(name)) for name in _EXCERPTS if line(one.get(name))), "")
    item = with_body(item, body) if body else _with_excerpt(item, excerpt)
    marks = [*entries(one.get("annotations") or []), *entries(one.get("highlights") or [])]
    return GatheredArticle(item, [_passage(mark, url) for mark in marks])


def _passage(mark: Mapping[str, Any], url: str) -> GatheredAnnotation:
    quote, comment = (
        words(mark.get("quote")),
        words(mark.get("text") or mark.get("annotation") or mark.get("note")),
    )
    return GatheredAnnotation(
        TextQuoteSelector(
            quote,
            *(part if isinstance(part, str) else "" for part in (mark.get("prefix"), mark.get("suffix"))),
        ),
        comment=comment,
        tags=names(mark.get("labels") or mark.get("tags")),
        uid=lasting_name(url, quote, "" if quote else comment),
        created=moment(mark.get("created_at") or mark.get("createdAt")),
    )


def _from_rows(url: str, found: Sequence[Mapping[str, str]]) -> GatheredArticle:
    first = found[0]
    folder = line(first.get("folder"))
    tags = _tags_of_cell(line(first.get("tags") or first.get("document tags")))
    if folder and folder not in _EVERYWHERE:
        tags = (*tags, folder)
    item = article(line(first.get("title")), url=url, tags=tuple(dict.fromkeys(tags)))
    marks = [
        GatheredAnnotation(
            TextQuoteSelector(quote), uid=lasting_name(url, quote), created=moment(row.get("timestamp")),
        )
        for row in found
        if (quote := words(row.get("selection")))
    ]  # fmt: skip
    return GatheredArticle(item, marks)


def _tags_of_cell(told: str) -> tuple[str, ...]:
    """Tags with a bar or comma between them, or a list as JSON and Python write it."""
    if not told.startswith("["):
        return names(told, "|" if "|" in told else ",")
    try:
        return names(ast.literal_eval(told[:_LONGEST_CELL]))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return names([part.strip(" \"'") for part in told.strip("[]").split(",")])


def _with_excerpt(item: ImportedItem, excerpt: str) -> ImportedItem:
    if not excerpt:
        return item
    details = {"abstract": excerpt}
    return replace(item, details=details, origins={**item.origins, "abstract": str(Origin.EXPORT)})


def with_body(item: ImportedItem, body: str) -> ImportedItem:
    """The page's body as the other program kept it."""
    try:
        tree = fragment(body)
    except (etree.ParserError, ValueError):
        tree = fragment(f"<p>{escape(body)}</p>")
    html = reader_html(tree)
    text = canonical_text(html)
    if not text.strip():
        return item
    return replace(item, html=html, text=text, outline=outline_of(html), original=body.encode())
