"""Files and folders of a disk -> sources to import."""

import os
import posixpath
import re
from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

from desktop.domain.errors import ImportFailed
from desktop.importers import archives
from desktop.importers.base import Source
from desktop.importers.gathered import registry as gathered
from desktop.importers.links import SHORTCUTS, links_in
from desktop.importers.registry import ENDINGS, PICTURE_ENDINGS
from desktop.importers.web_archives import is_web_archive

LARGEST = 500 << 20
"""Bytes of the largest file that is read."""

_HEAD = 200_000
"""Bytes by which an export is known."""
_LARGEST_COMPANIONS = 300 << 20
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdtext", ".qmd")
_REFERENCE = re.compile(
    rb"""(?:src|href|poster|data-src)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))|srcset\s*=\s*["']([^"']+)""",
    re.I,
)
_MARKDOWN_REFERENCE = re.compile(rb"\]\(\s*(?:<([^>\n]+)>|([^)\s>]+))|!\[\[([^\]|\n]+)")
_FRAME = re.compile(rb"""<i?frame\b[^>]*?\bsrc\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""", re.I)
_SHOWN = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico", ".jfif",
        ".css", ".woff", ".woff2", ".ttf", ".otf",
    }
)  # fmt: skip


def load(path: Path) -> Source:
    """The bytes of one file, with the files a saved page brings along. Raises ``ImportFailed``."""
    try:
        if not path.exists():
            raise ImportFailed("There is no such file.")
        if not path.is_file():
            raise ImportFailed("This is not a file that can be read.")
        if path.stat().st_size > LARGEST:
            raise ImportFailed("The file is larger than {megabytes} MB.", megabytes=LARGEST >> 20)
        data = path.read_bytes()
    except OSError as error:
        raise ImportFailed(
            "The file could not be opened: {reason}.", reason=error.strerror or error
        ) from error
    if not data:
        raise ImportFailed("The file is empty.")
    return Source(data, path.name, companions=_companions(path, data))


def articles_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below that can be articles, in the order of their names.

    Hidden files and the folders that belong to saved pages are left out, and pictures unless there is nothing
    else.
    """
    found = False
    for article in _articles(folder):
        found = True
        yield article
    if not found:
        yield from _pictures(folder)


def _pictures(folder: Path) -> list[Path]:
    """The pictures of a folder that holds only pictures."""
    below = [entry for entry in folder.rglob("*") if not entry.is_dir() and not _is_hidden(entry)]
    if any(entry.suffix.lower() not in PICTURE_ENDINGS for entry in below):
        return []
    return sorted(below, key=lambda entry: str(entry).casefold())


def _is_hidden(entry: Path) -> bool:
    """Or nothing of the person's own."""
    return entry.name.startswith((".", "~$")) or entry.name.lower() in ("thumbs.db", "desktop.ini")


def _articles(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.casefold())
    except OSError:
        return
    entries = [entry for entry in entries if not _is_hidden(entry)]
    pages = [entry for entry in entries if entry.suffix.lower() in _PAGE_ENDINGS and entry.is_file()]
    for entry in entries:
        if entry.is_dir():
            if not entry.is_symlink() and not any(_belongs(entry, page) for page in pages):
                yield from _articles(entry)
        elif _is_openable(entry) and _is_wanted(entry):
            yield entry


def _is_openable(entry: Path) -> bool:
    """Not a pipe, a socket or a device, which would be waited for without end; of what is not there it is told."""
    return entry.is_file() or not entry.exists()


def _is_wanted(entry: Path) -> bool:
    ending = entry.suffix.lower()
    if ending in ENDINGS or ending == archives.ENDING or is_web_archive(entry):
        return True
    if ending in gathered.ENDINGS:
        return _is_export(entry)
    return ending in SHORTCUTS and bool(links_in(entry))


def _is_export(entry: Path) -> bool:
    """Whether a file holds what another program knows of articles."""
    try:
        with entry.open("rb") as opened:
            head = opened.read(_HEAD)
    except OSError:
        return False
    return gathered.importer_for(Source(head, entry.name)) is not None


def _belongs(folder: Path, page: Path) -> bool:
    """Whether a folder holds a saved page's files: named after the page, and named in the page."""
    if folder == page or not folder.name.casefold().startswith(page.stem.casefold()):
        return False
    try:
        data = page.read_bytes()
    except OSError:
        return False
    return any(reference.split("/")[0] == folder.name for reference in _references(data, _REFERENCE))


