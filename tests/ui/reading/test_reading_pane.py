"""Reading and marking with real keys in a real reader."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.changes import Changes
from desktop.domain.item import ReadingPosition
from desktop.services import browse, history
from desktop.ui.reading.popup import place_beside
from tests.ui.reading.desk import HTML, TEXT, Desk, add_article, mark

WORDS = "Nobody kept the letters"


def test_selecting_words_shows_the_popup_beside_them(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    popup = desk.pane.popup
    assert popup.isVisible()
    selection = desk.pane.tab().selection
    covered = QRect(desk.view.mapTo(desk.pane, selection.rectangle.topLeft()), selection.rectangle.size())
    assert not popup.geometry().intersects(covered)
    assert desk.pane.rect().contains(popup.geometry())


def test_a_digit_marks_the_selection_while_the_article_has_the_focus(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    desk.press(Qt.Key.Key_3)
    desk.wait_for(desk.annotations)
    (made,) = desk.annotations()
    assert (made.quote, made.color, made.kind) == (WORDS, HighlightColor.RED, AnnotationKind.HIGHLIGHT)
    desk.wait_for(lambda: desk.pane.tab().active_id == made.id)
    assert not desk.pane.popup.isVisible()
    desk.press(Qt.Key.Key_6)
    desk.wait_for(lambda: desk.annotations()[0].color is HighlightColor.BLUE)
    desk.press(Qt.Key.Key_U)
    desk.wait_for(lambda: desk.annotations()[0].kind is AnnotationKind.UNDERLINE)
    desk.press(Qt.Key.Key_Delete)
    desk.wait_for(lambda: not desk.annotations())
    history.undo(desk.library)
    assert desk.annotations()[0].quote == WORDS


def test_a_dot_of_the_popup_marks_the_selection(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    dot = desk.pane.popup.findChild(object, "dot-green")
    desk.qtbot.mouseClick(dot, Qt.MouseButton.LeftButton)
    desk.wait_for(desk.annotations)
    assert desk.annotations()[0].color is HighlightColor.GREEN


def test_q_repeats_the_last_style(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    desk.press(Qt.Key.Key_5)
    desk.wait_for(lambda: len(desk.annotations()) == 1 and desk.pane.tab().selection is None)
    desk.select("The river fell")
    desk.press(Qt.Key.Key_Q)
    desk.wait_for(lambda: len(desk.annotations()) == 2)
    assert desk.annotations()[1].color is HighlightColor.PURPLE


def test_n_marks_the_selection_and_takes_a_note(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    desk.press(Qt.Key.Key_N)
    editor = desk.pane.popup.findChild(object, "commentEditor")
    desk.qtbot.waitUntil(editor.hasFocus, timeout=5000)
    desk.qtbot.keyClicks(editor, "Ask for 1 and 2")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for(lambda: desk.annotations()[0].comment == "Ask for 1 and 2")
    assert desk.annotations()[0].color is HighlightColor.YELLOW, "digits typed into a note are words"


def test_a_press_in_the_article_keeps_the_note_and_lets_go(desk: Desk) -> None:
    item = add_article(desk.library)
    desk.open(item, annotation_id=mark(desk.library, item, WORDS))
    desk.press(Qt.Key.Key_N)
    editor = desk.pane.popup.findChild(object, "commentEditor")
    desk.qtbot.waitUntil(editor.hasFocus, timeout=5000)
    desk.qtbot.keyClicks(editor, "kept")
    desk.click(QPoint(desk.view.width() // 2, desk.view.height() - 20))
    desk.wait_for(lambda: desk.annotations()[0].comment == "kept")
    assert not desk.pane.popup.isVisible()
    desk.wait_for(lambda: desk.pane.tab().active_id == 0)


def test_t_tags_the_active_annotation(desk: Desk) -> None:
    item = add_article(desk.library)
    first = mark(desk.library, item, WORDS)
    desk.open(item, annotation_id=first)
    desk.press(Qt.Key.Key_T)
    field = desk.pane.popup.findChild(object, "tagEdit")
    desk.qtbot.waitUntil(field.hasFocus, timeout=5000)
    desk.qtbot.keyClicks(field, "evidence,")
    desk.wait_for(lambda: desk.annotations()[0].tags == ("evidence",))


def test_c_copies_the_quotation_with_its_source(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    desk.press(Qt.Key.Key_C)
    copied = QGuiApplication.clipboard().text()
    assert copied == (
        "“Nobody kept the letters”\n— Ada Reed, “The flood”, The Post, 1994-03-21, https://example.org/flood"
    )


def test_escape_closes_the_popup_then_the_selection(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select(WORDS)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.pane.popup.isVisible()
    assert desk.pane.tab().selection is not None
    desk.press(Qt.Key.Key_Escape)
    desk.wait_for(lambda: desk.pane.tab().selection is None)
    assert not desk.annotations()


def test_o_cycles_overlapping_annotations(desk: Desk) -> None:
    item = add_article(desk.library)
    outer = mark(desk.library, item, "Nobody kept the letters, and nobody was asked")
    inner = mark(desk.library, item, "kept the letters")
    mark(desk.library, item, "The river fell")
    desk.open(item, annotation_id=outer)
    desk.press(Qt.Key.Key_O)
    assert desk.pane.tab().active_id == inner
    desk.press(Qt.Key.Key_O)
    assert desk.pane.tab().active_id == outer


def test_arrows_move_the_ends_of_the_active_annotation(desk: Desk) -> None:
    item = add_article(desk.library)
    desk.open(item, annotation_id=mark(desk.library, item, "kept the"))
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    for _ in range(3):
        desk.press(Qt.Key.Key_Right, shift)
    desk.wait_for(lambda: desk.annotations()[0].quote == "kept the le")
    desk.press(Qt.Key.Key_Left, shift)
    for _ in range(2):
        desk.press(Qt.Key.Key_Left, shift | control)
    desk.wait_for(lambda: desk.annotations()[0].quote == "y kept the l")
    desk.press(Qt.Key.Key_Right, shift | control)
    desk.wait_for(lambda: desk.annotations()[0].quote == " kept the l")


def test_finding_counts_the_places(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field, count = desk.pane.find_bar.field, desk.pane.find_bar.count
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "river")
    desk.wait_for(lambda: count.text() == "1 of 2")
    desk.qtbot.keyClick(field, Qt.Key.Key_F3)
    desk.wait_for(lambda: count.text() == "2 of 2")
    desk.qtbot.keyClick(field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    desk.wait_for(lambda: count.text() == "1 of 2")
    desk.qtbot.keyClicks(field, " bed")
    desk.wait_for(lambda: count.text() == "Not in this article")
    desk.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not desk.pane.find_bar.isVisible()
    assert not desk.annotations(), "what is typed into the field marks nothing"


def test_a_tab_is_closed_while_its_article_is_being_read(desk: Desk) -> None:
    """At whatever moment: what is read then goes nowhere."""
    item = add_article(desk.library)
    for turns in range(60):
        desk.pane.open_item(item, new_tab=True)
        for _ in range(turns % 12):
            QApplication.processEvents()
        desk.pane.close_tab()
    desk.open(item)
    assert len(desk.pane.tabs_on_screen()) == 1


def test_the_archived_page_is_wanted_and_another_article_is_opened_at_once(desk: Desk) -> None:
    first, second = add_article(desk.library), add_article(desk.library, "The drought")
    desk.open(first)
    desk.pane.tab().show_original(True)
    desk.pane.open_item(second)
    desk.tasks.write(Changes)
    desk.wait_for(lambda: not desk.tasks.writing and desk.view_is_ready())
    assert desk.pane.current_item_id() == second
    desk.pane.tab().show_original(True)
    desk.pane.close_tab()
    desk.wait_for(lambda: not desk.tasks.writing)


def test_tabs_open_and_close(desk: Desk) -> None:
    first, second = add_article(desk.library), add_article(desk.library, "The drought", HTML * 2, TEXT * 2)
    desk.open(first)
    desk.open(second, new_tab=True)
    assert desk.pane.current_item_id() == second
    with desk.qtbot.waitSignal(desk.pane.current_item_changed) as changed:
        desk.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert changed.args == [first]
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert desk.pane.current_item_id() == second
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert desk.pane.current_item_id() == 0


def test_back_and_forward_among_the_articles_of_a_tab(desk: Desk) -> None:
    first, second = add_article(desk.library), add_article(desk.library, "The drought", HTML * 2, TEXT * 2)
    desk.open(first)
    desk.open(second)
    desk.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.pane.current_item_id() == first
    desk.wait_for(desk.view_is_ready)
    desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.pane.current_item_id() == second


def test_the_reading_position_is_kept_and_found_again(desk: Desk) -> None:
    text, html = TEXT * 60, HTML * 60
    item = add_article(desk.library, "A long one", html, text)
    desk.open(item)
    place = len(text) // 2
    desk.view.go_to(place, place + 5)
    desk.wait_for(lambda: desk.view.position().progress > 0.2)
    desk.pane.close_tab()
    desk.wait_for(lambda: browse.position(desk.library, item) is not None)
    kept = browse.position(desk.library, item)
    assert isinstance(kept, ReadingPosition)
    assert kept.progress > 0.2
    desk.open(item)
    desk.wait_for(lambda: abs(desk.view.position().offset - kept.offset) < 200)
    assert history.undo_label(desk.library) != ""


def test_an_article_that_is_gone_says_so_in_its_place(desk: Desk) -> None:
    desk.pane.open_item(12345)
    message = []

    def said() -> bool:
        label = desk.pane.tab().findChild(object, "readerMessage")
        message[:] = [label.text()]
        return label.isVisible() and bool(label.text())

    desk.wait_for(said)


def test_nothing_open_invites(desk: Desk) -> None:
    assert desk.pane.current_item_id() == 0
    with desk.qtbot.waitSignal(desk.pane.import_requested):
        button = desk.pane.findChild(object, "emptyAction")
        desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_popup_keeps_off_the_selection_and_inside() -> None:
    size, bounds = QSize(300, 40), QRect(0, 0, 800, 600)
    cases = [
        (QRect(100, 100, 500, 60), QRect(100, 140, 200, 20)),
        (QRect(100, 560, 500, 40), QRect(100, 580, 200, 20)),
        (QRect(0, 0, 60, 20), QRect(0, 0, 60, 20)),
        (QRect(740, 300, 60, 20), QRect(740, 300, 60, 20)),
        (QRect(0, 200, 800, 380), QRect(400, 240, 300, 20)),
    ]
    for whole, end in cases:
        place = QRect(place_beside(size, whole, end, bounds), size)
        assert bounds.contains(place)
        assert not place.intersects(whole)
    everything = place_beside(size, bounds, QRect(100, 300, 50, 20), bounds)
    assert bounds.contains(QRect(everything, size))
    assert not QRect(everything, size).intersects(QRect(100, 300, 50, 20))
    assert place_beside(size, QRect(0, 0, 10, 10), QRect(0, 0, 10, 10), QRect(0, 0, 100, 20)) == QPoint(0, 0)


def test_finding_as_exactly_as_is_asked_for(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = desk.pane.find_bar
    desk.qtbot.keyClicks(bar.field, "NO")
    desk.wait_for(lambda: bar.count.text().startswith("1 of"))
    desk.qtbot.keyClick(bar.field, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    desk.wait_for(lambda: bar.whole_words.isChecked() and "Not in" in bar.count.text())
    desk.qtbot.mouseClick(bar.whole_words, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: "Not in" in bar.count.text())
    desk.qtbot.mouseClick(bar.pattern, Qt.MouseButton.LeftButton)
    bar.field.clear()
    desk.qtbot.keyClicks(bar.field, "(")
    desk.wait_for(lambda: "cannot be used" in bar.count.text())
    desk.qtbot.keyClicks(bar.field, "ri)ver")
    desk.wait_for(lambda: bar.count.text().startswith("1 of"))


def test_a_closed_tab_is_opened_again(desk: Desk) -> None:
    first, second = (
        add_article(desk.library, "One"),
        add_article(desk.library, "Two", "<p>Else.</p>", "Else.\n"),
    )
    again = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.open(first)
    assert not desk.pane.moving.reopen.isEnabled()
    desk.open(second, new_tab=True)
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert desk.pane.current_item_id() == 0
    desk.qtbot.keyClick(desk.pane, Qt.Key.Key_T, again)
    assert desk.pane.current_item_id() == first
    desk.qtbot.keyClick(desk.pane, Qt.Key.Key_T, again)
    assert desk.pane.current_item_id() == second
    assert not desk.pane.moving.reopen.isEnabled()


def test_keys_go_from_annotation_to_annotation(desk: Desk) -> None:
    item = add_article(desk.library)
    ids = [mark(desk.library, item, words) for words in ("fell again", "warned twice", "kept the letters")]
    desk.open(item)
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        desk.press(key, Qt.KeyboardModifier.AltModifier)
        seen.append(ids.index(desk.pane.tab().active_id))
    assert seen == [1, 2, 0, 1, 0]
