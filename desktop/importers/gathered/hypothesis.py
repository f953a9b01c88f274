"""Hypothesis: search results of its API, and the export of its browser extension.

Shapes: https://h.readthedocs.io/en/latest/api-reference/v1/
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    article,
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


class HypothesisImporter:
    """Replies are told below the annotation they answer."""

    def recognises(self, source: Source) -> float:
        head = source.data[:20_000]
        named = b'"target"' in head and (b'"selector"' in head or b'"source"' in head)
        return (
            0.9 if named and b'"@context"' not in head and source.data.lstrip()[:1] in (b"{", b"[") else 0.0
        )

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        loaded = json_of(source.data)
        rows = mapping(loaded).get("rows") or mapping(loaded).get("annotations") or loaded
        replies: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        pages: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in entries(rows):
            if references := names(row.get("references")):
                replies[references[0]].append(row)
            else:
                pages[_page(row)].append(row)
        return [
            GatheredArticle(
                article(next(filter(None, map(_title, rows)), page), url=address(page)),
                [_annotation(row, replies[line(row.get("id"))]) for row in rows],
                files=tuple(dict.fromkeys(filter(None, map(_file, rows)))),
            )
            for page, rows in pages.items()
            if page
        ]


def _page(row: Mapping[str, Any]) -> str:
    """What was annotated, by its address; a file of a disk by its fingerprint, or by its path there."""
    told = (row.get("uri"), _target(row).get("source"))
    return next(filter(None, map(address, told)), "") or next(filter(None, map(line, told)), "")


def _file(row: Mapping[str, Any]) -> str:
    """The name of a file of a disk: its path is the address, or it serves as the title where a PDF has none."""
    uri = line(row.get("uri"))
    if address(uri):
        return ""
    name = unquote(uri).rpartition("/")[2] if uri.startswith("file:") else _title(row)
    return name if re.search(r"\.\w{2,5}$", name) else ""


def _target(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(entries(row.get("target")), {})


def _title(row: Mapping[str, Any]) -> str:
    titles = names(mapping(row.get("document")).get("title"), "\n")
    return titles[0] if titles else ""


def _annotation(row: Mapping[str, Any], replies: Sequence[Mapping[str, Any]]) -> GatheredAnnotation:
    selectors = {line(one.get("type")): one for one in entries(_target(row).get("selector"))}
    quote = selectors.get("TextQuoteSelector", {})
    return GatheredAnnotation(
        quote_of(quote),
        position_of(selectors.get("TextPositionSelector", {})),
        comment="\n\n".join(filter(None, (words(row.get("text")), *map(_reply, replies)))),
        tags=names(row.get("tags")),
        uid=line(row.get("id"))
        or lasting_name(line(row.get("uri")), line(quote.get("exact")), words(row.get("text"))),
        created=moment(row.get("created")),
        creator=_person(row),
    )


def _reply(row: Mapping[str, Any]) -> str:
    said = words(row.get("text")).replace("\n", "\n> ")
    return f"> {_person(row) or '…'}: {said}" if said else ""


def _person(row: Mapping[str, Any]) -> str:
    shown = line(mapping(row.get("user_info")).get("display_name"))
    return shown or line(row.get("user")).removeprefix("acct:").partition("@")[0]
