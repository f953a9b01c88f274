"""Several libraries by menu: opened beside, taken in, copied and moved to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop import app, paths
from desktop.services import browse, history, libraries, organize
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.notice import NoticeDialog
from desktop.ui.dialogs.to_library import ToLibraryDialog
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark
from tests.ui.windows import shown_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setattr(paths, "config", lambda: folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "texts"


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    folder.mkdir(exist_ok=True)
    with Library.open(folder / "mine.florilegium", backup=False) as library:
        flood = add_article(library)
        add_article(library, "A drought")
        mark(library, flood, "kept the letters")
        organize.file_items(library, [flood], organize.collection_by_path(library, "Rivers"))
        with shown_window(qapp, qtbot, library) as window:
            qtbot.waitUntil(lambda: window.item_list.view.model().rowCount() == 2)
            yield window


def dialog_of(qtbot: QtBot, window: MainWindow) -> ToLibraryDialog:
    window.actions_by_name["to_library"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ToLibraryDialog)))
    return window.findChildren(ToLibraryDialog)[-1]


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(path), ""))


def test_another_library_opens_in_a_program_of_its_own(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda _program, arguments, _folder: (started.append(arguments) or True, 1)
    )
    choose_file(monkeypatch, tmp_path / "new")
    window.actions_by_name["new_library"].trigger()
    assert started[-1][-2:] == ["--library", str(tmp_path / "new.florilegium")]
    choose_file(monkeypatch, window.library.path)
    window.actions_by_name["open_library"].trigger()
    assert len(started) == 1
    assert window.status.text.text() == "This library is open here."
    other = tmp_path / "other.florilegium"
    Library.open(other, backup=False).close()
    libraries.remember(other)
    menu = window.actions_by_name.recent
    menu.aboutToShow.emit()
    assert "other" in menu.actions()[0].text()
    menu.actions()[0].trigger()
    assert started[-1][-1] == str(other)


def test_another_library_is_taken_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.florilegium"
    with Library.open(other, backup=False) as library:
        add_article(library, "Tide tables")
    choose_file(monkeypatch, other)
    window.actions_by_name["merge_library"].trigger()
    qtbot.waitUntil(lambda: window.item_list.view.model().rowCount() == 3)
    qtbot.waitUntil(lambda: "1 article is new" in window.status.text.text())
    history.undo(window.library)
    assert len(browse.items(window.library)) == 2


def test_chosen_articles_are_moved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.item_list.view.choose(1)
    target = tmp_path / "target.florilegium"
    choose_file(monkeypatch, target.with_suffix(""))
    dialog = dialog_of(qtbot, window)
    assert not dialog.go.isEnabled()
    assert dialog.choices.button(0).text() == "1 chosen article"
    qtbot.mouseClick(dialog.findChild(QPushButton, "otherLibrary"), LEFT)
    qtbot.keyClick(dialog.moves, Qt.Key.Key_Space)
    assert dialog.go.text() == "Move"
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: [one.item.title for one in browse.items(window.library)] == ["A drought"])
    qtbot.waitUntil(lambda: window.item_list.view.model().rowCount() == 1)
    with Library.open(target, backup=False) as library:
        [found] = browse.items(library)
        assert (found.item.title, found.annotations, found.collections) == ("The flood", 1, ("Rivers",))
    assert libraries.recent()[-1] == target or target in libraries.recent()


def test_a_synchronised_folder_is_warned_of(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with Library.open(folder / "L.florilegium", backup=False) as library:
        for told in (True, False):
            window = app.build_window(library, settings=Settings())
            window.show()
            qtbot.waitUntil(window.isVisible)
            if told:
                qtbot.waitUntil(lambda: bool(window.findChildren(NoticeDialog)))  # noqa: B023
                [notice] = window.findChildren(NoticeDialog)
                assert "Dropbox" in notice.heading.text()
            qapp.processEvents()
            assert bool(window.findChildren(NoticeDialog)) is told
            window.close()
            window.release()
            window.deleteLater()
            qapp.processEvents()
