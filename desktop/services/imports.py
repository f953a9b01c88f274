"""Bring articles into the library: files, folders, web addresses, pasted text."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypedDict, Unpack
from urllib.parse import urlsplit
from urllib.request import url2pathname

from desktop.domain.changes import Changes
from desktop.domain.errors import Cancelled, ImportFailed, PasswordNeeded, UserError
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.progress import Progress, Silent
from desktop.importers.archives import ENDING as ARCHIVE
from desktop.importers.archives import unpack
from desktop.importers.base import PageCapture, Source
from desktop.importers.files import articles_in, load
from desktop.importers.links import SHORTCUTS, addresses_of, is_web_address, links_in
from desktop.importers.pool import ImportPool
from desktop.importers.web_archives import WebArchive, is_web_archive
from desktop.services import browse
from desktop.services.organize import collection_by_path
from desktop.storage import history, intake
from desktop.storage.library import Library

Status = Literal["imported", "duplicate", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text or HTML that was dropped or pasted, with where it came from."""

    text: str
    html: str = ""
    url: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """What became of one source. ``id``: the new item, or the one already there. ``reason``: why not, or a remark
    on what was imported."""

    source: str
    status: Status
    id: int | None = None
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    entries: tuple[ImportEntry, ...]
    """In the order of the sources; a folder counts with each of its articles."""
    changes: Changes


class ImportSettings(TypedDict, total=False):
    """Where new items are filed, and what helps to read them."""

    collection: str
    """A path such as ``Project/Sources``; made where it is missing."""
    tags: Sequence[str]
    progress: Progress
    pool: ImportPool | None
    """The program's own workers; without it some are started for this import."""
    capture: PageCapture | None
    """How live pages are fetched; without it, web addresses are refused with a reason."""
    ask_password: Callable[[str], str | None] | None
    """A source's name -> the password of the file, None to leave it out. Asked again when it is wrong; may block."""


_DEEPEST = 3
"""Archives inside archives."""
_MOST_PASSWORDS = 3
"""Tried on one file."""
_NO_TEXT = "It has no text layer: areas can be marked, words cannot be searched."


@dataclass(slots=True)
class _Job:
    """One future entry. ``open`` gives its bytes when their turn comes."""

    name: str
    open: Callable[[], Source]
    entry: ImportEntry | None = None
    password: str = ""


class _Import:
    """One import on its way into the library."""

    def __init__(self, library: Library, settings: ImportSettings) -> None:
        self.library = library
        self.progress = settings.get("progress") or Silent()
        self.changes = Changes()
        self._collection = settings.get("collection", "")
        self._collection_id: int | None = None
        self._tags = tuple(settings.get("tags", ()))
        self._batch = uuid.uuid4().hex

    def take(self, name: str, result: ImportedItem | UserError) -> ImportEntry:
        """Store what a worker made of a source, unless the library has that article."""
        if isinstance(result, UserError):
            return ImportEntry(name, "failed", reason=str(result))
        try:
            known = intake.duplicate_of(self.library, result)
            if known is not None:
                return self.duplicate(name, known)
            changes = self._store(result)
        except UserError as failure:
            return ImportEntry(name, "failed", title=result.title, reason=str(failure))
        remark = _NO_TEXT if result.type is ItemType.PDF and not result.text.strip() else ""
        return ImportEntry(name, "imported", min(changes.items), result.title, remark)

    def duplicate(self, name: str, item_id: int) -> ImportEntry:
        title = browse.item(self.library, item_id).title
        return ImportEntry(name, "duplicate", item_id, title, "It is in the library already.")

    def _store(self, article: ImportedItem) -> Changes:
        if self._collection and self._collection_id is None:
            self._collection_id = collection_by_path(self.library, self._collection, batch=self._batch)
            self.changes |= Changes(collections=frozenset({self._collection_id}))
        changes = intake.store(
            self.library,
            article,
            collection_id=self._collection_id,
            tags=self._tags,
            label=_label(1),
            batch=self._batch,
        )
        self.changes |= changes
        return changes

    def finish(self) -> Changes:
        """Name the step after all that it brought."""
        count = len(self.changes.items)
        if not count:
            return self.changes
        history.relabel(self.library, self._batch, _label(count))
        return replace(self.changes, label=_label(count))


def _label(count: int) -> str:
    return "Import of 1 article" if count == 1 else f"Import of {count} articles"


def import_sources(
    library: Library, sources: Sequence[str | Path | PastedText], **settings: Unpack[ImportSettings]
) -> ImportReport:
    """Import them all as one step to undo; each article is stored by itself, so that none depends on another.

    Never raises for a source: its entry says what was wrong. What was imported before a cancel stays.
    """
    run = _Import(library, settings)
    with ExitStack() as folders:
        plan = _Plan(_fetcher(run, settings.get("capture")), folders)
        jobs = [job for source in sources for job in plan.jobs(source)]
        pool = settings.get("pool")
        if pool is None:
            pool = folders.enter_context(ImportPool(min(len(jobs), ImportPool.usual_workers())))
        _import_all(run, jobs, pool, settings.get("ask_password"))
    stopped = "The import was stopped before its turn."
    entries = tuple(job.entry or ImportEntry(job.name, "cancelled", reason=stopped) for job in jobs)
    return ImportReport(entries, run.finish())


