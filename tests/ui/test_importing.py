"""The import panel and the watched folder, in the real window with real workers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.item import ItemType
from desktop.services import browse, import_runs
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.window import MainWindow
from tests.ui.windows import shown_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(12):
        words = " ".join(f"{word}{number}" for word in ("one", "two", "three", "four") * 10)
        (folder / f"{number:02}.txt").write_text(f"Article {number}\n\n{words}\n")
    (folder / "empty.html").touch()
    return folder


@contextmanager
def opened(
    qapp: QApplication, qtbot: QtBot, path: Path, settings: Settings | None = None
) -> Iterator[MainWindow]:
    with Library.open(path, backup=False) as library, shown_window(qapp, qtbot, library, settings) as window:
        yield window


def ended(window: MainWindow) -> bool:
    runs = import_runs.runs(window.library)
    return bool(runs) and all(run.finished for run in runs) and not window.importing.panel.pause.isVisible()


def test_the_panel_tells_all_and_opens_an_article(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    with opened(qapp, qtbot, tmp_path / "l.florilegium") as window:
        panel = window.importing.panel
        window.actions_by_name["imports"].trigger()
        qtbot.waitUntil(panel.isVisible)
        assert panel.heading.text() == "No imports yet"
        window.import_sources([folder])
        qtbot.waitUntil(lambda: ended(window), timeout=30_000)
        assert panel.heading.text() == "12 articles imported · 1 could not be imported"
        filters = {button.text(): button for button in panel.filters.values() if button.isVisible()}
        assert list(filters) == ["All 13", "Imported 12", "Not imported 1"]
        assert filters["Not imported 1"].isChecked()
        assert panel.list.model().rowCount() == 1
        qtbot.mouseClick(filters["Imported 12"], LEFT)
        assert panel.list.model().rowCount() == 12
        panel.list.setCurrentIndex(panel.list.model().index(3, 0))
        panel.list.setFocus()
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.reading.current_item_id() != 0)
        qtbot.mouseClick(panel.copy, LEFT)
        assert "Imported" in QApplication.clipboard().text()


def test_what_failed_is_tried_again_by_a_button(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    with opened(qapp, qtbot, tmp_path / "l.florilegium") as window:
        panel = window.importing.panel
        window.import_sources([folder])
        qtbot.waitUntil(lambda: ended(window), timeout=30_000)
        page = "<html><body><article><p>It was mended, and now it holds words.</p></article></body></html>"
        (folder / "empty.html").write_text(page)
        qtbot.mouseClick(panel.retry, LEFT)
        qtbot.waitUntil(lambda: len(browse.items(window.library)) == 13, timeout=30_000)
        qtbot.waitUntil(lambda: panel.heading.text() == "13 articles imported", timeout=30_000)
        assert not panel.retry.isVisible()


def test_an_import_cut_short_by_the_end_goes_on_at_the_next_start(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "l.florilegium"
    with opened(qapp, qtbot, path) as window:
        window.import_sources([folder])
        qtbot.waitUntil(lambda: bool(browse.items(window.library)), timeout=30_000)
    with Library.open(path, backup=False) as library:
        [run] = import_runs.runs(library)
        before = len(browse.items(library))
    assert before == 12 or not run.finished
    with opened(qapp, qtbot, path) as window:
        qtbot.waitUntil(lambda: ended(window), timeout=30_000)
        assert len(browse.items(window.library)) == 12


def test_pause_and_stop(qapp: QApplication, qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    with opened(qapp, qtbot, tmp_path / "l.florilegium") as window:
        panel = window.importing.panel
        window.actions_by_name["imports"].trigger()
        qtbot.waitUntil(panel.isVisible)
        window.import_sources([folder])
        qtbot.waitUntil(panel.pause.isVisible)
        qtbot.mouseClick(panel.pause, LEFT)
        assert panel.pause.text() == "Go on"
        assert panel.what.text().startswith("Paused.")
        qtbot.mouseClick(panel.cancel, LEFT)
        qtbot.waitUntil(lambda: ended(window), timeout=30_000)
        assert "not reached" in panel.heading.text()
        qtbot.mouseClick(panel.retry, LEFT)
        qtbot.waitUntil(lambda: len(browse.items(window.library)) == 12, timeout=30_000)


def test_a_copied_picture_is_pasted_as_an_article(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(picture)
    with opened(qapp, qtbot, tmp_path / "l.florilegium") as window:
        window.actions_by_name["paste"].trigger()
        qtbot.waitUntil(lambda: len(browse.items(window.library)) == 1, timeout=30_000)
        [summary] = browse.items(window.library)
        assert summary.item.type is ItemType.IMAGE
        assert summary.item.title.startswith("Pasted picture")
        QGuiApplication.clipboard().clear()
        window.actions_by_name["paste"].trigger()
        qtbot.waitUntil(lambda: "nothing on the clipboard" in window.status.text.text())


def test_a_watched_folder_brings_what_is_saved_there(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = tmp_path / "saved"
    watched.mkdir()
    (watched / "first.txt").write_text(
        "The first\n\nIt lay there before anybody looked, and it has some words.\n"
    )
    (watched / "leads nowhere.txt").symlink_to(watched / "gone.txt")
    kept: list[Settings] = []
    with opened(qapp, qtbot, tmp_path / "l.florilegium") as window:
        window.settings_changed.connect(kept.append)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(watched))
        window.actions_by_name["watch_folder"].trigger()
        qtbot.waitUntil(lambda: len(browse.items(window.library)) == 1, timeout=30_000)
        assert "saved" in window.actions_by_name["watch_folder"].text()
        (watched / "inside").mkdir()
        (watched / "inside" / "second.txt").write_text(
            "The second\n\nIt came later, with other words in it.\n"
        )
        (watched / "half.txt.part").write_text("not yet")
        qtbot.waitUntil(lambda: len(browse.items(window.library)) == 2, timeout=30_000)
    assert kept[-1].watched_folder == str(watched)
    with opened(qapp, qtbot, tmp_path / "l.florilegium", kept[-1]) as window:
        runs = len(import_runs.runs(window.library))
        (watched / "third.txt").write_text("The third\n\nIt came at last, and nothing else was read again.\n")
        qtbot.waitUntil(lambda: len(browse.items(window.library)) == 3, timeout=30_000)
        assert len(import_runs.runs(window.library)) == runs + 1
        window.actions_by_name["watch_folder"].trigger()
        assert window.settings.watched_folder == ""


def test_the_password_of_a_locked_file_is_asked_for(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        made.save(locked, encryption=pikepdf.Encryption(user="sesame", owner="other"))
    with opened(qapp, qtbot, tmp_path / "l.florilegium") as window:
        window.import_sources([locked])

        def asked() -> list[QInputDialog]:
            return [dialog for dialog in window.findChildren(QInputDialog) if dialog.isVisible()]

        def answer(word: str) -> None:
            qtbot.waitUntil(lambda: bool(asked()), timeout=30_000)
            [dialog] = asked()
            assert "locked.pdf" in dialog.labelText()
            field = dialog.findChild(QLineEdit)
            qtbot.keyClicks(field, word)
            with qtbot.waitSignal(dialog.finished):
                qtbot.keyClick(field, Qt.Key.Key_Return)

        answer("wrong")
        answer("sesame")
        qtbot.waitUntil(lambda: ended(window), timeout=30_000)
        assert [found.item.title for found in browse.items(window.library)] == ["locked"]
        [entry] = window.importing.panel.entries.entries
        assert "no text layer" in entry.reason
