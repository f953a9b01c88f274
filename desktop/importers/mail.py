"""E-mail (RFC 5322, MIME): the message as it was meant to be read, with its pictures."""

import codecs
import email
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime
from html import escape
from typing import Any

from lxml.html import HtmlElement

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode, decode_html
from desktop.formats.html.fragment import fragment
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html, sanitize
from desktop.formats.mail_text import by_depth, unfold
from desktop.formats.paragraphs import paragraphs
from desktop.importers.base import Source
from desktop.importers.html import parse_page
from desktop.importers.language import guess_language
from desktop.importers.names import title_from_name
from desktop.importers.news_text import Role
from desktop.importers.origins import origins_of
from desktop.importers.text import markup_of
from desktop.importers.web_images import Archive, settle_images, settle_links

_HEAD = 64 << 10
_DEEPEST = 20
"""Messages and parts in each other."""
_TEXTS = ("text/plain", "text/html")
_BROKEN = (ValueError, IndexError, TypeError, AttributeError, LookupError)
"""What the parser raises for headers that break the rules."""
_FIELD = re.compile(rb"^([A-Za-z][\w-]{1,60}):", re.M)
_ENVELOPE = frozenset(
    {b"to", b"cc", b"received", b"message-id", b"delivered-to", b"return-path", b"reply-to"}
)


class MailImporter:
    """A saved message, those in it too. What is attached is named, and kept in the original."""

    def recognises(self, source: Source) -> float:
        head = _without_envelope(source.data)[:_HEAD].lstrip().partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
        if not _FIELD.match(head) or b"snapshot-content-location:" in head.lower():
            return 0.0
        fields = {name.lower() for name in _FIELD.findall(head)}
        return 0.98 if {b"from", b"date"} <= fields and fields & _ENVELOPE else 0.0

    def read(self, source: Source) -> ImportedItem:
        message = email.message_from_bytes(_without_envelope(source.data), policy=_Forgiving())
        assert isinstance(message, EmailMessage)
        archive = Archive(_pictures(message), "")
        html = "\n".join(filter(None, _Body(message, archive).told(message)))
        text = canonical_text(html)
        if not text.strip():
            raise ImportFailed("The message holds no text.")
        subject, senders, sent = _header(message, "subject"), _senders(message), _sent(message)
        language = guess_language(text)
        return ImportedItem(
            type=ItemType.EMAIL,
            title=subject or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="message/rfc822",
            file_name=source.name,
            html=html,
            creators=senders,
            published=sent,
            language=language,
            url=source.url,
            outline=outline_of(html),
            resources=archive.resources(),
            origins=origins_of({"title": subject, "creators": senders, "published": sent}, language=language),
        )


def _without_envelope(data: bytes) -> bytes:
    """Without the line that mailboxes put before a message."""
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


