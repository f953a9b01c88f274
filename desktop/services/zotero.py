"""A copy of Zotero's database with its ``storage`` folder, as articles with all that was made of them."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from desktop.domain.annotation import AnnotationKind, AreaTarget
from desktop.domain.item import ImportedItem
from desktop.domain.selector import Rectangle, TextQuoteSelector
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import address, article, color, line, moment, words
from desktop.storage import zotero
from desktop.storage.zotero import ZoteroAnnotation, ZoteroItem

NAME = zotero.NAME

_DETAILS = {
    "DOI": "DOI", "ISBN": "ISBN", "ISSN": "ISSN", "publicationTitle": "container-title", "bookTitle": "container-title",
    "proceedingsTitle": "container-title", "publisher": "publisher", "place": "publisher-place", "volume": "volume",
    "issue": "issue", "pages": "page", "edition": "edition", "abstractNote": "abstract", "university": "publisher",
    "institution": "publisher",
}  # fmt: skip
_KINDS = {5: AnnotationKind.UNDERLINE}


def articles(database: Path) -> Iterator[tuple[GatheredArticle, Path | None, tuple[str, ...]]]:
    """Each with its file and the collections that hold it; an item without a file is told by itself.

    Raises ``ImportFailed``.
    """
    for item in zotero.items(database):
        about = _item(item)
        notes = [_note(key, html) for key, html in item.notes]
        if not item.files:
            yield GatheredArticle(about, notes), None, item.collections
        for place, file in enumerate(item.files):
            marks = [_annotation(one) for one in file.annotations]
            told = [*marks, *(notes if place == 0 else ())]
            yield GatheredArticle(about, told, describes=True), file.path, item.collections


def _item(item: ZoteroItem) -> ImportedItem:
    fields = item.fields
    details = {ours: line(fields[theirs]) for theirs, ours in _DETAILS.items() if fields.get(theirs)}
    date = re.match(r"\d{4}(?:-(?!00)\d\d(?:-(?!00)\d\d)?)?", fields.get("date", ""))
    return article(
        line(fields.get("title") or fields.get("subject") or fields.get("caseName")), url=address(fields.get("url")),
        creators=item.creators,
        site=line(fields.get("websiteTitle") or fields.get("blogTitle") or details.get("container-title")),
        published=date[0] if date else "", tags=item.tags, details=details,
    )  # fmt: skip


def _note(key: str, html: str) -> GatheredAnnotation:
    text = re.sub(r"</p>|<br\s*/?>|</li>|</h\d>|</div>", "\n", html)
    return GatheredAnnotation(
        TextQuoteSelector(""), comment=words(unescape(re.sub(r"<[^>]+>", "", text))), uid=f"zotero-{key}"
    )


def _annotation(one: ZoteroAnnotation) -> GatheredAnnotation:
    return GatheredAnnotation(
        TextQuoteSelector(one.text.strip()),
        kind=_KINDS.get(one.kind, AnnotationKind.NOTE if one.kind in (2, 6) else AnnotationKind.HIGHLIGHT),
        color=color(one.color),
        comment=words(one.comment),
        tags=one.tags,
        uid=f"zotero-{one.key}",
        created=moment(one.created),
        creator=one.creator,
        location=f"page {one.page_label}" if one.page_label else "",
        area=_area(one.position),
    )


def _area(position: str) -> AreaTarget | None:
    """The box around an annotation of a PDF."""
    try:
        told: Any = json.loads(position)
        index = int(told["pageIndex"])
        rects = [[float(side) for side in rect] for rect in told.get("rects") or []]
        points = [float(number) for path in told.get("paths") or [] for number in path]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    rects += [[x, y, x, y] for x, y in zip(points[::2], points[1::2], strict=False)]
    rects = [rect for rect in rects if len(rect) == 4]
    if not rects or index < 0:
        return None
    left, bottom = min(rect[0] for rect in rects), min(rect[1] for rect in rects)
    right, top = max(rect[2] for rect in rects), max(rect[3] for rect in rects)
    return AreaTarget(index, Rectangle(left, bottom, max(right, left + 1), max(top, bottom + 1)))
