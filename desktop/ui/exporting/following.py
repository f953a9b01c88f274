"""Folders that follow the library: their files are renewed a moment after a change, away from the window's thread."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.changes import Changes
from desktop.domain.progress import Silent
from desktop.services import standing_exports
from desktop.services.exports import ExportReport
from desktop.services.standing_exports import StandingExport
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks
from desktop.ui.words import counted, tr

_PAUSE = 1500
"""Milliseconds without a change before files are written: people write in several goes."""

_AGAIN = 60_000
"""Milliseconds until a folder that could not be written is tried again."""


@dataclass
class _State:
    waiting: set[int] | None = field(default_factory=set)
    """Articles to renew; None: all."""
    problem: str = ""


class _Stoppable(Silent):
    """Lets a renewal end early when the window closes; what is left is made up for at the next start."""

    def __init__(self) -> None:
        self.cancelled = False


class FollowingFolders(QObject):
    """``problems`` tells what keeps a folder from following; once, until it is well again."""

    problem = Signal(str)
    changed = Signal()
    """How a folder is has changed."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._states: dict[StandingKey, tuple[StandingExport, _State]] = {}
        self._busy = False
        self._progress = _Stoppable()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._work)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._work)
        tasks.changed.connect(self._note)

    def follow(self, records: Sequence[dict[str, Any]]) -> None:
        """Those of this library, from now on; what changed while nobody looked is made up for at once."""
        found = {}
        for record in records:
            standing = standing_exports.from_record(record)
            if standing and standing.library == str(self._library.path):
                key = (standing.folder, standing.query, standing.format)
                known = self._states.get(key)
                found[key] = known if known and known[0] == standing else (standing, _State(None))
        self._states = found
        if found:
            self._pause.start()
        self.changed.emit()

    def states(self) -> list[tuple[StandingExport, str]]:
        """Each with what is wrong, or nothing."""
        return [(standing, state.problem) for standing, state in self._states.values()]

    def stop(self) -> None:
        """For good, before the library is closed."""
        self._pause.stop()
        self._again.stop()
        self._states = {}
        self._progress.cancelled = True

    def _note(self, changes: Changes) -> None:
        if not self._states:
            return
        library = self._library

        def add(items: set[int] | None) -> None:
            for _, state in self._states.values():
                state.waiting = None if items is None or state.waiting is None else state.waiting | items
            self._pause.start()

        self._tasks.read(lambda: standing_exports.concerned(library, changes), add)

    def _work(self) -> None:
        """One folder after the other."""
        waiting = [one for one in self._states.values() if one[1].waiting is None or one[1].waiting]
        if self._busy or not waiting:
            return
        standing, state = waiting[0]
        items, state.waiting = state.waiting, set()
        library, progress = self._library, self._progress
        self._busy = True

        def done(report: ExportReport) -> None:
            reasons = [entry.reason for entry in report.failed]
            self._settle(state, reasons[0] if reasons else "", items, len(reasons))

        self._tasks.read(
            lambda: standing_exports.renew(library, standing, items, progress),
            done,
            lambda reason: self._settle(state, reason, items, 0),
        )

    def _settle(self, state: _State, problem: str, items: set[int] | None, failed: int) -> None:
        self._busy = False
        if problem:
            more = counted(failed, "{n} article: ", "{n} articles: ") if failed > 1 else ""
            told = more + problem
            state.waiting = None if items is None or state.waiting is None else state.waiting | items
            if told != state.problem:
                self.problem.emit(told)
            state.problem = told
            self._again.start()
        else:
            if state.problem:
                self.problem.emit(tr("The folder follows again."))
            state.problem = ""
            if any(one.waiting is None or one.waiting for _, one in self._states.values() if not one.problem):
                self._pause.start()
        self.changed.emit()


StandingKey = tuple[str, str, str]
"""Folder, search and format."""
