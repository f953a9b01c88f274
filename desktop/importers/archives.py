"""ZIP archives of articles, unpacked where nothing of them can lead outside."""

import re
import stat
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath

from desktop.domain.errors import ImportFailed
from desktop.formats.zipped import UNSOUND

ENDING = ".zip"
_MOST_BYTES = 2 << 30
_MOST_FILES = 50_000
_CHUNK = 1 << 20
_CODE_PAGES = (
    ("utf-8", re.compile(r".*", re.S)),  # of Macs
    ("cp866", re.compile(r"(?!.*(?:[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]))[\x00-\x7fА-яЁё№]*", re.S)),
    ("cp932", re.compile(r"(?=.*[\u3041-\u30ff])[\x00-\x7f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]*", re.S)),
    ("gb2312", re.compile(r"[\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*")),
)
"""Encodings of names, each with the signs that tell it."""
_IS_UTF8 = 0x800
"""The flag of an entry whose name is in UTF-8."""


def unpack(archive: Path, folder: Path) -> None:
    """Raises ``ImportFailed`` for what is damaged, locked, or grows without measure."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            if len(entries) > _MOST_FILES:
                raise ImportFailed("The archive holds more than {count} files.", count=_MOST_FILES)
            room = _MOST_BYTES
            for entry, name in zip(entries, _names(entries), strict=True):
                if (target := _target(folder, entry, name)) is not None:
                    room = _write(opened, entry, _unused(target), room)
    except UNSOUND as failure:
        raise ImportFailed("The archive is damaged and cannot be unpacked.") from failure
    except RuntimeError as failure:  # what zipfile raises where a password is needed
        raise ImportFailed("The archive is locked with a password. Unpack it first.") from failure
    except OSError as failure:
        raise ImportFailed(
            "The archive could not be unpacked: {reason}.", reason=failure.strerror or failure
        ) from failure


def names_in(archive: Path) -> list[str]:
    """The names of an archive's files; none of one that is damaged."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return opened.namelist()
    except (*UNSOUND, OSError):
        return []


def _names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """What the entries are called. Names that are not said to be UTF-8 are in the code page of the system that wrote them,
    whatever the format says (APPNOTE.TXT, appendix D)."""
    plain = [entry for entry in entries if not entry.flag_bits & _IS_UTF8 and not entry.filename.isascii()]
    told = _as_written("\n".join(entry.filename for entry in plain)).split("\n")
    meant = dict(zip(map(id, plain), told, strict=False))
    return [meant.get(id(entry), entry.filename) for entry in entries]


def _as_written(names: str) -> str:
    """What was taken for the code page of DOS, in the encoding in which all of it is words."""
    try:
        raw = names.encode("cp437")
    except UnicodeEncodeError:
        return names
    for codec, words in _CODE_PAGES:
        with suppress(UnicodeDecodeError):
            if words.fullmatch(found := raw.decode(codec)):
                return found
    return names


def _unused(target: Path) -> Path:
    """Another name where an entry of the same name came before."""
    numbered = (target.with_name(f"{target.stem} ({number}){target.suffix}") for number in count(2))
    return target if not target.exists() else next(one for one in numbered if not one.exists())


def _target(folder: Path, entry: zipfile.ZipInfo, name: str) -> Path | None:
    """Where an entry goes; nowhere if it is no plain file or its path leads out."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if entry.is_dir() or link or not parts or parts[0] in ("/", "__MACOSX"):
        return None
    if any(part == ".." or ":" in part or "\0" in part for part in parts):
        return None
    return folder.joinpath(*parts)


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, room: int) -> int:
    """Counts what really comes out, whatever the archive says of itself."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            room -= len(chunk)
            if room < 0:
                raise ImportFailed(
                    "The archive unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
                )
            out.write(chunk)
    return room
