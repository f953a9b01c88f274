"""What templates of Markdown are filled with, and what is kept of it to tell later changes by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.item import Document, ItemType
from desktop.domain.source import page_label
from desktop.exporters.base import ExportArticle
from desktop.exporters.markdown_template import editable
from desktop.exporters.markdown_words import escape, live_link, safe_url
from desktop.exporters.words import passage_link
from desktop.formats.markdown_blocks import tag_word, visible


@dataclass(frozen=True, slots=True)
class Extras:
    """What only some exports have: the text with its highlights, and the pictures of areas by annotation."""

    paragraphs: Sequence[str] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    front: Mapping[str, Any] | None = None
    key: str = ""
    """By which the article is cited."""


def variables(article: ExportArticle, extras: Extras) -> dict[str, Any]:
    return {
        "front": extras.front,
        "item": _item(article, extras.key),
        "annotations": [_annotation(article, one, extras) for one in article.annotations],
        "notes": [
            {
                "block": "note",
                "id": note.uid,
                "comment": editable(visible(note.text)),
                "created": note.created,
            }
            for note in article.notes
        ],
        "text": "\n\n".join(extras.paragraphs),
        "text_paragraphs": list(extras.paragraphs),
    }


def front_matter(article: ExportArticle) -> dict[str, Any]:
    """The values of an article that are known."""
    item = article.item
    told = {
        "title": _line(item.title),
        "creators": [_line(name) for name in item.creators],
        "site": _line(item.site),
        "url": item.url,
        "published": item.published,
        "accessed": article.document.archived[:10],
        "language": item.language,
        "tags": [tag_word(tag) for tag in article.tags],
        "collections": list(article.collections),
        "id": item.uid,
    }
    return {name: value for name, value in told.items() if value}


def records(article: ExportArticle) -> dict[str, dict[str, Any]]:
    """What was exported, by the uids of the blocks; by this another reading tells what was changed in a file, and an
    empty library has the annotations as they were."""
    item = article.item
    found: dict[str, dict[str, Any]] = {
        item.uid: {
            "title": item.title,
            "creators": list(item.creators),
            "site": item.site,
            "url": item.url,
            "published": item.published,
            "language": item.language,
            "type": str(item.type),
            "details": dict(item.details),
            "tags": list(article.tags),
            "sha256": article.document.sha256,
            "file_name": article.document.file_name,
        }
    }
    for one in article.annotations:
        found[one.uid] = _record(one) | {"item": item.uid}
    for note in article.notes:
        found[note.uid] = {"item": item.uid, "comment": note.text, "tags": [], "created": note.created}
    return found


def _record(one: Annotation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": str(one.kind), "color": str(one.color), "comment": one.comment, "tags": list(one.tags),
        "created": one.created, "creator": one.creator, "orphan": one.orphan,
    }  # fmt: skip
    if isinstance(one.target, AreaTarget):
        box = one.target.rectangle
        return told | {
            "page_index": one.target.page_index,
            "rectangle": [box.left, box.bottom, box.right, box.top],
            "picture": one.target.picture,
            "start": one.target.start,
        }
    words, position = one.target.quote, one.target.position
    return told | {
        "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix, "start": position.start,
        "end": position.end,
    }  # fmt: skip


def _item(article: ExportArticle, key: str) -> dict[str, Any]:
    item = article.item
    return {
        "block": "article",
        "id": item.uid,
        "title": escape(item.title),
        "creators": [escape(name) for name in item.creators],
        "creator_names": list(item.creators),
        "site": escape(item.site),
        "published": escape(item.published),
        "accessed": article.document.archived[:10],
        "language": item.language,
        "type": str(item.type),
        "url": safe_url(item.url),
        "tags": [tag_word(tag) for tag in article.tags],
        "collections": list(article.collections),
        "key": key,
        "link": f"florilegium://item/{item.uid}",
    }


def _annotation(article: ExportArticle, one: Annotation, extras: Extras) -> dict[str, Any]:
    document, item = article.document, article.item
    paged = bool(document.pages)
    return {
        "block": "annotation",
        "id": one.uid,
        "block_id": "fl-" + "".join(filter(str.isalnum, one.uid))[:8],
        "paragraphs": _paragraphs(document, one),
        "quote": escape(one.quote),
        "kind": str(one.kind),
        "color": str(one.color),
        "color_name": escape(article.color_names.get(one.color, "")),
        "comment": editable(visible(one.comment)),
        "tags": [tag_word(tag) for tag in one.tags],
        "page": escape(page_label(document, one)),
        "orphan": one.orphan,
        "link": passage_link(item, one),
        "live": "" if paged or one.orphan else live_link(item.url, one.quote),
        "picture": extras.pictures.get(one.uid, ""),
        "created": one.created,
        "modified": one.modified,
        "creator": escape(one.creator),
    }


def _paragraphs(document: Document, annotation: Annotation) -> list[str]:
    """The lines of a PDF are its printer's, those of other texts are paragraphs."""
    lines = [annotation.quote] if document.type is ItemType.PDF else annotation.quote.split("\n")
    return [escape(line) for line in lines if line.strip()]


def _line(text: str) -> str:
    return " ".join(text.split())
