"""What several formats say in the same words."""

import re
from urllib.parse import quote

from markdown_it import MarkdownIt

from desktop.domain.annotation import Annotation, ColorNames
from desktop.domain.item import Item
from desktop.domain.source import page_label
from desktop.exporters.base import ExportArticle

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOTES = "Notes"
APART = "Highlights whose passage is not in this text"


def byline(item: Item) -> str:
    """Site, date and creators, as far as they are known."""
    return " · ".join(filter(None, (item.site, item.published[:10], ", ".join(item.creators))))


def label(annotation: Annotation, names: ColorNames) -> str:
    """Colour, what the person calls it, and kind: ``yellow “claim” highlight``."""
    called = names.get(annotation.color, "")
    return f"{annotation.color} {f'“{called}” ' if called else ''}{annotation.kind}"


def tag_line(annotation: Annotation) -> str:
    return " ".join(f"#{tag.replace(' ', '-')}" for tag in annotation.tags)


def place(article: ExportArticle, annotation: Annotation) -> str:
    """``page 12`` as printed; empty where there are no pages."""
    page = page_label(article.document, annotation)
    return f"page {page}" if page else ""


def passage_link(item: Item, annotation: Annotation) -> str:
    """Opens the passage in Florilegium."""
    return f"florilegium://item/{item.uid}?annotation={quote(annotation.uid, safe='')}"


def plain_words(markdown: str) -> str:
    """A comment without its marks: a line a paragraph or list entry."""
    lines = []
    for token in _MARKDOWN.parse(markdown):
        if token.type == "inline":
            lines.append("".join(_words(child.type, child.content) for child in token.children or ()))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines)


def html_words(markdown: str) -> str:
    """A comment as HTML; its own tags are words."""
    return str(_MARKDOWN.render(markdown))


def xml_words(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return _NOT_XML.sub("\ufffd", text)


def _words(kind: str, content: str) -> str:
    return "\n" if kind in ("softbreak", "hardbreak") else content
