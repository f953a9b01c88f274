"""Imports of the window: begun, watched, paused, gone on with at the next start."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit

from desktop.importers.pool import ImportPool
from desktop.reader.theme import Theme
from desktop.reader.web.capture import WebCapture
from desktop.services import import_runs
from desktop.services.import_runs import ImportRun
from desktop.services.imports import ImportEntry, ImportReport
from desktop.services.sources import Given
from desktop.storage.library import Library
from desktop.ui.dialogs.frame import open_once
from desktop.ui.importing.browser_window import BrowserWindow
from desktop.ui.importing.panel import ImportPanel, summary
from desktop.ui.tasks import LongTask
from desktop.ui.words import apart, tr
from desktop.ui.workplace import Workplace


class _Question:
    """For the password of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.password: str | None = None
        self.answered = threading.Event()

    def answer(self, password: str | None) -> None:
        self.password = password
        self.answered.set()


class Importing(QObject):
    """One panel for all imports; it shows the one that was begun last."""

    arrived = Signal()
    """Something new is in the library, or soon will be."""
    _password_wanted = Signal(object)
    """``_Question``, from the thread that imports."""
    _told = Signal(int, object)
    """Id of a run and one of its entries, from the thread that imports."""

    def __init__(self, place: Workplace, theme: Theme) -> None:
        super().__init__(place)
        self._place = place
        self._library: Library = place.library
        self._tasks = place.tasks
        self._pool, self._capture = ImportPool(), WebCapture(self)
        self._run: ImportRun | None = None
        self._task: LongTask | None = None
        self._browser: BrowserWindow | None = None
        self.panel = ImportPanel(theme, place)
        self.panel.open_wanted.connect(place.open_article)
        self.panel.pause_wanted.connect(lambda paused: self._task and self._task.pause(paused))
        self.panel.cancel_wanted.connect(lambda: self._task and self._task.cancel())
        self.panel.retry_wanted.connect(self._retry)
        self._told.connect(self._hear)
        self._password_wanted.connect(self._ask)

    def start(self, given: Sequence[Given], collection: str = "") -> None:
        """Import as long work; quiet where all goes well."""
        if given:
            library = self._library
            self._tasks.keep(lambda: import_runs.begin(library, given, collection), self._proceed)

    def prepare(self) -> None:
        """Something may soon be imported: what reads it is started meanwhile."""
        self._pool.prepare()

    def resume(self) -> None:
        """Go on with what the end of the program cut short."""
        for run in reversed(import_runs.runs(self._library)):
            if not run.finished:
                self._proceed(run)

    def show(self) -> None:
        """Open the panel, with the last import where none goes on."""
        if self._run is None and (known := import_runs.runs(self._library)):
            self._run = known[0]
            self.panel.show_entries(import_runs.entries(self._library, known[0]))
        self.panel.show()
        self.panel.raise_()
        self.panel.activateWindow()

    def browse(self) -> None:
        """Open the window on the web."""
        if self._browser is None:
            self._browser = BrowserWindow(self._place.theme(), self._place)
            self._browser.taken.connect(lambda file: self.start([file]))
        self._browser.show()

    def set_theme(self, theme: Theme) -> None:
        self.panel.set_theme(theme)
        if self._browser:
            self._browser.set_theme(theme)

    def release(self) -> None:
        """End the workers, after the tasks have ended."""
        self._pool.close()
        if self._browser:
            self._browser.browser.shut()

    def _proceed(self, run: ImportRun) -> None:
        self._run = run
        self.panel.show_entries(import_runs.entries(self._library, run))
        library, pool, capture = self._library, self._pool, self._capture

        def work(task: LongTask) -> ImportReport:
            watch = partial(self._told.emit, run.id)
            return import_runs.proceed(
                library, run, watch, progress=task, pool=pool, capture=capture,
                ask_password=partial(self._wait_for_password, task),
            )  # fmt: skip

        task = self._task = self._tasks.long(
            tr("Import"), work, partial(self._finished, run), partial(self._failed, run)
        )
        task.progressed.connect(lambda *_: self.arrived.emit())
        task.progressed.connect(partial(self._progressed, task))
        self.panel.run(True)

    def _wait_for_password(self, task: LongTask, name: str) -> str | None:
        """Called by the thread that imports; the person answers in the window."""
        question = _Question(name)
        self._password_wanted.emit(question)
        while not question.answered.wait(0.1):
            if task.cancelled:
                return None
        return question.password

    def _ask(self, question: "_Question") -> None:
        dialog = QInputDialog(self._place)
        dialog.setWindowTitle(tr("Locked file"))
        name = apart(PurePath(question.name).name)
        dialog.setLabelText(tr("{name} opens only with a password. The password is not kept.", name=name))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.setOkButtonText(tr("Open"))
        dialog.setCancelButtonText(tr("Leave it out"))
        dialog.finished.connect(lambda result: question.answer(dialog.textValue() if result else None))
        open_once(dialog)

    def _progressed(self, task: LongTask, done: int, total: int, what: str) -> None:
        if task is self._task:
            self.panel.progress(done, total, what)

    def _hear(self, run_id: int, entry: ImportEntry) -> None:
        if self._run and self._run.id == run_id:
            self.panel.add(entry)

    def _finished(self, run: ImportRun, report: ImportReport) -> None:
        """The person's Stop is for good; the end of the program is not, and never comes here."""
        self._tasks.keep(lambda: import_runs.abandon(self._library, run))
        self._tasks.announce(report.changes)
        self._place.say(summary(report.entries))
        if self._run and self._run.id == run.id:
            self.panel.run(False)
            self.panel.show_entries(report.entries)
        if any(entry.status == "failed" for entry in report.entries):
            self.show()
            self.panel.look_at("failed")

    def _failed(self, run: ImportRun, text: str) -> None:
        """The library cannot be written: the run waits."""
        if self._run and self._run.id == run.id:
            self.panel.run(False)
        self._tasks.failed.emit(text)

    def _retry(self) -> None:
        if run := self._run:
            self._tasks.keep(lambda: import_runs.retry(self._library, run), self._proceed)
