"""Annotating by keyboard alone, and what a screen reader is told."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.ui import panel_focus
from tests.ui.reading.desk import Desk, add_article, mark

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focus(desk: Desk) -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(desk: Desk, which, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the focus."""
    desk.qtbot.keyClick(focus(desk), which, modifier)


def test_an_annotation_is_changed_tagged_and_deleted_without_a_mouse(desk: Desk) -> None:
    item = add_article(desk.library)
    first = mark(desk.library, item, "warned twice")
    second = mark(desk.library, item, "kept the letters", color=HighlightColor.BLUE, tags=("archive",))
    desk.open(item)
    cards = desk.panel.list
    desk.wait_for(lambda: cards.shown.rowCount() == 2)
    desk.view.setFocus()
    panels = [(desk.pane, desk.view), (desk.panel, desk.panel.entrance())]
    panel_focus.step(panels, 1)
    assert focus(desk) is cards
    key(desk, Qt.Key.Key_Down)
    key(desk, Qt.Key.Key_J)
    desk.wait_for(lambda: desk.pane.tab().active_id == second)
    key(desk, Qt.Key.Key_K)
    desk.wait_for(lambda: desk.pane.tab().active_id == first)
    key(desk, Qt.Key.Key_Return)
    editor = cards.cards.editor
    assert focus(desk) is editor.comment
    desk.qtbot.keyClicks(editor.comment, "By whom?")
    key(desk, Qt.Key.Key_Tab)
    assert focus(desk) is editor.tags.edit
    desk.qtbot.keyClicks(editor.tags.edit, "flood/")
    desk.qtbot.keyClicks(editor.tags.edit, "1994,")
    desk.wait_for(lambda: desk.annotations()[0].tags == ("flood/1994",))
    key(desk, Qt.Key.Key_Escape)
    desk.wait_for(lambda: cards.cards.editor is None and focus(desk) is cards)
    assert desk.annotations()[0].comment == "By whom?"
    for which, holds in (
        (Qt.Key.Key_5, lambda one: one.color is HighlightColor.PURPLE),
        (Qt.Key.Key_X, lambda one: one.kind is AnnotationKind.STRIKE_OUT),
    ):
        key(desk, which)
        desk.wait_for(lambda holds=holds: holds(desk.annotations()[0]))
    key(desk, Qt.Key.Key_Delete)
    desk.wait_for(lambda: [one.id for one in desk.annotations()] == [second])
    panel_focus.step(panels, -1)
    assert focus(desk) is desk.view or desk.view.isAncestorOf(focus(desk))


def test_everything_that_takes_the_focus_has_a_name(desk: Desk) -> None:
    item = add_article(desk.library)
    id_ = mark(desk.library, item, "kept the letters", comment="Why?", tags=("archive",))
    desk.open(item, annotation_id=id_)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 1)
    desk.press(Qt.Key.Key_N)
    desk.panel.list.edit_comment(id_)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit)
    for ground in (desk.pane.popup, desk.panel):
        for part in ground.findChildren(QWidget):
            if (
                isinstance(part, kinds)
                and not part.isHidden()
                and part.focusPolicy() & Qt.FocusPolicy.TabFocus
            ):
                told = QAccessible.queryAccessibleInterface(part)
                name = told.text(QAccessible.Text.Name) if told else ""
                assert name, f"{type(part).__name__} {part.objectName()} has no name"


def test_a_screen_reader_is_told_what_a_card_says(desk: Desk) -> None:
    item = add_article(desk.library)
    mark(
        desk.library,
        item,
        "kept the letters",
        comment="Why?",
        tags=("archive",),
        kind=AnnotationKind.UNDERLINE,
    )
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 1)
    cards = QAccessible.queryAccessibleInterface(desk.panel.list)
    assert cards.role() == QAccessible.Role.List
    card = cards.child(0)
    assert card.role() == QAccessible.Role.ListItem
    assert card.text(QAccessible.Text.Name) == "Yellow. Underline. kept the letters. Why?. archive"


def test_tags_complete_choose_and_nest(desk: Desk) -> None:
    item = add_article(desk.library)
    mark(desk.library, item, "warned twice", tags=("evidence", "events/flood"))
    id_ = mark(desk.library, item, "kept the letters")
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 2)
    desk.panel.list.edit_tags(id_)
    field = desk.panel.list.cards.editor.tags.edit
    desk.qtbot.waitUntil(field.hasFocus)

    def tagged(*names: str) -> None:
        desk.wait_for(lambda: desk.annotations()[1].tags == names)

    desk.qtbot.keyClicks(field, "evi")
    desk.qtbot.keyClick(field, Qt.Key.Key_Tab)
    tagged("evidence")
    desk.qtbot.keyClicks(field, "eve")
    popup = field.completer().popup()
    desk.qtbot.waitUntil(popup.isVisible)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Return)
    tagged("events/flood", "evidence")
    desk.qtbot.keyClicks(field, "Place / River")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    tagged("events/flood", "evidence", "Place/River")
    assert field.text() == ""
