"""A folder whose new files are imported as they come, such as a browser extension saves there."""

import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop.importers.files import articles_in
from desktop.services import import_runs
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks

_SETTLE = 1500
"""Milliseconds without a change before a folder is looked at: files are written in several goes."""

_EVERY = 30_000
"""Milliseconds after which it is looked at even so: some disks do not tell, and none tells what is written on."""

_QUIET = 1.0
"""Seconds since a file was last written."""

Mark = tuple[str, int, int]
"""Path, size and time of the last write (ns)."""


class FolderWatch(QObject):
    """Files stay where they are. A file that failed is tried again when it is written again."""

    found = Signal(list)
    """Paths of files to import."""

    def __init__(
        self, library: Library, tasks: Tasks, parent: QObject | None = None, *, every: int = _EVERY
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._folder: Path | None = None
        self._tried: set[Mark] = set()
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())
        self._settle.timeout.connect(self._look)
        self._clock = QTimer(self, interval=every)
        self._clock.timeout.connect(self._look)

    def watch(self, folder: str) -> None:
        """Watch this folder and those in it from now on; empty: none."""
        self._settle.stop()
        self._clock.stop()
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._folder = Path(folder) if folder else None
        if self._folder:
            self._clock.start()
            self._look()

    def _look(self) -> None:
        folder, library, tried = self._folder, self._library, frozenset(self._tried)
        if folder is None:
            return

        def new_files() -> tuple[list[str], list[Mark], bool]:
            folders = [str(one) for one in (folder, *folder.rglob("*")) if one.is_dir()]
            ready, early = [], False
            for path in articles_in(folder):
                try:
                    state = path.stat()
                    mark = (str(path), state.st_size, state.st_mtime_ns)
                    if mark in tried or import_runs.is_known(library, path):
                        continue
                except OSError:
                    continue  # it went meanwhile, or leads nowhere
                age = time.time() - state.st_mtime
                if 0 <= age < _QUIET:  # some say that they were written in the future
                    early = True
                else:
                    ready.append(mark)
            return folders, ready, early

        self._tasks.read(new_files, lambda seen: self._take(*seen), lambda _text: None, key="watched folder")

    def _take(self, folders: list[str], ready: list[Mark], early: bool) -> None:
        if missing := sorted(set(folders) - set(self._watcher.directories())):
            self._watcher.addPaths(missing)
        if early or missing:  # what came before a folder was watched was not told
            self._settle.start()
        if ready:
            self._tried.update(ready)
            self.found.emit([Path(path) for path, _, _ in ready])
