"""An article of the HTML family as a page to print, each highlight a link that names its annotations."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from desktop import paths
from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.item import OutlineEntry
from desktop.exporters.base import ExportArticle
from desktop.exporters.flow import placed_ranges, reads_right_to_left
from desktop.exporters.marked import pieces, tags
from desktop.exporters.pdf.links import PASSAGE
from desktop.exporters.pdf.paper import PaperSize
from desktop.exporters.words import APART, NOTES, html_words

_LINK = re.compile(r"<(/?)a(?=[\s>])", re.IGNORECASE)
_HREF = re.compile(r'\shref="([^"]*)"', re.IGNORECASE)
_PICTURE = re.compile(r"<img\s", re.IGNORECASE)
_SOURCE = re.compile(r'\ssrc="([^"]*)"', re.IGNORECASE)
_LIVE = ("http://", "https://", "mailto:", "#")
_LONGEST_HEADER = 80
"""Code points of a running header."""

BEGINNING = "begin"
"""The name of the article's first line."""

Range = tuple[int, int, str]
"""Of the canonical text, with the name of what it is."""


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """What the pages are to be beside the article's own."""

    size: PaperSize = PaperSize.A4
    first_number: int = 1
    """Of the first page, as printed."""
    numbered: bool = True
    titled: bool = True
    """Whether the first page has a title block instead of a header."""


def styled_page(title: str, language: str, style: str, body: str) -> str:
    sheet = (paths.resources() / "web" / "print.css").read_text("utf-8")
    return (
        f'<!doctype html><html lang="{escape(language, quote=True)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{sheet}{style}</style></head>"
        f'<body dir="{"rtl" if reads_right_to_left(title) else "ltr"}">{body}</body></html>'
    )


def printable_page(article: ExportArticle, plan: PrintPlan) -> str:
    """The whole page: title block, then the article with its highlights and headings as links."""
    item = article.item
    published = f"<time>{escape(item.published)}</time>" if item.published else ""
    about = " · ".join(part for part in (*map(escape, item.creators), escape(item.site), published) if part)
    address = (
        f'<p class="address"><a href="{escape(item.url)}">{escape(item.url)}</a></p>' if item.url else ""
    )
    saved = f'<p class="saved">Saved {escape(article.document.archived[:10])}</p>' if item.url else ""
    body = (
        f'<header><h1 dir="auto">{escape(item.title)}</h1><p class="about" dir="auto">{about}</p>{address}{saved}'
        f'</header><article dir="auto">{marked_html(article)}</article>{aside(article, placed_names(article))}'
    )
    language = item.language or article.document.language
    return styled_page(item.title, language, f"@page {{ size: {plan.size}; }}", body)


def running_style(title: str, about: str, plan: PrintPlan) -> str:
    """Header and page number in the margins; the first page has its title block instead of a header."""
    right_to_left = reads_right_to_left(title)
    sides = ("right", "left") if right_to_left else ("left", "right")
    flow = "direction: rtl;" if right_to_left else ""
    bare = f'@top-{sides[0]} {{ content: ""; }} @top-{sides[1]} {{ content: ""; }}'
    number = "counter(page)" if plan.numbered else '""'
    return (
        f"@page {{ size: {plan.size};"
        f" @top-{sides[0]} {{ content: {_css_text(title)}; {flow} width: 70%; text-align: {sides[0]}; }}"
        f" @top-{sides[1]} {{ content: {_css_text(about, _LONGEST_HEADER // 2)}; {flow} text-align: {sides[1]}; }}"
        f" @bottom-center {{ content: {number}; }} }}"
        f" @page :first {{ counter-set: page {plan.first_number}; {bare if plan.titled else ''} }}"
    )


def _css_text(words: str, longest: int = _LONGEST_HEADER) -> str:
    """A string of a style sheet that cannot end it, nor its page."""
    line = " ".join(words.split())
    short = line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
    return '"' + re.sub(r'[\\"<\x00-\x1f\x7f]', lambda found: f"\\{ord(found[0]):x} ", short) + '"'


def placed_names(article: ExportArticle) -> set[str]:
    """Of the annotations that have a place in the article: their ids."""
    names = {name for _, _, name in passages(article)}
    for tag in tags(article.document.html):
        names.update(_areas_of(tag, article.annotations) if _PICTURE.match(tag) else ())
    return names


