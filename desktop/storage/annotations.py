"""Annotations between tables and domain."""

import uuid
from collections.abc import Sequence
from typing import Any

from desktop.domain.annotation import (
    Annotation,
    AnnotationKind,
    AreaTarget,
    HighlightColor,
    NewAnnotation,
    Target,
    TextTarget,
)
from desktop.domain.item import PageSpan
from desktop.domain.selector import Rectangle, TextPositionSelector, TextQuoteSelector
from desktop.storage import tags
from desktop.storage.library import Step, now

SELECT = """SELECT annotation.*, (SELECT group_concat(name, char(31)) FROM (SELECT name FROM annotation_tag
 JOIN tag ON tag.id = tag_id WHERE annotation_id = annotation.id ORDER BY name COLLATE NOCASE)) AS tags FROM annotation """


def insert(step: Step, item_id: int, new: NewAnnotation, pages: Sequence[PageSpan]) -> int:
    created = new.created or now()
    id_ = step.insert(
        "annotation", uid=new.uid or uuid.uuid4().hex, item_id=item_id, kind=new.kind.value, color=new.color.value,
        comment=new.comment, created=created, modified=created, creator=new.creator, **target_columns(new.target, pages),
    )  # fmt: skip
    for name in new.tags:
        tags.attach(step, "annotation", id_, name)
    return id_


def target_columns(target: Target, pages: Sequence[PageSpan]) -> dict[str, Any]:
    """An area stands where its page starts, so that it sorts among the text."""
    if isinstance(target, TextTarget):
        quote, position = target.quote, target.position
        return {"quote": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix, "start": position.start,
                "end": position.end, "page_index": None, "left": None, "bottom": None, "right": None, "top": None,
                "picture": ""}  # fmt: skip
    page = pages[target.page_index : target.page_index + 1]
    start = target.start if target.picture else page[0].start if page else 0
    box = target.rectangle
    return {"quote": "", "prefix": "", "suffix": "", "start": start, "end": start, "page_index": target.page_index,
            "left": box.left, "bottom": box.bottom, "right": box.right, "top": box.top,
            "picture": target.picture}  # fmt: skip


def from_row(row: dict[str, Any]) -> Annotation:
    target: Target
    if row["page_index"] is not None:
        target = AreaTarget(
            row["page_index"],
            Rectangle(row["left"], row["bottom"], row["right"], row["top"]),
            row["picture"],
            row["start"] if row["picture"] else 0,
        )
    else:
        target = TextTarget(
            TextQuoteSelector(row["quote"], row["prefix"], row["suffix"]),
            TextPositionSelector(row["start"], row["end"]),
        )
    return Annotation(
        row["id"], row["uid"], row["item_id"], AnnotationKind(row["kind"]), HighlightColor(row["color"]), row["comment"],
        tuple(row["tags"].split("\x1f")) if row["tags"] else (), target, bool(row["orphan"]), row["created"],
        row["modified"], row["creator"], row["trashed"], row["former_quote"],
    )  # fmt: skip
