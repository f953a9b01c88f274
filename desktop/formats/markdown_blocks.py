"""The blocks of an exported Markdown file that belong to Florilegium, between comments that no renderer shows.

::

    <!-- annotation UID -->
    > The words of the article.
    <!-- comment -->
    What the reader says about them.
    <!-- /comment -->
    yellow highlight, page 3 #tag
    <!-- /annotation -->

All else in the file is the person's own. At its end stands what was exported, packed, by which a later reading tells
what the person changed since.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

import regex
from markdown_it import MarkdownIt

KINDS = ("article", "annotation", "note")

_OPEN = re.compile(rf"[ \t]*<!-- ({'|'.join(KINDS)}) ([0-9A-Za-z%._~-]+) -->[ \t]*")
_CLOSE = re.compile(rf"[ \t]*<!-- /({'|'.join(KINDS)}) -->[ \t]*")
_COMMENT = re.compile(
    r"^(?P<indent>[ \t]*)<!-- comment -->[ \t]*\n(?P<text>.*?)^[ \t]*<!-- /comment -->[ \t]*$", re.S | re.M
)
_MARKS = re.compile(rf"<!-- (\\*)(/?(?:{'|'.join(KINDS)}|comment|florilegium)\b)")
_HIDDEN_MARKS = re.compile(rf"<!-- \\(\\*)(/?(?:{'|'.join(KINDS)}|comment|florilegium)\b)")
_DATA = re.compile(r"\n*^[ \t]*<!-- florilegium\n(?P<data>[0-9A-Za-z+/=\s]*?)-->[ \t]*\n*", re.M)
_FRONT = re.compile(r"\A---[ \t]*\n(?P<front>.*?)^---[ \t]*\n", re.S | re.M)
_TAG = regex.compile(r"(?<![^\s(,;])#([\p{L}\p{M}\p{N}_/-]+)")
_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}_]+")
_ARTICLE = re.compile(rb"^[ \t]*<!-- article ([0-9A-Za-z%._~-]+) -->", re.M)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_LARGEST = 200_000_000
"""Bytes of unpacked data; more is no export."""


@dataclass(frozen=True, slots=True)
class Block:
    """One of them as it stands in the file: ``lines`` whole, with both marks."""

    kind: str
    uid: str
    lines: str

    @property
    def body(self) -> str:
        return "\n".join(self.lines.split("\n")[1:-1])

    @property
    def comment(self) -> str | None:
        """The reader's words as they stand there; None where the block has no place for them."""
        found = _COMMENT.search(self.body)
        return None if found is None else _read_comment(found["text"], found["indent"])

    @property
    def tag_words(self) -> frozenset[str]:
        """Without their signs, outside the comment."""
        return frozenset(_TAG.findall(_without_comment(self.body)))

    @property
    def frame(self) -> int:
        """Tells whether anything but comment and tags was changed; white space does not count."""
        return checksum(_TAG.sub("", _without_comment(self.body)))


