"""The paragraphs of plain text, however its lines were broken."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from desktop.formats.datelines import date_of_line, names_of_byline

_ITEM = re.compile(r"\s*(?:[-*•‣–]\s|\(?\d{1,3}[.)]\s|>)")
_COLUMNS = re.compile(r"\S {3,}\S|\t")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``lines`` has several entries where the breaks mean something (verse, a list, an address);
    ``preformatted`` where the columns do too."""

    lines: tuple[str, ...]
    preformatted: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def paragraphs(text: str) -> list[Paragraph]:
    """Separated by blank lines, one a line, or wrapped at a width; never two made one without a reason."""
    lines = [
        line.rstrip() for line in re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\u2028\u2029]", text.lstrip("\ufeff"))
    ]
    blocks = _blocks(lines)
    wrapped = _is_wrapped(lines)
    found: list[Paragraph] = []
    for block in blocks:
        found.extend(_of_block(block, wrapped))
    return found


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where a width was reached: many of similar length, few that end a sentence."""
    lengths = [len(line) for line in lines if len(line) > 30]
    if len(lengths) < 3 or max(lengths) > 110:
        return False
    followed = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(followed) < 2:
        return False
    width = max(lengths)
    full = [line for line in followed if len(line) > width * 0.72]
    open_ended = [line for line in followed if not _ENDS_SENTENCE.search(line)]
    return (
        median(lengths) > width * 0.75
        and len(full) > len(followed) * 0.6
        and len(open_ended) > len(followed) * 0.6
    )


def _of_block(block: list[str], wrapped: bool) -> list[Paragraph]:
    if len(block) == 1:
        return [Paragraph((block[0].strip(),))]
    if sum(bool(_COLUMNS.search(line.strip())) for line in block) > len(block) / 2:
        return [Paragraph(tuple(block), preformatted=True)]
    if any(_ITEM.match(line) for line in block[1:]):
        return [Paragraph(tuple(_items(block, wrapped)))]
    if wrapped:
        return _unwrapped(block)
    headed = any(date_of_line(line) or names_of_byline(line) for line in block)
    if (
        headed
        or max(map(_width, block)) > 110
        or all(len(line) > 60 and _ENDS_SENTENCE.search(line) for line in block[:-1])
    ):
        return [Paragraph((line.strip(),)) for line in block]
    return [Paragraph(tuple(line.strip() for line in block))]


def _width(line: str) -> int:
    """Columns; an ideograph takes two."""
    return len(line) + len(_NO_SPACES.findall(line))


def _items(block: list[str], wrapped: bool) -> list[str]:
    """The lines of a list; the wrapped rest of an item joins it."""
    lines: list[str] = []
    for line in block:
        if wrapped and lines and not _ITEM.match(line) and line[:1] == " ":
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line.strip())
    return lines


def _unwrapped(block: list[str]) -> list[Paragraph]:
    """Lines of one width joined; a new paragraph where one is indented or the last one ended early."""
    width = max(map(len, block))
    found: list[str] = []
    before = ""
    for line in block:
        indented = line[:1] in (" ", "\t") and before[:1] not in (" ", "\t")
        ended = len(before) < width * 0.6 and _ENDS_SENTENCE.search(before) is not None
        if not found or indented or ended:
            found.append(line.strip())
        else:
            found[-1] = _joined(found[-1], line)
        before = line
    return [Paragraph((text,)) for text in found]


def _joined(before: str, after: str) -> str:
    after = after.strip()
    if _NO_SPACES.match(before[-1:]) and _NO_SPACES.match(after[:1]):
        return before + after
    return f"{before} {after}"
