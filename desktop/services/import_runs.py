"""Imports that outlive the window: what was not reached goes on at the next start, what failed can be tried again."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Unpack, cast

from desktop.services.imports import ImportEntry, ImportReport, ImportSettings, Status, import_sources
from desktop.services.sources import Given, PastedText
from desktop.storage import import_runs as rows
from desktop.storage.library import Library

_FLUSH_SECONDS = 0.5
"""Between writes of what was told; a crash in between costs a second look at these files, nothing else."""


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import of one or more sources."""

    id: int
    made: str
    """UTC, ISO 8601."""
    given: tuple[Given, ...]
    collection: str
    batch: str
    finished: bool


def begin(library: Library, given: Sequence[Given], collection: str = "") -> ImportRun:
    """Note what is to be imported; ``proceed`` does it."""
    return _run(rows.begin(library, [_packed(one) for one in given], collection, uuid.uuid4().hex))


def proceed(
    library: Library,
    run: ImportRun,
    watch: Callable[[ImportEntry], None] = lambda _entry: None,
    **settings: Unpack[ImportSettings],
) -> ImportReport:
    """Import what the run has not reached yet. The report holds all its entries, those of before too.

    Cancelled by the person or by the end of the program, the rest waits for the next ``proceed``; ``abandon``
    gives it up.
    """
    before = entries(library, run)
    known = {entry.source for entry in before}
    log = _Log(library, run, watch)
    whole: ImportSettings = {
        **settings, "collection": run.collection, "batch": run.batch, "told": log.tell,
        "wanted": lambda name: name not in known, "already": sum(one.status == "imported" for one in before),
    }  # fmt: skip
    try:
        report = import_sources(library, run.given, **whole)
    finally:
        log.flush()
    if not any(entry.status == "cancelled" for entry in report.entries):
        rows.set_state(library, run.id, "done")
    return replace(report, entries=(*before, *report.entries))


def abandon(library: Library, run: ImportRun) -> None:
    """What was not reached stays out."""
    rows.set_state(library, run.id, "done")


def retry(library: Library, run: ImportRun) -> ImportRun:
    """Open the run again for what failed; the rest of its entries stay."""
    rows.drop_entries(library, run.id, ("failed",))
    rows.set_state(library, run.id, "open")
    return replace(run, finished=False)


def runs(library: Library) -> list[ImportRun]:
    """The newest first."""
    return [_run(row) for row in rows.runs(library)]


def entries(library: Library, run: ImportRun) -> list[ImportEntry]:
    """What became of each source that was reached."""
    return [
        ImportEntry(source, cast(Status, status), item_id, title, reason, run.given[place])
        for source, place, status, item_id, title, reason in rows.entries(library, run.id)
    ]


def is_known(library: Library, path: Path) -> bool:
    """Whether a file was imported, or found to be there, and has not been written since."""
    seen = rows.seen(library, str(path))
    written = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(path.stat().st_mtime))
    return bool(seen) and seen[:19] >= written


class _Log:
    """Writes entries now and then, so that thousands of files are not thousands of small writes more."""

    def __init__(self, library: Library, run: ImportRun, watch: Callable[[ImportEntry], None]) -> None:
        self._library, self._run, self._watch = library, run, watch
        self._waiting: list[ImportEntry] = []
        self._places = {given: place for place, given in reversed(list(enumerate(run.given)))}
        self._written = time.monotonic()

    def tell(self, entry: ImportEntry) -> None:
        self._waiting.append(entry)
        if time.monotonic() - self._written > _FLUSH_SECONDS:
            self.flush()
        self._watch(entry)

    def flush(self) -> None:
        found = [
            (
                entry.source,
                self._places[entry.given],
                entry.status,
                entry.id,
                entry.title,
                entry.reason,
            )
            for entry in self._waiting
        ]
        if found:
            rows.add_entries(self._library, self._run.id, found)
        self._waiting.clear()
        self._written = time.monotonic()


def _run(row: rows.RunRow) -> ImportRun:
    given = tuple(_unpacked(one) for one in row.given)
    return ImportRun(row.id, row.made, given, row.collection, row.batch, row.state == "done")


def _packed(given: Given) -> dict[str, str]:
    if isinstance(given, PastedText):
        return asdict(given)
    return {"path": str(given)} if isinstance(given, Path) else {"address": given}


def _unpacked(packed: Any) -> Given:
    if "path" in packed:
        return Path(packed["path"])
    return str(packed["address"]) if "address" in packed else PastedText(**packed)
