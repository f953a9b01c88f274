"""The canonical text of stored reader HTML: what every offset of an annotation counts in."""

from selectolax.lexbor import LexborHTMLParser


def canonical_text(html: str) -> str:
    """The ``textContent`` of the stored fragment, exactly as Chromium gives it."""
    body = LexborHTMLParser(f"<!doctype html><meta charset=utf-8><article>{html}</article>").body
    return body.text(deep=True, separator="", strip=False) if body else ""
