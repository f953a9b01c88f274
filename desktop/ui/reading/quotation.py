"""A quotation with its source, as text to paste elsewhere."""

from html import escape

from desktop.domain.annotation import Annotation, AreaTarget, TextTarget
from desktop.domain.item import Document, Item


def page_label(document: Document, annotation: Annotation) -> str:
    """The page on which an annotation starts, as printed; empty where the document has no pages."""
    if isinstance(annotation.target, AreaTarget):
        pages = document.pages[annotation.target.page_index : annotation.target.page_index + 1]
        return pages[0].label if pages else ""
    return page_label_at(document, annotation.target.position.start)


def page_label_at(document: Document, offset: int) -> str:
    """The label of the page that holds a place of the text; empty where there are no pages."""
    reached = [page.label for page in document.pages if page.start <= offset]
    return reached[-1] if reached else ""


def start_of(annotation: Annotation, document: Document | None = None) -> int:
    """Where an annotation begins in the text; an area begins where its page does."""
    if isinstance(annotation.target, TextTarget):
        return annotation.target.position.start
    pages = document.pages if document else ()
    index = annotation.target.page_index
    return pages[index].start if index < len(pages) else 0


def source_line(item: Item, page: str = "") -> str:
    """Creators, title, site, date, page, address: what is known, in this order."""
    parts = [
        ", ".join(item.creators),
        f"“{item.title}”",
        item.site,
        item.published[:10],
        f"p. {page}" if page else "",
        item.url,
    ]
    return ", ".join(part for part in parts if part)


def quotation_text(quote: str, source: str) -> str:
    words = quote.strip()
    return f"“{words}”\n— {source}" if words else f"— {source}"


def quotation_html(quote: str, source: str) -> str:
    return f"<blockquote>{words_html(quote)}</blockquote><p>— {escape(source)}</p>"


def words_html(words: str) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in words.strip().splitlines() if line.strip())
