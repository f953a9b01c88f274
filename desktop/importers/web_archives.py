"""Archives of several web pages (WARC, ARC, WACZ) -> the pages that a person captured."""

import hashlib
import html
import json
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from desktop.domain.errors import ImportFailed
from desktop.formats.warc import Capture, PageList, Request, read_warc
from desktop.formats.zipped import UNSOUND
from desktop.importers.base import Source

ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
_PACKED = ".wacz"
_HTML = ("text/html", "application/xhtml+xml")
_PDF = "application/pdf"
_STYLE = "text/css"
_FONTS = ("application/font", "application/x-font", "application/vnd.ms-fontobject")
_PAGE_LIST = "pages/pages.jsonl"
_MOST_BYTES = 2 << 30
"""Of what is unpacked to the disk."""
_MOST_RECORDS = 500_000
_LARGEST_PAGE_LIST = 64 << 20
_LARGEST_COMPANIONS = 300 << 20
_MOST_REDIRECTS = 20
_LEAST_WORDS = 80
"""Characters: an article's page shows more, an advertisement's frame or a counting pixel less."""
_OWN_PURPOSES = frozenset({"", "document"})
_TOKEN = re.compile(rb"[^\s\"'<>()]{3,2000}")
_BASE = re.compile(rb"<base\b[^>]{0,500}?\bhref\s*=\s*[\"']?([^\s\"'>]+)", re.I)


def is_web_archive(path: Path) -> bool:
    """By name: the content of a WACZ is a ZIP, that of a compressed WARC any gzip."""
    return path.name.lower().endswith(ENDINGS)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A capture whose body waits on the disk; ``file`` is empty where there is none."""

    capture: Capture
    file: str = ""


class _Page:
    """An HTML page as far as it tells pages from parts of pages."""

    def __init__(self, kept: _Kept, data: bytes) -> None:
        self.address = kept.capture.address
        tree = LexborHTMLParser(data)
        named = [frame.attributes.get("src") or "" for frame in tree.css("iframe, frame")]
        self.frames = {_joined(self.address, name) for name in named if name}
        tree.strip_tags(["script", "style", "noscript", "template"])
        words = tree.body.text() if tree.body else ""
        self.is_worded = len("".join(words.split())) >= _LEAST_WORDS


class WebArchive:
    """The captures of an archive, unpacked into ``folder``. ``damage`` says why some of it could not be read."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.damage: ImportFailed | None = None
        self._folder, self._room, self._records = folder, _MOST_BYTES, 0
        self._kept: dict[str, _Kept] = {}
        self._by_digest: dict[str, _Kept] = {}
        self._listed: list[str] = []
        self._purposes: dict[str, set[str]] = {}
        try:
            if path.name.lower().endswith(_PACKED):
                self._read_packed(path)
            else:
                with path.open("rb") as file:
                    self._read(file)
        except (*UNSOUND, RuntimeError) as failure:
            self.damage = ImportFailed("The archive is damaged and cannot be unpacked.")
            self.damage.__cause__ = failure
        except OSError as failure:
            raise ImportFailed(
                "The archive could not be unpacked: {reason}.", reason=failure.strerror or failure
            ) from failure

    def pages(self) -> list[str]:
        """The addresses that the archive names as its pages, else those of whole pages; and those of PDFs.

        Raises ``ImportFailed`` where there are none."""
        addresses = {_key(address): address for address in self._listed}
        if addresses:
            return [*addresses.values(), *(one for one in self._pdfs() if _key(one) not in addresses)]
        whole = self._whole_pages()
        shown = [page for page in whole if page.is_worded] or whole
        found = [*(page.address for page in shown), *self._pdfs()]
        if not found:
            raise self.damage or ImportFailed("The archive holds no web pages.")
        return found

    def source(self, address: str) -> Source:
        """A page with the pictures it names. Raises ``ImportFailed`` where the archive does not hold it."""
        kept = self._found(address)
        if kept is None:
            raise ImportFailed("The archive does not hold this page.")
        page = kept.capture
        if page.problem:
            raise ImportFailed("The page could not be unpacked. {problem}", problem=page.problem)
        if page.status != 200:
            raise ImportFailed("The page was not there when it was archived ({status}).", status=page.status)
        if not kept.file:
            raise ImportFailed("What this address gave is no page.")
        data = self._data(kept)
        companions = self._companions(page, data) if page.media_type in _HTML else {}
        return Source(
            data, _file_name(page), page.address, companions, page.charset, archived=_second(page.moment)
        )

    def _read_packed(self, path: Path) -> None:
        """A WACZ (https://specs.webrecorder.net/wacz/1.1.1/): a ZIP with a list of pages and some WARCs."""
        with zipfile.ZipFile(path) as archive:
            names = sorted(archive.namelist())
            if _PAGE_LIST in names:
                with archive.open(_PAGE_LIST) as listed:
                    self._listed += _page_addresses(listed.read(_LARGEST_PAGE_LIST))
            for name in names:
                if name.startswith("archive/") and name.lower().endswith(ENDINGS):
                    with archive.open(name) as file:
                        self._read(file)

    def _read(self, file: IO[bytes]) -> None:
        try:
            for record in read_warc(file, _is_wanted):
                self._records += 1
                if self._records > _MOST_RECORDS:
                    raise ImportFailed("The archive holds more than {count} records.", count=_MOST_RECORDS)
                self._take(record)
        except ImportFailed as failure:
            self.damage = failure

    def _take(self, record: Capture | Request | PageList) -> None:
        if isinstance(record, PageList):
            self._listed += record.addresses
        elif isinstance(record, Request):
            self._purposes.setdefault(_key(record.address), set()).add(record.purpose)
        else:
            kept = self._keep(record)
            known = self._kept.get(_key(record.address))
            if known is None or _rank(kept) >= _rank(known):
                self._kept[_key(record.address)] = kept

    def _keep(self, capture: Capture) -> _Kept:
        if capture.repeats:
            earlier = self._by_digest.get(capture.digest) or self._kept.get(_key(capture.repeated))
            same = earlier and replace(earlier.capture, address=capture.address, moment=capture.moment)
            return _Kept(same, earlier.file) if same and earlier else _Kept(capture)
        name = hashlib.sha256(capture.body).hexdigest() if capture.body else ""
        if name and not (self._folder / name).exists():
            self._room -= len(capture.body)
            if self._room < 0:
                raise ImportFailed(
                    "The archive unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
                )
            (self._folder / name).write_bytes(capture.body)
        kept = _Kept(replace(capture, body=b""), name)
        if capture.digest and name:
            self._by_digest[capture.digest] = kept
        return kept

    def _found(self, address: str) -> _Kept | None:
        """What an address gave in the end, redirects followed."""
        for _ in range(_MOST_REDIRECTS):
            kept = self._kept.get(_key(address))
            if kept is None or not kept.capture.leads_to:
                return kept
            address = _joined(kept.capture.address, kept.capture.leads_to)
        return None

    def _shown(self, media_types: Collection[str]) -> Iterator[_Kept]:
        for kept in self._kept.values():
            if kept.capture.status == 200 and kept.file and kept.capture.media_type in media_types:
                yield kept

    def _pdfs(self) -> Iterator[str]:
        return (kept.capture.address for kept in self._shown((_PDF,)))

    def _whole_pages(self) -> list[_Page]:
        """The HTML pages that no other one frames, and that were not fetched as a part of another."""
        pages = [_Page(kept, self._data(kept)) for kept in self._shown(_HTML)]
        framed = {_key(address) for page in pages for address in page.frames}
        return [
            page for page in pages if _key(page.address) not in framed and self._stands_alone(page.address)
        ]

    def _stands_alone(self, address: str) -> bool:
        purposes = self._purposes.get(_key(address), set())
        return not purposes or not purposes.isdisjoint(_OWN_PURPOSES)

    def _companions(self, page: Capture, data: bytes) -> dict[str, bytes]:
        """The archived pictures and styles that a page and its styles name, by the address that is meant."""
        declared = _BASE.search(data)
        base = (
            _joined(page.address, html.unescape(declared[1].decode("utf-8", "replace")))
            if declared
            else page.address
        )
        found: dict[str, bytes] = {}
        naming = [(base, data)]
        room = _LARGEST_COMPANIONS
        while naming:
            base, text = naming.pop()
            for address in sorted(_addresses_in(text, base) - found.keys()):
                kept = self._found(address)
                if not (kept and kept.file and _is_part(kept.capture.media_type)):
                    continue
                content = self._data(kept)
                room -= len(content)
                if room < 0:
                    return found
                found[address] = content
                if kept.capture.media_type == _STYLE:
                    naming.append((kept.capture.address, content))
        return found

    def _data(self, kept: _Kept) -> bytes:
        return (self._folder / kept.file).read_bytes()


