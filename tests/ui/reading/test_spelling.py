"""Spelling in a comment: wavy lines, and the menu of a word."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu

from desktop.reader import theme
from desktop.services.spelling import Speller
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.reading.spelling import spelling
from tests.services.test_spelling import dictionary


@pytest.fixture
def editor(qtbot, tmp_path: Path) -> CommentEditor:
    pytest.importorskip("spylls")
    made = CommentEditor()
    shared = spelling()
    speller = Speller([dictionary(tmp_path / "d", "en_US", "river", "third", "see")], tmp_path / "s.json")
    speller.load(["en_US"])
    former, shared.speller = shared.speller, speller
    made = CommentEditor()
    made.set_theme(theme.load("paper"))
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.show()
    yield made
    shared.speller = former


def underlined(editor: CommentEditor) -> list[str]:
    text = editor.toPlainText().encode("utf-16-le")
    wavy = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
    return [
        text[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le")
        for one in editor.document().firstBlock().layout().formats()
        if one.format.underlineStyle() == wavy
    ]


def menu_at(editor: CommentEditor, place: int) -> QMenu:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), editor.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(editor.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def action(menu: QMenu, text: str):
    return next(one for one in menu.actions() if text in one.text())


def test_wrong_words_are_underlined_but_not_addresses(qtbot, editor) -> None:
    qtbot.keyClicks(editor, "see the ")
    editor.insertPlainText("😀 thrid `cod` [river](florilegium://item/abc) https://exampel.org")
    qtbot.waitUntil(lambda: underlined(editor) == ["the", "thrid"])


def test_the_menu_corrects_a_word_and_learns_another(qtbot, editor) -> None:
    editor.setPlainText("thrid Aldwater")
    qtbot.waitUntil(lambda: underlined(editor) == ["thrid", "Aldwater"])
    menu = menu_at(editor, 2)
    action(menu, "third").trigger()
    menu.close()
    assert editor.toPlainText() == "third Aldwater"
    menu = menu_at(editor, 9)
    action(menu, "to my words").trigger()
    menu.close()
    qtbot.waitUntil(lambda: underlined(editor) == [])
    menu = menu_at(editor, 9)
    action(menu, "out of my words").trigger()
    menu.close()
    qtbot.waitUntil(lambda: underlined(editor) == ["Aldwater"])
    menu = menu_at(editor, 9)
    action(menu, "Check the spelling").trigger()
    menu.close()
    qtbot.waitUntil(lambda: underlined(editor) == [])
