"""Worker processes that read files: a hostile or broken file costs one worker, never the program."""

import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import psutil

from desktop.domain.errors import ImportFailed, UserError
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.registry import read

Read = Callable[[Source], ImportedItem]
"""A function of a module, so that a worker can import it."""

_CONTEXT = multiprocessing.get_context("spawn")
_HELD = 3
"""Results that wait while sources are drawn."""

_TICK = 0.1
"""Seconds between looks at the clock, the memory and the wish to stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float = 120
    memory: int = 2 << 30
    """Bytes of a worker's resident memory."""


class ImportPool:
    """A few workers, started when first needed and kept until ``close``."""

    def __init__(self, workers: int | None = None, limits: Limits | None = None, read: Read = read) -> None:
        self._limits = limits or Limits()
        self._read = read
        self._wanted = workers or self.usual_workers()
        self._idle: list[_Worker] = []
        self._turn = threading.Lock()

    @staticmethod
    def usual_workers() -> int:
        return max(2, multiprocessing.cpu_count())

    def __enter__(self) -> "ImportPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for worker in self._idle:
            worker.stop()
        self._idle.clear()

    def warm(self) -> None:
        """Start the workers before there is work."""
        with self._turn:
            while len(self._idle) < self._wanted:
                self._idle.append(_Worker(self._read, self._limits))

    def read_all(
        self, sources: Iterable[Source | ImportFailed | None], cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[int, ImportedItem | UserError]]:
        """The article of each source or why there is none, with the source's place; in the order they finish.

        Sources are drawn when a worker is free; a failure among them is passed on, and None, which has no
        place, means: not now. Ends early, without the unfinished, once ``cancelled``.
        """
        with self._turn:
            busy: list[_Worker] = []
            try:
                yield from self._run(iter(sources), busy, cancelled)
            finally:
                for worker in busy:
                    worker.stop()

    def _run(
        self,
        jobs: Iterator[Source | ImportFailed | None],
        busy: list["_Worker"],
        cancelled: Callable[[], bool],
    ) -> Iterator[tuple[int, ImportedItem | UserError]]:
        """Workers get their next source before what they made is handed on, one by one: storing it takes time too."""
        more, places = True, count()
        done: list[tuple[int, ImportedItem | UserError]] = []
        while not cancelled():
            while more and len(busy) < self._wanted and len(done) < _HELD:
                try:
                    source = next(jobs)
                except StopIteration:
                    more = False
                    continue
                if source is None:
                    if not busy and not done:
                        time.sleep(_TICK)
                    break
                index = next(places)
                if isinstance(source, ImportFailed):
                    done.append((index, source))
                else:
                    worker = self._idle.pop() if self._idle else _Worker(self._read, self._limits)
                    worker.begin(index, source)
                    busy.append(worker)
            if done:
                yield done.pop(0)
            elif busy:
                wait([worker.connection for worker in busy], _TICK)
            elif not more:
                return
            done += self._finished(busy)
        yield from done

    def _finished(self, busy: list["_Worker"]) -> Iterator[tuple[int, ImportedItem | UserError]]:
        """What came of those that are ready, which are busy no more."""
        for worker in list(busy):
            result = worker.result()
            if result is not None:
                busy.remove(worker)
                if worker.alive:
                    self._idle.append(worker)
                yield worker.index, result


class _Worker:
    """The parent's side of one process."""

    def __init__(self, read: Read, limits: Limits) -> None:
        self._limits = limits
        self.connection, theirs = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(
            target=_work, args=(theirs, read, limits), name="import worker", daemon=True
        )
        self._process.start()
        theirs.close()
        self.index = -1
        self._source = Source(b"", "")
        self._deadline = 0.0
        self.alive = True

    def begin(self, index: int, source: Source) -> None:
        self.index, self._source = index, source
        self._deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # it died while idle: ``result`` tells
            self.connection.send(source)

    def result(self) -> ImportedItem | UserError | None:
        """What came of the work; None while it goes on."""
        try:
            if self.connection.poll():
                answer = self.connection.recv()
                self.alive = not isinstance(answer, _Exhausted)
                if isinstance(answer, ImportedItem):
                    return replace(answer, original=answer.original or self._source.data)
                return self._gave_up() if isinstance(answer, _Exhausted) else answer
        except (EOFError, OSError):
            return self._ended(
                "The file could not be read: the program that reads such files broke down on it."
            )
        if time.monotonic() > self._deadline:
            return self._ended(
                "The file could not be read within {seconds:.0f} seconds.", seconds=self._limits.seconds
            )
        if self._memory() > self._limits.memory:
            return self._gave_up()
        return None

    def _gave_up(self) -> ImportFailed:
        return self._ended(
            "The file could not be read with {megabytes} MB of memory.", megabytes=self._limits.memory >> 20
        )

    def _ended(self, template: str, **values: object) -> ImportFailed:
        self.stop()
        return ImportFailed(template, **values)

    def _memory(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def stop(self) -> None:
        self.alive = False
        self._process.kill()
        self._process.join()
        self.connection.close()


class _Exhausted:
    """A worker's last word when memory ran out."""


def _work(connection: Connection, read: Read, limits: Limits) -> None:
    """A worker's life: sources in, articles or failures out. An original that is the source stays with the parent."""
    _limit_memory(limits.memory)
    while True:
        try:
            source = connection.recv()
        except MemoryError:
            connection.send(_Exhausted())
            return
        except (EOFError, OSError, KeyboardInterrupt):
            return
        answer: ImportedItem | UserError | _Exhausted
        try:
            found = read(source)
            answer = replace(found, original=b"") if found.original == source.data else found
        except UserError as failure:
            answer = failure
        except MemoryError:
            answer = _Exhausted()
        except RecursionError:
            answer = ImportFailed("The file is nested too deeply to be read.")
        except Exception as error:  # a bug of a parser must cost this file only
            answer = ImportFailed(
                "The file could not be read: {problem}", problem=f"{type(error).__name__}: {error}"
            )
        connection.send(answer)


def _limit_memory(limit: int) -> None:
    """Refuse address space far beyond the limit at once; what stays below it, the parent watches."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - exists on Unix only

        resource.setrlimit(resource.RLIMIT_AS, (limit * 2, limit * 2))
