"""Work off the GUI thread: writes one after another, reads on a small pool, long work with progress.

Callbacks and signals always arrive on the GUI thread. A ``UserError`` becomes a message, anything else
goes to ``sys.excepthook``. A callback whose widget is gone by then is not called.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.changes import Changes
from desktop.domain.errors import Cancelled, UserError
from desktop.ui.words import message

_PUMP = 20
"""Milliseconds of waiting at a time while the window closes."""
_HELD = 150
"""Milliseconds that outcomes are held back, where nobody says otherwise."""

T = TypeVar("T")
Failed = Callable[[str], None]


class LongTask(QObject):
    """One piece of long work: the ``Progress`` that its thread reports to, and what the window watches."""

    progressed = Signal(int, int, str)
    """Done, total (0: not known), and what is worked on now."""
    finished = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._stop = threading.Event()
        self._pause = threading.Event()

    def report(self, done: int, total: int, what: str) -> None:
        self.progressed.emit(done, total, what)

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()

    @property
    def paused(self) -> bool:
        return self._pause.is_set()

    def pause(self, paused: bool) -> None:
        """For work that can be paused: nothing new is begun until it goes on."""
        self._pause.set() if paused else self._pause.clear()


@dataclass(frozen=True, slots=True, eq=False)
class _Ticket:
    """Of a read that others may overtake."""

    overtaken: Callable[[], None]


class Tasks(QObject):
    """The threads of a window."""

    changed = Signal(object)
    """``Changes`` of a write, after its commit."""
    failed = Signal(str)
    """What went wrong, in words; only where the caller gave no ``failed`` of its own."""
    task_started = Signal(object)
    """``LongTask``."""
    write_begun = Signal()
    """A write was asked for: what was read before is out of date."""
    rested = Signal()
    """All writes that were asked for are done, and told."""
    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer: Executor = ThreadPoolExecutor(1, "writer")
        self._readers: Executor = ThreadPoolExecutor(3, "reader")
        self._long: Executor = ThreadPoolExecutor(2, "long")
        self._newest: dict[str, _Ticket] = {}
        self._tasks: set[LongTask] = set()
        self._closed = False
        self._writes = 0
        self._lasting: list[Future[Any]] = []
        self._late: list[Callable[[], None]] = []
        self._hold = QTimer(self, singleShot=True)
        self._hold.timeout.connect(self.go_on)
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @property
    def writing(self) -> bool:
        """Whether a write was asked for that is not yet done and told."""
        return self._writes > 0

    def write(
        self,
        work: Callable[[], Changes | None],
        then: Callable[[Changes], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a service that writes; ``changed`` follows, then ``then``. None: there was nothing to do."""
        self._writes += 1
        self.write_begun.emit()

        def ended() -> None:
            self._writes -= 1
            if not self._writes:
                self.rested.emit()

        def arrived(changes: Changes | None) -> None:
            try:
                if changes is not None:
                    self.announce(changes)
                    _call_if_alive(then, changes)
            finally:
                ended()

        def went_wrong(text: str) -> None:
            ended()
            _call_if_alive(failed or self.failed.emit, text)

        self._run(self._writer, work, arrived, went_wrong, ended)

    def keep(
        self, work: Callable[[], T], then: Callable[[T], None] | None = None, failed: Failed | None = None
    ) -> None:
        """Run a write that is no step of the history and that no panel shows; ``then`` gets its result."""
        self._run(self._writer, work, lambda result: _call_if_alive(then, result), failed)

    def read(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
        *,
        key: str = "",
        overtaken: Callable[[], None] = lambda: None,
        slow: bool = False,
    ) -> None:
        """Run a read. Of several with the same ``key`` only the newest one's outcome arrives; those that it overtook
        before they began are not begun, and the others' ``overtaken`` is called. ``slow``: it takes long, or waits for
        this thread as printing does; others need not wait for it."""
        ticket = _Ticket(overtaken)
        if key:
            self.forget(key)
            self._newest[key] = ticket

        def newest(callback: Callable[[Any], None]) -> Callable[[Any], None]:
            def arrived(outcome: Any) -> None:
                if not key or self._newest.get(key) is ticket:
                    _call_if_alive(callback, outcome)

            return arrived

        def begun() -> T:
            if key and self._newest.get(key) is not ticket:
                raise Cancelled
            return work()

        executor = self._long if slow else self._readers
        self._run(executor, begun, newest(then), newest(failed) if failed else None)

    def forget(self, key: str) -> None:
        """What is being read under this key will be out of date: its outcome is not to arrive."""
        if former := self._newest.pop(key, None):
            former.overtaken()

    def long(
        self,
        title: str,
        work: Callable[[LongTask], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> LongTask:
        """Run long work that reports to its task. Once cancelled, neither callback is called."""
        task = LongTask(title)
        self._tasks.add(task)

        def ended() -> None:
            self._tasks.discard(task)
            task.finished.emit()

        def arrived(result: T) -> None:
            ended()
            _call_if_alive(then, result)

        def went_wrong(text: str) -> None:
            ended()
            _call_if_alive(failed or self.failed.emit, text)

        self.task_started.emit(task)
        self._run(self._long, lambda: work(task), arrived, went_wrong, ended)
        return task

    def hold_back(self, most: int = _HELD) -> None:
        """Something is about to be seen that a person waits for: outcomes arrive after it, at ``go_on``, or so many
        milliseconds later. Work itself is not held."""
        self._hold.start(most)

    def go_on(self) -> None:
        """Let arrive what was held back, in its order."""
        self._hold.stop()
        late, self._late = self._late, []
        for call in late:
            self._call(call)

    def announce(self, changes: Changes) -> None:
        """Tell every panel of a change that long work made."""
        if changes:
            self.changed.emit(changes)

    def close(self) -> None:
        """Finish the writes that were asked for, stop long work, and end the threads. Nothing is told after."""
        self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
        while any(not future.done() for future in self._lasting):
            # Long work may wait for this thread: to print, to fetch a page.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _PUMP)
            wait(self._lasting, timeout=_PUMP / 1000)
        for executor in (self._writer, self._long, self._readers):
            executor.shutdown(wait=True, cancel_futures=executor is not self._writer)

    def _run(
        self,
        executor: Executor,
        work: Callable[[], Any],
        arrived: Callable[[Any], None],
        failed: Failed | None,
        stopped: Callable[[], None] | None = None,
    ) -> None:
        def done(future: Future[Any]) -> None:
            if not future.cancelled():
                self._delivered.emit(lambda: self._settle(future, arrived, failed, stopped))

        try:
            future = executor.submit(work)
        except RuntimeError:
            if self._closed and executor is not self._writer and stopped is None:
                return  # a timer that outlived the window: there is nobody left to tell
            raise
        if executor is self._long:
            self._lasting = [*(one for one in self._lasting if not one.done()), future]
        future.add_done_callback(done)

    def _settle(
        self,
        future: Future[Any],
        arrived: Callable[[Any], None],
        failed: Failed | None,
        stopped: Callable[[], None] | None,
    ) -> None:
        error = future.exception()
        if error is None:
            arrived(future.result())
        elif isinstance(error, UserError):
            _call_if_alive(failed or self.failed.emit, message(error))
        else:
            if stopped:
                stopped()
            if not isinstance(error, Cancelled):
                sys.excepthook(type(error), error, error.__traceback__)

    def _call(self, call: Callable[[], None]) -> None:
        if self._closed:
            return
        if self._hold.isActive():
            self._late.append(call)
        else:
            call()


def _call_if_alive(callback: Callable[[Any], None] | None, outcome: Any) -> None:
    owner = getattr(callback, "__self__", None)
    if callback is not None and not (isinstance(owner, QObject) and not isValid(owner)):
        callback(outcome)
