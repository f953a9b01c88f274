"""The headings of stored reader HTML, and where its places are."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from desktop.domain.item import OutlineEntry
from desktop.formats.html.vocabulary import ID_PREFIX


def outline_of(html: str) -> tuple[OutlineEntry, ...]:
    """The headings with their offsets in the canonical text."""
    entries: list[OutlineEntry] = []
    for node, offset in _placed(html):
        if node.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            title = " ".join(node.text(deep=True, separator="", strip=False).split())
            if title:
                entries.append(OutlineEntry(title, int(node.tag[1]), offset))
    return tuple(entries)


def places_of(html: str) -> dict[str, int]:
    """Where the elements with ids begin in the canonical text, by the id as it was before it was stored."""
    return {
        name.removeprefix(ID_PREFIX): offset
        for node, offset in _placed(html)
        if (name := node.attributes.get("id"))
    }


def _placed(html: str) -> Iterator[tuple[LexborNode, int]]:
    """The elements with their offsets."""
    body = LexborHTMLParser(f"<!doctype html><meta charset=utf-8><article>{html}</article>").body
    offset = 0
    for node in body.traverse(include_text=True) if body else ():
        if node.tag == "-text":
            offset += len(node.text_content or "")
        else:
            yield node, offset
