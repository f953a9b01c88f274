"""A web page as it was laid out when it was archived, its passages as links that name their annotations."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from lxml.html import Element, HtmlElement, document_fromstring, fragment_fromstring, tostring

from desktop.domain.item import OriginalPage
from desktop.domain.shown_text import CarriedText
from desktop.exporters.base import ExportArticle
from desktop.exporters.pdf.links import PASSAGE
from desktop.exporters.pdf.page import Range, aside, named_ranges

_SILENT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "select",
        "title",
        "svg",
        "math",
        "button",
        "option",
    }
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
     "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
     "tt", "u", "var", "wbr"}
)  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")
_STYLE = (
    "a.florilegium-passage, object.florilegium-passage {{ all: unset !important; display: inline !important; }}"
    " html, body {{ height: auto !important; overflow: visible !important; }}"
    " @page {{ size: {width:.2f}pt {height:.2f}pt; }} .florilegium-aside {{ clear: both; margin: 24px 0; font: 16px/1.5 serif;"
    " color: #1f1d1a; background: #fff; border-top: 1px solid #ccc; padding: 8px 0; }}"
)

Spot = tuple[HtmlElement, str, int, bool]
"""An element, whether its ``text`` or its ``tail`` is meant, where that begins in the page's text, and whether it is
inside a link."""


def laid_out_page(page: OriginalPage, article: ExportArticle, width: float, height: float) -> str:
    """For paper of that size in points."""
    root: HtmlElement = document_fromstring(page.html)
    found = root.find("body")
    body = root if found is None else found
    for picture in body.iter("img"):
        if not picture.get("src"):  # of one that was not archived, the description would be printed
            picture.attrib.pop("alt", None)
    spots, text = _text_of(body)
    carried = CarriedText(article.document.text, text)
    ranges = [
        (low, high, name)
        for start, end, name in named_ranges(article)
        for low, high in carried.shown(start, end)
    ]
    for spot in reversed(spots):
        _mark(spot, ranges)
    _add(root, body, article, ranges, _STYLE.format(width=width, height=height))
    return f"<!doctype html>{tostring(root, encoding='unicode')}"


def _text_of(body: HtmlElement) -> tuple[list[Spot], str]:
    """Each paragraph on a line of its own, as in the article's text."""
    spots: list[Spot] = []
    parts: list[str] = []
    at = 0
    for element, which, linked in _walk(body, False):
        words = _settled(element, which) if which else "\n"
        if words and which:
            spots.append((element, which, at, linked))
        parts.append(words)
        at += len(words)
    return spots, "".join(parts)


def _settled(element: HtmlElement, which: str) -> str:
    """The words of a place, white space as it is shown: where it means nothing, words are found across it."""
    words = (element.text if which == "text" else element.tail) or ""
    if not any(one.tag == "pre" for one in (element, *element.iterancestors())):
        words = _SPACE.sub(" ", words)
        if which == "text":
            element.text = words
        else:
            element.tail = words
    return words


def _walk(element: HtmlElement, linked: bool) -> Iterator[tuple[HtmlElement, str, bool]]:
    """The texts in their order, and where one paragraph ends (neither ``text`` nor ``tail``)."""
    linked = linked or element.tag == "a"
    if element.tag in _SILENT or not isinstance(element.tag, str):
        return
    if element.tag not in _INLINE:
        yield element, "", linked
    yield element, "text", linked
    for child in element:
        yield from _walk(child, linked)
        yield child, "tail", linked
    if element.tag not in _INLINE:
        yield element, "", linked


def _mark(spot: Spot, ranges: Sequence[Range]) -> None:
    element, which, start, linked = spot
    words = (element.text if which == "text" else element.tail) or ""
    end = start + len(words)
    touching = [one for one in ranges if one[0] < end and start < one[1]]
    if not touching:
        return
    cuts = {edge for low, high, _ in touching for edge in (low, high) if start < edge < end}
    made: list[HtmlElement] = []
    before = ""
    for low, high in pairwise(sorted({start, end, *cuts})):
        piece = words[low - start : high - start]
        names = ",".join(name for first, last, name in touching if first <= low and high <= last)
        if names and piece.strip():
            made.append(_link(names, piece, linked))
        elif made:
            made[-1].tail = (made[-1].tail or "") + piece
        else:
            before += piece
    if which == "text":
        element.text = before
        for number, link in enumerate(made):
            element.insert(number, link)
    else:
        element.tail = before
        for link in reversed(made):
            tail, link.tail = link.tail, None
            element.addnext(link)
            link.tail = tail


def _link(names: str, words: str, linked: bool) -> HtmlElement:
    """A link inside a link has to be inside an object."""
    link = Element("a", {"href": PASSAGE + names, "class": "florilegium-passage"})
    link.text = words
    if not linked:
        return link
    holder = Element("object", {"class": "florilegium-passage"})
    holder.append(link)
    return holder


def _add(
    root: HtmlElement, body: HtmlElement, article: ExportArticle, ranges: Sequence[Range], style: str
) -> None:
    """Our own style, and what has no place on the page."""
    placed = {name for _, _, name in ranges}
    sheet = Element("style")
    sheet.text = style
    body.append(sheet)
    if words := aside(article, placed):
        body.append(fragment_fromstring(f'<div class="florilegium-aside">{words}</div>'))
    head = root.find("head")
    if head is not None and head.find("title") is None:
        title = Element("title")
        title.text = escape(article.item.title)
        head.append(title)
