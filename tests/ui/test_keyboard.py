"""Keys that a person gives to commands: in the dialog, at once, at the next start."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.keys import KeysDialog
from desktop.ui.reading.article_tabs import ArticleTabs
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article
from tests.ui.windows import OpenWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def library(library: Library) -> Library:
    add_article(library)
    return library


@pytest.fixture
def open_window(open_window: OpenWindow) -> OpenWindow:
    def show(settings: Settings | None = None) -> MainWindow:
        window = open_window(settings)
        window.item_list.view.setFocus()
        return window

    return show


def open_keys(qtbot: QtBot, window: MainWindow) -> KeysDialog:
    window.actions_by_name["keys"].trigger()
    dialog = window.findChildren(KeysDialog)[-1]
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def change(qtbot: QtBot, dialog: KeysDialog, words: str, key: Qt.Key, modifier) -> None:
    """By key alone: find the command, go to it, press the new key, press the button that has the focus then."""
    dialog.search.setFocus()
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, words)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.key.hasFocus)
    qtbot.keyClick(dialog.key, key, modifier)
    qtbot.waitUntil(dialog.set.hasFocus, timeout=5000)
    qtbot.keyClick(dialog.set, Qt.Key.Key_Space)


def test_no_two_commands_that_work_at_one_place_come_with_the_same_key(window: MainWindow) -> None:
    keyboard = window.keyboard
    taken = {
        (name, key.toString(), other)
        for name in keyboard.names()
        for key in keyboard.keys(name)
        for other in keyboard.holders(name, key)
    }
    assert taken == set()


def test_a_key_is_changed_by_key_alone_works_at_once_and_is_kept(
    qtbot: QtBot, window: MainWindow, open_window: OpenWindow
) -> None:
    dialog = open_keys(qtbot, window)
    with qtbot.waitSignal(window.settings_changed) as told:
        change(qtbot, dialog, "Annotations panel", Qt.Key.Key_J, CONTROL | ALT)
    assert told.args[0].keys == {"annotations": "Ctrl+Alt+J"}
    assert ("Annotations panel", "Ctrl+Alt+J") in dialog.shown()
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.annotations.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert window.annotations.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | ALT)
    assert not window.annotations.isVisible()
    again = open_window(told.args[0])
    shown = again.annotations.isVisible()
    qtbot.keyClick(again, Qt.Key.Key_J, CONTROL | ALT)
    assert again.annotations.isVisible() is not shown


def test_a_key_that_another_command_has_is_named_and_taken_from_it(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_keys(qtbot, window)
    dialog.choose("star")
    dialog.key.setKeySequence(QKeySequence("Ctrl+E"))
    assert "Export…" in dialog.about.text()
    qtbot.mouseClick(dialog.set, Qt.MouseButton.LeftButton)
    keyboard = window.keyboard
    assert [keyboard.keys("star"), keyboard.keys("export")] == [[QKeySequence("Ctrl+E")], []]
    dialog.choose("export")
    qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert [keyboard.keys("star"), keyboard.keys("export")] == [[], [QKeySequence("Ctrl+E")]]
    qtbot.mouseClick(dialog.findChild(QPushButton, "resetKeys"), Qt.MouseButton.LeftButton)
    assert keyboard.keys("star") == [QKeySequence("S")]
    assert window.settings.keys == {}
    assert not dialog.reset_all.isEnabled()


def test_commands_of_different_places_may_share_a_key(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_keys(qtbot, window)
    dialog.choose("star")
    dialog.key.setKeySequence(QKeySequence("H"))  # which highlights, in the article
    assert "lose" not in dialog.about.text()
    qtbot.mouseClick(dialog.set, Qt.MouseButton.LeftButton)
    assert window.keyboard.keys("mark.highlight") == [QKeySequence("H")]


def test_the_article_and_the_panel_have_one_key_for_one_command_and_tell_it(
    window: MainWindow,
) -> None:
    window.keyboard.give("mark.yellow", [QKeySequence("Y")])
    for marking in (window.reading.marking, window.annotations.list.marking):
        yellow = next(iter(marking.colors.values()))
        assert yellow.shortcut() == QKeySequence("Y")
        assert yellow.toolTip() == "Yellow (Y)"
    window.keyboard.give("mark.yellow", [])
    assert window.reading.marking.all()[0].toolTip() == "Yellow"


def test_tips_of_buttons_tell_the_key_that_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.open_item(add_article(window.library))
    find, tabs = window.reading.find_bar, window.reading.findChild(ArticleTabs)
    qtbot.waitUntil(lambda: tabs.count() == 1)
    lost = window.annotations.orphan.findChildren(QPushButton)
    [anew] = [one for one in lost if one.text() == "Draw the area anew"]
    tip = {
        "article.close": tabs.tabBar().tabButton(0, QTabBar.ButtonPosition.RightSide).toolTip,
        "article.find_next": find.findChild(QToolButton, "findNext").toolTip,
        "article.find_previous": find.findChild(QToolButton, "findPrevious").toolTip,
        "orphan.draw_anew": anew.toolTip,
    }
    assert [told() for told in tip.values()][:2] == ["Close tab (Ctrl+W)", "Next (F3)"]
    for number, (name, told) in enumerate(tip.items(), 1):
        window.keyboard.give(name, [QKeySequence(f"Ctrl+Alt+F{number}")])
        assert told().endswith(f"(Ctrl+Alt+F{number})")
        window.keyboard.give(name, [])
        assert "(" not in told()


def test_a_key_of_an_unknown_command_is_passed_over(qtbot: QtBot, open_window: OpenWindow) -> None:
    settings = Settings(keys={"no.such": "Ctrl+J", "star": "nonsense+", "mark.green": ""})
    again = open_window(settings)
    assert again.keyboard.keys("mark.green") == []


def test_every_command_of_the_menus_has_a_name_of_its_own(window: MainWindow) -> None:
    for one, other in combinations(window.reading.menu_actions()["annotate"], 2):
        assert one.objectName() and one.objectName() != other.objectName()