_ELSEWHERE = (b"http:", b"https:", b"data:", b"javascript:", b"mailto:", b"tel:", b"about:", b"/", b"#", b"?")
"""How addresses begin that name no file beside the page; most of a page's do."""


def _references(data: bytes, pattern: re.Pattern[bytes]) -> Iterator[str]:
    """Relative paths named by a page, percent-decoded, without query and fragment."""
    for found in pattern.finditer(data):
        raw = next(group for group in found.groups() if group)
        for candidate in raw.split(b",") if found.lastindex == 4 else (raw,):
            address = candidate.strip().partition(b" ")[0] if found.lastindex == 4 else candidate.strip()
            if address[:11].lower().startswith(_ELSEWHERE):
                continue
            text = address.decode("utf-8", "replace").replace("&amp;", "&")
            if len(text) < 1000 and (path := _relative(text)):
                yield path


def _relative(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path).removeprefix("./")
    if (
        parts.scheme
        or parts.netloc
        or path.startswith(("/", "\\"))
        or ".." in path.split("/")
        or "\0" in path
    ):
        return ""
    return path


@lru_cache(maxsize=64)
def _has_company(folder: Path, _changed: int) -> bool:
    """Whether a folder holds anything that a page in it could show."""
    try:
        with os.scandir(folder) as entries:
            return any(
                entry.is_dir() or PurePath(entry.name).suffix.lower() not in ENDINGS for entry in entries
            )
    except OSError:
        return True


def _companions(page: Path, data: bytes) -> dict[str, bytes]:
    """What a page shows of the files beside it, by the paths it names."""
    if not _has_company(page.parent, page.parent.stat().st_mtime_ns):
        return {}
    ending = page.suffix.lower()
    frames = set[str]()
    if ending in _MARKDOWN_ENDINGS:
        named = set(_references(data, _MARKDOWN_REFERENCE))
    elif ending in _PAGE_ENDINGS:
        named, frames = set(_references(data, _REFERENCE)), set(_references(data, _FRAME))
        for frame in frames:
            named.update(_shown_in(page.parent, frame))
    else:
        return {}
    for first in {path.partition("/")[0] for path in named if "/" in path}:
        folder = page.parent / first
        if folder.is_dir() and folder.name.casefold().startswith(page.stem.casefold()):
            named.update(_files_below(folder, page.parent))
    return _read_companions(page.parent, sorted(named), frames)


def _shown_in(base: Path, frame: str) -> Iterator[str]:
    """What the page in a frame names, as the page around it would name it."""
    file = base / frame
    try:
        at_hand = file.suffix.lower() in _PAGE_ENDINGS and file.is_file() and file.stat().st_size < LARGEST
        data = file.read_bytes() if at_hand else b""
    except OSError:
        return
    for path in _references(data, _REFERENCE):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(frame), path))


def _files_below(folder: Path, base: Path) -> Iterator[str]:
    for where, _, files in os.walk(folder):
        for name in files:
            yield (Path(where) / name).relative_to(base).as_posix()


def _read_companions(base: Path, paths: list[str], frames: Container[str]) -> dict[str, bytes]:
    """Of those of the paths that a page shows; of pages those in its ``frames``."""
    found: dict[str, bytes] = {}
    room = _LARGEST_COMPANIONS
    root = base.resolve()
    for path in paths:
        file = base / path
        try:
            ending = file.suffix.lower()
            in_frame = path in frames and ending in _PAGE_ENDINGS
            if not in_frame and ending not in _SHOWN and not _is_image(file):
                continue
            if not file.is_file() or not file.resolve().is_relative_to(root) or file.stat().st_size > room:
                continue
            found[path] = file.read_bytes()
        except (OSError, ValueError):
            continue
        room -= len(found[path])
    return found


def _is_image(file: Path) -> bool:
    """Browsers save some images without an ending."""
    if file.suffix.lower() not in ("", ".php", ".download") or not file.is_file():
        return False
    with file.open("rb") as opened:
        head = opened.read(12)
    return head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")) or (
        head[:4] == b"RIFF" and head[8:] == b"WEBP"
    )
