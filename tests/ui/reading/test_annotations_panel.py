"""The panel of cards beside a real article."""

import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.domain.annotation import AnnotationKind, HighlightColor, NewAnnotation, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.reader import theme
from desktop.services import annotate, browse, history
from desktop.ui.reading.annotations_model import AnnotationFilter
from desktop.ui.reading.tag_field import TagField
from tests.ui.reading.desk import PARAGRAPHS, Desk, add_article, mark

FIRST, SECOND, THIRD = "warned twice", "kept the letters", "The river fell"


def _desk_with_three(desk: Desk) -> tuple[int, list[int]]:
    """An article with three annotations, made in another order than they stand in the text."""
    item = add_article(desk.library)
    third = mark(desk.library, item, THIRD, color=HighlightColor.GREEN, tags=("weather",))
    first = mark(desk.library, item, FIRST, color=HighlightColor.RED, comment="By **whom**?")
    second = mark(desk.library, item, SECOND, kind=AnnotationKind.UNDERLINE, tags=("evidence", "letters"))
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 3)
    return item, [first, second, third]


def _shown(desk: Desk) -> list[str]:
    rows = desk.panel.list.shown
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def _center(desk: Desk, annotation_id: int) -> QPoint:
    cards = desk.panel.list
    index = cards.shown.index_of(annotation_id)
    cards.scrollTo(index)
    return cards.visualRect(index).center()


def test_cards_stand_in_document_order(desk: Desk) -> None:
    _desk_with_three(desk)
    assert _shown(desk) == [FIRST, SECOND, THIRD]


def test_a_new_annotation_gets_its_card_in_its_place(desk: Desk) -> None:
    item, _ = _desk_with_three(desk)
    desk.tasks.write(lambda: _create(desk, item, "Nobody"))
    desk.wait_for(lambda: _shown(desk) == [FIRST, "Nobody", SECOND, THIRD])


def _create(desk: Desk, item: int, words: str):
    document = browse.document(desk.library, item)
    start = document.text.index(words)
    target = annotate.target_of(document, start, start + len(words))
    return annotate.create(desk.library, item, NewAnnotation(target))


