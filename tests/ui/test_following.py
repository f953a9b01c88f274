"""A folder that follows the library, seen through the window: files change a moment after the library does."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import annotate, browse, organize
from desktop.services.standing_exports import StandingExport
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.following import FollowingDialog
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark
from tests.ui.windows import OpenWindow


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


@pytest.fixture
def item(library: Library) -> int:
    item = add_article(library, "The flood")
    mark(library, item, "kept the letters", comment="By whom?")
    organize.file_items(library, [item], organize.collection_by_path(library, "Rivers"))
    return item


@pytest.fixture
def window(open_window: OpenWindow, library: Library, vault: Path, item: int) -> MainWindow:
    standing = StandingExport(
        str(library.path), "Rivers", "", "in:Rivers", "markdown", str(vault), chosen={"flavour": "obsidian"}
    )
    return open_window(Settings(standing_exports=[standing.record()]))


def told(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


def test_it_makes_up_for_what_changed_before_and_follows_what_changes(
    qtbot: QtBot, window: MainWindow, library: Library, vault: Path, item: int
) -> None:
    file = vault / "The flood.md"
    qtbot.waitUntil(lambda: "By whom?" in told(file), timeout=15_000)
    file.write_text(
        told(file)
        .replace("# The flood", "# The flood\n")
        .replace("<!-- florilegium", "Mine.\n\n<!-- florilegium")
    )
    [one] = browse.annotations(library, item)
    window.tasks.write(lambda: annotate.comment(library, one.id, "By her."))
    qtbot.waitUntil(lambda: "By her." in told(file), timeout=15_000)
    assert "Mine." in told(file)
    other = add_article(library, "The drought", "<p>Dry.</p>", "Dry.")
    rivers = organize.collection_by_path(library, "Rivers")
    window.tasks.write(lambda: organize.file_items(library, [other], rivers))
    qtbot.waitUntil((vault / "The drought.md").exists, timeout=15_000)


def test_a_folder_that_is_gone_is_told_once_and_can_be_given_up(
    qtbot: QtBot, window: MainWindow, library: Library, vault: Path, item: int
) -> None:
    qtbot.waitUntil((vault / "The flood.md").exists, timeout=15_000)
    shutil.rmtree(vault)
    with qtbot.waitSignal(window.exporting.folders.problem, timeout=15_000) as problem:
        window.tasks.write(lambda: organize.star(library, [item], True))
    assert "is not there" in problem.args[0]
    assert not vault.exists()
    window.actions_by_name["following"].trigger()
    dialog = window.findChild(FollowingDialog)
    assert dialog
    assert "is not there" in dialog.problem.text()
    with qtbot.waitSignal(window.settings_changed) as kept:
        qtbot.mouseClick(dialog.findChild(QPushButton, "stopFollowing"), Qt.MouseButton.LeftButton)
    assert kept.args[0].standing_exports == []
    assert dialog.nothing.isVisible()