class _Plan:
    """What was given, as jobs in their order. Archives are unpacked into ``folders`` that end with the import."""

    def __init__(self, fetch: Callable[[str], Source], folders: ExitStack) -> None:
        self._fetch, self._folders = fetch, folders

    def jobs(self, source: str | Path | PastedText) -> Iterator[_Job]:
        if isinstance(source, PastedText):
            urls = [] if source.html else addresses_of(source.text)
            if not urls:
                yield _Job(source.name or source.url or "Pasted text", partial(_pasted, source))
            for url in urls:
                yield _Job(url, partial(self._fetch, url))
        elif isinstance(source, str) and is_web_address(source):
            yield _Job(source, partial(self._fetch, source))
        else:
            path = _path(source)
            yield from self._of_path(path, str(path), 0)

    def _of_path(self, path: Path, name: str, depth: int) -> Iterator[_Job]:
        """A file, or the pages that it only names; the articles of a folder or an archive."""
        if path.is_dir():
            yield from self._of_folder(path, name, depth)
        elif path.suffix.lower() == ARCHIVE and path.is_file():
            yield from self._of_archive(path, name, depth)
        elif is_web_archive(path) and path.is_file():
            yield from self._of_web_archive(path, name)
        elif urls := links_in(path):
            for url in urls:
                yield _Job(url, partial(self._fetch, url))
        else:
            yield _Job(name, _leads_nowhere if path.suffix.lower() in SHORTCUTS else partial(load, path))

    def _of_folder(self, folder: Path, name: str, depth: int) -> Iterator[_Job]:
        found = False
        for article in articles_in(folder):
            found = True
            yield from self._of_path(article, str(Path(name) / article.relative_to(folder)), depth)
        if not found:
            yield _Job(name, _no_articles)

    def _of_archive(self, archive: Path, name: str, depth: int) -> Iterator[_Job]:
        folder = self._new_folder()
        try:
            if depth >= _DEEPEST:
                raise ImportFailed("The archive lies too deep inside others.")
            unpack(archive, folder)
        except ImportFailed as failure:
            yield _Job(name, partial(_fail, failure))
        else:
            yield from self._of_folder(folder, name, depth + 1)

    def _of_web_archive(self, path: Path, name: str) -> Iterator[_Job]:
        try:
            archive = WebArchive(path, self._new_folder())
            for address in archive.pages():
                yield _Job(f"{name}: {address}", partial(archive.source, address))
        except ImportFailed as failure:
            yield _Job(name, partial(_fail, failure))
        else:
            if archive.damage:
                yield _Job(name, partial(_fail, archive.damage))

    def _new_folder(self) -> Path:
        return Path(self._folders.enter_context(TemporaryDirectory(prefix="florilegium-")))


def _fail(failure: ImportFailed) -> Source:
    raise failure


def _leads_nowhere() -> Source:
    raise ImportFailed("The shortcut does not lead to a web page.")


def _path(source: str | Path) -> Path:
    if isinstance(source, str) and source.lower().startswith("file:"):
        return Path(url2pathname(urlsplit(source).path))
    return Path(source).expanduser()


def _no_articles() -> Source:
    raise ImportFailed("There are no articles in it.")


def _fetcher(run: _Import, capture: PageCapture | None) -> Callable[[str], Source]:
    def fetch(url: str) -> Source:
        if capture is None:
            raise ImportFailed("No pages are fetched from the web here. Save the page and import its file.")
        return capture.capture(url, lambda: run.progress.cancelled)

    return fetch


def _pasted(pasted: PastedText) -> Source:
    if pasted.html.strip():
        return Source(pasted.html.encode(), pasted.name or "Pasted text.html", pasted.url)
    if not pasted.text.strip():
        raise ImportFailed("There is no text to import.")
    return Source(pasted.text.encode(), pasted.name or "Pasted text.txt", pasted.url)


def _import_all(
    run: _Import, jobs: list[_Job], pool: ImportPool, ask_password: Callable[[str], str | None] | None
) -> None:
    """What is locked is asked for and tried again after the others."""
    locked = _import_once(run, jobs, pool)
    for _ in range(_MOST_PASSWORDS if ask_password else 0):
        again = []
        for job in locked:
            password = None if run.progress.cancelled or not ask_password else ask_password(job.name)
            if password is not None:
                job.password, job.entry = password, None
                again.append(job)
        locked = _import_once(run, again, pool)


def _import_once(run: _Import, jobs: list[_Job], pool: ImportPool) -> list[_Job]:
    """The jobs that want a password, or another one."""
    pending: dict[int, _Job] = {}
    locked = []
    results = pool.read_all(_opened(run, jobs, pending), lambda: run.progress.cancelled)
    for done, (index, result) in enumerate(results, 1):
        job = pending.pop(index)
        if job.entry is None:
            job.entry = run.take(job.name, result)
        if isinstance(result, PasswordNeeded):
            locked.append(job)
        run.progress.report(done, len(jobs), job.name)
    return locked


def _opened(run: _Import, jobs: Iterable[_Job], pending: dict[int, _Job]) -> Iterator[Source | ImportFailed]:
    """The bytes of each job in turn; what is in the library already is not read again."""
    for index, job in enumerate(jobs):
        pending[index] = job
        try:
            source = job.open()
        except ImportFailed as failure:
            yield failure
            continue
        except Cancelled:
            return
        known = intake.duplicate_of_bytes(run.library, hashlib.sha256(source.data).hexdigest())
        if known is not None:
            job.entry = run.duplicate(job.name, known)
            yield ImportFailed("It is in the library already.")
        else:
            yield replace(source, password=job.password)