def test_a_click_on_a_card_takes_the_reader_there(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    desk.qtbot.mouseClick(desk.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=_center(desk, ids[2]))
    assert desk.pane.tab().active_id == ids[2]


def test_enter_edits_the_comment_and_leaving_saves_it(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    cards = desk.panel.list
    cards.setFocus()
    cards.setCurrentIndex(cards.shown.index_of(ids[0]))
    desk.qtbot.keyClick(cards, Qt.Key.Key_Return)
    editor = cards.cards.editor.comment
    desk.qtbot.waitUntil(editor.hasFocus)
    assert editor.toPlainText() == "By **whom**?"
    desk.qtbot.keyClicks(editor, " 1994")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for(lambda: browse.annotation(desk.library, ids[0]).comment == "By **whom**? 1994")
    desk.wait_for(lambda: cards.cards.editor is None)
    desk.qtbot.keyClick(cards, Qt.Key.Key_Return)
    editor = cards.cards.editor.comment
    desk.qtbot.keyClicks(editor, " and so on")
    desk.panel.filters.words.setFocus()
    desk.wait_for(lambda: browse.annotation(desk.library, ids[0]).comment.endswith("and so on"))


def test_escape_keeps_what_was_written_and_undo_takes_it_back(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    cards = desk.panel.list
    cards.edit_comment(ids[0])
    editor = cards.cards.editor.comment
    desk.qtbot.keyClicks(editor, " a slip")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    desk.wait_for(lambda: cards.cards.editor is None)
    desk.wait_for(lambda: browse.annotation(desk.library, ids[0]).comment == "By **whom**? a slip")
    history.undo(desk.library)
    assert browse.annotation(desk.library, ids[0]).comment == "By **whom**?"


def test_filters_by_colour_tag_and_words(desk: Desk) -> None:
    _desk_with_three(desk)
    chips = {tuple(chip.property("value")): chip for chip in desk.panel.filters._chips}
    desk.qtbot.mouseClick(chips["color", "green"], Qt.MouseButton.LeftButton)
    assert _shown(desk) == [THIRD]
    desk.qtbot.mouseClick(chips["color", "red"], Qt.MouseButton.LeftButton)
    assert _shown(desk) == [FIRST, THIRD]
    desk.qtbot.mouseClick(chips["tag", "weather"], Qt.MouseButton.LeftButton)
    assert _shown(desk) == [THIRD]
    desk.panel.filters.reset()
    desk.qtbot.keyClicks(desk.panel.filters.words, "whom")
    assert _shown(desk) == [FIRST]
    desk.qtbot.keyClicks(desk.panel.filters.words, "xyz")
    assert _shown(desk) == []
    desk.qtbot.keyClick(desk.panel.filters.words, Qt.Key.Key_Escape)
    assert len(_shown(desk)) == 3


def test_everything_shown_is_recoloured_and_trashed_as_one_step(desk: Desk) -> None:
    item, ids = _desk_with_three(desk)
    cards = desk.panel.list
    desk.panel.filters.words.setText("letters")
    desk.panel.filters.words.clear()
    cards.setFocus()
    desk.qtbot.keyClick(cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert cards.selected_ids() == ids
    desk.qtbot.keyClick(cards, Qt.Key.Key_7)
    teal = HighlightColor.TEAL
    desk.wait_for(lambda: all(found.color is teal for found in browse.annotations(desk.library, item)))
    desk.qtbot.keyClick(cards, Qt.Key.Key_Delete)
    desk.wait_for(lambda: browse.annotations(desk.library, item) == [])
    desk.tasks.write(lambda: history.undo(desk.library))
    desk.wait_for(lambda: len(_shown(desk)) == 3)


def test_hovering_marks_the_other_side(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    with desk.qtbot.waitSignal(desk.panel.annotation_hovered) as hovered:
        desk.qtbot.mouseMove(desk.panel.list.viewport(), _center(desk, ids[1]))
    assert hovered.args == [ids[1]]
    desk.pane.annotation_hovered.emit(ids[0])
    assert desk.panel.list.cards.hovered_id == ids[0]


def test_a_card_dropped_on_a_chip_takes_its_colour_or_tag(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    chips = {tuple(chip.property("value")): chip for chip in desk.panel.filters._chips}
    rows = desk.panel.list.shown
    data = rows.mimeData([rows.index_of(ids[0])])
    assert "warned twice" in data.text()
    assert "Ada Reed" in data.text()
    for chip in (chips["color", "green"], chips["tag", "weather"]):
        place = chip.mapTo(desk.panel.filters, chip.rect().center())
        about = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        for event in (QDragEnterEvent(place, *about), QDropEvent(place, *about)):
            QApplication.sendEvent(desk.panel.filters, event)
    desk.wait_for(lambda: browse.annotation(desk.library, ids[0]).color is HighlightColor.GREEN)
    desk.wait_for(lambda: browse.annotation(desk.library, ids[0]).tags == ("weather",))


def test_orphans_stand_on_top(desk: Desk) -> None:
    item, _ = _desk_with_three(desk)
    lost = "words that an earlier version of the page had, and this one has not"
    target = TextTarget(TextQuoteSelector(lost), TextPositionSelector(60, 60 + len(lost)))
    desk.tasks.write(lambda: annotate.create(desk.library, item, NewAnnotation(target)))
    desk.wait_for(lambda: _shown(desk) == [lost, FIRST, SECOND, THIRD])
    assert [found.orphan for found in desk.panel.list.rows.annotations()] == [True, False, False, False]


def test_notes_are_written_changed_and_trashed(desk: Desk) -> None:
    item, _ = _desk_with_three(desk)
    notes = desk.panel.notes
    desk.qtbot.mouseClick(notes.add, Qt.MouseButton.LeftButton)
    editor = QApplication.focusWidget()
    desk.qtbot.keyClicks(editor, "See the archive")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for(lambda: [note.text for note in browse.notes(desk.library, item)] == ["See the archive"])
    desk.wait_for(lambda: len(notes._cards) == 1 and notes._cards[0].isVisible())
    card = notes._cards[0]
    desk.qtbot.mouseDClick(card, Qt.MouseButton.LeftButton)
    desk.qtbot.keyClicks(card.editor, " first")
    desk.qtbot.keyClick(card.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for(lambda: browse.notes(desk.library, item)[0].text == "See the archive first")
    desk.wait_for(lambda: notes._cards[0].note.text == "See the archive first")
    desk.qtbot.mouseClick(notes._cards[0].trash, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: browse.notes(desk.library, item) == [])
    desk.tasks.write(lambda: history.undo(desk.library))
    desk.wait_for(lambda: len(notes._cards) == 1)


def test_tags_of_the_article(desk: Desk) -> None:
    item, _ = _desk_with_three(desk)
    field = desk.panel.notes.tags.edit
    desk.qtbot.keyClicks(field, "wea")
    desk.qtbot.keyClick(field, Qt.Key.Key_Tab)
    desk.wait_for(lambda: browse.summary(desk.library, item).tags == ("weather",))
    desk.wait_for(lambda: desk.panel.notes.tags.tags() == ["weather"])


def test_a_tag_field_commits_by_enter_comma_and_lone_match(qtbot) -> None:
    field = TagField(theme.load("paper"))
    qtbot.addWidget(field)
    field.set_known(["evidence", "events", "weather"])
    field.show()
    said: list[str] = []
    field.add_wanted.connect(said.append)
    qtbot.keyClicks(field.edit, "new one")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(field.edit, "place / river,")
    qtbot.keyClicks(field.edit, "wea")
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(field.edit, "ev")
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert said[:3] == ["new one", "place/river", "weather"]
    assert "evidence" not in said
    assert "events" not in said


def test_the_filter_is_and_over_tags_and_or_over_colours(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    second = browse.annotation(desk.library, ids[1])
    assert AnnotationFilter(tags=frozenset({"evidence", "letters"})).accepts(second)
    assert not AnnotationFilter(tags=frozenset({"evidence", "weather"})).accepts(second)
    both = frozenset({HighlightColor.YELLOW, HighlightColor.RED})
    assert AnnotationFilter(colors=both).accepts(second)
    assert not AnnotationFilter(kinds=frozenset({AnnotationKind.AREA})).accepts(second)


def test_a_thousand_annotations_stay_quick(desk: Desk) -> None:
    item = add_article(desk.library, "Long", "<p>" + PARAGRAPHS[0] * 1000 + "</p>", PARAGRAPHS[0] * 1000)
    document = browse.document(desk.library, item)
    size = len(PARAGRAPHS[0])
    news = [
        NewAnnotation(annotate.target_of(document, at * size, at * size + 40), comment="Why?" * (at % 3))
        for at in range(1000)
    ]
    annotate.create_many(desk.library, item, news, "Highlights")
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 1000)
    began = time.perf_counter()
    desk.panel.list.grab()
    desk.panel.list.scrollToBottom()
    desk.panel.list.grab()
    assert time.perf_counter() - began < 3


def test_an_article_that_comes_back_has_its_cards_again(desk: Desk) -> None:
    item, _ = _desk_with_three(desk)
    for _ in range(4):
        desk.tasks.write(lambda: history.undo(desk.library))
    desk.wait_for(lambda: not desk.panel.isEnabled() and _shown(desk) == [])
    for _ in range(4):
        desk.tasks.write(lambda: history.redo(desk.library))
    desk.wait_for(lambda: _shown(desk) == [FIRST, SECOND, THIRD])
    assert desk.panel.isEnabled() and desk.panel.item_id() == item


def test_an_article_may_be_gone_before_what_was_changed_before_is_told(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    for _ in range(4):
        history.undo(desk.library)
    desk.panel.refresh(Changes(annotations=frozenset(ids)))
    desk.wait_for(lambda: not desk.panel.isEnabled() and _shown(desk) == [])


def test_choosing_several_leaves_the_panel_as_wide_as_it_is(desk: Desk) -> None:
    _desk_with_three(desk)
    desk.panel.list.setFocus()
    desk.qtbot.keyClick(desk.panel.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for(desk.panel.strip.isVisible)
    assert desk.panel.strip.minimumSizeHint().width() <= 260, "the panel of a new window"
    tools = [one for one in desk.panel.strip.findChildren(QAbstractButton) if one.isVisible()]
    assert len(tools) == 11
    assert all(desk.panel.strip.rect().contains(one.geometry()) for one in tools)


def test_follow_leaves_the_current_card_alone(desk: Desk) -> None:
    _, ids = _desk_with_three(desk)
    desk.panel.choose(ids[0])
    desk.press(Qt.Key.Key_Shift)
    desk.panel.follow(10_000)
    assert desk.panel.list.current_id() == ids[0]
