"""The headings of stored reader HTML."""

from selectolax.lexbor import LexborHTMLParser

from desktop.domain.item import OutlineEntry


def outline_of(html: str) -> tuple[OutlineEntry, ...]:
    """The headings with their offsets in the canonical text."""
    body = LexborHTMLParser(f"<!doctype html><meta charset=utf-8><article>{html}</article>").body
    if body is None:
        return ()
    entries: list[OutlineEntry] = []
    offset = 0
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            offset += len(node.text_content or "")
        elif node.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            title = " ".join(node.text(deep=True, separator="", strip=False).split())
            if title:
                entries.append(OutlineEntry(title, int(node.tag[1]), offset))
    return tuple(entries)
