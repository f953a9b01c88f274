"""Comments of text processors: they come through the making of HTML as marks among the words, and are annotations after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.domain.anchoring import describe
from desktop.domain.annotation import NewAnnotation, TextTarget
from desktop.formats.canonical import canonical_text

_MARK = "\U000f0f00{}{}\U000f0f01"
_FORM = re.compile("\U000f0f00(\\d+)([be])\U000f0f01")
_LAST_WORD = re.compile(r"\S+\s*\Z")
_FIRST_LINE = re.compile(r"\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """``created``: UTC, ISO 8601, empty where it is not told."""

    text: str
    author: str = ""
    created: str = ""


def mark(number: int, *, begins: bool) -> str:
    """What stands among the words where a comment's passage begins or ends."""
    return _MARK.format(number, "b" if begins else "e")


def moment_of(told: str) -> str:
    """UTC, ISO 8601; programs write local time without a zone, or call it UTC: they are taken at their word."""
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return ""
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def without_marks(words: str) -> str:
    return _FORM.sub("", words)


def annotations_of(html: str, comments: Mapping[int, Comment]) -> tuple[str, str, tuple[NewAnnotation, ...]]:
    """The HTML and its canonical text without the marks, and the comments where these stood."""
    if not comments:
        return html, canonical_text(html), ()
    marked = canonical_text(html)
    html = without_marks(html)
    text = canonical_text(html)
    begins, ends = _places(marked)
    spans: dict[tuple[int, int], list[Comment]] = {}
    for number, comment in comments.items():
        end = ends.get(number, begins.get(number))
        start = begins.get(number, end)
        spans.setdefault(_words_at(text, start, end), []).append(comment)
    return html, text, tuple(
        _annotation(text, start, end, told) for (start, end), told in sorted(spans.items(), key=lambda one: one[0])
        if end > start
    )  # fmt: skip


def _places(marked: str) -> tuple[dict[int, int], dict[int, int]]:
    """Where the passages begin and end in the text without marks."""
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    taken = 0
    for found in _FORM.finditer(marked):
        (begins if found[2] == "b" else ends)[int(found[1])] = found.start() - taken
        taken += len(found[0])
    return begins, ends


def _words_at(text: str, start: int | None, end: int | None) -> tuple[int, int]:
    """The passage without outer white space; of a comment at a point the word before it, of one without a place the
    first line."""
    if start is None or end is None:
        line = _FIRST_LINE.match(text)
        return line.span(1) if line else (0, 0)
    passage = text[start:end]
    if passage.strip():
        return start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip())
    word = _LAST_WORD.search(text[:end]) or _FIRST_LINE.match(text)
    return (word.start(), word.start() + len(word[0].rstrip())) if word else (0, 0)


def _annotation(text: str, start: int, end: int, told: list[Comment]) -> NewAnnotation:
    """Answers follow the comment that they answer."""
    first, *answers = told
    said = (f"> {one.author or '…'}: " + one.text.replace("\n", "\n> ") for one in answers)
    found = describe(text, start, end)
    target = TextTarget(found.quote, found.position)
    return NewAnnotation(
        target, comment="\n\n".join([first.text, *said]), created=first.created, creator=first.author
    )
