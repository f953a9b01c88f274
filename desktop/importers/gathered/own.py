"""Florilegium's own export as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import DETAILS
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import Exported, GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    area_of,
    article,
    entries,
    json_of,
    line,
    mapping,
    names,
    position_of,
    quote_of,
    words,
)


class OwnJsonImporter:
    """One record or a list of them, as the command ``export --format json`` writes them."""

    def recognises(self, source: Source) -> float:
        head = source.data[:4000]
        return (
            0.97
            if b'"uid"' in head and b'"sha256"' in source.data[:200_000] and b'"creators"' in head
            else 0.0
        )

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        return [
            GatheredArticle(
                _item(one),
                [*_marks(one), *_notes(one.get("notes"))],
                uid=line(one.get("uid")),
                sha256=line(one.get("sha256")),
            )
            for one in entries(json_of(source.data))
        ]


def _item(told: Mapping[str, Any]) -> ImportedItem:
    kind = line(told.get("type"))
    return article(
        line(told.get("title")), url=address(told.get("url")), creators=names(told.get("creators"), ";"),
        site=line(told.get("site")), published=line(told.get("published")), language=line(told.get("language")),
        tags=names(told.get("tags")), details=_details(told.get("details")),
        type=ItemType(kind) if kind in list(ItemType) else ItemType.WEB_PAGE,
    )  # fmt: skip


def _details(told: object) -> dict[str, str]:
    return {name: value for name in DETAILS if (value := line(mapping(told).get(name)))}


def _marks(told: Mapping[str, Any]) -> Iterator[GatheredAnnotation]:
    for one in entries(told.get("annotations") or []):
        yield GatheredAnnotation(
            quote_of({"exact": one.get("quote"), "prefix": one.get("prefix"), "suffix": one.get("suffix")}),
            position_of(one),
            kind=_kind(line(one.get("kind"))), color=_color(line(one.get("color"))), comment=words(one.get("comment")),
            tags=names(one.get("tags")), uid=line(one.get("uid")), created=line(one.get("created")), area=area_of(one),
            exported=Exported(words(one.get("comment")), names(one.get("tags"))), orphan=one.get("orphan") is True,
        )  # fmt: skip


def _notes(told: object) -> Iterator[GatheredAnnotation]:
    for one in entries(told or []):
        if text := words(one.get("text")):
            yield GatheredAnnotation(TextQuoteSelector(""), comment=text, created=line(one.get("created")))


def _kind(name: str) -> AnnotationKind:
    return AnnotationKind(name) if name in list(AnnotationKind) else AnnotationKind.HIGHLIGHT


def _color(name: str) -> HighlightColor:
    return HighlightColor(name) if name in list(HighlightColor) else HighlightColor.YELLOW
