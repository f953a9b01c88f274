"""A quotation with its source, as text to paste elsewhere."""

from html import escape

from desktop.domain import source
from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.item import Document
from desktop.domain.source import page_label, source_line

__all__ = [
    "page_label",
    "page_label_at",
    "quotation_html",
    "quotation_text",
    "source_line",
    "start_of",
    "words_html",
]


def page_label_at(document: Document, offset: int) -> str:
    """The label of the page that holds a place of the text; empty where there are no pages."""
    return source.page_label_at(document.pages, offset)


def start_of(annotation: Annotation, document: Document | None = None) -> int:
    """Where an annotation begins in the text; an area begins where its page does."""
    if isinstance(annotation.target, TextTarget):
        return annotation.target.position.start
    if annotation.target.picture:
        return annotation.target.start
    pages = document.pages if document else ()
    index = annotation.target.page_index
    return pages[index].start if index < len(pages) else 0


def quotation_text(quote: str, source: str) -> str:
    words = quote.strip()
    return f"“{words}”\n— {source}" if words else f"— {source}"


def quotation_html(quote: str, source: str) -> str:
    return f"<blockquote>{words_html(quote)}</blockquote><p>— {escape(source)}</p>"


def words_html(words: str) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in words.strip().splitlines() if line.strip())
