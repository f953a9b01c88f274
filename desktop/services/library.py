"""The library as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import LibraryUnavailable
from desktop.services.search import refresh_vocabulary
from desktop.storage import backups, renewal
from desktop.storage.library import Library
from desktop.storage.library import is_large as is_large_file


@dataclass(frozen=True, slots=True)
class Damage:
    """``problems`` as SQLite tells them; ``backup``: the newest sound one."""

    problems: tuple[str, ...]
    backup: Path | None


def open_library(path: Path, *, exclusive: bool = False) -> Library:
    """Open or make a library; ``exclusive``: for a window. Raises ``LibraryUnavailable``."""
    library = Library.open(path, exclusive=exclusive)
    if not is_large(library):
        renew_index(library)
    return library


def takes_time(path: Path) -> bool:
    """Whether opening it for a window is long work, since a large library has to be brought up to date."""
    try:
        return Library.is_at(path) and is_large_file(path) and Library.is_older(path)
    except LibraryUnavailable:
        return False  # opening it says why


def is_large(library: Library) -> bool:
    """Too large to be looked at as a whole when it is opened."""
    return is_large_file(library.path)


def tend(library: Library) -> None:
    """Once a day look at the whole file of a large library, and back it up; small ones were when they were opened.
    Raises ``LibraryDamaged``."""
    library.tend()


def renew_index(library: Library, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Let the texts that an earlier version indexed be found as words are read now. Takes a while in a large library,
    lets other work pass, and goes on where it was stopped."""
    renewed = False
    while not cancelled() and renewal.renew_piece(library):
        renewed = True
    first = True
    while renewed and not cancelled() and renewal.merge_piece(library, first=first):
        first = False


def look_after(library: Library, cancelled: Callable[[], bool]) -> None:
    """What a large library needs now and then: its words learned, and the file looked at. Raises ``LibraryDamaged``."""
    with library.telling_damage():
        renew_index(library, cancelled)
        refresh_vocabulary(library)
        if not cancelled():
            tend(library)


def backup(library: Library, path: Path) -> None:
    """Copy the whole library to ``path``."""
    library.backup(path)


def newest_backup(path: Path) -> Path | None:
    """The newest sound backup of the library at ``path``."""
    return backups.newest(path)


def restore_backup(path: Path, backup: Path) -> Path:
    """Start again from a backup. The file that cannot be opened is kept under the name that is given back."""
    return backups.restore(path, backup)


def check(library: Library) -> list[str]:
    """What is wrong with the file; nothing when it is sound."""
    return library.problems()


def damage(library: Library) -> Damage | None:
    """What is wrong with the file, and what there is instead. Takes a while: backups are looked at as well."""
    problems = check(library)
    return Damage(tuple(problems), backups.newest(library.path)) if problems else None


def copy_backup(path: Path, backup: Path) -> Path:
    """A library beside the one at ``path``, made from a backup of it. Raises ``UserError``."""
    return backups.copy_beside(path, backup)


def stats(library: Library) -> dict[str, int]:
    """How many of each, and the file's size in bytes."""
    return library.statistics()
