"""E-mail (RFC 5322, MIME): the message as it was meant to be read, with its pictures."""

import codecs
import email
import re
from datetime import UTC
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from html import escape

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html, sanitize
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
_FIELD = re.compile(rb"^([A-Za-z][\w-]{1,60}):", re.M)
_ENVELOPE = frozenset(
    {b"to", b"cc", b"received", b"message-id", b"delivered-to", b"return-path", b"reply-to"}
)


class MailImporter:
    """A saved message. What is attached is named, and kept in the original."""

    def recognises(self, source: Source) -> float:
        head = source.data[:_HEAD].lstrip().partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
        if not _FIELD.match(head) or b"snapshot-content-location:" in head.lower():
            return 0.0
        fields = {name.lower() for name in _FIELD.findall(head)}
        return 0.98 if {b"from", b"date"} <= fields and fields & _ENVELOPE else 0.0

    def read(self, source: Source) -> ImportedItem:
        message = email.message_from_bytes(source.data, policy=default)
        assert isinstance(message, EmailMessage)
        archive = Archive(_pictures(message), "")
        html = _body(message, archive) + sanitize(_attachments(message))
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


def _body(message: EmailMessage, archive: Archive) -> str:
    """The HTML of the message, else its text."""
    part = message.get_body(("html", "plain"))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    words = _decoded(content if isinstance(content, bytes) else b"", part.get_content_charset(""))
    if part.get_content_subtype() == "html":
        page = parse_page(words)
        body = page.find("body")
        root = page if body is None else body
        settle_links(root, archive, "")
        settle_images(root, archive)
        return reader_html(root)
    return sanitize("".join(markup_of(paragraph, Role.TEXT) for paragraph in paragraphs(words)))


def _decoded(data: bytes, charset: str) -> str:
    """By the header, unless the bytes say otherwise."""
    try:
        return data.decode(codecs.lookup(charset).name)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _pictures(message: EmailMessage) -> dict[str, bytes]:
    """Those that the text shows, by the address it has for them."""
    found = {}
    for part in message.walk():
        name = str(part.get("content-id", "")).strip().strip("<>")
        data = part.get_payload(decode=True) if part.get_content_maintype() == "image" else None
        if name and isinstance(data, bytes):
            found[f"cid:{name}"] = data
    return found


def _attachments(message: EmailMessage) -> str:
    names = [name for part in message.iter_attachments() if (name := part.get_filename())]
    return "".join(f'<p class="caption">Attached: {escape(name)}</p>' for name in names)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, TypeError):  # headers that break the rules break the parser
        return ""


def _senders(message: EmailMessage) -> tuple[str, ...]:
    return tuple(
        name or address for name, address in getaddresses([_header(message, "from")]) if name or address
    )


def _sent(message: EmailMessage) -> str:
    """The day, in UTC."""
    try:
        return parsedate_to_datetime(_header(message, "date")).astimezone(UTC).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""
