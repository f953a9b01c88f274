"""Splitting, merging, bookmarks, links and the menu, by mouse and key in a real reader."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.services import browse, history
from desktop.ui.reading.split_dialog import SplitDialog
from tests.ui.reading.desk import HTML, NO_BUTTON, PARAGRAPHS, TEXT, Desk, add_article, mark

RIGHT = Qt.MouseButton.RightButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def quotes(desk: Desk) -> list[str]:
    return [one.quote for one in desk.annotations()]


def open_menu(desk: Desk) -> QMenu:
    desk.wait_for(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def right_click(desk: Desk, point: QPoint) -> QMenu:
    desk.mouse(QEvent.Type.MouseButtonPress, point, RIGHT, RIGHT)
    desk.mouse(QEvent.Type.MouseButtonRelease, point, RIGHT, NO_BUTTON)
    return open_menu(desk)


def names(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(desk: Desk, menu: QMenu, text: str) -> None:
    action = next(one for one in menu.actions() if one.text() == text)
    desk.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_s_splits_before_the_selected_words(desk: Desk) -> None:
    item = add_article(desk.library)
    mark(desk.library, item, PARAGRAPHS[1], comment="Why?", tags=("a",))
    desk.open(item)
    desk.select("and nobody")
    desk.press(Qt.Key.Key_S)
    desk.wait_for(lambda: quotes(desk) == ["Nobody kept the letters,", "and nobody was asked for them."])
    assert [one.comment for one in desk.annotations()] == ["Why?", ""]
    assert [one.tags for one in desk.annotations()] == [("a",), ("a",)]
    history.undo(desk.library)
    assert quotes(desk) == [PARAGRAPHS[1]]


def test_s_asks_for_the_place_where_nothing_is_selected(desk: Desk) -> None:
    item = add_article(desk.library)
    desk.open(item, annotation_id=mark(desk.library, item, "Nobody kept the letters"))
    desk.press(Qt.Key.Key_S)
    dialog = desk.pane.findChild(SplitDialog)
    desk.qtbot.waitUntil(dialog.words.hasFocus)
    desk.qtbot.keyClick(dialog.words, Qt.Key.Key_Home)
    assert not dialog.split.isEnabled()
    desk.qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.isVisible(), "a part without words is not made"
    for _ in "Nobody ":
        desk.qtbot.keyClick(dialog.words, Qt.Key.Key_Right)
    desk.qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    desk.wait_for(lambda: quotes(desk) == ["Nobody", "kept the letters"])


def test_the_menu_of_a_highlight_splits_where_it_was_clicked(desk: Desk) -> None:
    item = add_article(desk.library)
    mark(desk.library, item, "Nobody kept the letters")
    desk.open(item)
    place = desk.place("the letters")
    menu = right_click(desk, QPoint(place.left() + 1, place.center().y()))
    choose(desk, menu, "Split")
    desk.wait_for(lambda: quotes(desk) == ["Nobody kept", "the letters"])


def test_m_merges_what_touches(desk: Desk) -> None:
    item = add_article(desk.library)
    first = mark(desk.library, item, "Nobody kept", comment="Who?")
    mark(desk.library, item, "the letters", comment="Which?")
    mark(desk.library, item, "river rose")
    desk.open(item, annotation_id=first)
    desk.press(Qt.Key.Key_M)
    desk.wait_for(lambda: quotes(desk) == ["river rose", "Nobody kept the letters"])
    assert desk.annotations()[1].comment == "Who?\n\nWhich?"
    desk.wait_for(
        lambda: desk.pane.tab().active_id == first and len(desk.pane.tab().article.annotations) == 2
    )
    said: list[str] = []
    desk.tasks.failed.connect(said.append)
    desk.press(Qt.Key.Key_M)
    assert said == ["No other annotation overlaps or touches this one."]


def test_bookmarks_stay_when_the_passages_around_them_are_merged_and_split(desk: Desk) -> None:
    item = add_article(desk.library)
    mark(desk.library, item, PARAGRAPHS[1], kind=AnnotationKind.BOOKMARK)
    first = mark(desk.library, item, "kept the letters")
    mark(desk.library, item, "letters, and nobody")
    desk.open(item, annotation_id=first)
    desk.press(Qt.Key.Key_M)
    desk.wait_for(lambda: quotes(desk) == [PARAGRAPHS[1], "kept the letters, and nobody"])
    desk.wait_for(lambda: not desk.tasks.writing and desk.panel.list.shown.rowCount() == 2)
    assert [one.kind for one in desk.annotations()] == [AnnotationKind.BOOKMARK, AnnotationKind.HIGHLIGHT]
    desk.select("asked for")
    assert not desk.pane.marking.split.isEnabled()
    cards = desk.panel.list
    cards.setFocus()
    desk.qtbot.keyClick(cards, Qt.Key.Key_A, CONTROL)
    assert len(cards.selected_ids()) == 2 and not cards.marking.merge.isEnabled()


def test_chosen_cards_are_merged_and_what_lies_between_is_told(desk: Desk) -> None:
    item = add_article(desk.library)
    for words in ("warned", "river rose"):
        mark(desk.library, item, words)
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 2)
    cards = desk.panel.list
    cards.setFocus()
    desk.qtbot.keyClick(cards, Qt.Key.Key_A, CONTROL)
    with desk.qtbot.waitSignal(desk.panel.said, timeout=5000) as said:
        desk.qtbot.keyClick(cards, Qt.Key.Key_M)
    assert said.args[0].startswith("3 words between them")
    desk.wait_for(lambda: quotes(desk) == ["warned twice before the river rose"])


def test_x_strikes_out(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select("kept the letters")
    desk.press(Qt.Key.Key_X)
    desk.wait_for(lambda: [one.kind for one in desk.annotations()] == [AnnotationKind.STRIKE_OUT])
    desk.wait_for(lambda: desk.pane.tab().active_id)
    desk.press(Qt.Key.Key_H)
    desk.wait_for(lambda: desk.annotations()[0].kind is AnnotationKind.HIGHLIGHT)


def test_keys_that_follow_at_once_are_for_the_annotation_that_is_being_made(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select("kept the letters")
    for key in (Qt.Key.Key_X, Qt.Key.Key_3, Qt.Key.Key_H):
        desk.press(key)
    desk.wait_for(lambda: desk.annotations() and desk.annotations()[0].kind is AnnotationKind.HIGHLIGHT)
    assert [one.color for one in desk.annotations()] == [HighlightColor.RED]
    desk.select("river rose")
    for key in (Qt.Key.Key_1, Qt.Key.Key_Delete):
        desk.press(key)
    desk.wait_for(lambda: history.undo_label(desk.library).startswith("Delete"))
    assert quotes(desk) == ["kept the letters"]


def test_b_bookmarks_the_place_of_reading_and_takes_it_away_again(desk: Desk) -> None:
    item = add_article(desk.library, "Long", HTML * 40, TEXT * 40)
    desk.open(item)
    desk.view.go_to(3000, 3010)
    desk.wait_for(lambda: desk.view.position().offset > 1500)
    desk.press(Qt.Key.Key_B)
    desk.wait_for(lambda: [one.kind for one in desk.annotations()] == [AnnotationKind.BOOKMARK])
    made = desk.annotations()[0]
    assert abs(made.target.position.start - desk.view.position().offset) < 40
    desk.wait_for(lambda: desk.pane.tab().annotation(made.id))
    desk.press(Qt.Key.Key_B)
    desk.wait_for(lambda: not desk.annotations())
    history.undo(desk.library)
    assert len(desk.annotations()) == 1


def test_a_ribbon_in_the_margin_shows_a_bookmark_and_is_clicked(desk: Desk) -> None:
    item = add_article(desk.library)
    one = mark(desk.library, item, PARAGRAPHS[1], kind=AnnotationKind.BOOKMARK, color=HighlightColor.RED)
    desk.open(item)
    line = desk.place("Nobody kept")
    ribbon = QPoint(line.left() - 14, line.top() + 6)
    desk.click(line.center())
    assert desk.pane.tab().active_id == 0, "the words themselves are not marked"
    desk.click(ribbon)
    desk.wait_for(lambda: desk.pane.tab().active_id == one)
    assert desk.pane.popup.isVisible()


def test_the_menu_of_a_selection_and_of_a_place(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    spot = desk.place("kept the letters").center()
    menu = right_click(desk, QPoint(spot.x(), desk.view.height() - 30))
    assert names(menu)[0] == "Bookmark this place"
    assert "Find in the article" in names(menu)
    menu.close()
    desk.select("kept the letters")
    menu = right_click(desk, spot)
    shown = names(menu)
    assert {"Colour", "Highlight", "Strike out", "Note", "Tag", "Copy the words", "Copy with source"} <= set(
        shown
    )
    assert "Move to trash" not in shown, "there is no annotation yet"
    choose(desk, menu, "Underline")
    desk.wait_for(lambda: [one.kind for one in desk.annotations()] == [AnnotationKind.UNDERLINE])


def test_the_menu_key_opens_the_menu_of_the_active_annotation(desk: Desk) -> None:
    item = add_article(desk.library)
    desk.open(item, annotation_id=mark(desk.library, item, "kept the letters"))
    desk.press(Qt.Key.Key_Menu)
    menu = open_menu(desk)
    assert "Move to trash" in names(menu)
    keys = {action.text(): action.shortcut().toString() for action in menu.actions()}
    assert (keys["Strike out"], keys["Copy with source"], keys["Merge"]) == ("X", "C", "M")
    menu.close()


def test_the_menu_of_a_card(desk: Desk) -> None:
    item = add_article(desk.library)
    one = mark(desk.library, item, "kept the letters")
    desk.open(item)
    cards = desk.panel.list
    desk.wait_for(lambda: cards.shown.rowCount() == 1)
    cards.set_current(one)
    spot = cards.visualRect(cards.shown.index_of(one)).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, cards.viewport().mapToGlobal(spot))
    QApplication.sendEvent(cards.viewport(), asked)
    menu = open_menu(desk)
    choose(desk, menu, "Strike out")
    desk.wait_for(lambda: desk.annotations()[0].kind is AnnotationKind.STRIKE_OUT)


@pytest.mark.parametrize("where", ["article", "panel"])
def test_l_copies_a_link_to_the_annotation(desk: Desk, where: str) -> None:
    item = add_article(desk.library)
    one = mark(desk.library, item, "kept the letters")
    desk.open(item, annotation_id=one)
    QGuiApplication.clipboard().clear()
    if where == "article":
        desk.press(Qt.Key.Key_L)
    else:
        desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 1)
        desk.panel.list.set_current(one)
        desk.qtbot.keyClick(desk.panel.list, Qt.Key.Key_L)
    uid = browse.annotation(desk.library, one).uid
    assert QGuiApplication.clipboard().text() == f"florilegium://annotation/{uid}"


def test_control_c_copies_the_words_alone(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select("kept the letters")
    QGuiApplication.clipboard().clear()
    desk.press(Qt.Key.Key_C, CONTROL)
    desk.wait_for(lambda: QGuiApplication.clipboard().text() == "kept the letters")
