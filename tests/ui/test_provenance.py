"""Citing and checking from the window, by key and menu."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.exporters.base import ExportOptions
from desktop.services import exports
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.cite import CiteDialog
from desktop.ui.dialogs.findings import FindingsDialog
from desktop.ui.provenance import Provenance
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def library(library: Library) -> Library:
    add_article(library)
    return library


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: window.item_list.view.listed() == [1])
    window.item_list.view.choose(1)
    window.item_list.view.setFocus()
    return window


def test_an_article_is_cited_in_the_style_of_choice(qtbot: QtBot, window: MainWindow) -> None:
    kept: list[Settings] = []
    window.settings_changed.connect(kept.append)
    qtbot.keyClick(
        window.item_list.view,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    qtbot.waitUntil(lambda: bool(window.findChildren(CiteDialog)))
    [dialog] = window.findChildren(CiteDialog)
    qtbot.waitUntil(lambda: "Reed, A. (1994, March 21)" in dialog.shown.toPlainText())
    assert "(Reed, 1994)" in dialog.shown.toPlainText()
    dialog.style_box.setFocus()
    qtbot.keyClick(dialog.style_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "(Reed 1994)" in dialog.shown.toPlainText())
    assert kept[-1].citation_style == "chicago"
    qtbot.mouseClick(dialog.findChild(QPushButton, "copyBibliography"), LEFT)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("Reed, Ada. 1994. “The flood.”")
    assert "<i>The Post</i>" in data.html()
    qtbot.mouseClick(dialog.findChild(QPushButton, "copyCitation"), LEFT)
    assert QGuiApplication.clipboard().text() == "(Reed 1994)"


def test_a_sheet_is_checked_and_what_differs_stands_first(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    options = ExportOptions(name="Rivers", provenance=True)
    exports.export(window.library, [1], "markdown", tmp_path / "out", options)
    [file] = (tmp_path / "out").glob("*.md")
    file.write_text("changed")
    checker = Provenance(window, window.actions_by_name)
    checker.check(tmp_path / "out" / "Rivers.provenance.json")
    qtbot.waitUntil(lambda: bool(window.findChildren(FindingsDialog)))
    [dialog] = window.findChildren(FindingsDialog)
    first = dialog.list.topLevelItem(0)
    assert first is not None
    assert (first.text(1), first.text(2), first.text(3)) == (file.name, "no", "It was changed since.")
    assert dialog.told.text() == "1 of 3 statements differ."
