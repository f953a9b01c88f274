"""A web page saved as one file (MHTML, RFC 2557): the page and its files as parts of a mail message."""

import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime

from desktop.formats.encoding import decode_html

_PAGES = ("text/html", "application/xhtml+xml")
_HEADER = re.compile(rb"\s*[\w-]{1,40}:[^\n]*\n")
_KIND = re.compile(rb"^content-type:\s*(multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)
_PART = re.compile(rb"^(--[^\r\n]{1,200})\r?\n(?=content-[\w-]+:)", re.I | re.M)
_PAGE_PART = re.compile(rb"^content-type:\s*text/html", re.I | re.M)
_HEAD = 8192


@dataclass(frozen=True, slots=True)
class WebArchive:
    """``location``: where the page stood; ``files``: what came with it, by the address or ``cid:`` under which
    the page names it; ``saved``: when that was, UTC, ISO 8601, empty where it is not told."""

    html: str
    location: str
    files: dict[str, bytes]
    saved: str


def is_mhtml(data: bytes) -> bool:
    """Whether bytes begin like a message that holds a page."""
    head = data[:_HEAD]
    return bool(_HEADER.match(head) and b"mime-version:" in head.lower() and _KIND.search(head))


def unpack(data: bytes) -> WebArchive | None:
    """The page of an archive with its files; None where there is no page. Damaged archives give what they
    still hold."""
    message = email.message_from_bytes(data)
    parts = list(_parts(message)) or list(_parts(email.message_from_bytes(_mended(data))))
    page = _first_page(message, parts)
    if page is None:
        return None
    files: dict[str, bytes] = {}
    for part in parts:
        if part is not page:
            content = part.get_payload(decode=True)
            files |= dict.fromkeys(_names(part), content if isinstance(content, bytes) else b"")
    location = _header(message, "Snapshot-Content-Location") or _location(page)
    return WebArchive(_text(page), location, files, _saved(message))


def _saved(message: Message) -> str:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
        return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def _parts(message: Message) -> Iterator[Message]:
    for part in message.walk():
        single = not part.is_multipart() and part.get_content_maintype() != "multipart"
        if single and (part is not message or part.get_content_type() in _PAGES):
            yield part


def _mended(data: bytes) -> bytes:
    """The parts under a header of ours, where the archive's own header is broken or names no boundary."""
    if found := _PART.search(data):
        boundary = found[1][2:]
        return b'Content-Type: multipart/related; boundary="' + boundary + b'"\n\n' + data[found.start() :]
    page = _PAGE_PART.search(data)
    return data[page.start() :] if page else b""


def _first_page(message: Message, parts: list[Message]) -> Message | None:
    """The part the archive starts with, as it says itself, else its first page."""
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = str(message.get_param("start", "")).strip()
    named = (part for part in pages if start and _header(part, "Content-ID") == start)
    return next(named, pages[0] if pages else None)


def _header(part: Message, name: str) -> str:
    """An address in a header; long ones are folded."""
    return "".join(str(part.get(name, "")).split())


def _location(part: Message) -> str:
    return _header(part, "Content-Location")


def _names(part: Message) -> Iterator[str]:
    if location := _location(part):
        yield location
    if identifier := _header(part, "Content-ID").strip("<>"):
        yield f"cid:{identifier}"


def _text(page: Message) -> str:
    """By the part's header, unless the bytes are plainly UTF-8 or the header names no encoding."""
    content = page.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    try:
        charset = codecs.lookup(page.get_content_charset("")).name
        data.decode("utf-8")
    except LookupError:
        return decode_html(data)
    except UnicodeDecodeError:
        return data.decode(charset, "replace")
    return decode_html(data)
