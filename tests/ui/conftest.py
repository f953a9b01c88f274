"""A library in a temporary file, threads, and windows of it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks
from desktop.ui.window import MainWindow
from tests.ui.windows import OpenWindow, shown_window


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        yield library


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, library: Library) -> Iterator[OpenWindow]:
    """Windows of the library, taken apart in the right order."""
    with ExitStack() as opened:

        def show(settings: Settings | None = None) -> MainWindow:
            return opened.enter_context(shown_window(qapp, qtbot, library, settings))

        yield show


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()
