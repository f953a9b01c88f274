"""Web pages saved as one file (MHTML), by a browser or by the capture of a live page."""

import codecs
import posixpath
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.formats.mhtml import WebArchive, is_mhtml, unpack
from desktop.importers.base import Source
from desktop.importers.html import read_packed


class MhtmlImporter:
    """The page goes the way of any page, its images found among the parts; the archive is the original."""

    def recognises(self, source: Source) -> float:
        return 0.97 if is_mhtml(source.data) else 0.0

    def read(self, source: Source) -> ImportedItem:
        return read_packed(self.page(source), source.data, "multipart/related")

    def page(self, source: Source) -> Source:
        archive = unpack(source.data)
        if archive is None:
            raise ImportFailed("The web archive is damaged: it holds no page.")
        files = archive.files.items()
        return replace(
            source,
            data=codecs.BOM_UTF8 + archive.html.encode("utf-8", "replace"),
            url=source.url or _web_address(archive.location),
            archived=source.archived or archive.saved,
            companions={name: data for address, data in files for name in _names(address, archive)},
        )


def _web_address(location: str) -> str:
    return location if location.startswith(("http://", "https://")) else ""


def _names(address: str, archive: WebArchive) -> tuple[str, ...]:
    """A part's address; and its path from the page, where both were files of one disk."""
    if not address.lower().startswith("file:"):
        return (address,)
    folder = posixpath.dirname(urlsplit(archive.location).path)
    return address, unquote(posixpath.relpath(urlsplit(address).path, folder or "/"))
