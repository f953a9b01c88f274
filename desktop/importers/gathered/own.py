"""Florilegium's own exports: Markdown with front matter, and JSON."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import DETAILS
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    article,
    entries,
    json_of,
    line,
    mapping,
    names,
    position_of,
    quote_of,
    text_of,
    words,
)

_LINK = re.compile(rb"florilegium://item/[0-9a-f]{32}#annotation=[0-9a-f]{32}")
_ARTICLE = re.compile(
    r"^---\n(?P<meta>.*?)^---\n(?P<body>.*?)(?=^---\n(?:title|creators|site|published|url): |\Z)", re.S | re.M
)
_MARK = re.compile(r"florilegium://item/[0-9a-f]{32}#annotation=(?P<uid>[0-9a-f]{32})")


class OwnMarkdownImporter:
    """Quotations, colours, kinds, comments and tags as the bundled template writes them."""

    def recognises(self, source: Source) -> float:
        return (
            0.97
            if source.data.lstrip(b"\xef\xbb\xbf").startswith(b"---") and _LINK.search(source.data)
            else 0.0
        )

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        text = text_of(source.data).replace("\r\n", "\n")
        found = [_article(part["meta"], part["body"]) for part in _ARTICLE.finditer(text)]
        if not found:
            raise ImportFailed("The export is damaged: its front matter is not closed.")
        return found


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
            GatheredArticle(_item(one), [*_marks(one), *_notes(one.get("notes"))])
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
            tags=names(one.get("tags")), uid=line(one.get("uid")), created=line(one.get("created")),
        )  # fmt: skip


def _notes(told: object) -> Iterator[GatheredAnnotation]:
    for one in entries(told or []):
        if text := words(one.get("text")):
            yield GatheredAnnotation(TextQuoteSelector(""), comment=text, created=line(one.get("created")))


def _kind(name: str) -> AnnotationKind:
    return AnnotationKind(name) if name in list(AnnotationKind) else AnnotationKind.HIGHLIGHT


def _color(name: str) -> HighlightColor:
    return HighlightColor(name) if name in list(HighlightColor) else HighlightColor.YELLOW


def _article(meta: str, body: str) -> GatheredArticle:
    try:
        told = yaml.safe_load(meta)
    except yaml.YAMLError as problem:
        raise ImportFailed("The export is damaged: its front matter cannot be read.") from problem
    told = told if isinstance(told, dict) else {}
    told = {name: str(value) if not isinstance(value, list) else value for name, value in told.items()}
    return GatheredArticle(_item(told), list(_written(body)))


def _written(body: str) -> Iterator[GatheredAnnotation]:
    """Blocks up to a line with the annotation's link: a quotation, then the comment."""
    lines = body.split("\n")
    tokens = [token for token in MarkdownIt("commonmark").parse(body) if token.map and token.level == 0]
    quote, started = "", False
    comment: list[str] = []
    for place, token in enumerate(tokens):
        first, last = token.map or (0, 0)
        source = "\n".join(lines[first:last])
        if token.type == "heading_open" and source == "## Notes":
            yield from _written_notes("\n".join(lines[last:]))
            return
        if token.type.endswith("_close"):
            continue
        if token.type == "blockquote_open" and not quote and not comment:
            quote = _words_of(source)
            started = True
        elif token.type == "paragraph_open" and (link := _MARK.search(source)) and _is_closing(source):
            yield _closed(quote, "\n\n".join(comment), source, link["uid"])
            quote, comment, started = "", [], False
        elif started or _mark_follows(tokens[place + 1 :], lines):
            comment.append(source.rstrip())


def _mark_follows(tokens: Sequence[Token], lines: Sequence[str]) -> bool:
    """Whether a block belongs to an annotation without a quotation: no other begins before its closing line."""
    for token in tokens:
        first, last = token.map or (0, 0)
        source = "\n".join(lines[first:last])
        if token.type == "blockquote_open":
            return False
        if token.type == "paragraph_open" and _MARK.search(source) and _is_closing(source):
            return True
    return False


_COLOR_NAME = re.compile("^ “[^”]*”")
_CLOSING = re.compile(
    rf"^(?P<color>{'|'.join(HighlightColor)}) (?P<kind>{'|'.join(AnnotationKind)})\b(?P<rest>.*)\(\[open\]\(",
    re.S,
)


def _is_closing(source: str) -> bool:
    return bool(_CLOSING.match(source))


def _closed(quote: str, comment: str, source: str, uid: str) -> GatheredAnnotation:
    found = _CLOSING.match(source)
    assert found
    rest = _COLOR_NAME.sub("", found["rest"])
    rest = re.sub(r"\\([\\`*_\[\]<>&~|$#])", r"\1", rest)
    return GatheredAnnotation(
        TextQuoteSelector(quote), kind=_kind(found["kind"]), color=_color(found["color"]), comment=comment,
        tags=tuple(re.findall(r"(?<= #)\S+", rest)), uid=uid,
    )  # fmt: skip


def _words_of(quotation: str) -> str:
    """The paragraphs of a quotation as plain lines."""
    parsed = MarkdownIt("commonmark").parse(quotation)
    return "\n".join(_plain(token) for token in parsed if token.type == "inline")


def _plain(token: Token) -> str:
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
    )


def _written_notes(rest: str) -> Iterator[GatheredAnnotation]:
    if text := rest.strip():
        yield GatheredAnnotation(TextQuoteSelector(""), comment=text)
