"""EPUB 2 and 3 (https://www.w3.org/TR/epub-33/): a ZIP with a package that orders chapters."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from desktop.domain.errors import ImportFailed
from desktop.formats.epub_contents import Heading, headings_of_nav, headings_of_ncx

_MOST_BYTES = 512 << 20
"""Of everything that is unpacked: a small file can claim to hold far more."""
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATED_FONTS = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
)  # fmt: skip
_NCX = "application/x-dtbncx+xml"
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """``path`` inside the book, by which links name it."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Book:
    """``files``: the pictures, by path. ``cover``: the path of one of them, or empty. ``contents``: what its table
    of contents names, each target a path of the book with its fragment."""

    metadata: dict[str, list[str]]
    """Dublin Core values by name: title, creator, language, date, publisher, identifier ..."""
    chapters: tuple[Chapter, ...]
    files: dict[str, bytes]
    cover: str
    contents: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    media_type: str
    properties: frozenset[str]


def is_epub(data: bytes) -> bool:
    """By the first entry of the ZIP, which names the type; some writers put it elsewhere or leave it out."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    return b"mimetypeapplication/epub+zip" in data[:120] or _CONTAINER.encode() in data[-(1 << 20) :]


def read_book(data: bytes) -> Book:
    """Raises ``ImportFailed`` for what is damaged, protected, or no book."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Package(archive).book()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as failure:
        raise ImportFailed("The book is damaged and cannot be unpacked.") from failure


class _Package:
    """The package document and what it names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.casefold(): name for name in archive.namelist()}
        self._room = _MOST_BYTES
        self._protected = self._read_protected()
        self._path = self._package_path()
        self._root = _xml(self._read(self._path))
        self._manifest = self._read_manifest()

    def book(self) -> Book:
        chapters = tuple(self._chapters())
        if not chapters:
            raise ImportFailed("The book holds no chapters.")
        files = {
            entry.path: self._read(entry.path)
            for entry in self._manifest.values()
            if entry.media_type.startswith("image/") and self._has(entry.path)
        }
        return Book(self._metadata(), chapters, files, self._cover(files), tuple(self._contents()))

    def _package_path(self) -> str:
        if self._has(_CONTAINER):
            for element in _xml(self._read(_CONTAINER)).iter("{*}rootfile"):
                path = _inside("", element.get("full-path", ""))
                if path and self._has(path):
                    return path
        path = next((name for name in self._names.values() if name.lower().endswith(".opf")), "")
        if not path:
            raise ImportFailed("The book is damaged: it does not say what it holds.")
        return path

    def _read_protected(self) -> set[str]:
        """Paths of what cannot be read without a key."""
        if not self._has(_ENCRYPTION):
            return set()
        return {
            unquote(reference.get("URI", ""))
            for entry in _xml(self._read(_ENCRYPTION)).iter("{*}EncryptedData")
            if not _OBFUSCATED_FONTS.intersection(
                method.get("Algorithm", "") for method in entry.iter("{*}EncryptionMethod")
            )
            for reference in entry.iter("{*}CipherReference")
        }

    def _read_manifest(self) -> dict[str, _Entry]:
        folder = posixpath.dirname(self._path)
        found = {}
        for item in self._root.iter("{*}item"):
            path = _inside(folder, unquote(item.get("href", "")))
            if path:
                kind, properties = item.get("media-type", ""), frozenset(item.get("properties", "").split())
                found[item.get("id", "")] = _Entry(path, kind.lower(), properties)
        return found

    def _chapters(self) -> Iterator[Chapter]:
        for reference in self._root.iter("{*}itemref"):
            entry = self._manifest.get(reference.get("idref", ""))
            if entry is None or entry.media_type not in _TEXTS or "nav" in entry.properties:
                continue
            if entry.path in self._protected:
                raise ImportFailed("The book is protected (DRM): only its seller's program can read it.")
            if self._has(entry.path):
                yield Chapter(entry.path, self._read(entry.path))

    def _metadata(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for element in self._root.iter(_DC + "*"):
            words = " ".join("".join(map(str, element.itertext())).split())
            if words:
                found.setdefault(str(element.tag).removeprefix(_DC), []).append(words)
        return found

    def _contents(self) -> Iterator[Heading]:
        """Of the navigation document, else of the NCX."""
        for entry in self._manifest.values():
            if "nav" in entry.properties and self._has(entry.path):
                yield from _settled(headings_of_nav(_xml(self._read(entry.path))), entry.path)
                return
        for entry in self._manifest.values():
            if entry.media_type == _NCX and self._has(entry.path):
                yield from _settled(headings_of_ncx(_xml(self._read(entry.path))), entry.path)
                return

    def _cover(self, files: dict[str, bytes]) -> str:
        named = [entry for entry in self._manifest.values() if "cover-image" in entry.properties]
        for meta in self._root.iter("{*}meta"):
            if meta.get("name") == "cover" and (entry := self._manifest.get(meta.get("content", ""))):
                named.append(entry)
        return next((entry.path for entry in named if entry.path in files), "")

    def _has(self, path: str) -> bool:
        return path.casefold() in self._names

    def _read(self, path: str) -> bytes:
        info = self._archive.getinfo(self._names[path.casefold()])
        with self._archive.open(info) as opened:
            data = opened.read(self._room + 1)
        self._room -= len(data)
        if self._room < 0:
            raise ImportFailed("The book unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20)
        return data


def _settled(headings: Iterable[Heading], document: str) -> Iterator[Heading]:
    """Their targets as paths of the book."""
    for heading in headings:
        path, _, fragment = heading.target.partition("#")
        inside = _inside(posixpath.dirname(document), unquote(path)) if path else document
        if inside:
            yield replace(heading, target=f"{inside}#{unquote(fragment)}")


def _inside(folder: str, path: str) -> str:
    """A path of the book, or empty where it leads out of it."""
    whole = posixpath.normpath(posixpath.join(folder, path.partition("#")[0]))
    return "" if whole.startswith(("/", "..")) or whole == "." else whole


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        raise ImportFailed("The book is damaged: its package cannot be read.") from failure
    if root is None:
        raise ImportFailed("The book is damaged: its package cannot be read.")
    return root
