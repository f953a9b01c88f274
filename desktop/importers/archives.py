"""ZIP archives of articles, unpacked where nothing of them can lead outside."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from desktop.domain.errors import ImportFailed
from desktop.formats.zipped import UNSOUND

ENDING = ".zip"
_MOST_BYTES = 2 << 30
_MOST_FILES = 50_000
_CHUNK = 1 << 20


def unpack(archive: Path, folder: Path) -> None:
    """Raises ``ImportFailed`` for what is damaged, locked, or grows without measure."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            if len(entries) > _MOST_FILES:
                raise ImportFailed("The archive holds more than {count} files.", count=_MOST_FILES)
            room = _MOST_BYTES
            for entry in entries:
                if (target := _target(folder, entry)) is not None:
                    room = _write(opened, entry, target, room)
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


def _target(folder: Path, entry: zipfile.ZipInfo) -> Path | None:
    """Where an entry goes; nowhere if it is no plain file or its path leads out."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
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
