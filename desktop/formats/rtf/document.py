"""Rich Text Format (version 1.9.1) as HTML: what was written, without its layout."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import Any

from desktop.formats.comments import Comment, mark
from desktop.formats.rtf.blocks import Block, Cell, Flow, Looks, Row, Shape, in_order
from desktop.formats.rtf.encodings import CHARSETS, WIDTHS, codec, whole
from desktop.formats.rtf.vocabulary import GATHERED, OPENED, QUIET, SIGNS, SILENT, SYMBOLS

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)", re.S
)
_MATH_PROPERTIES = re.compile(r"m\w*Pr")
_PICTURES = {"pngblip": "png", "jpegblip": "jpg"}
_LINK = re.compile(r'\s*HYPERLINK\s+(\\l\s+)?(?:"([^"]*)"|(\S+))', re.I)
_NUMBERED = re.compile(r"\(?(?:(\d{1,4})|[a-z]|[ivxlc]{1,7})[.):]", re.I)
_DEEPEST = 9
_MOST_GROUPS = 2000


@dataclass(frozen=True, slots=True)
class RtfText:
    """``title``: of the text itself; ``told``: what the document says of itself; ``files``: its pictures, by the
    paths that the markup has; ``comments``: by the numbers of their marks."""

    markup: str
    title: str
    told: dict[str, str]
    files: dict[str, bytes]
    comments: dict[int, Comment]


@dataclass(slots=True)
class _Group:
    kind: str
    """What becomes of its words: ``text``, ``silent``, ``quiet``, or the name of what gathers them."""
    looks: Looks
    shape: Shape
    skip: int
    """Signs that stand for each Unicode sign before them."""
    flow: "Flow"
    gathered: list[str] = field(default_factory=list)
    starred: bool = False
    """After ``\\*``."""
    field_told: str = ""
    """The instruction of the field that it is."""
    is_comment: bool = False
    is_box: bool = False
    """A text box, which stands after the paragraph to which it is fastened."""
    answers: str = ""
    """The name of the passage that a comment is about."""


# What a word changes of the looks, or of the paragraph.
_LOOKS: dict[str, Callable[[int | None], dict[str, Any]]] = {
    "b": lambda number: {"bold": number != 0},
    "i": lambda number: {"italic": number != 0},
    "strike": lambda number: {"struck": number != 0},
    "striked": lambda number: {"struck": number != 0},
    "super": lambda number: {"raised": "sup" if number != 0 else ""},
    "sub": lambda number: {"raised": "sub" if number != 0 else ""},
    "nosupersub": lambda _: {"raised": ""},
    "v": lambda number: {"hidden": number != 0},
    "deleted": lambda number: {"hidden": number != 0},
    "f": lambda number: {"font": number or 0},
}
_SHAPES: dict[str, Callable[[int], dict[str, Any]]] = {
    "s": lambda number: {"style": number},
    "outlinelevel": lambda number: {"outline": number},
    "ilvl": lambda number: {"level": min(number, _DEEPEST)},
    "itap": lambda number: {"depth": min(number, _DEEPEST)},
}


class _Reader:
    def __init__(self, code: str) -> None:
        self._code = code
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles: dict[int, tuple[str, int]] = {}
        self._edges: list[Cell] = []
        self._merge = ""
        self._is_head = False
        self._pending = b""
        self._to_skip = 0
        self._notes: list[Flow] = []
        self._author = ""
        self._ranges: dict[str, int] = {}
        self._numbers = 0
        self.title = ""
        self.told: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.comments: dict[int, Comment] = {}
        self._flow = Flow()
        self._groups = [_Group("text", Looks(), Shape(), 1, self._flow)]
        self._words: dict[str, Callable[[_Group, int | None], None]] = {
            **dict.fromkeys(("par", "sect", "page"), self._end_paragraph), "cell": self._end_cell, "row": self._end_row,
            "nestcell": self._end_cell, "nestrow": self._end_row, "pard": self._plain_shape,
            "plain": self._plain_looks, "trowd": self._begin_row, "cellx": self._cell_edge, "line": self._break_line,
            "trhdr": self._head_row, "clvmgf": self._merge_cell("down"), "clvmrg": self._merge_cell("up"),
            "clmrg": self._merge_cell("left"),
        }  # fmt: skip
        self._of_document: dict[str, Callable[[_Group, int | None], None]] = {
            "ansicpg": self._set_page, "mac": lambda group, _: self._set_page(group, 10000), "deff": self._set_font,
            "creatim": self._begin_day, "yr": self._add_to_day, "mo": self._add_to_day, "dy": self._add_to_day,
        }  # fmt: skip

    def read(self) -> RtfText:
        for found in self._tokens():
            name, number, byte, sign, brace, words = found
            if brace == "{":
                self._open()
            elif brace == "}":
                self._close()
            elif name:
                self._word(name, int(number) if number else None)
            elif byte:
                self._byte(int(byte, 16))
            elif sign:
                self._sign(sign)
            else:
                self._text(words)
        while len(self._groups) > 1:
            self._close()
        self._end_paragraph(self._groups[0], None)
        self._flow.end_tables(0)
        markup = in_order(self._flow.blocks) + self._end_notes()
        return RtfText(markup, self.title, self.told, self.files, self.comments)

    def _tokens(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        place = 0
        while found := _TOKEN.search(self._code, place):
            place = found.end()
            name, number, byte, sign, brace, words = (part or "" for part in found.groups())
            if name == "bin" and number.isdigit():
                if self._groups[-1].kind == "pict":
                    self._groups[-1].gathered.append(
                        self._code[place : place + int(number)].encode("latin-1").hex()
                    )
                place += int(number)
                continue
            yield name, number, byte, sign, brace, words

    # Groups ---------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._settle_bytes()
        self._to_skip = 0
        if len(self._groups) > _MOST_GROUPS:
            raise ValueError("groups without end")
        here = self._groups[-1]
        kind = here.kind if here.kind in ("text", "silent", "quiet", *GATHERED) else "text"
        if here.kind == "upr":
            here.kind, kind = "text", "silent"
        group = _Group(
            kind, here.looks, here.shape, here.skip, here.flow, here.gathered, field_told=here.field_told
        )
        self._groups.append(group)

    def _close(self) -> None:
        self._settle_bytes()
        self._to_skip = 0
        if len(self._groups) == 1:
            return
        group = self._groups.pop()
        around = self._groups[-1]
        if group.gathered is not around.gathered:
            self._gathered(group, around, "".join(group.gathered))
        if group.flow is not around.flow:
            self._end_paragraph(group, None)
            group.flow.end_tables(0)
            if group.is_comment:
                self._end_comment(group, around)
            elif group.is_box:
                around.flow.boxes += group.flow.blocks

    def _begin(self, name: str, group: _Group) -> None:
        """Where a word begins a destination, its words go there."""
        starred, group.starred = group.starred, False
        if group.kind == "silent":
            return
        if name in GATHERED:
            group.kind, group.gathered = name, []
        elif name in ("footnote", "annotation", "shptxt"):
            flow = Flow()
            if name == "footnote":
                self._refer(group.flow, flow)
            group.is_comment, group.is_box = name == "annotation", name == "shptxt"
            group.kind, group.flow, group.looks, group.shape = "text", flow, Looks(), Shape()
        elif name == "fldrslt":
            self._begin_field(group)
        elif name == "upr":
            group.kind = "upr"
        elif name in OPENED:
            group.kind = "text"
        elif name in QUIET:
            group.kind = "quiet"
        elif name in SILENT or starred or _MATH_PROPERTIES.fullmatch(name):
            group.kind = "silent"

    def _gathered(self, group: _Group, around: _Group, words: str) -> None:
        """What became of the words of a destination."""
        plain = " ".join(whole(words).split())
        if group.kind in ("title", "author"):
            self.told.setdefault(group.kind, plain)
        elif group.kind == "fldinst":
            around.field_told = words
        elif group.kind in ("listtext", "pntext"):
            around.flow.label = plain or "•"
        elif group.kind == "bkmkstart":
            around.flow.put(f'<a id="{escape(plain)}"></a>', Looks())
        elif group.kind == "atnauthor":
            self._author = plain
        elif group.kind == "atnref":
            around.answers = plain
        elif group.kind in ("atrfstart", "atrfend"):
            self._range(around.flow, plain, begins=group.kind == "atrfstart")
        elif group.kind == "pict":
            self._picture(around, words)

    # Words ----------------------------------------------------------------------------------------

    def _word(self, name: str, number: int | None) -> None:
        group = self._groups[-1]
        if name == "u":
            self._settle_bytes()
            self._unicode(number or 0, group)
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._settle_bytes()
            self._command(name, number, group)

    def _command(self, name: str, number: int | None, group: _Group) -> None:
        if name in SIGNS:
            self._say(SIGNS[name])
        elif name in self._words:
            if group.kind == "text":
                self._words[name](group, number)
        elif name in self._of_document:
            self._of_document[name](group, number)
        elif group.kind in ("fonttbl", "stylesheet"):
            (self._of_font if group.kind == "fonttbl" else self._of_style)(name, number, group)
        elif group.kind == "pict" and name in _PICTURES:
            group.gathered.append(f"<{_PICTURES[name]}>")
        elif not self._set(name, number, group):
            self._begin(name, group)

    def _set(self, name: str, number: int | None, group: _Group) -> bool:
        """Whether a word tells how words or paragraphs look."""
        if name in _LOOKS:
            group.looks = replace(group.looks, **_LOOKS[name](number))
        elif name in _SHAPES:
            group.shape = replace(group.shape, **_SHAPES[name](number or 0))
        elif name == "intbl":
            group.shape = replace(group.shape, depth=max(1, group.shape.depth))
        elif name == "uc":
            group.skip = max(0, number or 0)
        else:
            return False
        return True

    def _set_page(self, _group: _Group, number: int | None) -> None:
        self._page = codec(number or 1252)

    def _set_font(self, _group: _Group, number: int | None) -> None:
        self._font = number or 0

    def _begin_day(self, group: _Group, _number: int | None) -> None:
        group.kind, self.told["created"] = "created", ""

    def _add_to_day(self, group: _Group, number: int | None) -> None:
        if group.kind == "created":
            self.told["created"] += f"-{number or 0:02}" if self.told["created"] else str(number or "")

    def _plain_looks(self, group: _Group, _number: int | None) -> None:
        group.looks = Looks(link=group.looks.link)

    def _plain_shape(self, group: _Group, _number: int | None) -> None:
        group.shape = Shape()

    def _break_line(self, group: _Group, _number: int | None) -> None:
        group.flow.put("<br>", Looks())

    def _unicode(self, number: int, group: _Group) -> None:
        self._say(chr(number % 0x10000))
        self._to_skip = group.skip

    def _of_font(self, name: str, number: int | None, group: _Group) -> None:
        if name == "f":
            group.looks = replace(group.looks, font=number or 0)
        elif name == "fcharset" and number in CHARSETS and number != 0:
            self._fonts[group.looks.font] = CHARSETS[number]
        elif name == "cpg":
            self._fonts[group.looks.font] = codec(number or 0)

    def _of_style(self, name: str, number: int | None, group: _Group) -> None:
        if name in ("cs", "ds", "ts", "tsrowd"):
            group.kind = "silent"
        elif name in _SHAPES:
            self._set(name, number, group)

    # Signs ----------------------------------------------------------------------------------------

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._groups[-1].starred = True
        elif self._to_skip:
            self._to_skip -= 1
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in SYMBOLS:
            self._settle_bytes()
            self._say(SYMBOLS[sign])

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._pending += bytes([byte])
        try:
            self._say(self._pending.decode(self._codec()))
        except UnicodeDecodeError:
            if len(self._pending) < WIDTHS.get(self._codec(), 1):
                return
            self._say(self._pending.decode(self._codec(), "replace"))
        self._pending = b""

    def _text(self, words: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(words))
            self._to_skip -= skipped
            words = words[skipped:]
        if self._pending and words:  # the second half of a sign is often a plain letter
            half, words = self._pending + words[:1].encode("latin-1", "replace"), words[1:]
            self._pending = b""
            self._say(half.decode(self._codec(), "replace"))
        if words:
            self._say(
                words
                if words.isascii()
                else words.encode("latin-1", "replace").decode(self._codec(), "replace")
            )

    def _settle_bytes(self) -> None:
        if self._pending:
            pending, self._pending = self._pending, b""
            self._say(pending.decode(self._codec(), "replace"))

    def _codec(self) -> str:
        font = self._groups[-1].looks.font
        return self._fonts.get(self._font if font < 0 else font, self._page)

    def _say(self, words: str) -> None:
        group = self._groups[-1]
        if group.kind == "stylesheet":
            self._name_style(words, group)
        elif group.kind in GATHERED:
            group.gathered.append(words)
        elif group.kind == "text" and not group.looks.hidden:
            group.flow.say(words, replace(group.looks, font=-1))

    def _name_style(self, words: str, group: _Group) -> None:
        name = words.partition(";")[0].strip().lower()
        if name and group.shape.style not in self._styles:
            self._styles[group.shape.style] = (name, group.shape.outline)

    # Fields, notes, comments, pictures --------------------------------------------------------------

    def _begin_field(self, group: _Group) -> None:
        told = whole(group.field_told)
        group.field_told = ""
        group.kind = "silent" if told.strip().upper().startswith("TOC") else "text"
        if found := _LINK.match(told):
            address = ("#" if found[1] else "") + (found[2] or found[3] or "")
            group.looks = replace(group.looks, link=address)

    def _refer(self, flow: Flow, note: Flow) -> None:
        self._notes.append(note)
        number = len(self._notes)
        flow.put(f'<sup><a id="noteref{number}" href="#note{number}">{number}</a></sup>', Looks())

    def _end_notes(self) -> str:
        items = "".join(
            f'<li id="note{number}">{in_order(note.blocks)}<a href="#noteref{number}">↩</a></li>'
            for number, note in enumerate(self._notes, 1)
        )
        return f'<section class="footnotes"><ol>{items}</ol></section>' if items else ""

    def _range(self, flow: Flow, name: str, *, begins: bool) -> None:
        if begins:
            self._ranges[name] = self._numbers
            self._numbers += 1
        if name in self._ranges:
            flow.put(mark(self._ranges[name], begins=begins), Looks())

    def _end_comment(self, group: _Group, around: _Group) -> None:
        words = "\n".join(filter(None, (_without_tags(block.markup) for block in group.flow.blocks)))
        number = self._ranges.get(group.answers)
        if number is None:
            number = self._numbers
            self._numbers += 1
            around.flow.put(mark(number, begins=False), Looks())
        if words:
            self.comments[number] = Comment(words, self._author)

    def _picture(self, around: _Group, told: str) -> None:
        found = re.search(r"<(png|jpg)>", told)
        digits = re.sub(r"[^0-9a-fA-F]", "", re.sub(r"<\w+>", "", told))
        data = bytes.fromhex(digits[: len(digits) // 2 * 2])
        if found and data:
            path = f"pictures/{len(self.files) + 1}.{found[1]}"
            self.files[path] = data
            around.flow.put(f'<img src="{path}" alt="">', Looks())

    # Paragraphs and tables --------------------------------------------------------------------------

    def _end_paragraph(self, group: _Group, _number: int | None) -> None:
        if group.kind != "text":
            return
        flow, shape = group.flow, group.shape
        flow.end_tables(shape.depth)
        name, outline = self._styles.get(shape.style, ("", -1))
        heading = re.fullmatch(r"heading ([1-9])", name)
        level = shape.outline if shape.outline >= 0 else int(heading[1]) - 1 if heading else outline
        if not flow.has_words():
            flow.markup()
        elif name == "title" and not self.title and flow is self._flow:
            self.title = whole(flow.plain())
            flow.markup()
        elif flow.label:
            number = _NUMBERED.match(flow.label)
            count = int(number[1]) if number and number[1] else 1 if number else 0
            flow.add(Block(flow.markup(), "li", shape.level, count), shape.depth)
        elif 0 <= level < 6:
            flow.add(Block(flow.markup(), f"h{level + 1}"), shape.depth)
        else:
            kind = {"quote": "blockquote", "intense quote": "blockquote", "quotations": "blockquote",
                    "html preformatted": "pre", "preformatted text": "pre", "caption": "caption"}.get(name, "p")  # fmt: skip
            flow.add(Block(flow.markup(), kind), shape.depth)
        boxes, flow.boxes = flow.boxes, []
        for box in boxes:
            flow.add(box, shape.depth)

    def _end_cell(self, group: _Group, _number: int | None) -> None:
        depth = max(1, group.shape.depth)
        group.shape = replace(group.shape, depth=depth)
        self._end_paragraph(group, None)
        flow = group.flow
        flow.end_tables(depth)
        flow.cells.setdefault(depth, []).append(Cell(in_order(flow.inside.pop(depth, []))))

    def _begin_row(self, _group: _Group, _number: int | None) -> None:
        self._edges, self._merge, self._is_head = [], "", False

    def _head_row(self, _group: _Group, _number: int | None) -> None:
        self._is_head = True

    def _merge_cell(self, how: str) -> Callable[[_Group, int | None], None]:
        def merge(_group: _Group, _number: int | None) -> None:
            self._merge = how

        return merge

    def _cell_edge(self, _group: _Group, number: int | None) -> None:
        self._edges.append(Cell("", number or 0, self._merge))
        self._merge = ""

    def _end_row(self, group: _Group, _number: int | None) -> None:
        flow = group.flow
        depth = max(flow.cells, default=0)
        cells = flow.cells.pop(depth, [])
        for cell, told in zip(cells, self._edges, strict=False):
            cell.edge, cell.merged = told.edge, told.merged
        if cells:
            flow.rows.setdefault(depth, []).append(Row(cells, self._is_head))


def read_rtf(data: bytes) -> RtfText:
    """Raises ``ValueError`` for what is no document."""
    return _Reader(data.decode("latin-1")).read()


def _without_tags(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", markup.replace("<br>", "\n"))).strip()
