"""Following links inside an article, and the way back, by mouse and key in a real reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.reader.base import Footnote
from tests.ui.reading.desk import Desk, add_article, mark

ALT = Qt.KeyboardModifier.AltModifier
LINES = [f"Line {number} of the ledger." for number in range(120)]
BODY = "".join(f"<p id='l{number}'>{line}</p>\n" for number, line in enumerate(LINES))
TEXT = "".join(f"{line}\n" for line in LINES)
HTML = (
    '<p><a href="#l90">Ninety</a> and <a href="#n1"><sup>1</sup></a> and <a href="#none">nothing</a>'
    ' and <a href="https://example.org/x">out</a>.</p>\n'
    + BODY
    + '<p id="n1">1. The keeper wrote <a href="https://example.org/y">this</a> later. <a href="#r1">Back</a></p>\n'
)
WHOLE = "Ninety and 1 and nothing and out.\n" + TEXT + "1. The keeper wrote this later. Back\n"


@pytest.fixture
def linked(desk: Desk) -> int:
    return add_article(desk.library, "Linked", HTML, WHOLE)


def click_word(desk: Desk, words: str) -> None:
    desk.click(desk.place(words).center())


def progress(desk: Desk) -> float:
    return desk.view.position().progress


def test_a_link_inside_is_a_step_that_leads_back(desk: Desk, linked: int) -> None:
    desk.open(linked)
    assert not desk.pane.moving.back.isEnabled()
    click_word(desk, "Ninety")
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.5)
    desk.qtbot.waitUntil(desk.pane.moving.back.isEnabled)
    desk.press(Qt.Key.Key_Left, ALT)
    desk.qtbot.waitUntil(lambda: progress(desk) < 0.1)
    desk.press(Qt.Key.Key_Right, ALT)
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.5)


def test_a_link_is_followed_by_key(desk: Desk, linked: int) -> None:
    desk.open(linked)
    desk.view.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return):  # the first link is the title block's
        desk.qtbot.keyClick(QApplication.focusWidget(), key)
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.5)


def test_going_to_an_annotation_is_a_step(desk: Desk, linked: int) -> None:
    made = mark(desk.library, linked, "Line 100 ")
    desk.open(linked)
    desk.pane.go_to_annotation(made)
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.5)
    desk.press(Qt.Key.Key_Left, ALT)
    desk.qtbot.waitUntil(lambda: progress(desk) < 0.1)


def test_back_leads_from_place_to_place_and_from_article_to_article(desk: Desk, linked: int) -> None:
    other = add_article(desk.library, "Other")
    desk.open(linked)
    click_word(desk, "Ninety")
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.5)
    desk.open(other)
    desk.press(Qt.Key.Key_Left, ALT)
    desk.qtbot.waitUntil(
        lambda: desk.pane.current_item_id() == linked and desk.view_is_ready(), timeout=10_000
    )
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.5)
    desk.press(Qt.Key.Key_Left, ALT)
    desk.qtbot.waitUntil(lambda: progress(desk) < 0.1)
    assert not desk.pane.moving.back.isEnabled()


def test_a_reference_shows_its_note_and_stays(desk: Desk, linked: int) -> None:
    desk.open(linked)
    click_word(desk, "1")
    popup = desk.pane.way.footnote
    desk.qtbot.waitUntil(popup.isVisible)
    assert popup.text.toPlainText().startswith("1. The keeper wrote this later.")
    assert progress(desk) < 0.1
    desk.qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_from_the_note_to_where_it_stands(desk: Desk, linked: int) -> None:
    desk.open(linked)
    click_word(desk, "1")
    desk.qtbot.waitUntil(desk.pane.way.footnote.isVisible)
    desk.qtbot.mouseClick(desk.pane.way.footnote.button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: progress(desk) > 0.9)
    desk.press(Qt.Key.Key_Left, ALT)
    desk.qtbot.waitUntil(lambda: progress(desk) < 0.1)


def test_a_link_in_a_note_leads_out(desk: Desk, linked: int) -> None:
    desk.open(linked)
    click_word(desk, "1")
    popup = desk.pane.way.footnote
    desk.qtbot.waitUntil(popup.isVisible)
    with desk.qtbot.waitSignal(desk.pane.open_url_requested) as asked:
        desk.qtbot.keyClick(popup.text, Qt.Key.Key_Tab)
        desk.qtbot.keyClick(popup.text, Qt.Key.Key_Return)
    assert asked.args == ["https://example.org/y"]


def test_a_link_that_leads_nowhere_moves_nothing(desk: Desk, linked: int) -> None:
    desk.open(linked)
    click_word(desk, "nothing")
    click_word(desk, "Line 3 ")
    assert progress(desk) < 0.1
    assert not desk.pane.moving.back.isEnabled()


@pytest.mark.parametrize(
    "html",
    [
        '<p>Word<a href="#fn" role="doc-noteref">a</a>.</p><aside id="fn" role="doc-footnote"><p>A note of it.</p></aside>',
        '<p>Word<a id="r" href="#fn">[12]</a>.</p><ol><li id="fn">A note of it. <a href="#r">↩</a></li></ol>',
        '<p>Word<sup><a href="#fn">*</a></sup>.</p><p><a id="fn">*</a> A note of it.</p>',
        '<p>Word<a href="#fn"><sup>iv</sup></a>.</p><dl><dt>iv</dt><dd id="fn">A note of it.</dd></dl>',
    ],
)  # fmt: skip
def test_references_of_many_makes_give_their_note(desk: Desk, html: str) -> None:
    text = desk.text_of(html)
    desk.open(add_article(desk.library, "Notes", html, text))
    with desk.qtbot.waitSignal(desk.view.footnote_activated, timeout=5000) as shown:
        desk.view.follow("fn")
    note: Footnote = shown.args[0]
    assert "A note of it." in note.html
    assert "A note of it." in text[note.start :]


def test_the_way_back_from_a_note_is_no_note(desk: Desk) -> None:
    html = '<p>A word<a id="r" href="#fn">1</a> and more of it.</p><ol><li id="fn">A note. <a href="#r">1</a></li></ol>'
    desk.open(add_article(desk.library, "Notes", html, desk.text_of(html)))
    with desk.qtbot.waitSignal(desk.view.jumped, timeout=5000):
        desk.view.follow("r")
    assert QApplication.activePopupWidget() is None


def test_following_a_reference_offers_nothing_of_an_archived_page(desk: Desk) -> None:
    html = '<p>A word<a id="r" href="#fn">1</a> and more of it.</p><ol><li id="fn">A note. <a href="#r">1</a></li></ol>'
    desk.open(add_article(desk.library, "Notes", html, desk.text_of(html)))
    assert not desk.pane.moving.take_selection.isEnabled()
    with desk.qtbot.waitSignal(desk.view.jumped, timeout=5000):
        desk.view.follow("r")
    assert desk.pane.moving.back.isEnabled()
    assert not desk.pane.moving.take_selection.isEnabled()
