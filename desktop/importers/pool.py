"""Worker processes that read files: a hostile or broken file costs one worker, never the program."""

import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from queue import Empty, LifoQueue

import psutil

from desktop.domain.errors import ImportFailed, UserError
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.registry import read

Read = Callable[[Source], ImportedItem]
"""A function of a module, so that a worker can import it."""

_READERS = "desktop.importers.ready"


def _context() -> SpawnContext | ForkServerContext:
    """Every worker a process that never was the program's. Under Linux a first one, which does nothing else, loads the
    readers of files, and the workers are made of it at once."""
    if sys.platform == "linux":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([_READERS])
        return context
    return multiprocessing.get_context("spawn")


_CONTEXT = _context()
_AHEAD = 3
"""Sources on their way for each worker, so that none waits while a result is being stored."""
_HEAVY = 32 << 20
"""Bytes of sources on their way; beyond it there is one for each worker."""

_TICK = 0.1
"""Seconds between looks at the clock, the memory and the wish to stop."""

Result = ImportedItem | UserError


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
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._turn = threading.Lock()
        self._closed = False

    @staticmethod
    def usual_workers() -> int:
        return max(2, multiprocessing.cpu_count())

    def __enter__(self) -> "ImportPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prepare(self) -> None:
        """Have a first worker started, for something may soon be imported. Returns at once."""
        threading.Thread(target=self._start_one, name="import workers", daemon=True).start()

    def _start_one(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                if self._idle.empty():
                    self._idle.put(_Worker(self._read, self._limits))
            except OSError:
                return  # the import will tell
            finally:
                self._turn.release()
        if self._closed:
            self.close()

    def close(self) -> None:
        self._closed = True
        while not self._idle.empty():
            self._idle.get().stop()

    def read_all(
        self, sources: Iterable[Source | ImportFailed | None], cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[int, Result]]:
        """The article of each source or why there is none, with the source's place; in the order they finish.

        Sources are drawn a little before a worker is free; a failure among them is passed on, and None, which has
        no place, means: not now. Ends early, without the unfinished, once ``cancelled``.
        """
        stopped = threading.Event()
        with self._turn, ThreadPoolExecutor(self._wanted, "import") as threads:
            try:
                yield from self._run(
                    iter(sources), lambda source: threads.submit(self._one, source, stopped), cancelled
                )
            finally:
                stopped.set()
                threads.shutdown(cancel_futures=True)

    def _run(
        self,
        jobs: Iterator[Source | ImportFailed | None],
        begin: Callable[[Source], Future[Result]],
        cancelled: Callable[[], bool],
    ) -> Iterator[tuple[int, Result]]:
        """As many sources as have room are drawn before a result is handed on; of slow ones, such as pages of the
        web, one."""
        more, places = True, count()
        underway: dict[Future[Result], tuple[int, int]] = {}  # their places, and the bytes of their sources
        while not cancelled():
            drawn, began = None, time.monotonic()
            if more and self._room([size for _, size in underway.values()]):
                try:
                    drawn = next(jobs)
                except StopIteration:
                    more = False
            if isinstance(drawn, ImportFailed):
                yield next(places), drawn
            elif drawn is not None:
                underway[begin(drawn)] = next(places), len(drawn.data)
            elif not underway:
                if not more:
                    return
                time.sleep(_TICK)
            if drawn and time.monotonic() - began < _TICK:
                continue
            done = wait(underway, 0 if drawn else _TICK, FIRST_COMPLETED).done
            if done:
                first = min(done, key=underway.__getitem__)
                yield underway.pop(first)[0], first.result()
        for finished in filter(Future.done, underway):
            yield underway[finished][0], finished.result()

    def _room(self, sizes: Sequence[int]) -> bool:
        ahead = _AHEAD if sum(sizes) < _HEAVY else 1
        return len(sizes) < ahead * self._wanted

    def _one(self, source: Source, stopped: threading.Event) -> Result:
        """There are no more threads than workers wanted: each finds an idle one, or may start one."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            try:
                worker = _Worker(self._read, self._limits)
            except OSError as problem:
                return ImportFailed(
                    "What reads files could not be started ({problem}). Start Florilegium again.",
                    problem=problem.strerror or problem,
                )
        result = worker.read(source, stopped)
        if worker.alive:
            self._idle.put(worker)
        return result


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
        self.alive = True

    def read(self, source: Source, stopped: threading.Event) -> Result:
        """What comes of a source. What it says once ``stopped`` does not matter."""
        deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # it died, and what it said last is read yet
            self.connection.send(source)
        try:
            while not stopped.is_set():
                if self.connection.poll(_TICK):
                    return self._received(source)
                if time.monotonic() > deadline:
                    return self._ended(
                        "The file could not be read within {seconds:.0f} seconds.",
                        seconds=self._limits.seconds,
                    )
                if self._memory() > self._limits.memory:
                    return self._gave_up()
        except (EOFError, OSError):
            return self._ended(
                "The file could not be read: the program that reads such files broke down on it."
            )
        return self._ended("It was not read.")

    def _received(self, source: Source) -> Result:
        answer = self.connection.recv()
        if isinstance(answer, _Exhausted):
            return self._gave_up()
        if isinstance(answer, ImportedItem):
            return replace(answer, original=answer.original or source.data)
        failure: UserError = answer
        return failure

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
