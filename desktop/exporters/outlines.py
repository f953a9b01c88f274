"""Outlines as files: headings, own text, and quotations, each with its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.annotation import Annotation
from desktop.domain.item import Item, ItemType
from desktop.domain.outline import PointKind
from desktop.domain.source import source_line
from desktop.exporters.base import HtmlPrinter
from desktop.exporters.markdown_words import escape
from desktop.exporters.words import passage_link

_ADDRESS = re.compile(r"(?:^|, )(https?://[^\s<>]+)$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """An annotation with its article; ``page`` as printed, where there are pages."""

    annotation: Annotation
    item: Item
    page: str = ""

    def paragraphs(self) -> list[str]:
        """The words; of a PDF, whose lines end where the paper ends, in one."""
        words = self.annotation.quote
        if self.item.type is ItemType.PDF:
            return [" ".join(words.split())] if words.strip() else []
        return [line.strip() for line in words.splitlines() if line.strip()]

    def source(self) -> tuple[str, str]:
        """Where the words come from, and the address with which that ends; empty where it ends with none."""
        told = source_line(self.item, self.page)
        found = _ADDRESS.search(told)
        return (told[: found.start(1)], found[1]) if found else (told, "")


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A point with what it stands for. ``quoted`` is None for headings and own text."""

    kind: PointKind
    level: int
    text: str = ""
    quoted: Quoted | None = None


class OutlineWriter(Protocol):
    """One for each format."""

    name: str
    suffix: str
    prints: bool
    """Whether it needs the printer."""

    def render(self, title: str, lines: Sequence[OutlineLine], printer: HtmlPrinter | None = None) -> bytes:
        """The bytes of one file."""


class MarkdownOutline:
    """CommonMark: headings by their level, quotations as block quotes with the source and a link below."""

    name = "markdown"
    suffix = ".md"
    prints = False

    def render(self, title: str, lines: Sequence[OutlineLine], printer: HtmlPrinter | None = None) -> bytes:
        del printer
        parts = [f"# {escape(title)}", *map(_written, lines)]
        return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8", "replace")


def _written(line: OutlineLine) -> str:
    if line.quoted:
        return _quotation(line.quoted)
    if line.kind is PointKind.HEADING:
        return f"{'#' * min(line.level + 2, 6)} {escape(line.text)}"
    return line.text.strip()


def _quotation(quoted: Quoted) -> str:
    annotation = quoted.annotation
    told, address = quoted.source()
    source = f"{escape(told)} <{address}>" if address else escape(told)
    paragraphs = [f"> {escape(line)}" for line in quoted.paragraphs()]
    paragraphs.append(f"> — {source} ([open]({passage_link(quoted.item, annotation)}))")
    return "\n>\n".join(paragraphs) + (f"\n\n{annotation.comment.strip()}" if annotation.comment else "")
