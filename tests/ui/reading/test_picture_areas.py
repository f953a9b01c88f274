"""Areas of the pictures of a web article: drawn, moved, coloured, found again and lost, by mouse and key."""

import contextlib
from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, HighlightColor, NewAnnotation
from desktop.domain.errors import UserError
from desktop.domain.selector import Rectangle
from desktop.services import annotate, browse, history
from tests.ui.reading.desk import Desk, add_article, mark
from tests.ui.reading.test_passage_tools import names, right_click
from tests.ui.reading.test_pictures import illustrated  # noqa: F401 (a fixture)

CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def only(desk: Desk) -> Annotation:
    [one] = desk.annotations()
    return one


def corner(desk: Desk) -> QPoint:
    """A point of the first picture, which stands above its caption and is 200 pixels high."""
    caption = desk.place("The red gate")
    return QPoint(desk.view.width() // 2 - 60, caption.top() - 150)


def to_page(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key that the page itself hears."""
    target = desk.key_target.focusProxy() or desk.key_target
    desk.qtbot.keyClick(target, key, modifier)


def step(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Move or size the area by one press. One that comes while the page is laid out anew goes unheard, and then a
    person presses again."""
    before = box_of(only(desk))
    for _ in range(4):
        to_page(desk, key, modifier)
        with contextlib.suppress(desk.qtbot.TimeoutError):
            desk.qtbot.waitUntil(lambda: box_of(only(desk)) != before, timeout=5000)
            break
    desk.wait_for(lambda: desk.pane.tab().annotation(only(desk).id).target == only(desk).target)


def draw(desk: Desk, start: QPoint) -> Annotation:
    desk.press(Qt.Key.Key_A)
    assert desk.pane.page_actions().area.isChecked()
    desk.ask_page("'it knows the tool'")
    desk.drag(start, start + QPoint(90, 60))
    desk.wait_for(desk.annotations)
    desk.wait_for(lambda: desk.pane.tab().active_id == only(desk).id)
    desk.ask_page("'it shows the area'")
    return only(desk)


def box_of(one: Annotation) -> Rectangle:
    assert isinstance(one.target, AreaTarget)
    return one.target.rectangle


@pytest.mark.usefixtures("illustrated")
def test_an_area_is_drawn_on_a_picture_and_undone(desk: Desk) -> None:
    one = draw(desk, corner(desk))
    assert (one.kind, one.target.picture) == (AnnotationKind.AREA, "red.png")
    box = box_of(one)
    assert 0 <= box.left < box.right <= 1
    assert 0 <= box.bottom < box.top <= 1
    assert round((box.right - box.left) * 300) == pytest.approx(90, abs=2)
    assert round((box.top - box.bottom) * 200) == pytest.approx(60, abs=2)
    assert not desk.pane.page_actions().area.isChecked()
    desk.press(Qt.Key.Key_4)
    desk.wait_for(lambda: only(desk).color is HighlightColor.PINK)
    history.undo(desk.library)
    history.undo(desk.library)
    assert desk.annotations() == []
    history.redo(desk.library)
    assert only(desk).target == one.target


@pytest.mark.usefixtures("illustrated")
def test_it_is_moved_and_sized_by_mouse_and_key(desk: Desk) -> None:
    start = corner(desk)
    before = box_of(draw(desk, start))
    desk.drag(start + QPoint(40, 30), start + QPoint(70, 30))
    desk.wait_for(lambda: box_of(only(desk)) != before)
    moved = box_of(only(desk))
    assert moved.left - before.left == pytest.approx(30 / 300, abs=0.02)
    assert moved.top == pytest.approx(before.top, abs=0.01)
    desk.wait_for(lambda: desk.pane.tab().annotation(only(desk).id).target == only(desk).target)
    step(desk, Qt.Key.Key_Down, CONTROL)
    assert box_of(only(desk)).top == pytest.approx(moved.top - 0.02, abs=0.001)
    step(desk, Qt.Key.Key_Right, SHIFT)
    desk.wait_for(lambda: box_of(only(desk)).right == pytest.approx(moved.right + 0.02, abs=0.001))
    assert box_of(only(desk)).left == pytest.approx(moved.left, abs=0.001)
    assert history.undo_label(desk.library) == "Move the area"
    history.undo(desk.library)
    assert box_of(only(desk)).right in (moved.right, before.right), "keys that follow quickly are one step"


@pytest.mark.usefixtures("illustrated")
def test_it_is_drawn_by_key_alone_and_put_away_by_escape(desk: Desk) -> None:
    desk.press(Qt.Key.Key_A)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.pane.page_actions().area.isChecked()
    desk.press(Qt.Key.Key_A)
    desk.ask_page("'it knows the tool'")
    for key, modifier in (
        (Qt.Key.Key_Right, PLAIN),
        (Qt.Key.Key_Right, PLAIN),
        (Qt.Key.Key_Down, SHIFT),
        (Qt.Key.Key_Return, PLAIN),
    ):
        to_page(desk, key, modifier)
    desk.wait_for(desk.annotations)
    box = box_of(only(desk))
    assert (box.left, box.right) == pytest.approx((0.27, 0.77))
    assert (box.top, box.bottom) == pytest.approx((0.75, 0.23))


def test_a_click_and_the_panel_make_it_the_active_one(desk: Desk, illustrated: int) -> None:  # noqa: F811
    target = AreaTarget(0, Rectangle(0.1, 0.1, 0.9, 0.9), "red.png", 0)
    one = next(
        iter(
            annotate.create(desk.library, illustrated, NewAnnotation(target, AnnotationKind.AREA)).annotations
        )
    )
    desk.pane.refresh(annotate.comment(desk.library, one, "Who painted it?"))
    desk.wait_for(lambda: desk.pane.tab().annotation(one))
    desk.ask_page("'it shows the area'")
    desk.click(corner(desk) + QPoint(20, 40))
    desk.wait_for(lambda: desk.pane.tab().active_id == one)
    assert desk.pane.popup.isVisible()
    assert not only(desk).orphan


@pytest.mark.usefixtures("illustrated")
def test_it_has_a_menu_and_is_never_made_a_highlight(desk: Desk) -> None:
    start = corner(desk)
    one = draw(desk, start)
    desk.press(Qt.Key.Key_U)
    menu = right_click(desk, start + QPoint(40, 30))
    assert {"Colour", "Note", "Tag", "Move to trash"} <= set(names(menu))
    assert not {"Highlight", "Underline", "Split", "Merge"} & set(names(menu))
    menu.close()
    with pytest.raises(UserError, match="Nothing was changed"):
        annotate.set_kind(desk.library, [one.id], AnnotationKind.HIGHLIGHT)
    assert only(desk).kind is AnnotationKind.AREA


def test_an_area_of_a_picture_that_is_gone_is_an_orphan(desk: Desk, illustrated: int) -> None:  # noqa: F811
    target = AreaTarget(0, Rectangle(0.1, 0.1, 0.9, 0.9), "green.png", 0)
    desk.tasks.write(
        lambda: annotate.create(desk.library, illustrated, NewAnnotation(target, AnnotationKind.AREA))
    )
    desk.wait_for(lambda: desk.annotations() and only(desk).orphan)
    kept = browse.annotation(desk.library, only(desk).id)
    assert kept == replace(only(desk), target=target)


def test_a_lost_area_is_drawn_anew_and_never_becomes_words(desk: Desk, illustrated: int) -> None:  # noqa: F811
    target = AreaTarget(0, Rectangle(0.1, 0.1, 0.9, 0.9), "green.png", 0)
    new = NewAnnotation(target, AnnotationKind.AREA, comment="Who painted it?")
    desk.tasks.write(lambda: annotate.create(desk.library, illustrated, new))
    desk.wait_for(lambda: desk.annotations() and only(desk).orphan)
    lost = only(desk)
    desk.panel.choose(lost.id)
    desk.wait_for(desk.panel.orphan.isVisible)
    offered = {one.text() for one in desk.panel.orphan.findChildren(QPushButton) if one.isVisible()}
    assert offered == {"Draw the area anew", "Delete it"}
    desk.qtbot.mouseClick(button(desk, "Draw the area anew"), Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.pane.page_actions().area.isChecked()
    desk.qtbot.mouseClick(button(desk, "Draw the area anew"), Qt.MouseButton.LeftButton)
    desk.ask_page("'it knows the tool'")
    desk.drag(corner(desk), corner(desk) + QPoint(90, 60))
    desk.wait_for(lambda: not only(desk).orphan)
    again = only(desk)
    assert (again.id, again.kind, again.comment) == (lost.id, AnnotationKind.AREA, lost.comment)
    assert again.target.picture == "red.png"  # type: ignore[union-attr]
    history.undo(desk.library)
    assert only(desk).target == lost.target


def test_after_escape_what_is_drawn_is_another_area(desk: Desk, illustrated: int) -> None:  # noqa: F811
    target = AreaTarget(0, Rectangle(0.1, 0.1, 0.9, 0.9), "green.png", 0)
    new = NewAnnotation(target, AnnotationKind.AREA)
    desk.tasks.write(lambda: annotate.create(desk.library, illustrated, new))
    desk.wait_for(lambda: desk.annotations() and only(desk).orphan)
    lost = only(desk)
    desk.panel.choose(lost.id)
    desk.wait_for(desk.panel.orphan.isVisible)
    desk.qtbot.mouseClick(button(desk, "Draw the area anew"), Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_A)
    desk.ask_page("'it knows the tool'")
    desk.drag(corner(desk), corner(desk) + QPoint(90, 60))
    desk.wait_for(lambda: len(desk.annotations()) == 2)
    assert lost in desk.annotations()
    desk.panel.choose(lost.id)
    desk.wait_for(desk.panel.orphan.isVisible)
    desk.qtbot.mouseClick(button(desk, "Delete it"), Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: lost.id not in [one.id for one in desk.annotations()])


def test_the_tool_is_put_away_where_another_tab_is_acted_on(desk: Desk, illustrated: int) -> None:  # noqa: F811
    desk.open(add_article(desk.library), new_tab=True)
    desk.open(illustrated)
    spot = corner(desk)
    desk.press(Qt.Key.Key_A)
    assert desk.pane.page_actions().area.isChecked()
    desk.press(Qt.Key.Key_Tab, CONTROL)
    assert not desk.pane.page_actions().area.isChecked()
    desk.press(Qt.Key.Key_Tab, CONTROL)
    assert not desk.pane.page_actions().area.isChecked()
    desk.qtbot.wait(100)  # the page hears of the tool
    desk.drag(spot, spot + QPoint(90, 60))
    desk.place("The red gate")
    assert not desk.annotations()


def button(desk: Desk, text: str) -> QPushButton:
    return next(one for one in desk.panel.orphan.findChildren(QPushButton) if one.text() == text)


def test_keys_go_from_words_to_a_picture_in_the_order_of_the_article(desk: Desk, illustrated: int) -> None:  # noqa: F811
    first = mark(desk.library, illustrated, "The red gate")
    text = browse.document(desk.library, illustrated).text
    target = AreaTarget(0, Rectangle(0.1, 0.1, 0.9, 0.9), "blue.png", len(text) - 1)
    made = annotate.create(desk.library, illustrated, NewAnnotation(target, AnnotationKind.AREA))
    area = next(iter(made.annotations))
    desk.pane.refresh(made)
    desk.wait_for(lambda: desk.pane.tab().annotation(area) and desk.pane.tab().annotation(first))
    for expected in (first, area, first):
        desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        desk.wait_for(lambda expected=expected: desk.pane.tab().active_id == expected)


def test_its_card_shows_what_is_inside(desk: Desk, illustrated: int) -> None:  # noqa: F811
    for picture, edge in (("red.png", 0.5), ("blue.png", 0.9)):
        target = AreaTarget(0, Rectangle(0.1, 0.1, edge, 0.9), picture, 0)
        annotate.create(desk.library, illustrated, NewAnnotation(target, AnnotationKind.AREA))
    lost = AreaTarget(0, Rectangle(0.1, 0.1, 0.5, 0.9), "green.png", 0)
    desk.pane.refresh(
        made := annotate.create(desk.library, illustrated, NewAnnotation(lost, AnnotationKind.AREA))
    )
    desk.panel.refresh(made)
    cards = desk.panel.list
    desk.wait_for(lambda: cards.shown.rowCount() == 3 and sum(one.orphan for one in desk.annotations()) == 1)

    def shown() -> list[int]:
        """How many pixels of red and of blue."""
        image = cards.viewport().grab().toImage()
        seen = Counter(
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        )
        return [seen["#ff0000"], seen["#0000ff"]]

    desk.wait_for(lambda: all(count > 100 for count in shown()))
    red, blue = shown()
    assert red < blue
    heights = sorted(cards.visualRect(cards.shown.index(row, 0)).height() for row in range(3))
    assert heights[0] < heights[1], "one that is lost keeps no empty place"


def test_articles_without_pictures_offer_no_area(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    assert not desk.pane.page_actions().area.isEnabled()
