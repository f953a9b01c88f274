"""Damage that is found while a library is used is told, and a backup opened beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import browse
from desktop.storage import backups
from desktop.storage.library import Library
from desktop.ui.dialogs.damage import DamageDialog
from desktop.ui.window import MainWindow
from tests.storage.damage import spoil
from tests.ui.reading.desk import add_article
from tests.ui.windows import shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Floods.florilegium"
    with Library.open(path, backup=False) as library:
        add_article(library)
    return path


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """Of a damaged library that is too large to be looked at when it is opened."""
    monkeypatch.setattr("desktop.storage.library._LARGE", 1000)
    with Library.open(path, exclusive=True) as library, shown_window(qapp, qtbot, library) as window:
        yield window


def told(qtbot: QtBot, window: MainWindow) -> DamageDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageDialog)), timeout=20_000)
    return window.findChildren(DamageDialog)[-1]


def words(dialog: DamageDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_upkeep_tells_of_damage_and_opens_a_copy_of_the_backup(
    qtbot: QtBot, path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backups.folder(path) / "Floods 2020-01-01 000000.florilegium"
    backups.copy(path, backup)
    spoil(path)
    window = request.getfixturevalue("window")
    monkeypatch.setattr("desktop.storage.backups.is_due", lambda _path: True)
    window._upkeep.begin()
    dialog = told(qtbot, window)
    assert "“\u2068Floods\u2069” is damaged" in dialog.windowTitle()
    for part in ("left as it is", "newest sound backup is of", "malformed"):
        assert part in words(dialog)
    assert backups.newest(path) == backup  # none was made of the damaged file
    started: list[list[str]] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda _program, arguments, _folder: (started.append(arguments) or True, 1)
    )
    qtbot.mouseClick(dialog.findChild(QPushButton, "openCopy"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(started))
    copy = path.with_name("Floods 2020-01-01 000000 (backup).florilegium")
    assert started[0][-1] == str(copy)
    with Library.open(copy) as library:
        assert len(browse.items(library)) == 1
    window._upkeep.begin()
    qtbot.waitUntil(lambda: not window.tasks._tasks)
    assert not any(one.isVisible() for one in window.findChildren(DamageDialog))  # once is enough


def test_without_a_backup_the_check_says_what_to_do(
    qtbot: QtBot, path: Path, request: pytest.FixtureRequest
) -> None:
    spoil(path)
    window = request.getfixturevalue("window")
    window.actions_by_name["check"].trigger()
    dialog = told(qtbot, window)
    assert "There is no sound backup" in words(dialog)
    assert dialog.findChild(QPushButton, "openCopy") is None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
