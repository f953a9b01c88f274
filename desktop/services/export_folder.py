"""The folder that exports go to: free names, and files that are written whole or not at all."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from desktop.domain.errors import UserError
from desktop.exporters.base import Existing, Files, Spot
from desktop.exporters.file_names import file_name, numbered
from desktop.services.writing import write_together

_LARGEST_OWN = 64_000_000
"""Bytes; a larger file is not read to see whether it is an earlier export."""


_MOST_FOLDERS = 5000
"""That are looked through for earlier exports."""


class ExportFolder:
    """A folder, or one file where ``destination`` ends in the format's suffix."""

    def __init__(self, destination: Path, suffix: str, existing: Existing = Existing.KEEP) -> None:
        self._file = destination if names_a_file(destination, suffix) else None
        self._folder = destination.parent if self._file else destination
        self._suffix, self._existing = suffix, existing
        self._moved: dict[str, Path] = {}
        self._taken: set[str] = set()
        """Names of this export, which some systems hold for the same in capitals."""

    def look_through(self, subject: Callable[[bytes], str]) -> None:
        """Find earlier exports whatever they are called now, in folders below as well."""
        if self._file:
            return
        for path in _below_folder(self._folder, self._suffix):
            if uid := subject(_former(path) or b""):
                self._moved.setdefault(uid, path)

    def spot(self, title: str, knows: Callable[[bytes], bool], uid: str = "") -> tuple[Path, Spot]:
        """Where the next file goes: to the earlier export of the same, which ``knows`` tells by its bytes, else to a
        free name."""
        if (moved := self._moved.get(uid)) and (former := _former(moved)):
            return moved, self._at(moved, former)
        for name in numbered(self._file.name[: -len(self._suffix)] if self._file else file_name(title)):
            path = self._folder / (name + self._suffix)
            if str(path).casefold() in self._taken:
                continue
            former = _former(path)
            if former is None:
                return path, self._at(path)
            if knows(former):
                return path, self._at(path, former)
            if self._existing is Existing.REPLACE:
                return path, self._at(path)
        raise AssertionError("the numbers never end")

    def _at(self, path: Path, former: bytes = b"") -> Spot:
        def beside(name: str) -> bytes:
            try:
                return _below(path, name).read_bytes()
            except FileNotFoundError:
                return b""
            except OSError as problem:
                raise not_written(self._folder, problem) from problem

        return Spot(path.name[: -len(self._suffix)], former, beside)

    def write(self, path: Path, files: Files) -> None:
        """Raises ``UserError`` where the disk does not take them; then none of them is there."""
        try:
            if self._taken and not self._folder.is_dir():
                raise FileNotFoundError(errno.ENOENT, "the folder is gone")
            if not self._differs(path, files):
                self.reserve(path)
                return
            beside = {_below(path, name): data for name, data in files.beside.items()}
            write_together(beside | {path: files.contents}, make_folders=True)
        except OSError as problem:
            raise not_written(self._folder, problem) from problem
        self.reserve(path)

    @staticmethod
    def _differs(path: Path, files: Files) -> bool:
        """What is the same already is not written: other programs watch these files."""
        wanted = {path: files.contents} | {_below(path, name): data for name, data in files.beside.items()}
        return any(callable(data) or _former(one) != data for one, data in wanted.items())

    def reserve(self, path: Path) -> None:
        """The name is given."""
        self._taken.add(str(path).casefold())


def names_a_file(destination: Path, suffix: str) -> bool:
    """Whether a destination is a file of the format, not a folder."""
    return destination.name.lower().endswith(suffix) and len(destination.name) > len(suffix)


def taken(
    destination: Path, suffix: str, titles: list[str], knows: Callable[[bytes, int], bool]
) -> list[Path]:
    """Files of other contents that stand where exports of these titles would go; ``knows`` also gets the place of
    the title."""
    folder = ExportFolder(destination, suffix, Existing.REPLACE)
    found = []
    for place, title in enumerate(titles):
        path, spot = folder.spot(title, lambda data, place=place: knows(data, place))  # type: ignore[misc]
        folder.reserve(path)
        if not spot.former and path.exists():
            found.append(path)
    return found


def not_written(folder: Path, problem: OSError) -> UserError:
    return UserError(
        "The file could not be written to {folder}: {reason}. Nothing there was changed.",
        folder=str(folder),
        reason=problem.strerror or str(problem),
    )


def _below_folder(folder: Path, suffix: str) -> Iterator[Path]:
    """Files with this ending, without what is hidden; only so far in a folder that holds half a disk."""
    for count, (root, folders, names) in enumerate(os.walk(folder)):
        if count == _MOST_FOLDERS:
            return
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if name.endswith(suffix))


def _below(path: Path, name: str) -> Path:
    """A path that an exporter gave, which may not lead out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise ValueError(f"not a path beside the file: {name}")
    return path.parent.joinpath(*parts)


def _former(path: Path) -> bytes | None:
    """What a file holds, nothing where it cannot be read; None where there is none."""
    try:
        size = path.lstat().st_size
    except OSError:  # writing will tell what is wrong with the folder
        return None
    try:
        return path.read_bytes() if size <= _LARGEST_OWN else b""
    except OSError:
        return b""