@dataclass(frozen=True, slots=True)
class BlockFile:
    """A file in its parts: ``front`` without its fences, then blocks and the lines between them, then the data."""

    front: str | None
    parts: Sequence[str | Block]
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What was exported, by the uid of its block; empty where the data is gone."""

    @property
    def blocks(self) -> list[Block]:
        return [part for part in self.parts if isinstance(part, Block)]

    def text(self) -> str:
        """The whole file."""
        front = "" if self.front is None else f"---\n{self.front}---\n"
        body = "\n".join(part.lines if isinstance(part, Block) else part for part in self.parts)
        data = f"\n\n{written_data(self.records)}" if self.records else ""
        return f"{front}{body.rstrip(chr(10))}{data}\n"


def checksum(text: str) -> int:
    """Of the words; white space does not count."""
    return zlib.crc32(" ".join(text.split()).encode("utf-8", "replace"))


def article_uids(data: bytes) -> list[str]:
    """Of the articles that a file is an export of."""
    if b"<!-- article " not in data:  # as good as always, and seen at once
        return []
    return [unquote(uid.decode()) for uid in _ARTICLE.findall(data)]


def tag_word(tag: str) -> str:
    """A tag as one word that every program takes for one: letters, digits, ``_``, ``-`` and ``/``; not of digits alone."""
    word = "/".join(_NO_WORD.sub("-", part).strip("-") or "-" for part in tag.split("/"))
    return word if regex.search(r"\p{L}", word) else f"{word}_"


def visible(comment: str) -> str:
    """A comment as a file shows it: without what cannot be shown, lines parted as everywhere else, and code that was
    never closed closed, so that what follows is no code."""
    text = _CONTROLS.sub("\ufffd", comment.replace("\r\n", "\n").replace("\r", "\n"))
    fence = _open_fence(text)
    return f"{text.rstrip(chr(10))}\n{fence}" if fence else text


def _open_fence(text: str) -> str:
    """The sign that is missing at the end; mostly none. One in a list or a quotation ends with that."""
    if "```" not in text and "~~~" not in text:
        return ""
    tokens = MarkdownIt("commonmark").parse(text)
    if not tokens or tokens[-1].type != "fence" or tokens[-1].level or not tokens[-1].map:
        return ""
    first, _ = tokens[-1].map
    sign, last = tokens[-1].markup, text.rstrip("\n").split("\n")[first + 1 :][-1:]
    closed = last and last[0].strip().startswith(sign) and not last[0].strip().strip(sign[0])
    return "" if closed else sign


def written_comment(comment: str, indent: str = "") -> str:
    """The lines of a comment with the marks around it; ``comment`` already has its indentation, but for its first line."""
    text = _MARKS.sub(r"<!-- \\\1\2", comment)
    inside = f"{indent}{text}\n" if text else ""
    return f"{indent}<!-- comment -->\n{inside}{indent}<!-- /comment -->"


def written_block(kind: str, uid: str, body: str) -> str:
    return f"<!-- {kind} {quote(uid, safe='')} -->\n{body.strip(chr(10))}\n<!-- /{kind} -->"


def written_data(records: Mapping[str, Mapping[str, Any]]) -> str:
    """The data as the comment that ends a file."""
    told = json.dumps({"version": 1, "records": records}, ensure_ascii=True, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(told.encode(), 9)).decode()
    lines = [packed[at : at + 100] for at in range(0, len(packed), 100)]
    return "\n".join(("<!-- florilegium", *lines, "-->"))


def without_data(text: str) -> str:
    return _DATA.sub("\n\n<!-- florilegium … -->\n", text)


def parse(text: str) -> BlockFile:
    """Marks that have lost their other half count as text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    records: dict[str, Mapping[str, Any]] = {}
    for found in _DATA.finditer(text):
        records = _unpacked(found["data"]) | records
    text = _DATA.sub("\n", text)
    front = _FRONT.match(text)
    rest = text[front.end() :] if front else text
    return BlockFile(front["front"] if front else None, _parts(rest), records)


def _parts(text: str) -> list[str | Block]:
    lines = text.split("\n")
    parts: list[str | Block] = []
    at = begun = 0
    while at < len(lines):
        opening = _OPEN.fullmatch(lines[at])
        end = _end_of(lines, at, opening[1]) if opening else None
        if opening is None or end is None:
            at += 1
            continue
        if at > begun:
            parts.append("\n".join(lines[begun:at]))
        parts.append(Block(opening[1], unquote(opening[2]), "\n".join(lines[at : end + 1])))
        at = begun = end + 1
    if begun < len(lines):
        parts.append("\n".join(lines[begun:]))
    return parts


def _end_of(lines: Sequence[str], start: int, kind: str) -> int | None:
    for at in range(start + 1, len(lines)):
        if _OPEN.fullmatch(lines[at]):
            return None
        if closing := _CLOSE.fullmatch(lines[at]):
            return at if closing[1] == kind else None
    return None


def _without_comment(body: str) -> str:
    return _COMMENT.sub("", body)


def _read_comment(text: str, indent: str) -> str:
    lines = [line.removeprefix(indent) for line in text.removesuffix("\n").split("\n")] if text else []
    return _HIDDEN_MARKS.sub(r"<!-- \1\2", "\n".join(lines))


def _unpacked(data: str) -> dict[str, Mapping[str, Any]]:
    try:
        unpacker = zlib.decompressobj()
        told = json.loads(unpacker.decompress(base64.b64decode("".join(data.split())), _LARGEST))
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        return {}
    records = told.get("records") if isinstance(told, dict) else None
    return (
        {uid: one for uid, one in records.items() if isinstance(one, dict)}
        if isinstance(records, dict)
        else {}
    )


def same_tags(tags: Iterable[str], words: Iterable[str]) -> bool:
    """Whether the words in a file stand for these tags."""
    return {tag_word(tag) for tag in tags} == set(words)


def same_comment(comment: str, shown: str) -> bool:
    """Whether a file shows this comment. Programs take white space from the ends of lines."""
    return _trimmed(visible(comment)) == _trimmed(visible(shown))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


PARTED = "\n\n---\n\n"
"""Between two versions of a comment that were both changed."""


def is_taken(comment: str, shown: str) -> bool:
    """Whether a comment of the library already holds what a file shows, beside other words."""
    return _trimmed(visible(comment)).endswith(_trimmed(PARTED + visible(shown))) and bool(shown.strip())
