"""EPUB 2 and 3 (https://www.w3.org/TR/epub-33/): a ZIP with a package that orders chapters."""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from lxml import etree

from desktop.domain.errors import ImportFailed
from desktop.formats.epub_contents import Heading, headings_of_nav, headings_of_ncx
from desktop.formats.zipped import UNREADABLE

_MOST_BYTES = 512 << 20
"""Of everything that is unpacked: a small file can claim to hold far more."""
_MOST_FALLBACKS = 10
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATED_FONTS = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
)  # fmt: skip
_NCX = "application/x-dtbncx+xml"
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_TEXT_ENDINGS = (".xhtml", ".html", ".htm", ".xht")
_OPF = "{http://www.idpf.org/2007/opf}"
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
    fallback: str
    """The id of what is shown where this cannot be."""

    @property
    def is_text(self) -> bool:
        return self.media_type in _TEXTS or (
            not self.is_picture and self.path.lower().endswith(_TEXT_ENDINGS)
        )

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


def is_epub(data: bytes) -> bool:
    """By the first entry of the ZIP, which names the type; some writers put it elsewhere or leave it out."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    return b"mimetypeapplication/epub+zip" in data[:120] or _CONTAINER.encode() in data[-(1 << 20) :]


def read_book(data: bytes) -> Book:
    """Raises ``ImportFailed`` for what is damaged, protected, or no book."""
    with _unpacking():
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        return _Package(archive).book()


@contextmanager
def _unpacking() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as failure:
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
            if entry.is_picture and self._has(entry.path)
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
                found[item.get("id", "")] = _Entry(path, kind.lower(), properties, item.get("fallback", ""))
        return found

    def _chapters(self) -> Iterator[Chapter]:
        read = set[str]()
        for reference in self._root.iter("{*}itemref"):
            entry = self._shown(reference.get("idref", ""))
            if entry is None or "nav" in entry.properties or entry.path in read:
                continue
            read.add(entry.path)
            if entry.path in self._protected:
                raise ImportFailed("The book is protected (DRM): only its seller's program can read it.")
            if self._has(entry.path):
                yield Chapter(entry.path, self._read(entry.path) if entry.is_text else _around(entry.path))

    def _shown(self, identifier: str) -> _Entry | None:
        """A text or a picture: the entry of this id, or what stands for it."""
        entry = self._manifest.get(identifier)
        for _ in range(_MOST_FALLBACKS):
            if entry is None or entry.is_text or entry.is_picture:
                break
            entry = self._manifest.get(entry.fallback)
        return entry if entry and (entry.is_text or entry.is_picture) else None

    def _metadata(self) -> dict[str, list[str]]:
        """Each by its worth: the main title, who wrote it, and when it was published come first."""
        found: dict[str, list[tuple[int, str]]] = {}
        for element in self._root.iter(_DC + "*"):
            words = " ".join("".join(map(str, element.itertext())).split())
            if words:
                name = str(element.tag).removeprefix(_DC)
                found.setdefault(name, []).append((self._rank(name, element), words))
        if any(rank == 0 for rank, _ in found.get("creator", [])):
            found["creator"] = [(rank, words) for rank, words in found["creator"] if rank == 0]
        return {
            name: [words for _, words in sorted(values, key=lambda value: value[0])]
            for name, values in found.items()
        }

    def _rank(self, name: str, element: etree._Element) -> int:
        if name == "title":
            return {"main": 0, "": 1, "subtitle": 2}.get(self._refined(element, "title-type"), 3)
        if name == "creator":
            role = element.get(_OPF + "role") or self._refined(element, "role")
            return 0 if role in ("", "aut") else 1
        if name == "date":
            event = element.get(_OPF + "event", "")
            return {"publication": 0, "original-publication": 0, "": 1}.get(event, 2)
        return 0

    def _refined(self, element: etree._Element, name: str) -> str:
        """What the package adds to a value (https://www.w3.org/TR/epub-33/#sec-meta-elem)."""
        aim = f"#{element.get('id')}"
        told = (
            one for one in self._root.iter("{*}meta") if one.get("refines") == aim and one.get("property") == name
        )  # fmt: skip
        return next(((one.text or "").strip() for one in told), "")

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
        with _unpacking(), self._archive.open(info) as opened:
            data = opened.read(self._room + 1)
        self._room -= len(data)
        if self._room < 0:
            raise ImportFailed("The book unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20)
        return data


def _around(picture: str) -> bytes:
    """A page that shows a picture, which stands for itself in the order of the book."""
    return f'<html><body><img src="{quote(posixpath.basename(picture))}" alt=""></body></html>'.encode()


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
