"""The library as a whole."""

from pathlib import Path

from desktop.storage.library import Library


def open_library(path: Path, *, exclusive: bool = False) -> Library:
    """Open or make a library; ``exclusive``: for a window. Raises ``LibraryUnavailable``."""
    return Library.open(path, exclusive=exclusive)


def backup(library: Library, path: Path) -> None:
    """Copy the whole library to ``path``."""
    library.backup(path)


def check(library: Library) -> list[str]:
    """What is wrong with the file; nothing when it is sound."""
    return library.problems()


def stats(library: Library) -> dict[str, int]:
    """How many of each, and the file's size in bytes."""
    return library.statistics()
