"""Who has a library open in a window."""

import sys
from pathlib import Path

from desktop.domain.errors import LibraryInUse, LibraryUnavailable


class WindowLock:
    """Held while a window shows the library; the system frees it when the program ends, however it ends."""

    def __init__(self, library: Path) -> None:
        try:
            self._file = library.with_name(library.name + ".lock").open("a+b")
        except OSError as failure:
            raise LibraryUnavailable(
                "The library {path} cannot be written: the file or its folder is read-only.", path=library
            ) from failure
        try:
            _lock(self._file.fileno())
        except OSError as failure:
            self._file.close()
            raise LibraryInUse("The library {path} is open in another window.", path=library) from failure

    def release(self) -> None:
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
