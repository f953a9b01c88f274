"""Moving the ends of an annotation by key and by mouse."""

from PySide6.QtCore import QPoint, Qt

from desktop.services import history
from desktop.ui.reading.boundaries import character_step, word_step
from tests.ui.reading.desk import Desk, add_article, mark

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def _active(desk: Desk, words: str) -> int:
    item = add_article(desk.library)
    id_ = mark(desk.library, item, words)
    desk.open(item, annotation_id=id_)
    return id_


def test_ends_move_by_word_and_quick_keys_are_one_step(desk: Desk) -> None:
    _active(desk, "kept the")
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.wait_for(lambda: desk.annotations()[0].quote == "kept the letters")
    desk.press(Qt.Key.Key_Up, SHIFT | CONTROL)
    desk.wait_for(lambda: desk.annotations()[0].quote == "Nobody kept the letters")
    desk.press(Qt.Key.Key_Down, SHIFT | CONTROL)
    desk.wait_for(lambda: desk.annotations()[0].quote == " kept the letters")
    desk.press(Qt.Key.Key_Up, SHIFT)
    desk.wait_for(lambda: desk.annotations()[0].quote == " kept the ")
    history.undo(desk.library)
    assert desk.annotations()[0].quote == "kept the"


def test_an_end_never_passes_the_other(desk: Desk) -> None:
    _active(desk, "kept")
    for _ in range(3):
        desk.press(Qt.Key.Key_Up, SHIFT)
    desk.press(Qt.Key.Key_Right, SHIFT)
    desk.wait_for(lambda: desk.annotations()[0].quote == "kept ")


def test_words_are_left_between_the_ends(desk: Desk) -> None:
    _active(desk, "kept")
    desk.press(Qt.Key.Key_Right, SHIFT)
    for _ in range(6):
        desk.press(Qt.Key.Key_Right, SHIFT | CONTROL)
    desk.press(Qt.Key.Key_Right, SHIFT)
    desk.wait_for(lambda: desk.annotations()[0].quote == "t t")


def test_steps_count_as_people_do() -> None:
    family = "a👨‍👩‍👧b"
    assert character_step(family, 1, 1) == len(family) - 1
    assert character_step(family, len(family) - 1, -1) == 1
    assert character_step("e\u0301t", 0, 1) == 2
    assert character_step("a", 1, 1) == 1
    assert character_step("a", 0, -1) == 0
    assert word_step("one, two three", 3, 1) == 8
    assert word_step("one, two three", 5, -1) == 0
    assert word_step("𠮷 two", 0, 1) == 1
    assert word_step("end. ", 4, 1) == 5
    dots = "Tides " + 400 * "." + " 12 page"
    assert word_step(dots, 5, 1) == dots.index("12") + 2
    assert word_step(dots, dots.index("12"), -1) == 0
    long = "one " + 600 * "x" + " two"
    assert word_step(long, 3, 1) == long.index(" two")
    assert word_step(long, long.index(" two"), -1) == 4
    assert word_step("one " + 197 * "." + " lastly", 3, 1) == 4 + 197 + 7


def test_a_handle_is_dragged_while_the_popup_is_open(desk: Desk) -> None:
    item = add_article(desk.library)
    id_ = mark(desk.library, item, "kept the")
    desk.open(item)
    near, far = desk.place("kept the"), desk.place("and nobody")
    desk.click(near.center())
    desk.wait_for(lambda: desk.pane.tab().active_id == id_ and desk.pane.popup.isVisible())
    grip, goal = QPoint(near.right(), near.bottom() + 4), QPoint(far.right(), far.bottom() + 4)
    desk.drag(grip, goal)
    desk.wait_for(lambda: desk.annotations()[0].quote == "kept the letters, and nobody")
    assert desk.pane.tab().active_id == id_
    assert history.undo_label(desk.library) == "Move the ends"
    history.undo(desk.library)
    assert desk.annotations()[0].quote == "kept the"
