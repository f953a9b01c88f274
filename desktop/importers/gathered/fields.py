"""Values of other programs' exports, read with patience: what has the wrong type counts as missing."""

import colorsys
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from desktop.domain.annotation import AreaTarget, HighlightColor
from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.domain.selector import Rectangle, TextPositionSelector, TextQuoteSelector
from desktop.formats.encoding import decode

LARGEST = 200 << 20
"""Bytes of an export."""

_NAMES = {
    "yellow": HighlightColor.YELLOW, "orange": HighlightColor.ORANGE, "red": HighlightColor.RED,
    "pink": HighlightColor.PINK, "magenta": HighlightColor.PINK, "purple": HighlightColor.PURPLE,
    "violet": HighlightColor.PURPLE, "blue": HighlightColor.BLUE, "cyan": HighlightColor.TEAL, "aqua": HighlightColor.TEAL,
    "teal": HighlightColor.TEAL, "turquoise": HighlightColor.TEAL, "green": HighlightColor.GREEN, "lime": HighlightColor.GREEN,
    "gray": HighlightColor.BLUE, "grey": HighlightColor.BLUE,
}  # fmt: skip
_HUES = (
    (15, HighlightColor.RED), (42, HighlightColor.ORANGE), (70, HighlightColor.YELLOW), (160, HighlightColor.GREEN),
    (195, HighlightColor.TEAL), (250, HighlightColor.BLUE), (295, HighlightColor.PURPLE), (345, HighlightColor.PINK),
    (361, HighlightColor.RED),
)  # fmt: skip
_CHROME_EPOCH = 11_644_473_600
"""Seconds from 1601 to 1970."""


def text_of(data: bytes) -> str:
    """Raises ``ImportFailed`` where the export is too large."""
    if len(data) > LARGEST:
        raise ImportFailed("The export is larger than {megabytes} MB.", megabytes=LARGEST >> 20)
    return decode(data).removeprefix("\ufeff")


def json_of(data: bytes) -> Any:
    """Raises ``ImportFailed`` where it is not JSON."""
    try:
        return json.loads(text_of(data))
    except (ValueError, RecursionError) as problem:
        raise ImportFailed("The export is damaged: it is not JSON.") from problem


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def entries(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; a single object counts as a list of one."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def line(value: object) -> str:
    """Words on one line; numbers are words too."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else ""


def words(value: object) -> str:
    """Text with its lines."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def names(value: object, separator: str = ",") -> tuple[str, ...]:
    """Tags or people: a list (of texts, or of objects with a name or label), or one text with separators."""
    if isinstance(value, str):
        found = [line(part) for part in value.split(separator)]
    elif isinstance(value, list):
        found = [
            line(one.get("name") or one.get("label") or one.get("tag"))
            if isinstance(one, dict)
            else line(one)
            for one in value
        ]
    else:
        found = []
    return tuple(dict.fromkeys(filter(None, found)))


def address(value: object) -> str:
    """A web address, else nothing."""
    found = line(value)
    return found if re.match(r"https?://\S", found, re.I) else ""


def color(value: object) -> HighlightColor:
    """The nearest of our colours to a name or ``#RRGGBB``; yellow where there is none."""
    told = line(value).lower()
    for name, found in _NAMES.items():
        if re.search(rf"(?:^|[^a-z]){name}", told):
            return found
    if hexadecimal := re.search(r"#?([0-9a-f]{6})\b", told):
        red, green, blue = (int(hexadecimal[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        if saturation > 0.08:
            return next(found for limit, found in _HUES if hue * 360 < limit)
    return HighlightColor.YELLOW


def moment(value: object) -> str:
    """UTC, ISO 8601, from ISO 8601, seconds, milliseconds or microseconds of Unix, or Chrome's; else nothing."""
    told = line(value)
    if re.fullmatch(r"\d{9,18}(?:\.0)?", told):
        number = int(told.removesuffix(".0"))
        while number > 20_000_000_000:
            if number > 10**16:
                number = number // 10**6 - _CHROME_EPOCH
            else:
                number //= 1000
        return datetime.fromtimestamp(max(number, 0), UTC).isoformat().replace("+00:00", "Z")
    told = re.sub(r" ?(?:UTC|Z)$", "+00:00", told)
    told = re.sub(r"^(\d{4}-\d\d-\d\d) (?=\d)", r"\1T", told)
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return ""
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
    try:
        return found.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (OverflowError, ValueError):
        return ""


def quote_of(selector: Mapping[str, Any]) -> TextQuoteSelector:
    """A TextQuoteSelector as JSON has it."""
    parts = (selector.get(name) for name in ("exact", "prefix", "suffix"))
    return TextQuoteSelector(*(part if isinstance(part, str) else "" for part in parts))


def position_of(selector: Mapping[str, Any]) -> TextPositionSelector | None:
    """A TextPositionSelector as JSON has it."""
    start, end = selector.get("start"), selector.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        return TextPositionSelector(start, end)
    return None


def area_of(record: Mapping[str, Any]) -> AreaTarget | None:
    """An area as our own exports tell it: page, sides, and the picture where it lies on one."""
    page, box, start = record.get("page_index"), record.get("rectangle"), record.get("start")
    if not isinstance(page, int) or page < 0 or not isinstance(box, list) or len(box) != 4:
        return None
    sides = [float(side) for side in box if isinstance(side, int | float)]
    if len(sides) < 4:
        return None
    place = start if isinstance(start, int) else 0
    return AreaTarget(page, Rectangle(*sides), line(record.get("picture")), place)


def lasting_name(*parts: str) -> str:
    """The same for the same parts, so that a second import of them adds nothing."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\x1f".join(parts)).hex


def article(
    title: str,
    *,
    url: str = "",
    creators: Sequence[str] = (),
    site: str = "",
    published: str = "",
    type: ItemType = ItemType.WEB_PAGE,
    **about: Any,
) -> ImportedItem:
    """What an export tells of an article, without its text."""
    told = {"title": title, "url": url, "creators": tuple(creators), "site": site, "published": published}
    origins = {name: str(Origin.EXPORT) for name, value in told.items() if value}
    origins |= {name: str(Origin.EXPORT) for name in about.get("details", {})}
    return ImportedItem(
        type, title or url, "", b"", "text/html", "", url=url, creators=tuple(creators), site=site,
        published=published, origins=origins, **about,
    )  # fmt: skip
