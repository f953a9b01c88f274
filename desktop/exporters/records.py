"""Items and annotations as plain dictionaries: the shapes of the command line's JSON."""

from collections.abc import Sequence
from typing import Any

from desktop.domain.annotation import Annotation, AreaTarget, ColorNames
from desktop.domain.item import Item, ItemSummary
from desktop.exporters.base import ExportArticle


def annotation_record(annotation: Annotation, names: ColorNames) -> dict[str, Any]:
    """``text[start:end] == quote`` for text; page and rectangle (points) for an area. ``color_name``: what the
    person calls the colour, perhaps nothing."""
    record: dict[str, Any] = {
        "id": annotation.id,
        "uid": annotation.uid,
        "item": annotation.item_id,
        "kind": str(annotation.kind),
        "quote": annotation.quote,
        "prefix": "",
        "suffix": "",
        "start": None,
        "end": None,
        "former_quote": annotation.former_quote,
        "color": str(annotation.color),
        "color_name": names.get(annotation.color, ""),
        "comment": annotation.comment,
        "tags": list(annotation.tags),
        "orphan": annotation.orphan,
        "created": annotation.created,
        "modified": annotation.modified,
    }
    target = annotation.target
    if isinstance(target, AreaTarget):
        box = target.rectangle
        record["page_index"] = target.page_index
        record["rectangle"] = [box.left, box.bottom, box.right, box.top]
        record |= {"picture": target.picture, "start": target.start if target.picture else None}
    else:
        record.update(
            prefix=target.quote.prefix,
            suffix=target.quote.suffix,
            start=target.position.start,
            end=target.position.end,
        )
    return record


def summary_record(summary: ItemSummary) -> dict[str, Any]:
    """A line of ``list``; ``annotations`` is a count."""
    return item_record(summary.item) | {
        "words": summary.words,
        "tags": list(summary.tags),
        "collections": list(summary.collections),
        "annotations": summary.annotations,
    }


def article_record(article: ExportArticle) -> dict[str, Any]:
    """One item whole."""
    document = article.document
    return item_record(article.item) | {
        "words": document.words,
        "tags": list(article.tags),
        "collections": list(article.collections),
        "file_name": document.file_name,
        "sha256": document.sha256,
        "archived": document.archived,
        "notes": [
            {"id": note.id, "text": note.text, "created": note.created, "modified": note.modified}
            for note in article.notes
        ],
        "annotations": annotation_records(article.annotations, article.color_names),
    }


def annotation_records(annotations: Sequence[Annotation], names: ColorNames) -> list[dict[str, Any]]:
    return [annotation_record(annotation, names) for annotation in annotations]


def item_record(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "uid": item.uid,
        "title": item.title,
        "creators": list(item.creators),
        "published": item.published,
        "site": item.site,
        "url": item.url,
        "language": item.language,
        "type": str(item.type),
        "status": str(item.status),
        "added": item.added,
        "details": dict(item.details),
        "origins": dict(item.origins),
    }
