"""Copies of the library, made while it is in use."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop import paths

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


def rotate(library: Path, *, at_once: bool = False) -> None:
    """Back up unless there is a copy of the last day; keep the newest ten."""
    kept = sorted(folder(library).glob("*.florilegium"))
    moment = datetime.now(UTC)
    recent = kept and datetime.fromtimestamp(kept[-1].stat().st_mtime, UTC) > moment - timedelta(days=1)
    if recent and not at_once:
        return
    target = folder(library) / f"{library.stem} {moment:%Y-%m-%d %H%M%S}.florilegium"
    copy(library, target)
    for old in [*kept, target][:-KEEP]:
        old.unlink(missing_ok=True)
