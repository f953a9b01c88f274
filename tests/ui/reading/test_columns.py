"""Two articles side by side, by keys and focus, in real readers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTabWidget

from desktop.ui.reading.reading_tab import ReadingTab
from tests.ui.reading.desk import HTML, TEXT, Desk, add_article

BESIDE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def columns(desk: Desk) -> list[list[str]]:
    """The titles in each column, from left to right."""
    shown = sorted(desk.pane.findChildren(QTabWidget), key=lambda one: one.mapTo(desk.pane, one.pos()).x())
    return [[one.tabText(index) for index in range(one.count())] for one in shown if one.isVisible()]


def two_side_by_side(desk: Desk) -> tuple[int, int]:
    first = add_article(desk.library, "One")
    second = add_article(desk.library, "Two", "<p>Other words.</p>\n", "Other words.\n")
    desk.open(first)
    desk.open(second, new_tab=True)
    desk.press(Qt.Key.Key_B, BESIDE)
    return first, second


def test_an_article_is_shown_beside_the_other(desk: Desk) -> None:
    two_side_by_side(desk)
    assert columns(desk) == [["One"], ["Two"]]
    left, right = (tab.width() for tab in desk.pane.tabs_on_screen())
    assert abs(left - right) < 20


def test_the_side_with_the_focus_is_the_one_that_keys_and_panel_act_on(desk: Desk) -> None:
    first, second = two_side_by_side(desk)
    assert desk.pane.current_item_id() == second
    desk.press(Qt.Key.Key_F8)
    assert desk.pane.current_item_id() == first
    desk.wait_for(lambda: desk.panel.item_id() == first)
    desk.qtbot.waitUntil(desk.view_is_ready)
    desk.select("kept the letters")
    desk.press(Qt.Key.Key_3)
    desk.wait_for(lambda: [one.quote for one in desk.annotations()] == ["kept the letters"])
    desk.pane.tabs_on_screen()[1].view.setFocus()
    desk.qtbot.waitUntil(lambda: desk.pane.current_item_id() == second)


def test_a_single_article_is_opened_again_beside_itself_at_the_same_place(desk: Desk) -> None:
    item = add_article(desk.library)
    desk.open(item)
    desk.press(Qt.Key.Key_B, BESIDE)
    assert len(columns(desk)) == 2
    desk.qtbot.waitUntil(lambda: all(tab.ready for tab in desk.pane.tabs_on_screen()), timeout=10_000)
    desk.select("kept the letters")
    desk.press(Qt.Key.Key_1)
    desk.wait_for(lambda: [len(tab.article.annotations) for tab in desk.pane.tabs_on_screen()] == [1, 1])


def test_an_empty_column_goes(desk: Desk) -> None:
    two_side_by_side(desk)
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert columns(desk) == [["One"]]
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert desk.pane.current_item_id() == 0


def test_moved_back_the_columns_are_one_again(desk: Desk) -> None:
    two_side_by_side(desk)
    desk.press(Qt.Key.Key_B, BESIDE)
    assert columns(desk) == [["One", "Two"]]


def test_what_is_open_on_the_other_side_is_shown_there(desk: Desk) -> None:
    first, _second = two_side_by_side(desk)
    desk.pane.open_item(first)
    assert columns(desk) == [["One"], ["Two"]]
    assert desk.pane.current_item_id() == first


def test_what_is_found_is_told_of_the_article_on_screen_and_goes_everywhere_with_the_bar(desk: Desk) -> None:
    two_side_by_side(desk)
    left, right = desk.pane.tabs_on_screen()
    desk.qtbot.waitUntil(lambda: left.ready and right.ready, timeout=10_000)
    bar = desk.pane.find_bar

    def mapped(tab: ReadingTab) -> int:
        """Found places on the map beside an article."""
        return sum(not one.annotation_id for one in tab.minimap.marks())

    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(bar.field.hasFocus)
    desk.qtbot.keyClicks(bar.field, "river")
    desk.wait_for(lambda: bar.count.text() == "1 of 2" and mapped(left) == 2)
    desk.press(Qt.Key.Key_F8)
    desk.wait_for(lambda: desk.pane.tab() is right)
    assert bar.count.text() == ""
    desk.press(Qt.Key.Key_F3)
    desk.wait_for(lambda: bar.count.text() == "Not in this article")
    desk.press(Qt.Key.Key_F8)
    desk.wait_for(lambda: bar.count.text() == "1 of 2")
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Escape)
    desk.wait_for(lambda: not bar.isVisible() and mapped(left) == 0)


def test_the_popup_is_whole_in_a_narrow_column(desk: Desk) -> None:
    desk.window.resize(840, 700)
    two_side_by_side(desk)
    desk.press(Qt.Key.Key_F8)
    desk.qtbot.waitUntil(desk.view_is_ready)
    desk.select("kept the letters")
    popup = desk.pane.popup
    desk.qtbot.waitUntil(popup.isVisible)
    assert popup.width() > desk.view.width() // 2
    buttons = [one for one in popup.findChildren(QAbstractButton) if one.isVisible()]
    assert len(buttons) == 14
    assert all(one.width() >= min(one.sizeHint().width(), one.maximumWidth()) for one in buttons)
    assert all(popup.rect().contains(one.geometry()) for one in buttons)
    assert desk.pane.rect().contains(popup.geometry())


def test_the_popup_leaves_the_find_bar_free_and_goes_where_lines_break_otherwise(desk: Desk) -> None:
    item = add_article(desk.library, html="<p>First.</p>\n" * 40 + HTML, text="First.\n" * 40 + TEXT)
    desk.open(item)
    desk.select("third week")
    popup, bar = desk.pane.popup, desk.pane.find_bar
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(bar.isVisible)
    desk.qtbot.waitUntil(lambda: not popup.geometry().intersects(bar.geometry()))
    assert popup.isVisible()
    desk.window.resize(desk.window.width() - 200, desk.window.height())
    desk.qtbot.waitUntil(lambda: not popup.isVisible())