class _Forgiving(EmailPolicy):
    """Headers that break the parser are kept as they stand."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except _BROKEN:
            return str(value)


class _Body:
    """What a message says, part after part: its text, its pictures, messages in it, and the names of the rest."""

    def __init__(self, message: MIMEPart, archive: Archive) -> None:
        self._archive = archive
        pages = [_bytes(part) for part in message.walk() if part.get_content_type() == "text/html"]
        self._shown = {
            part
            for part in message.walk()
            if (name := _content_id(part)) and any(f"cid:{name}".encode() in page for page in pages)
        }

    def told(self, part: MIMEPart, depth: int = 0) -> Iterator[str]:
        kind = part.get_content_type()
        parts = list(part.iter_parts()) if part.is_multipart() else []
        if depth > _DEEPEST:
            return
        if kind == "message/rfc822":
            for message in parts:
                yield sanitize(_heading(message))
                yield from self.told(message, depth + 1)
        elif kind == "multipart/alternative" and parts:
            yield from self.told(_richest(parts), depth + 1)
        elif parts:
            for one in parts:
                yield from self.told(one, depth + 1)
        elif _is_attached(part) or not (kind in _TEXTS or (kind.startswith("text/") and not _name(part))):
            yield self._beside(part)
        else:
            yield self._html(part) if kind == "text/html" else _plain(part)

    def _html(self, part: MIMEPart) -> str:
        page = parse_page(decode_html(_bytes(part), part.get_content_charset("")))
        body = page.find("body")
        return self._settled(page if body is None else body)

    def _beside(self, part: MIMEPart) -> str:
        """A picture where it stands in the message, else its name."""
        if part in self._shown:
            return ""
        name = _name(part)
        if part.get_content_maintype() == "image" and not _is_attached(part):
            image = f'<p><img src="{escape(_address(part))}" alt="{escape(name)}"></p>'
            return self._settled(fragment(image))
        return sanitize(f'<p class="caption">Attached: {escape(name)}</p>') if name else ""

    def _settled(self, root: HtmlElement) -> str:
        settle_links(root, self._archive, "")
        settle_images(root, self._archive)
        return reader_html(root)


def _richest(parts: Sequence[MIMEPart]) -> MIMEPart:
    """Of several forms of the same text: the last with HTML, else the first with words."""
    for kind in ("text/html", "text/plain"):
        for part in parts[::-1]:
            texts: list[MIMEPart] = [one for one in part.walk() if one.get_content_type() == kind]
            if any(_bytes(one).strip() for one in texts):
                return part
    return parts[0]


def _heading(message: MIMEPart) -> str:
    """Who sent a message that is part of another, when, and about what."""
    told = [(name, _header(message, name)) for name in ("From", "Date", "Subject")]
    lines = (f"{name}: {escape(words)}" for name, words in told if words)
    return f'<hr><p class="caption">{"<br>".join(lines)}</p>'


def _plain(part: MIMEPart) -> str:
    words = _decoded(_bytes(part), part.get_content_charset(""))
    if str(part.get_param("format", "")).lower() == "flowed":
        words = unfold(words, without_space=str(part.get_param("delsp", "")).lower() == "yes")
    found = [
        "<blockquote>" * depth
        + "".join(markup_of(paragraph, Role.TEXT) for paragraph in paragraphs(piece))
        + "</blockquote>" * depth
        for depth, piece in by_depth(words)
        if piece.strip()
    ]
    return sanitize("".join(found))


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(data: bytes, charset: str) -> str:
    """By the header, unless the bytes say otherwise."""
    try:
        return data.decode(codecs.lookup(charset).name)
    except (LookupError, ValueError):
        return decode(data)


def _pictures(message: MIMEPart) -> dict[str, bytes]:
    """Those that came with the text, by the address it has for them."""
    return {
        _address(part): data
        for part in message.walk()
        if part.get_content_maintype() == "image" and (data := _bytes(part))
    }


def _is_attached(part: MIMEPart) -> bool:
    return part.get_content_disposition() == "attachment"


def _name(part: MIMEPart) -> str:
    try:
        return part.get_filename() or ""
    except _BROKEN:
        return ""


def _content_id(part: MIMEPart) -> str:
    return str(part.get("content-id", "")).strip().strip("<>")


def _address(part: MIMEPart) -> str:
    """By which the text names a picture; for one without a name in the message, one of its own."""
    return f"cid:{_content_id(part) or hashlib.sha256(_bytes(part)).hexdigest()}"


def _header(message: MIMEPart, name: str) -> str:
    raw = next((str(value) for field, value in message.raw_items() if field.lower() == name.lower()), "")
    if not raw.isascii():  # bytes that the rules forbid and programs of all times have written
        return " ".join(decode(raw.encode("utf-8", "surrogateescape")).split())
    return " ".join(str(message.get(name, "")).split())


def _senders(message: MIMEPart) -> tuple[str, ...]:
    return tuple(
        name or address for name, address in getaddresses([_header(message, "from")]) if name or address
    )


def _sent(message: MIMEPart) -> str:
    """The day, in UTC."""
    try:
        return parsedate_to_datetime(_header(message, "date")).astimezone(UTC).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""