def aside(article: ExportArticle, placed: Set[str]) -> str:
    """What belongs to no passage: notes on the article, and highlights that are not among those ``placed``."""
    orphans = [one for one in article.annotations if str(one.id) not in placed]
    parts = []
    if article.notes:
        parts += [f"<h2>{NOTES}</h2>", *(html_words(note.text) for note in article.notes)]
    if orphans:
        parts.append(f"<h2>{APART}</h2>")
    for one in orphans:
        quote = f'<blockquote dir="auto">{escape(one.quote)}</blockquote>' if one.quote else ""
        parts.append(quote + html_words(one.comment))
    return f'<section dir="auto">{"".join(parts)}</section>' if parts else ""


def marked_html(article: ExportArticle) -> str:
    """The stored HTML, passages and headings wrapped; what overlaps shares a link. Its own links stay live."""
    text = article.document.text
    ranges = named_ranges(article)
    cuts = sorted({edge for start, end, _ in ranges for edge in (start, end)})
    parts, address = [], ""
    for piece in pieces(article.document.html, text, cuts):
        if not isinstance(piece, str):
            parts.append(_wrapped(text, *piece, ranges, address))
        elif link := _LINK.match(piece):
            address = "" if link[1] else _live_address(piece)
        elif _PICTURE.match(piece):
            parts.append(_pictured(article, piece, address))
        else:
            parts.append(piece)
    return "".join(parts)


def named_ranges(article: ExportArticle) -> list[Range]:
    """Whose places on the pages are asked for: passages, headings, and where the article begins."""
    text = article.document.text
    return [
        *passages(article),
        *headings(text, article.document.outline),
        *_beginning(text),
    ]


def _beginning(text: str) -> Iterator[Range]:
    start = next((at for at, character in enumerate(text) if not character.isspace()), None)
    if start is not None:
        yield start, start + len(text[start:].split("\n", 1)[0]), BEGINNING


def passages(article: ExportArticle) -> list[Range]:
    """Of the annotations that have a place, by their id."""
    return [(start, end, str(one.id)) for start, end, one in placed_ranges(article)]


def headings(text: str, outline: Sequence[OutlineEntry]) -> list[Range]:
    """The lines of the headings, by ``heading_name``."""
    found = []
    for number, entry in enumerate(outline):
        start = entry.offset
        while start < len(text) and text[start].isspace():
            start += 1
        end = text.find("\n", start)
        found.append((start, len(text) if end < 0 else end, heading_name(number)))
    return [one for one in found if one[0] < one[1]]


def heading_name(number: int) -> str:
    return f"h{number}"


def _is_archived(article: ExportArticle, tag: str) -> bool:
    found = _SOURCE.search(tag)
    source = unescape(found[1]) if found else ""
    return source.startswith("data:") or bool(source and article.resource(unquote(source)))


def _areas_of(tag: str, annotations: Sequence[Annotation]) -> list[str]:
    """The ids of those that mark an area of a picture."""
    source = _SOURCE.search(tag)
    path = unescape(source[1]) if source else ""
    return [str(one.id) for one in annotations if path and picture_of(one) == path]


def picture_of(annotation: Annotation) -> str:
    """The path of the picture that an annotation marks; empty for others."""
    return annotation.target.picture if isinstance(annotation.target, AreaTarget) else ""


def _pictured(article: ExportArticle, tag: str, address: str) -> str:
    """A picture that was not archived leaves no empty frame, unless something is marked in it."""
    names = _areas_of(tag, article.annotations)
    if not names:
        shown = tag if _is_archived(article, tag) else ""
        return _linked(shown, address) if shown and address else shown
    link = escape(PASSAGE + ",".join(names) + (f"|{address}" if address else ""), quote=True)
    return f'<a class="pictured" href="{link}">{tag}</a>'


def _live_address(tag: str) -> str:
    href = _HREF.search(tag)
    address = unescape(href[1]).strip() if href else ""
    return address if address.lower().startswith(_LIVE) else ""


def _linked(markup: str, address: str) -> str:
    return f'<a class="own" href="{escape(address, quote=True)}">{markup}</a>'


def _wrapped(text: str, start: int, end: int, ranges: Sequence[Range], address: str) -> str:
    words = escape(text[start:end], quote=False)
    names = ",".join(name for low, high, name in ranges if low <= start and end <= high)
    if not words.strip():
        return words
    if not names:
        return _linked(words, address) if address else words
    link = escape(f"{PASSAGE}{names}|{address}" if address else f"{PASSAGE}{names}", quote=True)
    known = (
        _linked("", address) if address.startswith("#") else ""
    )  # else the engine tells no place of that name
    return f'{known}<a class="{"own" if address else "here"}" href="{link}">{words}</a>'
