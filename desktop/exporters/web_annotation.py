"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) as JSON-LD: a collection with one page."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, TextTarget
from desktop.domain.source import page_label
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
AREA = "florilegium:area"
_PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
_STYLES = {
    AnnotationKind.UNDERLINE: "text-decoration: underline {}",
    AnnotationKind.STRIKE_OUT: "text-decoration: line-through {}",
}


class WebAnnotationExporter(Exporter):
    name = "jsonld"
    title = "W3C Web Annotations"
    suffix = ".jsonld"
    grouping = Grouping.EITHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        items = [one for article in articles for one in web_annotations(article, options.creator)]
        first = {"type": "AnnotationPage", "startIndex": 0, "items": items}
        whole = {
            "@context": CONTEXT,
            "type": "AnnotationCollection",
            "label": options.name or articles[0].item.title,
            "total": len(items),
            "first": first,
        }
        return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def web_annotations(article: ExportArticle, creator: str) -> list[dict[str, Any]]:
    """The annotations, then the notes on the article as a whole; each an ``Annotation``."""
    marks = [_annotation(article, one, creator) for one in article.annotations]
    notes = [
        _made(note.uid, note.created, note.modified, creator)
        | {"motivation": "commenting", "body": [_comment(note.text)], "target": {"source": _source(article)}}
        for note in article.notes
    ]
    return marks + notes


def _annotation(article: ExportArticle, annotation: Annotation, creator: str) -> dict[str, Any]:
    made = _made(annotation.uid, annotation.created, annotation.modified, annotation.creator or creator)
    bodies = [_comment(annotation.comment)] if annotation.comment else []
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in annotation.tags]
    style = f"{annotation.color}-{annotation.kind}"
    rule = _STYLES.get(annotation.kind, "background-color: {}").format(annotation.color.hex)
    target = {"source": _source(article), "selector": _selectors(article, annotation), "styleClass": style}
    told: dict[str, Any] = {"motivation": str(annotation.motivation)}
    if bodies:
        told["body"] = bodies
    told["target"] = target | _area(annotation)
    told["stylesheet"] = {"type": "CssStylesheet", "value": f".{style} {{ {rule} }}"}
    return made | told


def _made(uid: str, created: str, modified: str, creator: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@context": CONTEXT, "id": urn(uid), "type": "Annotation", "created": created, "modified": modified,
    }  # fmt: skip
    if creator:
        told["creator"] = {"type": "Person", "name": creator}
    return told


def urn(uid: str) -> str:
    """``urn:uuid:`` of a lasting name that is a UUID in hex. Names that came along from other programs come back only
    if they are kept to the letter."""
    try:
        named = UUID(hex=uid)
    except ValueError:
        named = None
    return named.urn if named and named.hex == uid else f"urn:florilegium:{quote(uid, safe='')}"


def _comment(text: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": text, "format": "text/markdown", "purpose": "commenting"}


def _source(article: ExportArticle) -> dict[str, Any]:
    item = article.item
    told: dict[str, Any] = {
        "id": item.url or urn(item.uid),
        "type": "Text",
        "format": article.document.media_type,
        "schema:name": item.title,
        "schema:identifier": urn(item.uid),
        "schema:sha256": article.document.sha256,
    }
    if item.language:
        told["language"] = item.language
    if item.creators:
        told["creator"] = [{"type": "Person", "name": name} for name in item.creators]
    return told


def _selectors(article: ExportArticle, annotation: Annotation) -> list[dict[str, Any]]:
    """The words, their place in the canonical text, and the page where there are pages."""
    target = annotation.target
    found: list[dict[str, Any]] = []
    if isinstance(target, TextTarget):
        quote = target.quote
        found.append(
            {
                "type": "TextQuoteSelector",
                "exact": quote.exact,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
            }
        )
        if not annotation.orphan:
            found.append(
                {"type": "TextPositionSelector", "start": target.position.start, "end": target.position.end}
            )
    if value := _fragment(article, annotation):
        on_picture = isinstance(target, AreaTarget) and bool(target.picture)
        kind = _MEDIA_FRAGMENTS if on_picture else _PDF_FRAGMENTS
        found.append({"type": "FragmentSelector", "conformsTo": kind, "value": value})
    return found


def _area(annotation: Annotation) -> dict[str, Any]:
    """As the program has it, to the last digit; others go by the fragment."""
    target = annotation.target
    if not isinstance(target, AreaTarget):
        return {}
    box = target.rectangle
    sides = [box.left, box.bottom, box.right, box.top]
    whole = {
        "page_index": target.page_index,
        "rectangle": sides,
        "picture": target.picture,
        "start": target.start,
    }
    return {AREA: whole}


def _fragment(article: ExportArticle, annotation: Annotation) -> str:
    """``page`` counts from 1; ``viewrect`` is left, bottom, width, height in points, the origin at the bottom left.
    Of a picture: left, top, width, height in hundredths of it."""
    target = annotation.target
    if isinstance(target, AreaTarget) and target.picture:
        box = target.rectangle
        parts = (box.left, 1 - box.top, box.right - box.left, box.top - box.bottom)
        return f"picture={quote(target.picture)}&xywh=percent:" + ",".join(
            f"{100 * part:.2f}" for part in parts
        )
    if isinstance(target, AreaTarget) and target.picture:
        return ""
    if isinstance(target, AreaTarget):
        box = target.rectangle
        sides = (box.left, box.bottom, box.right - box.left, box.top - box.bottom)
        return f"page={target.page_index + 1}&viewrect=" + ",".join(f"{side:.3f}" for side in sides)
    label = page_label(article.document, annotation)
    pages = [place for place, page in enumerate(article.document.pages, 1) if page.label == label]
    return f"page={pages[0]}" if label and pages and not annotation.orphan else ""