def _is_wanted(media_type: str) -> bool:
    return media_type in _HTML or media_type == _PDF or _is_part(media_type)


def _is_part(media_type: str) -> bool:
    """Of a page, as far as it shows: pictures, styles, type faces."""
    return media_type == _STYLE or media_type.startswith(("image/", "font/", *_FONTS))


def _rank(kept: _Kept) -> tuple[bool, bool, str]:
    """Of captures of one address the last one that shows something."""
    return bool(kept.file) and kept.capture.status == 200, kept.capture.status < 400, kept.capture.moment


def _key(address: str) -> str:
    """Equal for addresses that give the same file."""
    return unquote(address.partition("#")[0]).rpartition("://")[2]


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address).partition("#")[0]
    except ValueError:
        return ""


def _addresses_in(text: bytes, base: str) -> set[str]:
    """All that a page or a style may name, as whole addresses."""
    return {_joined(base, named) for token in set(_TOKEN.findall(text)) for named in _names(token)}


def _names(token: bytes) -> Iterator[str]:
    """The addresses that a piece of markup may be: of a list of them, or after the name of an attribute."""
    text = html.unescape(token.decode("utf-8", "replace")).rstrip(",")
    yield text
    if "=" in text:
        yield text.partition("=")[2]


def _page_addresses(lines: bytes) -> Iterator[str]:
    """Of a list of pages: JSON, one a line, the first of which is about the list."""
    for line in lines.splitlines():
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict) and isinstance(told.get("url"), str):
            yield told["url"]


def _file_name(page: Capture) -> str:
    parts = urlsplit(page.address)
    name = PurePosixPath(unquote(parts.path)).name or parts.hostname or "page"
    ending = ".pdf" if page.media_type == _PDF else ".html"
    return name if name.lower().endswith((".pdf", ".html", ".htm", ".xhtml")) else name + ending


def _second(moment: str) -> str:
    """A record's moment without fractions of a second (WARC/1.1, 5.4)."""
    found = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=[.\dZ]*$)", moment)
    return f"{found[0]}Z" if found else ""
