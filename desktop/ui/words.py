"""Words on the screen: translation, numbers, dates and failures in the person's language."""

import unicodedata
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from desktop.domain.errors import UserError

CONTEXT = "Florilegium"
"""The one context of every text in the translation files."""


def tr(text: str, **values: object) -> str:
    """The text in the language of the window, its ``{name}`` fields filled in."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def number(value: int) -> str:
    return QLocale().toString(value)


def counted(count: int, one: str, many: str) -> str:
    """``one`` or ``many`` with ``{n}`` as the locale writes the count."""
    return tr(one if count == 1 else many, n=number(count))


def message(error: UserError) -> str:
    """What a failure says, translated before its values are filled in."""
    return tr(error.template, **error.values) if error.values else tr(error.template)


def apart(text: str) -> str:
    """Text whose direction of writing leaves its neighbours alone (Unicode isolates)."""
    return f"\u2068{text}\u2069"


def direction(text: str) -> Qt.LayoutDirection:
    """That of the first letter that has one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            break
    return Qt.LayoutDirection.LeftToRight


def short_date(iso: str) -> str:
    """An ISO 8601 day or moment as the locale writes a day; a year or a month stays as it is."""
    day = iso[:10]
    try:
        found = date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        found = None
    if found is None:
        return iso
    return QLocale().toString(QDate(found.year, found.month, found.day), "d MMM yyyy")


def moment(iso: str) -> str:
    """A UTC moment as the locale writes day and time here."""
    try:
        local = datetime.fromisoformat(iso.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return iso
    return f"{short_date(local.isoformat())} {local:%H:%M}"


def utf16_length(text: str) -> int:
    """In the units in which Qt counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
