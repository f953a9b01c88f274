"""The reading side of a window."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.storage.library import Library
from desktop.ui.tasks import Tasks
from tests.ui.reading.desk import Desk


@pytest.fixture
def desk(qtbot, library: Library, tasks: Tasks) -> Iterator[Desk]:
    desk = Desk(qtbot, library, tasks)
    yield desk
    desk.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # The web engine wants its pages gone before its profile is.
    shiboken6.delete(desk.window)
