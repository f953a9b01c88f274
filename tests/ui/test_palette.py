"""Ctrl+K by key alone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import organize
from desktop.storage.library import Library
from desktop.ui.palette import PaletteDialog
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def library(library: Library) -> Library:
    flood = add_article(library)
    add_article(library, "Tide tables")
    mark(library, flood, "kept the letters")
    organize.file_items(library, [flood], organize.collection_by_path(library, "Rivers"))
    return library


def palette(qtbot: QtBot, window: MainWindow) -> PaletteDialog:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(PaletteDialog)))
    dialog = window.findChildren(PaletteDialog)[-1]
    qtbot.waitUntil(dialog.field.hasFocus)
    return dialog


def texts(dialog: PaletteDialog) -> list[str]:
    return [row.text for row in dialog.rows.rows]


def type_and_take(qtbot: QtBot, window: MainWindow, words: str, first: str) -> None:
    dialog = palette(qtbot, window)
    qtbot.keyClicks(dialog.field, words)
    qtbot.waitUntil(lambda: texts(dialog)[:1] == [first])
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)


def test_an_article_and_a_passage_are_gone_to(qtbot: QtBot, window: MainWindow) -> None:
    type_and_take(qtbot, window, "tide", "Tide tables")
    qtbot.waitUntil(lambda: window.reading.current_item_id() == 2)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    type_and_take(qtbot, window, "kept lett", "kept the letters")
    qtbot.waitUntil(lambda: window.reading.current_item_id() == 1)


def test_a_command_is_done_and_tells_its_keys(qtbot: QtBot, window: MainWindow) -> None:
    dialog = palette(qtbot, window)
    qtbot.keyClicks(dialog.field, ">libr pan")
    qtbot.waitUntil(lambda: texts(dialog)[:1] == ["Library panels"])
    assert dialog.rows.rows[0].about == "F9"
    assert window.sidebar.isVisible()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())


def test_a_collection_is_listed(qtbot: QtBot, window: MainWindow) -> None:
    type_and_take(qtbot, window, "rivers", "Rivers")
    qtbot.waitUntil(lambda: window.sidebar.place().name == "Rivers")


def test_arrows_go_round_and_esc_closes(qtbot: QtBot, window: MainWindow) -> None:
    dialog = palette(qtbot, window)
    qtbot.waitUntil(lambda: texts(dialog) == ["Tide tables", "The flood"])
    qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
    assert dialog.list.currentIndex().row() == 1
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.list.currentIndex().row() == 0
    qtbot.keyClicks(dialog.field, "zzzzqq")
    qtbot.waitUntil(dialog.nothing.isVisible)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(PaletteDialog))
