"""Text strings and dates of a PDF (ISO 32000-2, 7.9.2 and 7.9.4), as programs write them."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pikepdf

_LANGUAGE = re.compile("\x1b[a-z]{2}(?:[A-Z]{2})?\x1b")
"""The language of what follows it in a string of Unicode (7.9.2.2)."""
_DATE = re.compile(
    r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)[':]?(\d\d)?'?)?", re.ASCII
)
_OTHER_DATE = re.compile(
    r"(?:D:)?(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
"""As XMP and the web write it."""
_FIRST_YEAR = 1990
"""Before PDF there was no PDF annotation; smaller numbers are mistakes of writing."""


def words_of(holder: pikepdf.Object, key: str) -> str:
    """What a dictionary says under a key; nothing where it is no string."""
    value = holder.get(key)
    if not isinstance(value, pikepdf.String):
        return ""
    told = _LANGUAGE.sub("", as_written(str(value)))
    return told.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def as_written(told: str) -> str:
    """A string read as PDF's own encoding, which a program wrote as UTF-8 without telling so."""
    if told.isascii():
        return told
    try:
        return told.encode("pdfdoc_pikepdf").decode("utf-8")
    except UnicodeError:
        return told


def moment_of(told: str) -> str:
    """A date as UTC, ISO 8601; empty where it is none."""
    return _read_moment(_as_pdf_date(told.strip()))


def _as_pdf_date(told: str) -> str:
    other = _OTHER_DATE.match(told)
    return re.sub("[-:]", "", other[1] + (other[2] or "")) + (other[3] or "") if other else told


def _read_moment(told: str) -> str:
    found = _DATE.match(told)
    if found is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    sign, hours, minutes = found.groups()[6:]
    if year < _FIRST_YEAR:
        return ""
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        moment = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=timezone(away))
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return ""
