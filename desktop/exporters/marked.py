"""The stored HTML of an article with ``mark`` around what is annotated, for web pages and books."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import pairwise

from desktop.domain.annotation import Annotation
from desktop.domain.errors import UserError
from desktop.exporters.base import ExportArticle
from desktop.exporters.flow import Flow, Run, flow_of, placed_ranges

_PIECE = re.compile(r'<(?:[^>"]|"[^"]*")*>|[^<]+')
Span = tuple[int, int]


def anchor_name(annotation: Annotation) -> str:
    """The id of the first mark of an annotation."""
    return f"annotation-{annotation.uid}"


def marked_html(article: ExportArticle) -> str:
    """Each marked stretch names its annotations' colours and kinds as classes, and their ids in ``data-marks``.

    A PDF becomes paragraphs under the numbers of its pages.
    """
    if not article.document.html:
        return _of_blocks(article)
    text = article.document.text
    marks = _Wrapper(article)
    parts = []
    for piece in pieces(article.document.html, text, marks.cuts):
        parts.append(piece if isinstance(piece, str) else marks.wrapped(text, *piece))
    return "".join(parts)


def pieces(html: str, text: str, cuts: Sequence[int]) -> Iterator[str | Span]:
    """The tags of stored HTML as they are, and between them ranges of its text, cut at ``cuts`` (ascending).

    Raises ``UserError`` where they are not of one article.
    """
    at = 0
    for piece in _PIECE.findall(html):
        if piece.startswith("<"):
            yield piece
            continue
        words = unescape(piece)
        if not text.startswith(words, at):
            words = words.removeprefix("\n")  # the parser drops a newline at the start of pre
        if not text.startswith(words, at):
            raise UserError("The stored page and its text differ, so it was not exported.")
        end = at + len(words)
        yield from pairwise([at, *cuts[bisect_right(cuts, at) : bisect_left(cuts, end)], end])
        at = end


def tags(html: str) -> Iterator[str]:
    return (piece for piece in _PIECE.findall(html) if piece.startswith("<"))


class _Wrapper:
    def __init__(self, article: ExportArticle) -> None:
        self._ranges = placed_ranges(article)
        self.cuts = sorted({edge for start, end, _ in self._ranges for edge in (start, end)})
        self._named: set[str] = set()

    def wrapped(self, text: str, start: int, end: int) -> str:
        words = escape(text[start:end], quote=False)
        on = [one for low, high, one in self._ranges if low <= start and end <= high]
        return mark(words, on, self._named) if on and _is_shown(words) else words


def _is_shown(words: str) -> bool:
    """Not the newline or tab between blocks and cells."""
    return bool(words.strip()) or not {"\n", "\t"} & set(words)


def mark(words: str, annotations: Sequence[Annotation], named: set[str]) -> str:
    """``words`` are markup. The innermost id is the first annotation that has none yet."""
    fresh = [one for one in annotations if one.uid not in named]
    named.update(one.uid for one in fresh)
    kinds = " ".join(dict.fromkeys(f"{one.color} {one.kind}" for one in annotations))
    names = " ".join(one.uid for one in annotations)
    marked = f'<mark class="{kinds}" data-marks="{names}">{words}</mark>'
    for one in fresh:
        marked = f'<span id="{anchor_name(one)}">{marked}</span>'
    return marked


def _of_blocks(article: ExportArticle) -> str:
    flow = flow_of(article)
    named: set[str] = set()
    parts = []
    for block in flow.blocks:
        tag = "h2" if block.kind == "heading" else "p"
        page = ' class="page"' if block.kind == "heading" else ""
        words = "".join(_run(run, flow, named) for run in block.runs if isinstance(run, Run))
        parts.append(f'<{tag}{page} dir="auto">{words}</{tag}>\n')
    return "".join(parts)


def _run(run: Run, flow: Flow, named: set[str]) -> str:
    words = escape(run.text, quote=False)
    on = [flow.annotations[number] for number in run.marks]
    return mark(words, on, named) if on and _is_shown(words) else words
