"""Web archives: WARC (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/) and the
older ARC, as they are or inside gzip."""

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from desktop.domain.errors import ImportFailed

LARGEST_BODY = 100 << 20
"""Bytes of the largest body that is read; larger ones are passed over."""
_MOST_BYTES = 8 << 30
"""Of everything that is unpacked."""
_HEAD = 1 << 20
"""Bytes that the heads of one record may have."""
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, OSError, zlib.error, ValueError)


@dataclass(frozen=True, slots=True)
class Capture:
    """What an address gave. ``problem``: why its body is not here."""

    address: str
    moment: str
    """ISO 8601; such moments sort as text."""
    status: int
    media_type: str
    charset: str
    leads_to: str
    """Where a redirect leads."""
    body: bytes
    digest: str
    """Of the body as it was sent, in the archive's own words."""
    repeats: bool = False
    """The body is that of an earlier capture with the same digest, or of ``repeated``."""
    repeated: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """``purpose``: what the browser wanted it for (https://www.w3.org/TR/fetch-metadata/), if known."""

    address: str
    purpose: str


@dataclass(frozen=True, slots=True)
class PageList:
    """The addresses that the archive's maker names as its pages."""

    addresses: tuple[str, ...]


def read_warc(file: IO[bytes], wanted: Callable[[str], bool]) -> Iterator[Capture | Request | PageList]:
    """The records in their order; only bodies of a ``wanted`` media type are read.

    Raises ``ImportFailed`` where the archive is damaged or unpacks without end, after what comes before.
    """
    stream = _Bounded(file)
    records = ArchiveIterator(stream, arc2warc=True, block_size=_CHUNK)
    records.INC_RECORD = ""  # what it would print of a record that ends too early
    while True:
        stream.room = _HEAD
        try:
            record = next(records, None)
            if record is None:
                break
            stream.room = _MOST_BYTES
            if found := _read_record(record, wanted):
                yield found
            if record.raw_stream.limit > 0:
                raise EOFError("the file ends inside a record")
        except _BROKEN as failure:
            raise ImportFailed("The archive is damaged: what follows cannot be read.") from failure
    if records.err_count:
        raise ImportFailed("The archive is damaged: some of it is missing.")


class _Bounded:
    """Refuses to give more than there is ``room`` for, and more than ``_MOST_BYTES`` in all."""

    def __init__(self, file: IO[bytes]) -> None:
        head = file.read(2)
        file.seek(0)
        # What lies before a damaged place is lost to ``GzipFile.read``, which looks further before it answers.
        self._read = gzip.GzipFile(fileobj=file).read1 if head == _GZIP else file.read
        self._left = _MOST_BYTES
        self.room = _HEAD

    def read(self, size: int) -> bytes:
        data = self._read(size)
        self.room -= len(data)
        self._left -= len(data)
        if self._left < 0:
            raise ImportFailed(
                "The archive unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
            )
        if self.room < 0:
            raise ValueError("a head without end")
        return data


def _read_record(record: Any, wanted: Callable[[str], bool]) -> Capture | Request | PageList | None:
    kind = record.rec_type
    if kind == "warcinfo":
        return PageList(_named_pages(_body(record) or b""))
    found: Request | Capture | None = None
    if kind == "request" and record.http_headers:
        found = Request(_address(record), record.http_headers.get_header("Sec-Fetch-Dest", ""))
    elif kind in ("response", "resource", "revisit") and _address(record):
        found = _capture(record, wanted)
    while record.raw_stream.read(_CHUNK):
        pass
    return found


def _address(record: Any) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _capture(record: Any, wanted: Callable[[str], bool]) -> Capture:
    head, http = record.rec_headers, record.http_headers
    told = http.get_header("Content-Type") if http else record.content_type
    media_type, charset = _content_type(told or "")
    repeats = record.rec_type == "revisit"
    status = int(http.get_statuscode() or 0) if http else 200
    body, problem = b"", ""
    if not repeats and wanted(media_type):
        body, problem = _decoded_body(record)
    return Capture(
        _address(record),
        head.get_header("WARC-Date") or "",
        status,
        media_type,
        charset,
        (http.get_header("Location") or "") if http and 300 <= status < 400 else "",
        body,
        head.get_header("WARC-Payload-Digest") or "",
        repeats,
        head.get_header("WARC-Refers-To-Target-URI") or "",
        problem,
    )


def _content_type(told: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = " ".join(told.split())
    return message.get_content_type() if told.strip() else "", message.get_content_charset("")


def _body(record: Any) -> bytes | None:
    """As it was sent; None where it is too large."""
    data: bytes = record.raw_stream.read(LARGEST_BODY + 1)
    return data if len(data) <= LARGEST_BODY else None


def _decoded_body(record: Any) -> tuple[bytes, str]:
    """The body without what was done to it for the way, or why that cannot be."""
    too_large = f"It is larger than {LARGEST_BODY >> 20} MB."
    data, http = _body(record), record.http_headers
    if data is None:
        return b"", too_large
    if not http:
        return data, ""
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        data = ChunkedDataReader(io.BytesIO(data)).read()
    for coding in reversed((http.get_header("Content-Encoding") or "").lower().split(",")):
        plain = _without(coding.strip(), data)
        if plain is None:
            return b"", f"It is packed in a way that cannot be read here ({coding.strip()})."
        if len(plain) > LARGEST_BODY:
            return b"", too_large
        data = plain
    return data, ""


def _without(coding: str, data: bytes) -> bytes | None:
    """Undo one content coding (RFC 9110, 8.4.1). Some archives keep the header of a body that they unpacked."""
    if coding in ("", "identity") or not data:
        return data
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, zlib.MAX_WBITS | 16) if data.startswith(_GZIP) else data
    if coding == "deflate":
        return _inflated(data, zlib.MAX_WBITS) or _inflated(data, -zlib.MAX_WBITS) or data
    if _is_plain(data):
        return data
    return _unpacked_brotli(data) if coding == "br" else None


def _is_plain(data: bytes) -> bool:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"))


def _unpacked_brotli(data: bytes) -> bytes | None:
    """Of RFC 7932; None where it is something else or damaged. Not far beyond the largest body."""
    unpacker = brotli.Decompressor()
    out = bytearray()
    try:
        while not unpacker.is_finished() and len(out) <= LARGEST_BODY:
            got = unpacker.process(data, output_buffer_limit=_CHUNK)
            if not got and unpacker.can_accept_more_data():
                return None
            out += got
            data = b""
    except brotli.error:
        return None
    return bytes(out)


def _inflated(data: bytes, window: int) -> bytes:
    """As far as it goes."""
    inflater = zlib.decompressobj(window)
    out = bytearray()
    try:
        while data and not inflater.eof and len(out) <= LARGEST_BODY:
            out += inflater.decompress(data, _CHUNK)
            data = inflater.unconsumed_tail
    except zlib.error:
        pass
    return bytes(out)


def _named_pages(fields: bytes) -> tuple[str, ...]:
    """The pages that Webrecorder names in the archive's own record."""
    for line in fields.splitlines():
        name, _, value = line.partition(b":")
        if name.strip() == b"json-metadata":
            try:
                told = json.loads(value)
                return tuple(str(page["url"]) for page in told.get("pages") or ())
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                return ()
    return ()
