"""A library in a temporary file, threads, and the reading side of a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.storage.library import Library
from desktop.ui.tasks import Tasks
from tests.ui.reading.desk import Desk


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        yield library


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def desk(qtbot, library: Library, tasks: Tasks) -> Iterator[Desk]:
    desk = Desk(qtbot, library, tasks)
    yield desk
    desk.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # The web engine wants its pages gone before its profile is.
    shiboken6.delete(desk.window)
