"""The text of an article as Markdown, with its highlights in it."""

import re
from collections.abc import Iterator
from html import escape as html_escape
from html import unescape
from itertools import pairwise
from urllib.parse import quote

from lxml.html import HtmlElement

from desktop.domain.annotation import AnnotationKind, TextTarget
from desktop.exporters.base import Contents, ExportArticle
from desktop.exporters.markdown_pictures import picture_name
from desktop.exporters.markdown_words import at_start, escape_inside, safe_url
from desktop.formats.html.fragment import stored
from desktop.formats.html.vocabulary import BLOCKS

_PIECE = re.compile(r'<(?:[^>"]|"[^"]*")*>|[^<]+')
_OWN_MARK = re.compile(r"</?mark[\s>]", re.I)
_STRESSED = {"em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*", "strong": "**", "b": "**"}
_AS_HTML = {"sub", "sup", "del", "s", "ins", "u", "small"}
_MARKED = (AnnotationKind.HIGHLIGHT, AnnotationKind.UNDERLINE, AnnotationKind.STRIKE_OUT)
_BREAK = "\\\n"


class FullText:
    """``sign`` stands around highlighted words, the element ``mark`` where it is empty. Pictures go to the folder,
    into ``beside``; without a folder their descriptions stand in their place."""

    def __init__(self, article: ExportArticle, sign: str, folder: str, beside: dict[str, Contents]) -> None:
        self._article, self._folder, self._beside = article, folder, beside
        self._marks = (sign, sign) if sign else ("<mark>", "</mark>")
        self._ranges = [
            (one.target.position.start, one.target.position.end)
            for one in article.annotations
            if one.kind in _MARKED and not one.orphan and isinstance(one.target, TextTarget)
        ]

    def paragraphs(self) -> list[str]:
        """Blocks of Markdown, to be parted by empty lines."""
        document = self._article.document
        if not document.html:
            return [
                block for page in document.pages for block in self._page(page.start, page.end, page.label)
            ]
        return list(self._blocks(stored(self._marked_html())))

    # Highlights ------------------------------------------------------------------------------------------

    def _segments(self, start: int, end: int) -> Iterator[tuple[str, bool]]:
        """A stretch of the text in pieces, and whether each is highlighted."""
        text = self._article.document.text
        cuts = sorted({edge for pair in self._ranges for edge in pair if start < edge < end})
        for low, high in pairwise([start, *cuts, end]):
            yield text[low:high], any(first <= low and high <= last for first, last in self._ranges)

    def _marked_html(self) -> str:
        """The stored HTML with ``mark`` around highlighted words, and without such elements of its own."""
        document = self._article.document
        parts, at = [], 0
        for piece in _PIECE.findall(document.html):
            if piece.startswith("<"):
                if not _OWN_MARK.match(piece):
                    parts.append(piece)
                continue
            words = unescape(piece)
            if document.text[at : at + len(words)] != words:
                words = words.removeprefix("\n")  # the parser drops a newline at the start of pre
            for segment, marked in self._segments(at, at + len(words)):
                shown = html_escape(segment, quote=False)
                parts.append(f"<mark>{shown}</mark>" if marked and segment.strip() else shown)
            at += len(words)
        return "".join(parts)

    def _page(self, start: int, end: int, label: str) -> Iterator[str]:
        """A page of a PDF, its lines as they are printed."""
        lines = [""]
        for segment, marked in self._segments(start, end):
            for number, line in enumerate(segment.split("\n")):
                if number:
                    lines.append("")
                lines[-1] += self._mark(escape_inside(line), marked)
        words = [at_start(" ".join(line.split())) for line in lines if line.strip()]
        if words:
            yield f"*{escape_inside(label)}*"
            yield "\n".join(words)

    def _mark(self, words: str, marked: bool) -> str:
        return _around(words, *self._marks) if marked else words

    # Blocks ----------------------------------------------------------------------------------------------

    def _blocks(self, element: HtmlElement) -> Iterator[str]:
        """The blocks in an element; inline content between them is paragraphs too."""
        run = escape_inside(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and (child.tag in BLOCKS or _holds_blocks(child)):
                yield from _paragraph(run)
                run = ""
                yield from self._block(child)
            elif isinstance(child.tag, str):
                run += self._inline(child)
            run += escape_inside(child.tail or "")
        yield from _paragraph(run)

    def _block(self, element: HtmlElement) -> Iterator[str]:
        tag = str(element.tag)
        if re.fullmatch("h[1-6]", tag):
            words = " ".join(self._inside(element).replace(_BREAK, " ").split())
            if words:
                yield f"{'#' * min(int(tag[1]) + 1, 6)} {words}"
        elif tag == "blockquote":
            yield "\n>\n".join(_moved(block, "> ") for block in self._blocks(element)) or ">"
        elif tag in ("ul", "ol"):
            yield from self._list(element, tag == "ol")
        elif tag == "pre":
            yield _fenced("".join(element.itertext()))
        elif tag == "table":
            yield from self._table(element)
        elif tag == "hr":
            yield "* * *"
        else:
            yield from self._blocks(element)

    def _list(self, element: HtmlElement, numbered: bool) -> Iterator[str]:
        items = []
        for number, item in enumerate(element.iterchildren("li"), int(_number(element.get("start")))):
            sign = f"{number}. " if numbered else "- "
            blocks = "\n\n".join(self._blocks(item))
            items.append(sign + _moved(blocks, " " * len(sign)).removeprefix(" " * len(sign)))
        if items:
            yield "\n".join(items)

    def _table(self, element: HtmlElement) -> Iterator[str]:
        if (caption := element.find("caption")) is not None:
            yield from self._blocks(caption)
        rows = [[self._cell(cell) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
        width = max(map(len, rows), default=0)
        if width:
            lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
            yield "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))

    def _cell(self, cell: HtmlElement) -> str:
        """On one line."""
        words = " ".join(self._blocks(cell)) if _holds_blocks(cell) else self._inside(cell)
        return " ".join(words.replace(_BREAK, " ").split())

    # Words -----------------------------------------------------------------------------------------------

    def _inside(self, element: HtmlElement) -> str:
        parts = [escape_inside(element.text or "")]
        for child in element:
            parts.append(self._inline(child) if isinstance(child.tag, str) else "")
            parts.append(escape_inside(child.tail or ""))
        return "".join(parts)

    def _inline(self, element: HtmlElement) -> str:
        tag = str(element.tag)
        if tag == "br":
            return _BREAK
        if tag == "img":
            return self._image(element)
        words = self._inside(element)
        if tag == "mark":
            return self._mark(words, True)
        if tag in _STRESSED:
            return _stressed(words, _STRESSED[tag])
        if tag in _AS_HTML:
            return _around(words, f"<{tag}>", f"</{tag}>")
        if tag in ("code", "kbd", "samp") and not len(element):
            return _code("".join(element.itertext()))
        if tag == "a" and (address := safe_url(element.get("href") or "")):
            return _around(words, "[", f"]({address})")
        return words

    def _image(self, element: HtmlElement) -> str:
        words = escape_inside(" ".join((element.get("alt") or "").split()))
        path = element.get("src") or ""
        found = self._article.resource(path) if self._folder and path else None
        if found is None:
            return f"*{words}*" if words else ""
        name = f"{self._folder}/{picture_name(path, found[0], found[1])}"
        self._beside[name] = found[1]
        return f"![{words}]({quote(name)})"


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(one.tag, str) and one.tag in BLOCKS for one in element.iterdescendants())


def _paragraph(run: str) -> Iterator[str]:
    lines = [at_start(" ".join(line.split())) for line in run.strip().split(_BREAK)]
    while lines and not lines[-1]:
        lines.pop()
    if any(lines):
        yield _BREAK.join(line or "\u00a0" for line in lines)


def _moved(block: str, by: str) -> str:
    return "\n".join(
        f"{by}{line}".rstrip() if by.strip() else (by + line if line else "") for line in block.split("\n")
    )


def _around(words: str, before: str, after: str) -> str:
    """The signs close around the words; white space and line breaks stay outside."""
    lines = words.split(_BREAK)
    done = []
    for line in lines:
        inner = line.strip()
        lead, trail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        done.append(f"{lead}{before}{inner}{after}{trail}" if inner else line)
    return _BREAK.join(done)


def _stressed(words: str, sign: str) -> str:
    """With asterisks where they cannot be misread: between letters; else as HTML."""
    inner = words.strip()
    if inner[:1].isalnum() and inner[-1:].isalnum():
        return _around(words, sign, sign)
    tag = "em" if sign == "*" else "strong"
    return _around(words, f"<{tag}>", f"</{tag}>")


def _code(words: str) -> str:
    plain = " ".join(words.split())
    if not plain:
        return words
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", plain)), default=0))
    inner = f" {plain} " if plain[0] == "`" or plain[-1] == "`" else plain
    lead, trail = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
    return f"{lead}{ticks}{inner}{ticks}{trail}"


def _fenced(words: str) -> str:
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))
    return f"{ticks}\n{words.strip(chr(10))}\n{ticks}"


def _number(text: str | None) -> str:
    return text if text and re.fullmatch(r"\d{1,9}", text) else "1"
