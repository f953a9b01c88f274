"""Web archives of Safari (``.webarchive``): a property list with the page and its files."""

import plistlib
from dataclasses import replace
from xml.parsers.expat import ExpatError

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.html import read_packed

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_HEAD = 2048


class SafariImporter:
    """The page goes the way of any page, its images found among the parts; the archive is the original."""

    def recognises(self, source: Source) -> float:
        listed = source.data.startswith(b"bplist00") or b"<plist" in source.data[:_HEAD]
        return 0.97 if listed and b"WebMainResource" in source.data else 0.0

    def read(self, source: Source) -> ImportedItem:
        return read_packed(self.page(source), source.data, "application/x-webarchive")

    def page(self, source: Source) -> Source:
        try:
            told = plistlib.loads(source.data)
        except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, OverflowError) as failure:
            raise ImportFailed("The web archive is damaged and cannot be unpacked.") from failure
        main = _Part(told.get("WebMainResource") if isinstance(told, dict) else None)
        if not main.data or main.media_type not in _PAGES:
            raise ImportFailed("The web archive holds no page.")
        parts = map(_Part, _listed(told, "WebSubresources"))
        files = {part.address: part.data for part in parts if part.address and part.data}
        url = source.url or main.address
        return replace(source, data=main.data, url=url, companions=files, charset=main.charset)


class _Part:
    """One resource of the archive; empty where it is not what it should be."""

    def __init__(self, told: object) -> None:
        values = told if isinstance(told, dict) else {}
        data = values.get("WebResourceData")
        self.data = data if isinstance(data, bytes) else b""
        self.address, self.media_type, self.charset = (
            value if isinstance(value := values.get(f"WebResource{name}"), str) else ""
            for name in ("URL", "MIMEType", "TextEncodingName")
        )


def _listed(told: dict[str, object], name: str) -> list[object]:
    value = told.get(name)
    return value if isinstance(value, list) else []
