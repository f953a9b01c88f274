"""An article as a word processor sees it: blocks of runs, each run knowing which annotations lie on it."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from lxml.html import HtmlElement

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, TextTarget
from desktop.exporters.base import ExportArticle
from desktop.formats.html.fragment import stored
from desktop.formats.html.vocabulary import BLOCKS

Style = Literal["bold", "italic", "code", "strike", "underline", "sub", "sup"]

_STYLES: dict[str, Style] = {
    "b": "bold", "strong": "bold", "th": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic",
    "var": "italic", "code": "code", "kbd": "code", "samp": "code", "pre": "code", "s": "strike", "del": "strike",
    "u": "underline", "ins": "underline", "sub": "sub", "sup": "sup", "figcaption": "italic", "caption": "italic",
}  # fmt: skip
_DEEPEST = 200
_WIDEST_SPAN = 60


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. ``start`` and ``end`` are their place in the canonical text, ``marks`` the annotations
    on them, as places in ``Flow.annotations``. A line break inside a block is ``\\n``."""

    text: str
    start: int
    end: int
    styles: frozenset[Style] = frozenset()
    link: str = ""
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """An archived picture, by the path that ``ExportArticle.resource`` knows."""

    path: str
    alt: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph. ``level``: of a heading from 1, else how deep a list entry or quotation lies."""

    kind: Literal["paragraph", "heading", "entry", "quote", "code", "rule", "table"] = "paragraph"
    level: int = 0
    number: str = ""
    """Of an entry in a numbered list, as it is counted."""
    runs: list[Run | Picture] = field(default_factory=list)
    rows: list[list["Cell"]] = field(default_factory=list)
    """Of a table."""
    right_to_left: bool = False


@dataclass(slots=True)
class Cell:
    """Of a table; ``column`` is where it begins, ``across`` and ``down`` how many columns and rows it takes."""

    blocks: list[Block]
    column: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Flow:
    blocks: Sequence[Block]
    annotations: Sequence[Annotation]
    """Those whose words are in the text, in document order."""
    apart: Sequence[Annotation]
    """Those that lie on no words: areas, notes on pages, orphans."""


def flow_of(article: ExportArticle) -> Flow:
    """The article in blocks, without its title. Every character of its text is in one run of one block, but for
    the white space between them."""
    text = article.document.text
    placed = placed_ranges(article)
    there = {id(one) for _, _, one in placed}
    apart = [one for one in article.annotations if id(one) not in there]
    marks = _Marks([(start, end, number) for number, (start, end, _) in enumerate(placed)])
    blocks = _of_html(article.document.html, text, marks) if article.document.html else None
    if blocks is None:
        blocks = _of_text(article, marks)
    return Flow(blocks, [one for _, _, one in placed], apart)


Placed = Sequence[tuple[int, int, Annotation]]
"""Ranges of the canonical text, each with the annotation on it."""


def placed_ranges(article: ExportArticle) -> Placed:
    """Where the words of annotations stand in the canonical text, in the order they have in the article."""
    text = article.document.text
    return [
        (place.start, place.end, one)
        for one in article.annotations
        if isinstance(target := one.target, TextTarget)
        and (place := anchor(text, target.quote, target.position))
    ]


class _Marks:
    """Ranges of annotations, asked for from left to right."""

    def __init__(self, ranges: list[tuple[int, int, int]]) -> None:
        self._ranges = ranges
        self._cuts = sorted({edge for start, end, _ in ranges for edge in (start, end)})

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        inside = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        edges = [start, *inside, end]
        for low, high in pairwise(edges):
            on = tuple(number for first, last, number in self._ranges if first <= low and high <= last)
            yield low, high, on


# From HTML ---------------------------------------------------------------------------------------------------


class _Mismatch(Exception):
    """The tree does not hold the text: what is shown is then the text alone."""


@dataclass(slots=True)
class _State:
    styles: frozenset[Style] = frozenset()
    link: str = ""
    kind: Literal["paragraph", "heading", "entry", "quote", "code"] = "paragraph"
    level: int = 0
    depth: int = 0
    right_to_left: bool = False


class _Reader:
    def __init__(self, text: str, marks: _Marks) -> None:
        self._text, self._marks = text, marks
        self._at = 0
        self._blocks: list[Block] = []
        self._open: Block | None = None
        self._entry = ""

    def read(self, html: str) -> list[Block]:
        self._inside(stored(html), _State())
        if self._text[self._at :].strip():
            raise _Mismatch
        return [block for block in self._blocks if block.runs or block.rows or block.kind == "rule"]

    def _inside(self, element: HtmlElement, state: _State) -> None:
        if state.depth > _DEEPEST:
            raise _Mismatch
        self._words(element.text or "", state, first=element.tag == "pre")
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, state)
            self._words(child.tail or "", state)

    def _element(self, element: HtmlElement, state: _State) -> None:
        tag = str(element.tag)
        if tag == "img":
            if source := element.get("src", ""):
                self._add(Picture(source, element.get("alt", "")), state)
        elif tag == "hr":
            self._close()
            self._blocks.append(Block("rule"))
        elif tag == "table" and not self._in_table:
            self._table(element, _below(element, state))
        elif tag in BLOCKS or tag in ("td", "th"):
            self._close()
            if tag == "li":
                self._entry = _number(element)
            self._inside(element, _below(element, state))
            self._close()
        else:
            self._inside(element, _below(element, state))

    _in_table = False

    def _table(self, table: HtmlElement, state: _State) -> None:
        """Cells keep their blocks; a table inside a cell becomes its paragraphs."""
        self._close()
        outer, self._in_table = self._blocks, True
        block = Block("table", right_to_left=state.right_to_left)
        captions: list[Block] = []
        self._blocks = captions
        self._rows(table, state, block)
        self._in_table, self._blocks = False, outer
        self._blocks += captions
        if block.rows:
            _settle_columns(block.rows)
            self._blocks.append(block)

    def _rows(self, element: HtmlElement, state: _State, block: Block) -> None:
        self._words(element.text or "", state)
        for child in element:
            tag = child.tag
            if tag == "tr":
                block.rows.append([])
                self._rows(child, state, block)
            elif tag in ("td", "th") and block.rows:
                outer, self._blocks = self._blocks, []
                self._inside(child, _below(child, state))
                self._close()
                blocks = [one for one in self._blocks if one.runs]
                self._blocks = outer
                block.rows[-1].append(Cell(blocks, 0, _span(child, "colspan"), _span(child, "rowspan")))
            elif tag in ("thead", "tbody", "tfoot", "colgroup", "col"):
                self._rows(child, state, block)
            elif isinstance(tag, str):
                self._element(child, state)
            self._words(child.tail or "", state)

    def _words(self, words: str, state: _State, first: bool = False) -> None:
        if first and words.startswith("\n") and not self._text.startswith(words, self._at):
            words = words[1:]  # the parser of the text drops it
        if not words:
            return
        if not self._text.startswith(words, self._at):
            raise _Mismatch
        start, self._at = self._at, self._at + len(words)
        if self._open is None and not words.strip():
            return
        for low, high, marks in self._marks.pieces(start, self._at):
            self._add(Run(self._text[low:high], low, high, state.styles, state.link, marks), state)

    def _add(self, part: Run | Picture, state: _State) -> None:
        if self._open is None:
            number, self._entry = (self._entry, "") if state.kind == "entry" else ("", self._entry)
            self._open = Block(state.kind, state.level, number, right_to_left=state.right_to_left)
            self._blocks.append(self._open)
        self._open.runs.append(part)

    def _close(self) -> None:
        if self._open is not None:
            _trim(self._open)
            words = "".join(run.text for run in self._open.runs if isinstance(run, Run))
            self._open.right_to_left = self._open.right_to_left or reads_right_to_left(words)
        self._open = None


def _of_html(html: str, text: str, marks: _Marks) -> list[Block] | None:
    try:
        return _Reader(text, marks).read(html)
    except _Mismatch:
        return None


def _below(element: HtmlElement, state: _State) -> _State:
    tag = str(element.tag)
    styles = state.styles | {_STYLES[tag]} if tag in _STYLES else state.styles
    link = element.get("href", "") if tag == "a" else state.link
    kind, level = state.kind, state.level
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        kind, level = "heading", int(tag[1])
    elif tag == "blockquote":
        kind, level = "quote", (state.level if state.kind == "quote" else 0) + 1
    elif tag == "li":
        kind, level = "entry", (state.level if state.kind == "entry" else 0) + 1
    elif tag == "pre":
        kind, level = "code", 0
    direction = element.get("dir", "").lower()
    right = direction == "rtl" if direction in ("rtl", "ltr") else state.right_to_left
    return _State(styles, link, kind, level, state.depth + 1, right)


def _span(cell: HtmlElement, name: str) -> int:
    told = cell.get(name, "")
    return min(max(int(told), 1), _WIDEST_SPAN) if told.isdigit() else 1


def _settle_columns(rows: list[list[Cell]]) -> None:
    """Where cells begin, beside those that hang down from above; none reaches past the last row."""
    taken: set[tuple[int, int]] = set()
    for place, row in enumerate(rows):
        column = 0
        for cell in row:
            cell.down = min(cell.down, len(rows) - place)
            while (place, column) in taken:
                column += 1
            cell.column = column
            cell.across = next(
                (n for n in range(1, cell.across) if (place, column + n) in taken), cell.across
            )
            taken |= {(place + down, column + n) for down in range(cell.down) for n in range(cell.across)}
            column += cell.across


def _number(entry: HtmlElement) -> str:
    parent = entry.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = parent.get("start", "1")
    before = len(list(entry.itersiblings("li", preceding=True)))
    return f"{(int(start) if start.lstrip('-').isdigit() else 1) + before}."


def reads_right_to_left(words: str) -> bool:
    """By the first letter that has a direction (Unicode Bidirectional Algorithm, P2 and P3)."""
    strong = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def _trim(block: Block) -> None:
    """Without the newline that ends a block in the text."""
    while block.runs and isinstance(last := block.runs[-1], Run):
        kept = last.text.rstrip("\n\t ")
        if kept == last.text:
            return
        block.runs.pop()
        if kept:
            end = last.start + len(kept)
            block.runs.append(Run(kept, last.start, end, last.styles, last.link, last.marks))
            return


# From text ---------------------------------------------------------------------------------------------------

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")


def _of_text(article: ExportArticle, marks: _Marks) -> list[Block]:
    """The pages of a PDF, a heading each, their lines as paragraphs end them; of other texts each line."""
    document = article.document
    if not document.pages:
        return [
            _paragraph(document.text, found.start(), found.end(), marks)
            for found in _LINE.finditer(document.text)
        ]
    blocks = []
    for page in document.pages:
        blocks.append(Block("heading", 6, runs=[Run(f"Page {page.label}", page.start, page.start)]))
        spans = [found.span() for found in _LINE.finditer(document.text, page.start, page.end)]
        blocks += [
            _paragraph(document.text, start, end, marks) for start, end in _joined(document.text, spans)
        ]
    return blocks


def _joined(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines that run on, up to one that is clearly shorter than its page's and ends a sentence."""
    width = max((end - start for start, end in lines), default=0)
    begun: int | None = None
    for start, end in lines:
        begun = start if begun is None else begun
        if end - start < width * 0.75 and text[end - 1] in '.!?:;。！？”"’)':
            yield begun, end
            begun = None
    if begun is not None:
        yield begun, lines[-1][1]


def _paragraph(text: str, start: int, end: int, marks: _Marks) -> Block:
    runs: list[Run | Picture] = [
        Run(text[low:high].replace("\n", " "), low, high, marks=on)
        for low, high, on in marks.pieces(start, end)
    ]
    return Block(runs=runs, right_to_left=reads_right_to_left(text[start:end]))
