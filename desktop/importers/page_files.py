"""The files that came with a web page, found by the addresses by which the page names them."""

import base64
import binascii
import mimetypes
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

from desktop.formats.html.sanitize import is_archived_path
from desktop.formats.html.vocabulary import LINK_SCHEMES

_DATA_URI = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[^,;]*)*),(.*)", re.I | re.S)
_PARTS = "parts/"
"""Where a file is kept of which the whole address is known, under its quoted address."""


class PageFiles:
    """``files``: by relative URL path (percent-decoded), or by whole address; ``base``: of the page."""

    def __init__(self, files: Mapping[str, bytes], base: str) -> None:
        self._files = files
        self._base = base

    def __bool__(self) -> bool:
        return bool(self._files)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(self._files.items())

    def data(self, name: str) -> bytes:
        return self._files[name]

    def name_of(self, address: str, within: str = "") -> str:
        """The file an address means, empty where there is none. ``within``: the name of the file in which
        the address stands, where that is not the page."""
        address = address.strip()
        if not self._files or not address:
            return ""
        if within:
            address = _joined(within, address)
        for path in (
            unquote(address),
            unquote(address.partition("?")[0]),
            unquote(address.partition("#")[0]),
        ):
            plain = path.removeprefix("./")
            if plain in self._files and is_archived_path(plain):
                return plain
        whole = (one.partition("#")[0] for one in (address, self.absolute(address)))
        return next((one for one in whole if one in self._files), "")

    def address_of(self, name: str) -> str:
        """Where a file stood that a page names by its ``cid:`` (RFC 2557); other names are addresses themselves."""
        if not name.startswith("cid:"):
            return name
        others = (
            one for one, data in self._files.items() if data is self._files[name] and self.absolute(one)
        )
        return next(others, name)

    def absolute(self, address: str) -> str:
        """A web address, or empty where that is not known."""
        try:
            url = urljoin(self._base, address.strip())
            return url if urlsplit(url).scheme.lower() in LINK_SCHEMES else ""
        except ValueError:
            return ""


def kept_path(name: str) -> str:
    """Under which a file of a page is kept in the library."""
    return name if is_archived_path(name) else _PARTS + quote(name, safe="")


def named_as(path: str) -> str:
    """The name by which a page knows a file that is kept under a path."""
    return unquote(path.removeprefix(_PARTS)) if path.startswith(_PARTS) else path


def data_of(address: str) -> tuple[str, bytes] | None:
    """Media type and content of a ``data:`` address (RFC 2397); None where it is none, or damaged."""
    parts = _DATA_URI.match(address.strip())
    if not parts:
        return None
    kind, parameters, content = (parts[1] or "text/plain").lower(), parts[2].lower(), parts[3]
    try:
        plain = unquote_to_bytes(content)
        return kind, base64.b64decode(plain) if ";base64" in parameters else plain
    except (binascii.Error, ValueError):
        return None


def media_type(path: str, data: bytes) -> str:
    """By content for what browsers show as images, else by name."""
    for start, kind in (
        (b"\x89PNG", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
    ):
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] == b"ftypavif":
        return "image/avif"
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def _joined(within: str, address: str) -> str:
    try:
        return urljoin(within, address)
    except ValueError:
        return address
