"""The notebook's window over a library with two articles and four annotations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import HighlightColor
from desktop.storage.library import Library
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark
from tests.ui.windows import shown_window


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        flood, drought = add_article(library), add_article(library, "A drought")
        mark(library, flood, "warned twice", tags=("who/knew", "water"), comment="Letters?")
        mark(library, flood, "kept the letters", color=HighlightColor.BLUE, tags=("who",))
        mark(library, drought, "river rose")
        mark(library, drought, "third week of March", created="2020-03-04T10:00:00.000Z")
        yield library


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, library: Library) -> Iterator[MainWindow]:
    with shown_window(qapp, qtbot, library) as window:
        yield window
