"""Copies of the library, made while it is in use."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop import paths
from desktop.domain.errors import UserError

KEEP = 10


def folder(library: Path) -> Path:
    return paths.backups(library)


def copy(library: Path, target: Path) -> None:
    """A whole copy at ``target``, or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(library)) as source,
        contextlib.closing(sqlite3.connect(partial)) as copied,
    ):
        source.backup(copied)
    partial.replace(target)


def newest(library: Path) -> Path | None:
    """The newest backup that is sound."""
    for found in sorted(folder(library).glob("*.florilegium"), reverse=True):
        try:
            with contextlib.closing(sqlite3.connect(f"{found.resolve().as_uri()}?mode=ro", uri=True)) as conn:
                if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
                    return found
        except sqlite3.Error:
            continue
    return None


def restore(library: Path, backup: Path) -> Path:
    """Put a copy of a backup in the place of a library that cannot be opened; where the old file is now.

    Raises ``UserError`` where the disk does not allow it.
    """
    try:
        return _restore(library, backup)
    except (OSError, sqlite3.Error) as failure:
        raise UserError(
            "The backup could not be restored: {reason}. Nothing was deleted.", reason=failure
        ) from failure


def _restore(library: Path, backup: Path) -> Path:
    aside = library.with_name(f"{library.stem} damaged {datetime.now(UTC):%Y-%m-%d %H%M%S}{library.suffix}")
    copied = library.with_name(library.name + ".restored")
    copy(backup, copied)
    for ending in ("-wal", "-shm"):
        beside = library.with_name(library.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    library.replace(aside)
    copied.replace(library)
    return aside


def copy_beside(library: Path, backup: Path) -> Path:
    """A copy of a backup, named after it, in the folder of the library; raises ``UserError``."""
    target = library.with_name(f"{backup.stem} (backup){library.suffix}")
    number = 2
    while target.exists():
        target = library.with_name(f"{backup.stem} (backup {number}){library.suffix}")
        number += 1
    try:
        copy(backup, target)
    except (OSError, sqlite3.Error) as failure:
        raise UserError(
            "The backup could not be copied: {reason}. Nothing was changed.", reason=failure
        ) from failure
    return target


def is_due(library: Path) -> bool:
    """Whether there is no copy of the last day."""
    kept = sorted(folder(library).glob("*.florilegium"))
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return not kept or datetime.fromtimestamp(kept[-1].stat().st_mtime, UTC) <= yesterday


def rotate(library: Path, *, at_once: bool = False) -> None:
    """Back up unless there is a copy of the last day; keep the newest ten."""
    if not at_once and not is_due(library):
        return
    kept = sorted(folder(library).glob("*.florilegium"))
    moment = datetime.now(UTC)
    target = folder(library) / f"{library.stem} {moment:%Y-%m-%d %H%M%S}.florilegium"
    copy(library, target)
    for old in [*kept, target][:-KEEP]:
        old.unlink(missing_ok=True)
