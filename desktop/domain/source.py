"""Where a quotation is from, in words."""

from collections.abc import Sequence

from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.item import Document, Item, PageSpan


def page_label(document: Document, annotation: Annotation) -> str:
    """The page on which an annotation starts, as printed; empty where the document has no pages."""
    if isinstance(annotation.target, AreaTarget):
        pages = document.pages[annotation.target.page_index : annotation.target.page_index + 1]
        return pages[0].label if pages else ""
    return page_label_at(document.pages, annotation.target.position.start)


def page_label_at(pages: Sequence[PageSpan], offset: int) -> str:
    """The label of the page that holds a place of the text; empty where there are no pages."""
    reached = [page.label for page in pages if page.start <= offset]
    return reached[-1] if reached else ""


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
