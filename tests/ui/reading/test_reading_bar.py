"""The buttons beside the tabs: what they do, what they are called, and where they stand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from tests.ui.reading.desk import Desk, add_article

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def bar(desk: Desk) -> QWidget:
    return desk.window.findChild(QWidget, "readingBar")


def button(desk: Desk, action: str) -> QToolButton:
    return bar(desk).findChild(QToolButton, action)


def left_edge(desk: Desk, widget: QWidget) -> int:
    return widget.mapTo(desk.pane, QPoint(0, 0)).x()


def test_back_and_forward_lead_from_article_to_article(desk: Desk) -> None:
    one, other = add_article(desk.library), add_article(desk.library, "The ebb")
    desk.open(one)
    assert not button(desk, "article.back").isEnabled()
    desk.open(other)
    desk.wait_for(button(desk, "article.back").isEnabled)
    desk.qtbot.mouseClick(button(desk, "article.back"), LEFT)
    desk.wait_for(lambda: desk.pane.current_item_id() == one)
    desk.wait_for(button(desk, "article.forward").isEnabled)
    desk.qtbot.mouseClick(button(desk, "article.forward"), LEFT)
    desk.wait_for(lambda: desk.pane.current_item_id() == other)


def test_contents_and_find_open_beside_and_below(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.qtbot.mouseClick(button(desk, "article.contents"), LEFT)
    assert desk.pane.way.contents.isVisible()
    assert button(desk, "article.contents").isChecked()
    desk.qtbot.mouseClick(button(desk, "article.contents"), LEFT)
    assert not desk.pane.way.contents.isVisible()
    desk.qtbot.mouseClick(button(desk, "article.find"), LEFT)
    assert desk.pane.find_bar.field.hasFocus()


def test_each_says_what_it_does_and_its_key(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    tips = {one.text(): one.toolTip() for one in bar(desk).findChildren(QToolButton)}
    assert tips == {
        "Back": "Back (Alt+Left)",
        "Forward": "Forward (Alt+Right)",
        "Contents": "The table of contents beside the article (F4)",
        "Find in the article": "Find in the article (Ctrl+F)",
    }


def test_they_stand_beside_the_tabs_of_the_last_column(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    edge = left_edge(desk, bar(desk))
    assert edge > desk.pane.width() / 2
    desk.pane.moving.beside.trigger()
    desk.wait_for(desk.view_is_ready)
    assert bar(desk).isVisible()
    assert left_edge(desk, bar(desk)) == edge
    desk.pane.close_tab()
    desk.wait_for(lambda: left_edge(desk, bar(desk)) == edge)
    assert bar(desk).isVisible()


def test_in_a_narrow_column_they_leave_room_for_a_tab(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.pane.moving.beside.trigger()
    desk.wait_for(desk.view_is_ready)
    desk.window.resize(700, 700)
    desk.wait_for(lambda: not button(desk, "article.forward").isVisible())
    assert button(desk, "article.find").isVisible()
    desk.window.resize(1400, 700)
    desk.wait_for(button(desk, "article.forward").isVisible)


@pytest.mark.usefixtures("right_to_left")
def test_right_to_left_they_stand_on_the_left_and_back_points_right(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    assert left_edge(desk, bar(desk)) < 10
    back, forward = button(desk, "article.back"), button(desk, "article.forward")
    assert left_edge(desk, back) > left_edge(desk, forward)
    pictures = [one.icon().pixmap(32).toImage() for one in (back, forward)]
    assert ink(pictures[0]) > 16 > ink(pictures[1])


def ink(picture) -> float:
    """Where the middle of an arrow's ink stands in its upper half, which is its head: towards its point."""
    at = [
        x
        for x in range(picture.width())
        for y in range(picture.height() // 2 - 1)
        if picture.pixelColor(x, y).alpha() > 60
    ]
    return sum(at) / len(at)
