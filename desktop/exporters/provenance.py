"""Provenance sheets for fact-checkers: where each article came from, when it was captured, the SHA-256 of its original and of
its text, the quotations taken from it, and the files that were exported with it."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from desktop.domain.annotation import TextTarget
from desktop.domain.source import page_label
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping

KIND = "florilegium-provenance"
VERSION = 1


class ProvenanceExporter(Exporter):
    name = "provenance"
    title = "Provenance sheet"
    suffix = ".provenance.json"
    grouping = Grouping.TOGETHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        return sheet(articles, {}, options.name)


def sheet(
    articles: Sequence[ExportArticle], exports: Mapping[str, Sequence[tuple[str, bytes]]], name: str
) -> bytes:
    """JSON. ``exports``: for an article's uid, the paths (relative to the sheet, with ``/``) and bytes of its files."""
    whole = {
        "kind": KIND,
        "version": VERSION,
        "name": name,
        "articles": [_article(article, exports.get(article.item.uid, ())) for article in articles],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def text_digest(text: str) -> str:
    return digest(text.encode("utf-8", "surrogatepass"))


def _article(article: ExportArticle, exports: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    item, document = article.item, article.document
    original = article.original()
    return {
        "id": item.uid,
        "title": item.title,
        "creators": list(item.creators),
        "site": item.site,
        "published": item.published,
        "url": item.url,
        "captured": document.archived,
        "original": {
            "file_name": document.file_name,
            "media_type": document.media_type,
            "size": len(original),
            "sha256": digest(original),
        },
        "text_sha256": text_digest(document.text),
        "quotations": [
            {
                "id": one.uid,
                "quote": one.quote,
                "start": one.target.position.start,
                "end": one.target.position.end,
                "page": page_label(document, one),
                "found": not one.orphan,
            }
            for one in article.annotations
            if isinstance(one.target, TextTarget) and one.quote
        ],
        "exports": [{"path": path, "size": len(data), "sha256": digest(data)} for path, data in exports],
    }
