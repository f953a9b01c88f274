"""An article of the HTML family as a page to print, each highlight a link that names its annotations."""

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import pairwise

from markdown_it import MarkdownIt

from desktop import paths
from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.errors import UserError
from desktop.exporters.base import ExportArticle

SCHEME = "anno:"
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_PIECE = re.compile(r'<(?:[^>"]|"[^"]*")*>|[^<]+')
_LINK = re.compile(r"</?a[\s>]", re.IGNORECASE)


def printable_page(article: ExportArticle) -> str:
    """The whole page: title block, then the article with its highlights as links."""
    item = article.item
    style = (paths.resources() / "web" / "print.css").read_text("utf-8")
    about = " · ".join(part for part in (item.site, item.published, ", ".join(item.creators)) if part)
    address = escape(item.url)
    language = escape(item.language or article.document.language, quote=True)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(item.title)}</title>'
        f'<style>{style}</style></head><body dir="auto"><header><h1 dir="auto">{escape(item.title)}</h1>'
        f'<p class="about">{escape(about)}</p><p class="address">{address}</p></header>'
        f'<article dir="auto">{marked_html(article)}</article>{_aside(article)}</body></html>'
    )


def _aside(article: ExportArticle) -> str:
    """What belongs to no passage: notes on the article, and highlights whose passage is not in it."""
    placed = {number for _, _, number in _ranges(article.document.text, article.annotations)}
    orphans = [one for one in article.annotations if one.id not in placed]
    parts = []
    if article.notes:
        parts += ["<h2>Notes</h2>", *(_MARKDOWN.render(note.text) for note in article.notes)]
    if orphans:
        parts.append("<h2>Highlights whose passage is not in this text</h2>")
    for one in orphans:
        quote = f'<blockquote dir="auto">{escape(one.quote)}</blockquote>' if one.quote else ""
        parts.append(quote + _MARKDOWN.render(one.comment))
    return f'<section dir="auto">{"".join(parts)}</section>' if parts else ""


def marked_html(article: ExportArticle) -> str:
    """The stored HTML without its own links, highlights wrapped; overlapping ones share a link."""
    text = article.document.text
    ranges = _ranges(text, article.annotations)
    cuts = sorted({edge for start, end, _ in ranges for edge in (start, end)})
    parts, at = [], 0
    for piece in _PIECE.findall(article.document.html):
        if piece.startswith("<"):
            if not _LINK.match(piece):
                parts.append(piece)
            continue
        words = unescape(piece)
        if text[at : at + len(words)] != words:
            words = words.removeprefix("\n")  # the parser drops a newline at the start of pre
        if text[at : at + len(words)] != words:
            raise UserError("The stored page and its text differ, so it was not exported as PDF.")
        edges = [at, *(cut for cut in cuts if at < cut < at + len(words)), at + len(words)]
        parts += [_wrapped(text, start, end, ranges) for start, end in pairwise(edges)]
        at += len(words)
    return "".join(parts)


def _ranges(text: str, annotations: Sequence[Annotation]) -> list[tuple[int, int, int]]:
    found = []
    for annotation in annotations:
        target = annotation.target
        place = anchor(text, target.quote, target.position) if isinstance(target, TextTarget) else None
        if place:
            found.append((place.start, place.end, annotation.id))
    return found


def _wrapped(text: str, start: int, end: int, ranges: list[tuple[int, int, int]]) -> str:
    words = escape(text[start:end], quote=False)
    ids = [str(number) for low, high, number in ranges if low <= start and end <= high]
    return f'<a href="{SCHEME}{",".join(ids)}">{words}</a>' if ids and words.strip() else words
