"""ZIP files of exports, read in memory and only as far as is sane."""

import io
import zipfile
from collections.abc import Callable, Mapping

from desktop.domain.errors import ImportFailed
from desktop.formats.zipped import UNSOUND

_MOST_BYTES = 1 << 30
_MOST_FILES = 100_000


def names(data: bytes) -> tuple[str, ...]:
    """The files in a ZIP; none where it is no sound ZIP."""
    if not data.startswith(b"PK"):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return tuple(opened.namelist())
    except UNSOUND:
        return ()


def files(data: bytes, wanted: Callable[[str], bool]) -> Mapping[str, bytes]:
    """The bytes of the wanted files by their names. Raises ``ImportFailed``."""
    found: dict[str, bytes] = {}
    room = _MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            for entry in opened.infolist()[:_MOST_FILES]:
                if entry.is_dir() or not wanted(entry.filename):
                    continue
                with opened.open(entry) as file:
                    content = file.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise ImportFailed(
                        "The archive unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
                    )
                found[entry.filename] = content
    except UNSOUND as failure:
        raise ImportFailed("The archive is damaged and cannot be unpacked.") from failure
    except RuntimeError as failure:  # what zipfile raises where a password is needed
        raise ImportFailed("The archive is locked with a password. Unpack it first.") from failure
    return found
