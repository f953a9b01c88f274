"""Cards: what they show, several at once, and both sides together."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QDrag, QFont, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.annotation import NewAnnotation, TextTarget
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.services import annotate, browse, history
from desktop.ui.reading.quote_button import QuoteButton
from desktop.ui.reading.quote_layout import lay_out_quote
from tests.ui.reading.desk import HTML, LEFT, NO_BUTTON, TEXT, Desk, add_article, mark

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _open(desk: Desk, *passages: str, **about) -> list[int]:
    item = add_article(desk.library)
    ids = [mark(desk.library, item, words, **about) for words in passages]
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == len(ids))
    return ids


def _click(desk: Desk, id_: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    cards = desk.panel.list
    index = cards.shown.index_of(id_)
    cards.scrollTo(index)
    desk.qtbot.mouseClick(cards.viewport(), LEFT, modifier, cards.visualRect(index).center())


@pytest.mark.parametrize("room", range(120, 260, 7))
@pytest.mark.parametrize("words", [TEXT * 5, "雨の日の図書室😀" * 40, "unbroken" * 60])
def test_a_long_quotation_ends_in_an_ellipsis_that_is_seen(qapp, words: str, room: int) -> None:
    layout = lay_out_quote(words, QFont(), room, 3)
    last = layout.lineAt(layout.lineCount() - 1)
    assert layout.lineCount() == 3
    assert layout.text().endswith("…")
    assert last.textStart() + last.textLength() == len(layout.text().encode("utf-16-le")) // 2


def test_the_mouse_over_words_marks_their_card(desk: Desk) -> None:
    first, second = _open(desk, "warned twice", "kept the letters")
    place = desk.place("kept the letters")
    desk.mouse(QEvent.Type.MouseMove, place.center(), NO_BUTTON, NO_BUTTON)
    desk.wait_for(lambda: desk.panel.list.cards.hovered_id == second)
    desk.mouse(QEvent.Type.MouseMove, desk.place("warned").center(), NO_BUTTON, NO_BUTTON)
    desk.wait_for(lambda: desk.panel.list.cards.hovered_id == first)


def test_cards_chosen_with_control_and_shift_are_tagged_together(desk: Desk) -> None:
    ids = _open(desk, "warned", "kept", "letters", "March")
    _click(desk, ids[0])
    _click(desk, ids[2], SHIFT)
    _click(desk, ids[1], CONTROL)
    cards = desk.panel.list
    assert cards.selected_ids() == [ids[0], ids[2]]
    assert desk.panel.strip.isVisible()
    desk.qtbot.keyClick(cards, Qt.Key.Key_T)
    field = desk.panel.strip.tag_all
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "evidence")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    tagged = [ids[0], ids[2]]
    desk.wait_for(lambda: [one.id for one in desk.annotations() if one.tags == ("evidence",)] == tagged)
    history.undo(desk.library)
    assert not any(one.tags for one in desk.annotations())


def test_what_is_not_in_the_text_is_shown_alone_by_its_chip(desk: Desk) -> None:
    ids = _open(desk, "warned twice")
    assert not [one for one in desk.panel.filters._chips if one.text() == "Not in the text"]
    lost = "words that an earlier version of the page had, and this one has not"
    target = TextTarget(TextQuoteSelector(lost), TextPositionSelector(60, 60 + len(lost)))
    item = desk.pane.current_item_id()
    desk.tasks.write(lambda: annotate.create(desk.library, item, NewAnnotation(target)))
    desk.wait_for(lambda: any(one.text() == "Not in the text" for one in desk.panel.filters._chips))
    chip = next(one for one in desk.panel.filters._chips if one.text() == "Not in the text")
    desk.qtbot.mouseClick(chip, LEFT)
    assert [one.orphan for one in browse.annotations(desk.library, item)] == [False, True]
    assert desk.panel.list.shown.rowCount() == 1
    desk.qtbot.mouseClick(chip, LEFT)
    assert desk.panel.list.shown.rowCount() == 2
    assert ids


def test_the_cards_follow_the_article(desk: Desk) -> None:
    item = add_article(desk.library, "Long", HTML * 60, TEXT * 60)
    document = browse.document(desk.library, item)
    news = [
        NewAnnotation(annotate.target_of(document, at, at + 20))
        for at in range(0, len(document.text) - 20, 120)
    ]
    annotate.create_many(desk.library, item, news, "Highlights")
    desk.open(item)
    cards = desk.panel.list
    desk.wait_for(lambda: cards.shown.rowCount() == len(news))
    desk.key_target.setFocus()
    QCursor.setPos(desk.view.mapToGlobal(QPoint(5, 5)))  # not over the cards, which would stay then
    place = len(document.text) // 2
    desk.view.go_to(place, place + 5)

    def near_is_seen() -> bool:
        near = cards.rows.nearest(desk.view.position().offset)
        return desk.view.position().offset > 1000 and cards.viewport().rect().intersects(
            cards.visualRect(cards.shown.index_of(near))
        )

    desk.wait_for(near_is_seen)


def test_copied_cards_are_quotations_as_text_and_as_html(desk: Desk) -> None:
    _open(desk, "warned twice", "kept the letters")
    cards = desk.panel.list
    cards.setFocus()
    desk.qtbot.keyClick(cards, Qt.Key.Key_A, CONTROL)
    desk.qtbot.keyClick(cards, Qt.Key.Key_C)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().count("— Ada Reed, “The flood”") == 2
    assert "<blockquote><p>warned twice</p></blockquote>" in data.html()


def test_chosen_cards_are_dragged_as_text_html_and_ids(desk: Desk) -> None:
    ids = _open(desk, "warned twice", "kept the letters")
    rows = desk.panel.list.shown
    data = rows.mimeData([rows.index_of(id_) for id_ in ids])
    assert "“warned twice”" in data.text()
    assert "“kept the letters”" in data.text()
    assert "<blockquote>" in data.html()
    assert rows.flags(rows.index_of(ids[0])) & Qt.ItemFlag.ItemIsDragEnabled


def test_a_note_is_previewed_by_key_and_by_its_button_and_goes_on_being_written(desk: Desk) -> None:
    [id_] = _open(desk, "warned twice", comment="By **whom**?\n\n- the mayor\n- the miller")
    desk.panel.list.edit_comment(id_)
    editor = desk.panel.list.cards.editor.comment
    desk.qtbot.keyClick(editor, Qt.Key.Key_P, CONTROL | SHIFT)
    page = editor.preview.page
    assert page.isVisible()
    assert page.toPlainText().split() == ["By", "whom?", "the", "mayor", "the", "miller"]
    assert editor.hasFocus()
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert desk.panel.list.cards.editor, "Esc went back to writing first"
    desk.qtbot.mouseClick(editor.preview.button, LEFT)
    assert page.isVisible()
    desk.qtbot.keyClicks(editor, "!")
    assert not page.isVisible()
    assert editor.toPlainText().endswith("miller!")


def test_the_field_of_a_note_has_room_for_its_lines(desk: Desk) -> None:
    [id_] = _open(desk, "warned twice", comment="\n".join(f"line {n}" for n in range(7)))
    desk.panel.list.edit_comment(id_)
    editor = desk.panel.list.cards.editor.comment
    desk.wait_for(lambda: editor.verticalScrollBar().maximum() == 0)


@pytest.mark.parametrize("of", ["selection", "annotation"])
def test_a_passage_is_dragged_out_of_the_popup_with_its_source(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    [id_] = _open(desk, "warned twice")
    if of == "selection":
        desk.select("kept the letters")
    else:
        desk.click(desk.place("warned twice").center())
        desk.wait_for(lambda: desk.pane.tab().active_id == id_)
    desk.wait_for(desk.pane.popup.isVisible)
    taken: list[tuple[str, str]] = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, _action: taken.append((drag.mimeData().text(), drag.mimeData().html()))
    )
    QGuiApplication.clipboard().clear()
    button = desk.pane.popup.findChild(QuoteButton)
    middle = button.rect().center()
    held = (LEFT, Qt.KeyboardModifier.NoModifier)
    desk.qtbot.mousePress(button, LEFT, pos=middle)
    far = QPointF(middle + QPoint(60, 60))
    where = QPointF(button.mapToGlobal(far.toPoint()))
    QApplication.sendEvent(button, QMouseEvent(QEvent.Type.MouseMove, far, where, NO_BUTTON, *held))
    desk.qtbot.mouseRelease(button, LEFT, pos=middle + QPoint(60, 60))
    words = "kept the letters" if of == "selection" else "warned twice"
    [(text, html)] = taken
    assert text.startswith(f"“{words}”\n— Ada Reed, “The flood”")
    assert f"<p>{words}</p>" in html
    assert QGuiApplication.clipboard().text() == "", "it was no click"
