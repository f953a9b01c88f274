"""Dates as people write them in a search: ``2025-03``, ``march 2025``, ``last week``, ``3 days ago``."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_UNIT = r"(?P<unit>day|week|month|year)s?"

EXAMPLES = ("today", "yesterday", "last week", "last month", "last year", "30 days ago")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both meant. ``since``: counted from today, as “last week” is, so that “after”
    it means from its first day on."""

    first: date
    last: date
    since: bool = False


def span(words: str, today: date) -> Span | None:
    """What the words mean, or None."""
    text = " ".join(words.casefold().replace(",", " ").split())
    try:
        return _calendar(text) or _counted(text, today) or _named(text, today)
    except (ValueError, OverflowError):
        return None


def _calendar(text: str) -> Span | None:
    for pattern in _CALENDAR:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            name = parts.get("month")
            month = 0 if not name else int(name) if name.isdigit() else _month(name)
            return _days(int(parts["year"]), month, int(parts.get("day") or 0))
    return None


_CALENDAR = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?)?",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"{_MONTH} {_YEAR}",
        rf"{_YEAR} {_MONTH}",
        rf"{_DAY} {_MONTH} {_YEAR}",
        rf"{_MONTH} {_DAY} {_YEAR}",
    )
]


def _counted(text: str, today: date) -> Span | None:
    if found := re.fullmatch(rf"(?P<count>\d{{1,5}}|an?|one|two|three) {_UNIT} ago", text):
        start = _back(today, _count(found["count"]), found["unit"])
        return Span(start, start, True)
    if found := re.fullmatch(rf"(?:the )?(?:last|past) (?P<count>\d{{1,5}}) {_UNIT}", text):
        return Span(_back(today, int(found["count"]), found["unit"]), today, True)
    if found := re.fullmatch(r"(?P<which>last|this) (?P<unit>week|month|year)", text):
        return _period(today, found["unit"], found["which"] == "last")
    return None


def _named(text: str, today: date) -> Span | None:
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return Span(day, day, True)
    day_name = text.removeprefix("last ")
    if day_name in _DAYS:
        back = (today.weekday() - _DAYS.index(day_name) - 1) % 7 + 1
        return Span(today - timedelta(days=back), today - timedelta(days=back), True)
    if re.fullmatch(_MONTH, text):
        month = _month(text[:3])
        return _days(today.year - (month > today.month), month, 0)
    return None


def _month(name: str) -> int:
    return next(number for number, known in enumerate(_MONTHS, 1) if known.startswith(name[:3]))


def _days(year: int, month: int, day: int) -> Span:
    if not month:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if not day:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Span(date(year, month, day), date(year, month, day))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else {"two": 2, "three": 3}.get(word, 1)


def _back(today: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return today - timedelta(days=count * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _period(today: date, unit: str, last: bool) -> Span:
    if unit == "week":
        start = today - timedelta(days=today.weekday() + 7 * last)
        return Span(start, start + timedelta(days=6), True)
    if unit == "month":
        start = _back(today.replace(day=1), int(last), "month")
        return Span(start, _days(start.year, start.month, 0).last, True)
    year = today.year - last
    return Span(date(year, 1, 1), date(year, 12, 31), True)
