"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): single ones, lists, pages and collections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from desktop.domain.annotation import AnnotationKind, AreaTarget
from desktop.domain.item import ImportedItem
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import Exported, GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    area_of,
    article,
    color,
    entries,
    json_of,
    lasting_name,
    line,
    mapping,
    moment,
    names,
    position_of,
    quote_of,
    words,
)

_DEEPEST = 8
_OWN = "urn:florilegium:"
_LASTING = ("urn:uuid:", _OWN)
_KINDS = {"underline": AnnotationKind.UNDERLINE, "line-through": AnnotationKind.STRIKE_OUT}


class WebAnnotationImporter:
    """What has no address of its target is left out."""

    def recognises(self, source: Source) -> float:
        head = source.data[:20_000]
        return 0.95 if b"www.w3.org/ns/anno" in head and source.data.lstrip()[:1] in (b"{", b"[") else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        pages: dict[tuple[str, str], list[tuple[Mapping[str, Any], Mapping[str, Any]]]] = defaultdict(list)
        for annotation in _annotations(json_of(source.data), 0):
            for target in _targets(annotation.get("target")):
                if url := _url(target):
                    pages[url, _lasting(target)].append((annotation, target))
        return [
            GatheredArticle(
                _article(url, [target for _, target in found]),
                [_annotation(annotation, target, url) for annotation, target in found],
                uid=_own_name(uid),
                sha256=line(mapping(found[0][1].get("source")).get("schema:sha256")),
            )
            for (url, uid), found in pages.items()
        ]


def _annotations(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    for one in entries(value):
        if one.get("target") is not None:
            yield one
        else:
            for inside in ("items", "first", "next", "@graph"):
                yield from _annotations(one.get(inside), depth + 1)


def _targets(value: object) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield {"source": one}
        elif isinstance(one, dict):
            yield one


def _url(target: Mapping[str, Any]) -> str:
    """The address of the page, else the lasting name that Florilegium writes where there is none."""
    source = target.get("source") or target.get("id") or target.get("@id")
    if isinstance(source, dict):
        source = source.get("id") or source.get("@id")
    return address(source).partition("#")[0] or (line(source) if line(source).startswith(_LASTING) else "")


def _lasting(target: Mapping[str, Any]) -> str:
    """The article's lasting name, where Florilegium wrote it."""
    return line(mapping(target.get("source")).get("schema:identifier"))


def _own_name(urn: str) -> str:
    """A lasting name as Florilegium writes them, from its URN; empty for any other."""
    if urn.startswith("urn:uuid:"):
        return urn.removeprefix("urn:uuid:").replace("-", "").lower()
    return unquote(urn.removeprefix(_OWN)) if urn.startswith(_OWN) else ""


def _title(target: Mapping[str, Any]) -> str:
    source = mapping(target.get("source"))
    return line(source.get("title") or source.get("schema:name") or target.get("title"))


def _article(url: str, targets: Sequence[Mapping[str, Any]]) -> ImportedItem:
    title = next(filter(None, map(_title, targets)), "")
    creators = names(mapping(targets[0].get("source")).get("creator"), ";")
    return article(title, url=address(url), creators=creators)


def _selectors(target: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    pending = list(entries(target.get("selector")))
    for _ in range(50):
        if not pending:
            return
        selector = pending.pop(0)
        yield selector
        pending += entries(selector.get("refinedBy"))


def _annotation(annotation: Mapping[str, Any], target: Mapping[str, Any], url: str) -> GatheredAnnotation:
    selectors = {line(one.get("type")): one for one in _selectors(target)}
    quote, position = (
        quote_of(selectors.get("TextQuoteSelector", {})),
        position_of(selectors.get("TextPositionSelector", {})),
    )
    comment, tags = _said(annotation)
    area = area_of(mapping(target.get("florilegium:area")))
    style = line(mapping(annotation.get("stylesheet")).get("value")) + line(target.get("styleClass"))
    own = bool(_lasting(target))
    return GatheredAnnotation(
        quote,
        position,
        kind=_kind(annotation, style, area),
        color=color(style),
        comment=comment,
        tags=tags,
        uid=_uid(annotation, url, quote, comment),
        created=line(annotation.get("created")) if own else moment(annotation.get("created")),
        creator=_person(annotation.get("creator")),
        location=line(selectors.get("FragmentSelector", {}).get("value")),
        area=area,
        exported=Exported(comment, tags) if own else None,
        orphan=own and position is None and area is None,
    )


def _kind(annotation: Mapping[str, Any], style: str, area: AreaTarget | None) -> AnnotationKind:
    if area:
        return AnnotationKind.NOTE if style.endswith("-note") else AnnotationKind.AREA
    motivation = annotation.get("motivation")
    if "bookmarking" in (motivation if isinstance(motivation, list) else [motivation]):
        return AnnotationKind.BOOKMARK
    return next((kind for mark, kind in _KINDS.items() if mark in style), AnnotationKind.HIGHLIGHT)


def _uid(annotation: Mapping[str, Any], url: str, quote: TextQuoteSelector, comment: str) -> str:
    name = line(annotation.get("id") or annotation.get("@id"))
    return _own_name(name) or lasting_name(name or url, quote.exact, "" if name else comment)


def _said(annotation: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The comment and the tags."""
    bodies = list(_bodies(annotation))
    comment = "\n\n".join(text for purpose, text in bodies if purpose != "tagging")
    return comment, tuple(dict.fromkeys(line(text) for purpose, text in bodies if purpose == "tagging"))


def _bodies(annotation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Purpose and text of each."""
    value = annotation.get("body")
    for body in value if isinstance(value, list) else [value]:
        if isinstance(body, dict) and (said := words(body.get("value") or body.get("chars"))):
            yield line(body.get("purpose")), said
    if said := words(annotation.get("bodyValue")):
        yield "commenting", said


def _person(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return (names([value]) or (line(mapping(value).get("nickname")),))[0]
