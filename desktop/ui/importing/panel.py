"""The import panel: how an import goes on, what became of each source, and what can be done about it."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.reader.theme import Theme
from desktop.services.imports import ImportEntry, Status
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.importing.entries_model import ENTRY, EntriesModel, ShownEntries, said, status_name
from desktop.ui.words import counted, number, tr

_GATHER = 150
"""Milliseconds between additions to the list: thousands of entries come fast."""

_STATUSES: tuple[Status, ...] = get_args(Status)


def summary(entries: Sequence[ImportEntry]) -> str:
    """Counts of what was imported, was there already, and could not be imported."""
    counts = Counter(entry.status for entry in entries)
    parts = [counted(counts["imported"], "{n} article imported", "{n} articles imported")]
    others: dict[Status, str] = {
        "updated": "{n} got a new version",
        "duplicate": "{n} already in the library",
        "failed": "{n} could not be imported",
        "cancelled": "{n} not reached",
    }
    for status, text in others.items():
        if count := counts[status]:
            parts.append(counted(count, text, text))
    return " · ".join(parts)


class ImportPanel(FramedDialog):
    """Stays open beside the window; closing it stops nothing."""

    pause_wanted = Signal(bool)
    cancel_wanted = Signal()
    retry_wanted = Signal()
    open_wanted = Signal(int)
    """Id of an article."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Imports"), parent)
        self.setWindowTitle(tr("Imports"))
        self._running = self._paused = False
        self._waiting: list[ImportEntry] = []
        self._gather = QTimer(self, singleShot=True, interval=_GATHER)
        self._gather.timeout.connect(self._take_in)
        self.entries = EntriesModel(theme, self)
        self._shown = ShownEntries(self)
        self._shown.setSourceModel(self.entries)
        self._arrange()
        self.set_theme(theme)
        self.show_entries([])
        self.resize(640, 520)

    def _arrange(self) -> None:
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.what = QLabel(self)
        self.what.setObjectName("muted")
        self.what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.what)
        self.body.addLayout(self._make_filters())
        self.list = QListView(self)
        self.list.setAccessibleName(tr("What became of each source"))
        self.list.setModel(self._shown)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.activated.connect(lambda _index: self._open())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.body.addWidget(self.list, 1)
        self.pause = self.add_button(tr("Pause"), "pauseImport", self._toggle_pause)
        self.cancel = self.add_button(tr("Stop"), "cancelImport", self.cancel_wanted.emit)
        self.retry = self.add_button(tr("Try the rest again"), "retryImport", self.retry_wanted.emit)
        self.copy = self.add_button(tr("Copy the list"), "copyImport", self._copy)
        self.open_article = self.add_button(tr("Open"), "openImported", self._open, main=True)

    def _make_filters(self) -> QHBoxLayout:
        self.filters: dict[Status | None, QToolButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for status in (None, *_STATUSES):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(status is None)
            button.toggled.connect(partial(self._filter, status))
            group.addButton(button)
            row.addWidget(button)
            self.filters[status] = button
        row.addStretch(1)
        return row

    # What goes on ------------------------------------------------------------------------------------

    def show_entries(self, entries: Sequence[ImportEntry]) -> None:
        """Of another import, or of one that begins."""
        self._waiting.clear()
        self.entries.show(entries)
        self._count()

    def add(self, entry: ImportEntry) -> None:
        self._waiting.append(entry)
        if not self._gather.isActive():
            self._gather.start()

    def progress(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if not self._paused:
            self.what.setText(
                tr("{done} of {total}: {what}", done=number(done), total=number(total), what=what)
            )

    def run(self, running: bool) -> None:
        """An import goes on, or it ended."""
        self._running = running
        self._set_paused(False)
        self.bar.setRange(0, 0 if running else 1)
        self._take_in()
        self.what.setText(tr("Looking for articles…") if running else "")
        self._count()

    def look_at(self, status: Status) -> None:
        """Show the entries of one status."""
        self.filters[status].setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        self.entries.set_theme(theme)
        for button in self.filters.values():
            button.setStyleSheet(
                f"QToolButton {{ padding: 2px 8px; border: 1px solid {theme.border}; }}"
                f" QToolButton:checked {{ background: {theme.selection}; border-color: {theme.accent}; }}"
            )

    def _take_in(self) -> None:
        at_end = self.list.verticalScrollBar().value() >= self.list.verticalScrollBar().maximum() - 4
        self.entries.add(self._waiting)
        self._waiting = []
        self._count()
        if at_end and self._running:
            self.list.scrollToBottom()

    def _count(self) -> None:
        entries = self.entries.entries
        counts = Counter(entry.status for entry in entries)
        for status, button in self.filters.items():
            count = counts[status] if status else len(entries)
            name = status_name(status) if status else tr("All")
            button.setText(f"{name} {number(count)}")
            button.setVisible(status is None or count > 0)
        self.heading.setText(summary(entries) if entries else tr("No imports yet"))
        self.bar.setVisible(self._running)
        self._enable()

    def _filter(self, status: Status | None, on: bool) -> None:
        if on:
            self._shown.set_status(status)
            self._enable()

    # What can be done --------------------------------------------------------------------------------

    def _chosen(self) -> ImportEntry | None:
        index = self.list.currentIndex()
        return index.data(ENTRY) if index.isValid() else None

    def _enable(self) -> None:
        chosen = self._chosen()
        rest = any(entry.status in ("failed", "cancelled") for entry in self.entries.entries)
        self.open_article.setEnabled(bool(chosen and chosen.id))
        self.pause.setVisible(self._running)
        self.cancel.setVisible(self._running)
        self.retry.setVisible(not self._running and rest)
        self.copy.setEnabled(self._shown.rowCount() > 0)

    def _toggle_pause(self) -> None:
        self._set_paused(not self._paused)
        self.pause_wanted.emit(self._paused)

    def _set_paused(self, paused: bool) -> None:
        self._paused = paused
        self.pause.setText(tr("Go on") if paused else tr("Pause"))
        if paused:
            self.what.setText(tr("Paused. What is read now still comes in."))

    def _open(self) -> None:
        if (chosen := self._chosen()) and chosen.id:
            self.open_wanted.emit(chosen.id)

    def _copy(self) -> None:
        shown = [self._shown.index(row, 0).data(ENTRY) for row in range(self._shown.rowCount())]
        lines = (f"{said(entry)}\n{entry.source}" for entry in shown)
        QGuiApplication.clipboard().setText("\n\n".join(lines))
