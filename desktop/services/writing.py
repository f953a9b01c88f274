"""Files that are written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from desktop.exporters.base import Contents


def write_atomically(path: Path, data: bytes) -> None:
    """Raises ``OSError``; what stood there before is left as it was then."""
    write_together({path: data})


def write_together(contents: dict[Path, Contents], *, make_folders: bool = False) -> None:
    """All of these files, the last one last, or none: what is there stays until each is written in full."""
    ready: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, data in contents.items():
            if make_folders:
                made += _make_folder(path.parent)
            ready[path] = _written_beside(path, data)
        for path, temporary in ready.items():
            temporary.replace(path)
    except BaseException:
        for temporary in ready.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Those that were missing, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _written_beside(path: Path, data: Contents) -> Path:
    """A finished temporary file in the same folder."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".florilegium-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            if callable(data):
                data(out)
            else:
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
