"""What an RTF document is made of, written as HTML: words with their looks, paragraphs, lists, tables."""

from dataclasses import dataclass
from html import escape
from itertools import groupby

from desktop.formats.rtf.encodings import whole


@dataclass(frozen=True, slots=True)
class Looks:
    """Of the words that follow."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: str = ""
    hidden: bool = False
    font: int = -1
    link: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Of the paragraph that follows."""

    style: int = 0
    outline: int = -1
    level: int = 0
    depth: int = 0
    """Of the table in which it stands; 0 for none."""


@dataclass(frozen=True, slots=True)
class Block:
    markup: str
    kind: str
    """The element, or ``li``."""
    level: int = 0
    number: int = 0
    """Of an item; 0 where it has none."""


@dataclass(slots=True)
class Cell:
    markup: str
    edge: int = 0
    merged: str = ""
    """``down`` where cells below join it, ``up`` where it joins the one above, ``left``."""


@dataclass(slots=True)
class Row:
    cells: list[Cell]
    is_head: bool


class Flow:
    """Paragraphs, lists and tables one after the other: of the text, of a note, of a comment."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.runs: list[tuple[str, Looks, bool]] = []
        self.label = ""
        self.boxes: list[Block] = []
        self.cells: dict[int, list[Cell]] = {}
        self.rows: dict[int, list[Row]] = {}
        self.inside: dict[int, list[Block]] = {}
        """Of the cell that is being written, by the depth of its table."""

    def say(self, words: str, looks: Looks) -> None:
        if self.runs and self.runs[-1][1:] == (looks, False):
            self.runs[-1] = (self.runs[-1][0] + words, looks, False)
        else:
            self.runs.append((words, looks, False))

    def put(self, markup: str, looks: Looks) -> None:
        self.runs.append((markup, looks, True))

    def has_words(self) -> bool:
        return any(markup or words.strip() for words, _, markup in self.runs)

    def plain(self) -> str:
        return " ".join("".join(words for words, _, markup in self.runs if not markup).split())

    def markup(self) -> str:
        found = "".join(_dressed(words, looks, markup) for words, looks, markup in self.runs)
        self.runs, self.label = [], ""
        return found

    def end_tables(self, depth: int) -> None:
        """What was written of tables deeper than this is whole."""
        for deeper in sorted((one for one in {*self.rows, *self.cells} if one > depth), reverse=True):
            if self.cells.get(deeper):
                self.rows.setdefault(deeper, []).append(Row(self.cells.pop(deeper), is_head=False))
            if rows := self.rows.pop(deeper, None):
                self.add(Block(_table(rows), "table"), deeper - 1)

    def add(self, block: Block, depth: int) -> None:
        (self.inside.setdefault(depth, []) if depth else self.blocks).append(block)


def _dressed(words: str, looks: Looks, is_markup: bool) -> str:
    found = words if is_markup else escape(whole(words), quote=False)
    for tag, on in (("strong", looks.bold), ("em", looks.italic), ("s", looks.struck)):
        found = f"<{tag}>{found}</{tag}>" if on and found.strip() else found
    if looks.raised:
        found = f"<{looks.raised}>{found}</{looks.raised}>"
    return f'<a href="{escape(looks.link)}">{found}</a>' if looks.link else found


def in_order(blocks: list[Block]) -> str:
    """The markup of blocks, with the items of lists in lists and lines of code in one."""
    parts: list[str] = []
    for kind, found in groupby(blocks, key=lambda block: block.kind):
        together = list(found)
        if kind == "li":
            parts.append(_list(together))
        elif kind == "pre":
            parts.append("<pre>" + "\n".join(block.markup for block in together) + "</pre>")
        elif kind == "blockquote":
            parts.append(
                "<blockquote>" + "".join(f"<p>{block.markup}</p>" for block in together) + "</blockquote>"
            )
        elif kind == "table":
            parts += [block.markup for block in together]
        elif kind == "caption":
            parts += [f'<p class="caption">{block.markup}</p>' for block in together]
        else:
            parts += [f"<{kind}>{block.markup}</{kind}>" for block in together]
    return "\n".join(parts)


def _list(items: list[Block]) -> str:
    """Items of one level, each with the deeper ones that follow it."""
    level = items[0].level
    parts: list[str] = []
    tag = ""
    place = 0
    while place < len(items):
        item = items[place]
        below = place + 1
        while below < len(items) and items[below].level > level:
            below += 1
        wanted = "ol" if item.number else "ul"
        if wanted != tag:
            start = f' start="{item.number}"' if item.number > 1 else ""
            parts.append((f"</{tag}>" if tag else "") + f"<{wanted}{start}>")
            tag = wanted
        inner = _list(items[place + 1 : below]) if below > place + 1 else ""
        parts.append(f"<li>{item.markup}{inner}</li>")
        place = below
    return "".join(parts) + f"</{tag}>"


def _table(rows: list[Row]) -> str:
    """Cells as wide as the columns that they cover, and as high as those that join them."""
    edges = sorted({cell.edge for row in rows for cell in row.cells if cell.edge})
    columns = {edge: place for place, edge in enumerate(edges, 1)}
    parts: list[str] = []
    for number, row in enumerate(rows):
        tag = "th" if row.is_head else "td"
        cells: list[str] = []
        before = 0
        for place, cell in enumerate(row.cells):
            last = place
            while last + 1 < len(row.cells) and row.cells[last + 1].merged == "left":
                last += 1
            reached = columns.get(row.cells[last].edge, before + 1)
            if cell.merged not in ("up", "left"):
                wide, high = reached - before, _height(rows, number, cell)
                size = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
                cells.append(f"<{tag}{size}>{cell.markup}</{tag}>")
            before = columns.get(cell.edge, before + 1)
        parts.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(parts)}</table>"


def _height(rows: list[Row], number: int, cell: Cell) -> int:
    high = 1
    for row in rows[number + 1 :] if cell.merged == "down" else ():
        if not any(one.edge == cell.edge and one.merged == "up" for one in row.cells):
            break
        high += 1
    return high
