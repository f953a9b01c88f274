"""Kindle: ``My Clippings.txt`` as the reading devices write it, in the languages of their menus."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.item import ItemType
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import article, lasting_name, line, text_of

_END = re.compile(r"^=+ *$", re.M)
_FIRST = re.compile(r"\A\ufeff?[^\n]+\r?\n- [^\n]*\d[^\n]*\|[^\n]*\d{4}[^\n]*\r?\n", re.M)
_NOTE = re.compile(r"\bnotes?\b|\bnotiz\b|\bnota\b|\bnotitie\b|メモ|笔记|筆記|註記|заметк", re.I)
_BOOKMARK = re.compile(
    r"\bbookmark\b|\blesezeichen\b|\bsignet\b|\bmarcador\b|\bsegnalibro\b|\bbladwijzer\b|ブックマーク|书签|書籤|закладк",
    re.I,
)
_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_AUTHOR = re.compile(r"^(?P<title>.*\S)\s*\((?P<author>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_ASIAN_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?")
_AFTERNOON = re.compile(r"\bp\.?m\b|下午|午後|晚上", re.I)
_MORNING = re.compile(r"\ba\.?m\b|上午|午前", re.I)
_MONTHS = (
    "jan|gen|ene|янв", "feb|fév|fev|фев", "mar|mär|mrt|maa|мар", "apr|avr|abr|апр", "may|mai|mag|mei|мая|май",
    "jun|juin|giu|июн", "jul|juil|lug|июл", "aug|aoû|aou|ago|авг", "sep|set|сен", "oct|okt|ott|out|окт", "nov|ноя",
    "dec|dez|dic|déc|дек",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Clipping:
    kind: str
    text: str
    start: int
    end: int
    location: str
    created: str


class KindleImporter:
    """Notes belong to the highlight at their place; of highlights that were corrected the last one counts."""

    def recognises(self, source: Source) -> float:
        head = source.data[:1500]
        if b"- " not in head or b"|" not in head or head.lstrip()[:1] == b"<":
            return 0.0
        return 0.95 if _FIRST.match(text_of(source.data[:4000])) else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        books: dict[str, list[_Clipping]] = defaultdict(list)
        for part in _END.split(text_of(source.data).replace("\r\n", "\n")):
            lines = part.strip("\ufeff\n ").split("\n")
            if len(lines) >= 2 and lines[1].startswith("- "):
                books[line(lines[0].strip("\ufeff"))].append(_clipping(lines))
        return [_book(name, clippings) for name, clippings in books.items()]


def _clipping(lines: Sequence[str]) -> _Clipping:
    about = lines[1]
    *places, moment = about.split("|")
    kind = (
        "bookmark" if _BOOKMARK.search(about) else "note" if _NOTE.search(" ".join(places)) else "highlight"
    )
    ranges = _RANGE.findall(" ".join(places))
    start = int(ranges[-1][0]) if ranges else 0
    last = ranges[-1][1] if ranges else ""
    end = int(last or start)
    if last and end < start:  # the device leaves out the digits that stay: 1234-36
        end = int(str(start)[: len(str(start)) - len(last)] + last)
    location = f"{start}-{end}" if end > start else str(start)
    return _Clipping(kind, "\n".join(lines[2:]).strip(), start, end, location, _moment(moment))


def _moment(told: str) -> str:
    """The device's local time, taken for UTC: it does not say its zone."""
    day = _ASIAN_DAY.search(told)
    if day:
        year, month, number = map(int, day.groups())
    else:
        month = _month(told)
        years, days = (
            re.findall(r"\b\d{4}\b", told),
            re.findall(r"\b\d{1,2}\b(?![:.]\d\d\b)", _TIME.sub("", told)),
        )
        year, number = int(years[0]) if years else 0, int(days[0]) if days else 0
    hour = minute = second = 0
    if clock := _TIME.search(told):
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        if _AFTERNOON.search(told) and hour < 12:
            hour += 12
        elif _MORNING.search(told) and hour == 12:
            hour = 0
    try:
        return datetime(year, month, number, hour, minute, second).isoformat() + "Z"
    except ValueError:
        return ""


def _month(told: str) -> int:
    """Beside the number of the day: names of weekdays begin as those of months do (``mardi 14 août``)."""
    for form in (r"\b\d{{1,2}}[.º]?\s+(?:de\s+)?(?:{})", r"\b(?:{})\w*\.?\s+\d{{1,2}}\b"):
        for place, names in enumerate(_MONTHS, 1):
            if re.search(form.format(names), told, re.I):
                return place
    return 0


def _book(name: str, clippings: Sequence[_Clipping]) -> GatheredArticle:
    found = _AUTHOR.match(name)
    title, author = (found["title"], found["author"]) if found else (name, "")
    creators = [_in_order(one) for one in re.split(r"\s*[;&]\s*", author) if one]
    marks = list(_last_versions([one for one in clippings if one.kind == "highlight" and one.text]))
    notes = [one for one in clippings if one.kind == "note" and one.text]
    about = article(title, creators=creators, type=ItemType.EPUB)
    return GatheredArticle(about, list(_annotations(title, marks, notes)))


def _in_order(author: str) -> str:
    """``Reed, Ada`` -> ``Ada Reed``."""
    last, comma, first = author.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else author.strip()


def _last_versions(marks: Sequence[_Clipping]) -> Iterator[_Clipping]:
    """Without those that a later one at the same place took up, or cut down."""
    for place, mark in enumerate(marks):
        if not any(
            later.start <= mark.end
            and mark.start <= later.end
            and (mark.text in later.text or later.text in mark.text)
            for later in marks[place + 1 :]
        ):
            yield mark


def _annotations(
    title: str, marks: Sequence[_Clipping], notes: Sequence[_Clipping]
) -> Iterator[GatheredAnnotation]:
    waiting = list(notes)
    for mark in marks:
        own = [note for note in waiting if mark.start <= note.start <= mark.end]
        waiting = [note for note in waiting if note not in own]
        yield _annotation(title, mark.text, mark, "\n\n".join(note.text for note in own))
    for note in waiting:
        yield _annotation(title, "", note, note.text)


def _annotation(title: str, quote: str, clipping: _Clipping, comment: str) -> GatheredAnnotation:
    return GatheredAnnotation(
        TextQuoteSelector(quote),
        comment=comment,
        uid=lasting_name("kindle", title, clipping.location, quote or comment),
        created=clipping.created,
        location=f"location {clipping.location}" if clipping.start else "",
    )
