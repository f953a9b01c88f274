"""The foot of the window: what just happened, long work with its cancel, and where the reader stands."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from desktop.ui.tasks import LongTask
from desktop.ui.words import tr

_STAY = 8000
"""Milliseconds that a message stays."""


class StatusLine(QStatusBar):
    """One long task is shown at a time: the one that started last and still runs."""

    def __init__(self, library_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 2, 12, 2)
        self._tasks: list[LongTask] = []
        self.text = QLabel(self)
        self.text.setObjectName("statusText")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(160)
        self.bar.setMaximumHeight(8)
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setObjectName("cancelTask")
        self.position = QLabel(self)
        self.position.setObjectName("muted")
        library = QLabel(library_name, self)
        library.setObjectName("muted")
        self.addWidget(self.bar)
        self.addWidget(self.cancel)
        self.addWidget(self.text, 1)
        self.addPermanentWidget(self.position)
        self.addPermanentWidget(library)
        self.cancel.clicked.connect(self._stop)
        self._fade = QTimer(self, singleShot=True, interval=_STAY)
        self._fade.timeout.connect(self.text.clear)
        self._show_task()

    def _stop(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()

    def say(self, text: str) -> None:
        self.text.setText(text)
        self.text.setToolTip(text)
        self._fade.start()

    def watch(self, task: LongTask) -> None:
        self._tasks.append(task)
        task.progressed.connect(lambda done, total, what: self._progressed(task, done, total, what))
        task.finished.connect(lambda: self._ended(task))
        self._fade.stop()
        self.text.setText(task.title)
        self.bar.setRange(0, 0)
        self._show_task()

    def _progressed(self, task: LongTask, done: int, total: int, what: str) -> None:
        if self._tasks and self._tasks[-1] is task:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.text.setText(f"{task.title}  {what}")

    def _ended(self, task: LongTask) -> None:
        self._tasks.remove(task)
        self.text.clear()
        self._show_task()

    def _show_task(self) -> None:
        for part in (self.bar, self.cancel):
            part.setVisible(bool(self._tasks))
