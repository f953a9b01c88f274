"""Where a quotation is from, in words."""

from collections.abc import Sequence

from desktop.domain.item import Item, PageSpan


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
