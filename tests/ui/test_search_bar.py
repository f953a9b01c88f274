"""Searching in the window: completions, chips, what is wrong and where, what was meant, and the way to the place."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import organize
from desktop.services.search import refresh_vocabulary
from desktop.storage.library import Library
from desktop.ui.reading.tag_field import Chip
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def library(library: Library) -> Library:
    flood = add_article(library)
    add_article(library, "The drought", "<p>The wells were dry.</p>", "The wells were dry.\n")
    organize.tag_items(library, [flood], "water/high")
    organize.tag_items(library, [flood], "my letters")
    mark(library, flood, "Nobody kept the letters", comment="Ask the archive about the deluge.")
    refresh_vocabulary(library)
    return library


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.search_bar.field.setFocus()
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    return window


def titles(window: MainWindow) -> list[str]:
    return [row.summary.item.title for row in window.item_list.items.rows]


def types(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.keyClicks(window.search_bar.field, text)


def chips(window: MainWindow) -> list[Chip]:
    return [chip for chip in window.search_bar.findChildren(Chip) if chip.isVisible()]


def completions(window: MainWindow) -> list[str]:
    model = window.search_bar.field._offered
    return model.stringList() if window.search_bar.field.is_completing() else []


def test_fields_and_their_values_are_completed(qtbot: QtBot, window: MainWindow) -> None:
    field = window.search_bar.field
    types(qtbot, window, "ta")
    qtbot.waitUntil(lambda: completions(window) == ["tag:"])
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "tag:"
    qtbot.waitUntil(lambda: sorted(completions(window)) == ["my letters", "water/high"])
    types(qtbot, window, "lett")
    qtbot.waitUntil(lambda: completions(window) == ["my letters"])
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == 'tag:"my letters" '
    qtbot.waitUntil(lambda: titles(window) == ["The flood"])
    types(qtbot, window, "lang:")
    qtbot.waitUntil(lambda: completions(window) == ["en"])
    qtbot.keyClick(field._popup, Qt.Key.Key_Down)
    qtbot.keyClick(field._popup, Qt.Key.Key_Return)
    assert field.text() == 'tag:"my letters" lang:en '


def test_fields_are_chips_that_can_be_taken_out(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.set_query('tag:"water/high" -by:reed after:last week river')
    shown = [chip.text() for chip in chips(window)]
    assert shown == ["Tag: water/high", "Not by: reed", "After: last week"]
    qtbot.waitUntil(lambda: titles(window) == [])
    by = chips(window)[1]
    qtbot.mouseClick(by, LEFT, pos=QPoint(by.width() - 8, by.height() // 2))
    assert window.search_bar.query() == 'tag:"water/high" after:last week river'
    chip = chips(window)[-1]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert window.search_bar.query() == 'tag:"water/high" river'
    qtbot.waitUntil(lambda: titles(window) == ["The flood"])


def test_what_was_found_for_another_search_is_never_shown(qtbot: QtBot, window: MainWindow) -> None:
    shown: list[tuple[str, str]] = []
    window.articles.listed.connect(lambda found: shown.append((found.query, window.search_bar.query())))
    for word in ("letters", "drought", "flood"):
        window.search_bar.field.clear()
        types(qtbot, window, word)  # each key comes before the answer to the last one
    qtbot.waitUntil(lambda: bool(shown) and shown[-1][0] == "flood")
    assert titles(window) == ["The flood"]
    assert all(found == asked for found, asked in shown)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("river tga:x", "“tag:”"),
        ("is:unraed", "“unread”"),
        ("type:pfd", "“pdf”"),
        ("after:soon", "last week"),
        ("😀 before:x", "march 2025"),
    ],
)
def test_what_is_wrong_is_told_and_its_place_shown(
    qtbot: QtBot, window: MainWindow, query: str, told: str
) -> None:
    window.search_bar.set_query(query)
    qtbot.waitUntil(lambda: told in window.search_bar.problem.text())
    assert window.search_bar.problem.isVisible()
    assert window.item_list.bar.count.text().startswith("Found before: ")
    plain = window.search_bar.field.grab().toImage()
    window.search_bar.explain("")
    assert window.search_bar.field.grab().toImage() != plain
    assert not window.search_bar.problem.isVisible()


def test_what_was_meant_is_offered(qtbot: QtBot, window: MainWindow) -> None:
    types(qtbot, window, "rievr ")
    suggestion = window.search_bar.suggestion
    qtbot.waitUntil(suggestion.isVisible)
    assert "river" in suggestion.text()
    qtbot.mouseClick(suggestion, LEFT)
    assert window.search_bar.query() == "river"
    qtbot.waitUntil(lambda: titles(window) == ["The flood"])
    assert not suggestion.isVisible()


def test_a_click_leads_to_the_place_and_all_matches_are_shown(qtbot: QtBot, window: MainWindow) -> None:
    types(qtbot, window, "river letters")
    view = window.item_list
    qtbot.waitUntil(lambda: bool(view.items.rows and view.items.rows[0].passages))
    [row] = view.items.rows
    [passage] = row.passages
    assert passage.color == "yellow"
    view.passage_chosen.emit(row.summary.item.id, passage)
    reading = window.reading
    qtbot.waitUntil(lambda: bool(reading.tab() and reading.tab().ready), timeout=20_000)
    bar = reading.find_bar
    assert bar.isVisible()
    assert bar.field.text() == "river | letters"
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 3", timeout=10_000)
    bar.find_again(True)
    qtbot.waitUntil(lambda: bar.count.text() == "2 of 3", timeout=10_000)


def test_words_of_comments_lead_to_their_annotation(qtbot: QtBot, window: MainWindow) -> None:
    types(qtbot, window, "deluge")
    view = window.item_list
    qtbot.waitUntil(lambda: bool(view.items.rows and view.items.rows[0].passages))
    [passage] = view.items.rows[0].passages
    assert not passage.in_text and passage.color
    view.passage_chosen.emit(view.items.rows[0].summary.item.id, passage)
    qtbot.waitUntil(lambda: bool(window.reading.tab() and window.reading.tab().active_id), timeout=20_000)
    assert window.reading.tab().active_id == passage.annotation


def test_a_newer_search_is_never_overtaken_by_an_older_one(qtbot: QtBot, window: MainWindow) -> None:
    shown: list[str] = []
    view = window.item_list
    view.items.modelReset.connect(lambda: shown.append(view.items.listing.query))
    field = window.search_bar.field
    for text in ("r", "ri", "riv", "rive", "river", "wells", "well"):
        field.setText(text)
        window.search_bar._tell()
    qtbot.waitUntil(lambda: titles(window) == ["The drought"])
    qtbot.wait(100)
    assert titles(window) == ["The drought"]
    assert shown[-1] == "well"


def test_down_goes_to_what_was_found(qtbot: QtBot, window: MainWindow) -> None:
    types(qtbot, window, "river")
    qtbot.waitUntil(lambda: titles(window) == ["The flood"])
    QApplication.sendEvent(
        window.search_bar.field,
        QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    )
    assert window.item_list.view.hasFocus()
