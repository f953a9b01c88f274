"""Florilegium's own export as Markdown, with what was written into it since."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import DETAILS
from desktop.domain.selector import TextQuoteSelector
from desktop.formats.markdown_blocks import (
    Block,
    BlockFile,
    article_uids,
    parse,
    same_comment,
    same_tags,
    tag_word,
)
from desktop.importers.base import Source
from desktop.importers.gathered.base import Exported, GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    area_of,
    article,
    line,
    mapping,
    names,
    position_of,
    quote_of,
    text_of,
)

Record = Mapping[str, Any]
_SIGNS = re.compile(r"^==(.*)==(?: \^fl-\w+)?$")
"""What some flavours put around a quotation."""


class OwnMarkdownImporter:
    """Whatever template wrote it: the blocks are the same in all."""

    def recognises(self, source: Source) -> float:
        return 0.97 if article_uids(source.data) else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        file = parse(text_of(source.data))
        found: list[tuple[str, list[GatheredAnnotation]]] = []
        for block in file.blocks:
            if block.kind == "article":
                found.append((block.uid, []))
                continue
            record = file.records.get(block.uid, {})
            home = next((one for one in found if one[0] == record.get("item")), found[-1] if found else None)
            if home:
                home[1].append(_note(block, record) if block.kind == "note" else _annotation(block, record))
        if not found:
            raise ImportFailed("The export is damaged: it does not tell of which article it is.")
        return [_article(file, uid, marks, len(found) == 1) for uid, marks in found]


def _article(file: BlockFile, uid: str, marks: Sequence[GatheredAnnotation], alone: bool) -> GatheredArticle:
    record = file.records.get(uid)
    front = _front(file) if alone else {}
    exported = names(record.get("tags")) if record else None
    shown = names(front["tags"]) if "tags" in front else (() if front else exported or ())
    tags = _tags(exported or (), [tag_word(tag) for tag in shown]) if alone else exported or ()
    name = line(mapping(record).get("file_name"))
    item = replace(_item(record or front, tags), uid=uid, file_name=name)
    shown_uids = {block.uid for block in file.blocks}
    left_out = [
        name
        for name, one in file.records.items()
        if one.get("item") == uid and "frame" in one and name not in shown_uids
    ]
    return GatheredArticle(
        item,
        marks,
        uid=uid,
        sha256=line(mapping(record).get("sha256")),
        exported_tags=exported,
        left_out=left_out,
    )


def _front(file: BlockFile) -> Record:
    try:
        return mapping(yaml.safe_load(file.front or ""))
    except yaml.YAMLError:  # the person's own writing: the rest of the file counts all the same
        return {}


def _item(told: Record, tags: Sequence[str]) -> ImportedItem:
    kind = line(told.get("type"))
    return article(
        line(told.get("title")), url=address(told.get("url")), creators=names(told.get("creators"), ";"),
        site=line(told.get("site")), published=line(str(told.get("published", ""))), language=line(told.get("language")),
        tags=tuple(tags), details={name: value for name in DETAILS if (value := line(mapping(told.get("details")).get(name)))},
        type=ItemType(kind) if kind in list(ItemType) else ItemType.WEB_PAGE,
    )  # fmt: skip


def _annotation(block: Block, record: Record) -> GatheredAnnotation:
    kind, color = line(record.get("kind")), line(record.get("color"))
    comment, tags, exported = _words(block, record)
    return GatheredAnnotation(
        quote_of(record) if record else TextQuoteSelector(_quote_shown(block)), position_of(record),
        kind=AnnotationKind(kind) if kind in list(AnnotationKind) else AnnotationKind.HIGHLIGHT,
        color=HighlightColor(color) if color in list(HighlightColor) else HighlightColor.YELLOW,
        comment=comment, tags=tags, uid=block.uid, created=line(record.get("created")),
        creator=line(record.get("creator")), area=area_of(record), exported=exported, orphan=record.get("orphan") is True,
    )  # fmt: skip


def _note(block: Block, record: Record) -> GatheredAnnotation:
    comment, _, exported = _words(block, record)
    return GatheredAnnotation(
        TextQuoteSelector(""),
        comment=comment,
        uid=block.uid,
        created=line(record.get("created")),
        exported=exported,
    )


def _words(block: Block, record: Record) -> tuple[str, tuple[str, ...], Exported]:
    """Comment and tags as they stand in the file, by the true ones where they were not changed."""
    told = record.get("comment")
    before = told if isinstance(told, str) else None
    shown = block.comment
    unchanged = shown is None or (before is not None and same_comment(before, shown))
    comment = (before or "") if unchanged else shown or ""
    tags = _tags(names(record.get("tags")), sorted(block.tag_words))
    return comment, tags, Exported(before, names(record.get("tags")))


def _tags(exported: Sequence[str], shown: Sequence[str]) -> tuple[str, ...]:
    """The tags that these words stand for: those of before by their true names, new ones as they are written."""
    if same_tags(exported, shown):
        return tuple(exported)
    known = {tag_word(tag): tag for tag in exported}
    return tuple(dict.fromkeys(known.get(word, word) for word in shown))


def _quote_shown(block: Block) -> str:
    """The words of the first quotation in a block whose data is gone."""
    markdown = re.sub(r"^\s*[-*] ", "", block.body)
    tokens = MarkdownIt("commonmark").parse(markdown)
    if not tokens or tokens[0].type != "blockquote_open":
        return ""
    end = next(place for place, token in enumerate(tokens) if token.type == "blockquote_close")
    lines = [token.children or () for token in tokens[:end] if token.type == "inline"]
    plain = ("".join(child.content or " " for child in line) for line in lines)
    return "\n".join(_SIGNS.sub(r"\1", line) for line in plain)
