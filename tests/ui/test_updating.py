"""A large library of an earlier version is brought up to date in sight of the person."""

import lzma
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.errors import LibraryUnavailable
from desktop.services import browse
from desktop.services.library import takes_time
from desktop.storage.library import Library
from desktop.ui.dialogs.updating import UpdatingDialog
from tests.storage.schema_fixture import FOLDER


def test_it_is_told_and_done(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.florilegium"
    assert not takes_time(path)
    path.write_bytes(lzma.decompress((FOLDER / "0008.florilegium.xz").read_bytes()))
    assert not takes_time(path)
    monkeypatch.setattr("desktop.storage.library._LARGE", 1000)
    assert takes_time(path)
    dialog = UpdatingDialog(path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    with dialog.library() as library:
        assert len(browse.items(library)) == 2
    assert not Library.is_older(path)
    assert not takes_time(path)


def test_what_goes_wrong_is_handed_on(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "library.florilegium"
    path.write_bytes(b"SQLite format 3\0 and nothing more")
    dialog = UpdatingDialog(path)
    qtbot.addWidget(dialog)
    dialog.exec()
    with pytest.raises(LibraryUnavailable):
        dialog.library()
