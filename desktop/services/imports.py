"""Bring articles into the library: files, folders, web addresses, pasted text."""

import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypedDict, Unpack

from desktop.domain.changes import Changes
from desktop.domain.errors import Cancelled, ImportFailed, PasswordNeeded, UserError
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.matching import Catalogue
from desktop.domain.progress import Progress, Silent
from desktop.importers.base import PageCapture, Source
from desktop.importers.gathered.base import GatheredArticle
from desktop.importers.gathered.registry import importer_for
from desktop.importers.pool import ImportPool
from desktop.services import browse, gather, merging, versions
from desktop.services.marked_copies import take_marks
from desktop.services.organize import collection_by_path, file_items
from desktop.services.sources import Given, Job, PastedText, Plan
from desktop.storage import history, intake
from desktop.storage.library import Library
from desktop.storage.marks import counted

__all__ = ["Given", "ImportEntry", "ImportReport", "ImportSettings", "PastedText", "import_sources"]

Status = Literal["imported", "updated", "duplicate", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """What became of one source. ``id``: the new item, or the one already there."""

    source: str
    status: Status
    id: int | None = None
    title: str = ""
    reason: str = ""
    """Why it is no new article, or what is worth knowing of one that is."""
    given: Given = ""
    """What the person gave: the source, or what holds it."""


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
    """A source's name -> the password of the file, None to leave it out. Asked again when it is wrong, until it repeats
    itself; what it gave before is tried first. May block."""
    wanted: Callable[[str], bool]
    """Of the sources' names; without it all are."""
    told: Callable[[ImportEntry], None]
    """Called with each entry as soon as it is known."""
    batch: str
    """Name of the step in the history that it belongs to; without it a new one."""
    already: int
    """How many articles that step has brought before."""


_LATER = "Import the articles, and then this again."
_EARLIER = "It is an earlier state of an article that is there: it was kept as one of its versions."
_ALL_THERE = "All that it holds is in the library already."
_NO_TEXT = "It has no text layer: areas can be marked, words cannot be searched."


class _Import:
    """One import on its way into the library."""

    def __init__(self, library: Library, settings: ImportSettings) -> None:
        self.library = library
        self.progress = settings.get("progress") or Silent()
        self.changes = Changes()
        self._collection = settings.get("collection", "")
        self._collection_id: int | None = None
        self._tags = tuple(settings.get("tags", ()))
        self._batch = settings.get("batch") or uuid.uuid4().hex
        self._told = settings.get("told")
        self._already = settings.get("already", 0)
        self._updated: set[int] = set()

    def tell(self, entry: ImportEntry) -> None:
        if self._told:
            self._told(entry)

    def take(self, job: Job, result: ImportedItem | UserError) -> ImportEntry:
        """Store what a worker made of a source, unless the library has that article."""
        if isinstance(result, UserError):
            return ImportEntry(job.name, "failed", reason=str(result), given=job.given)
        try:
            known = intake.duplicate_of(self.library, result)
            if known is not None:
                return self._copy(job, known, result)
            earlier = intake.of_same_page(self.library, result)
            if earlier is not None and versions.is_same_work(self.library, earlier, result):
                return self._renew(job, earlier, result)
            changes = self._store(result)
            item_id = min(changes.items)
            others = versions.alike(self.library, item_id)
        except UserError as failure:
            return ImportEntry(job.name, "failed", title=result.title, reason=str(failure), given=job.given)
        scanned = result.type is ItemType.PDF and not result.text.strip()
        told = filter(None, (result.remark, _NO_TEXT if scanned else _also_in(others)))
        return ImportEntry(job.name, "imported", item_id, result.title, " ".join(told), job.given)

    def with_what_is_known(self, job: Job, entry: ImportEntry) -> ImportEntry:
        """Add what another program knows of an article to it."""
        if job.about is None or entry.id is None:
            return entry
        try:
            _, added = self._enrich(entry.id, job, job.about, own=False)
        except UserError as failure:
            return replace(entry, reason=str(failure))
        title = browse.item(self.library, entry.id).title
        return replace(entry, title=title, reason=str(added) if added.changes else entry.reason)

    def _enrich(
        self, item_id: int, job: Job, article: GatheredArticle, *, own: bool
    ) -> tuple[Changes, gather.Added]:
        """Give an article what is told of it, what was marked in it, and the places where it was filed."""
        described = Changes()
        if article.describes or article.curated:
            described = gather.describe_item(self.library, item_id, article, self._batch)
        added = gather.add(self.library, item_id, article, self._batch, own=own)
        self.changes |= described | added.changes
        for path in (*job.collections, *article.collections):
            collection_id = collection_by_path(self.library, path, batch=self._batch)
            self.changes |= file_items(self.library, [item_id], collection_id, batch=self._batch)
        return described, added

    def gather(
        self, job: Job, articles: Sequence[GatheredArticle], catalogue: Catalogue
    ) -> list[ImportEntry]:
        """Take over what another program's export tells of articles; new ones come into the catalogue."""
        if not articles:
            return [ImportEntry(job.name, "failed", reason="There are no articles in it.", given=job.given)]
        entries = [self._gathered(job, article, catalogue) for article in articles]
        found = [entry for entry in entries if entry]
        if without := len(entries) - len(found):
            reason = f"{counted(without, 'record')} in it: the library has no article that fits. {_LATER}"
            found.append(ImportEntry(job.name, "failed", reason=reason, given=job.given))
        return found

    def _gathered(self, job: Job, article: GatheredArticle, catalogue: Catalogue) -> ImportEntry | None:
        """None for a description of what the library does not have."""
        name = job.name if job.about else f"{job.name}: {article.item.title}"
        try:
            item_id = catalogue.match(gather.known_by(article))
            if item_id is None and article.describes:
                return None
            if item_id is None:
                changes = self._store(gather.as_article(article, Path(job.name).name))
                item_id, status = min(changes.items), "imported"
                catalogue.add(gather.known_by(article, item_id))
            else:
                status = "updated"
            described, added = self._enrich(item_id, job, article, own=status == "imported")
        except UserError as failure:
            return ImportEntry(name, "failed", title=article.item.title, reason=str(failure), given=job.given)
        title = browse.item(self.library, item_id).title
        if status == "imported":
            return ImportEntry(name, "imported", item_id, title, given=job.given)
        if not added.changes and not described:
            there = self.duplicate(replace(job, name=name), item_id)
            return replace(there, reason=f"{there.reason} {added.edits}".strip())
        self._updated.add(item_id)
        told = ["Its details were taken over."] if described else []
        told += [str(added)] if added.changes else []
        return ImportEntry(name, "updated", item_id, title, " ".join(told), job.given)

    def merge(self, job: Job, path: Path) -> ImportEntry:
        """Take in all that another library holds."""
        try:
            merged = merging.merge_from(self.library, path, self.progress, self._batch)
        except UserError as failure:
            return ImportEntry(job.name, "failed", title=path.stem, reason=str(failure), given=job.given)
        self.changes |= merged.changes
        brought = [(merged.items, "article"), (merged.annotations, "annotation"), (merged.notes, "note")]
        told = ", ".join(counted(number, name) for number, name in brought if number)
        if not told:
            return ImportEntry(job.name, "duplicate", title=path.stem, reason=_ALL_THERE, given=job.given)
        first = min(merged.changes.items, default=None)
        return ImportEntry(job.name, "imported", first, path.stem, f"{told} were taken in.", job.given)

    def _renew(self, job: Job, item_id: int, article: ImportedItem) -> ImportEntry:
        if versions.is_earlier(self.library, item_id, article):
            self.changes |= versions.add_earlier(self.library, item_id, article, self._batch)
            self._updated.add(item_id)
            return ImportEntry(job.name, "updated", item_id, article.title, _EARLIER, job.given)
        before = sum(mark.orphan for mark in browse.annotations(self.library, item_id))
        self.changes |= versions.renew(self.library, item_id, article, self._batch)
        self._updated.add(item_id)
        lost = sum(mark.orphan for mark in browse.annotations(self.library, item_id)) - before
        reason = "It changed since it was imported: a new version was made."
        if lost > 0:
            reason += f" {counted(lost, 'annotation')} found no place in it."
        added = take_marks(self.library, item_id, article, self._batch)
        self.changes |= added.changes
        if added.changes:
            reason += f" {added}"
        return ImportEntry(job.name, "updated", item_id, article.title, reason, job.given)

    def _copy(self, job: Job, item_id: int, article: ImportedItem) -> ImportEntry:
        """What says the same as an article may be marked otherwise."""
        added = take_marks(self.library, item_id, article, self._batch)
        there = self.duplicate(job, item_id)
        if not added.changes:
            return there
        self.changes |= added.changes
        self._updated.add(item_id)
        return replace(there, status="updated", reason=str(added))

    def duplicate(self, job: Job, item_id: int) -> ImportEntry:
        title = browse.item(self.library, item_id).title
        return ImportEntry(job.name, "duplicate", item_id, title, "It is in the library already.", job.given)

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
        count, renewed = len(self.changes.items - self._updated), len(self._updated)
        if not count and not renewed:
            return self.changes
        count += self._already
        label = _label(count) if count else f"Update of {counted(renewed, 'article')}"
        history.relabel(self.library, self._batch, label)
        return replace(self.changes, label=label)


def _also_in(others: Sequence[versions.Resemblance]) -> str:
    if not others:
        return ""
    named = "; ".join(other.item.title for other in others[:3])
    return f"Much of it is also in: {named}."


def _label(count: int) -> str:
    return "Import of 1 article" if count == 1 else f"Import of {count} articles"


def import_sources(
    library: Library, sources: Sequence[Given], **settings: Unpack[ImportSettings]
) -> ImportReport:
    """Import them all as one step to undo; each article is stored by itself, so that none depends on another.

    Never raises for a source: its entry says what was wrong. What was imported before a cancel stays.
    """
    run = _Import(library, settings)
    wanted = settings.get("wanted")
    with ExitStack() as folders:
        plan = Plan(settings.get("capture"), lambda: run.progress.cancelled, folders)
        jobs = [job for source in sources for job in plan.jobs(source) if wanted is None or wanted(job.name)]
        pool = settings.get("pool")
        if pool is None:
            pool = folders.enter_context(ImportPool(max(1, min(len(jobs), ImportPool.usual_workers()))))
        entries = _Round(run, jobs, pool, settings.get("ask_password")).entries()
    return ImportReport(tuple(entries), run.finish())


class _Round:
    """The jobs of an import, some of them perhaps tried again with a password."""

    def __init__(
        self, run: _Import, jobs: Sequence[Job], pool: ImportPool, ask: Callable[[str], str | None] | None
    ) -> None:
        self._run, self._jobs, self._pool, self._ask = run, jobs, pool, ask
        self._entries: dict[int, list[ImportEntry]] = {}
        self._passwords: dict[int, str] = {}
        self._gathered: dict[int, Sequence[GatheredArticle]] = {}

    def entries(self) -> list[ImportEntry]:
        """What became of each; what is locked is asked for and tried again after the others."""
        locked = self._read(range(len(self._jobs)))
        self._gather()
        self._unlock(locked)
        stopped_before = "The import was stopped before its turn."
        found = []
        for index, job in enumerate(self._jobs):
            cancelled = ImportEntry(job.name, "cancelled", reason=stopped_before, given=job.given)
            found += self._entries.get(index, [cancelled])
        return found

    def _gather(self) -> None:
        """Last, because exports may speak of the others."""
        catalogue: Catalogue | None = None
        for index, articles in self._gathered.items():
            catalogue = catalogue or gather.catalogue(self._run.library)
            self._entries[index] = self._run.gather(self._jobs[index], articles, catalogue)
            self._tell(index)
            if any(article.describes or article.curated for article in articles):
                catalogue = None  # articles may go by other names now

    def _unlock(self, locked: list[int]) -> None:
        """Ask for passwords, one file after another; each is tried on all that are still locked."""
        known: list[str] = []
        tried: dict[int, set[str]] = {index: set() for index in locked}
        while locked:
            again = []
            for index in locked:
                fresh = next((one for one in known if one not in tried[index]), None)
                if fresh is not None:
                    self._passwords[index] = fresh
                    tried[index].add(fresh)
                    again.append(index)
            if again:
                still = set(self._read(again))
                locked = [index for index in locked if index not in again or index in still]
                continue
            index = locked[0]
            password = self._asked_for(index)
            if password is None or password in tried[index]:
                self._tell(index)
                locked.remove(index)
            else:
                known.append(password)

    def _asked_for(self, index: int) -> str | None:
        if self._ask is None or self._run.progress.cancelled:
            return None
        return self._ask(self._jobs[index].name)

    def _tell(self, index: int) -> None:
        for entry in self._entries[index]:
            self._run.tell(entry)

    def _read(self, indices: Sequence[int]) -> list[int]:
        """The places of those that want a password, or another one, in their order."""
        locked: list[int] = []
        drawn: list[int] = []
        for index in indices:
            self._entries.pop(index, None)
        results = self._pool.read_all(self._opened(indices, drawn), lambda: self._run.progress.cancelled)
        for done, (place, result) in enumerate(results, 1):
            index = drawn[place]
            job = self._jobs[index]
            if index in self._gathered:
                continue
            if index not in self._entries:
                self._entries[index] = [self._run.with_what_is_known(job, self._run.take(job, result))]
            if isinstance(result, PasswordNeeded):
                locked.append(index)
            else:
                self._tell(index)
            self._run.progress.report(done, len(indices), job.name)
        return sorted(locked)

    def _opened(self, indices: Sequence[int], drawn: list[int]) -> Iterator[Source | ImportFailed | None]:
        """The bytes of each job in turn; what is in the library already is not read again. None while paused."""
        for index in indices:
            job, run = self._jobs[index], self._run
            while run.progress.paused and not run.progress.cancelled:
                yield None
            drawn.append(index)
            if job.library:
                self._entries[index] = [run.merge(job, job.library)]
                yield ImportFailed("It is a library.")
                continue
            try:
                source = job.open()
                export = None if job.about else importer_for(source)
                if job.about and not source.data:
                    self._gathered[index] = [job.about]
                    yield ImportFailed("It is known by name only.")
                    continue
                if export:
                    self._gathered[index] = export.read(source)
                    yield ImportFailed("It holds what other programs know of articles.")
                    continue
            except ImportFailed as failure:
                yield failure
                continue
            except Cancelled:
                drawn.pop()
                return
            known = intake.duplicate_of_bytes(run.library, hashlib.sha256(source.data).hexdigest())
            if known is not None:
                self._entries[index] = [run.with_what_is_known(job, run.duplicate(job, known))]
                yield ImportFailed("It is in the library already.")
            else:
                yield replace(source, password=self._passwords.get(index, ""))
