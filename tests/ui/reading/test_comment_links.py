"""Links in comments: written by key, followed by mouse and from the menu."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.services import annotate, browse, links, organize
from desktop.ui.reading.link_picker import LinkPicker
from tests.ui.reading.desk import HTML, LEFT, TEXT, Desk, add_article, mark


def _two_articles(desk: Desk) -> tuple[int, int, str]:
    """An annotation here, one in another article, and the link to that."""
    here, there = add_article(desk.library), add_article(desk.library, "The drought", HTML * 9, TEXT * 9)
    one, other = (
        mark(desk.library, here, "kept the letters"),
        mark(desk.library, there, "third week of March"),
    )
    desk.open(here)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 1)
    return one, other, links.annotation_link(browse.annotation(desk.library, other).uid)


def _pick(desk: Desk, ground: QWidget, words: str) -> None:
    desk.wait_for(lambda: ground.findChild(LinkPicker) is not None)
    picker = ground.findChild(LinkPicker)
    desk.qtbot.waitUntil(picker.isVisible)
    desk.qtbot.keyClicks(picker.field, words)
    desk.wait_for(lambda: picker.list.count() == 1)
    desk.qtbot.keyClick(picker.field, Qt.Key.Key_Return)


def test_a_link_is_put_into_the_comment_of_a_card(desk: Desk) -> None:
    one, _, address = _two_articles(desk)
    desk.panel.list.edit_comment(one)
    editor = desk.panel.list.cards.editor.comment
    desk.qtbot.waitUntil(editor.hasFocus)
    desk.qtbot.keyClicks(editor, "Compare ")
    desk.qtbot.keyClick(
        editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    _pick(desk, desk.panel, "third")
    assert editor.toPlainText() == f"Compare [third week of March]({address})"
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for(lambda: address in browse.annotation(desk.library, one).comment)


def test_two_brackets_ask_for_a_link_in_the_popup(desk: Desk) -> None:
    one, _, _ = _two_articles(desk)
    desk.pane.go_to_annotation(one)
    desk.press(Qt.Key.Key_N)
    editor = desk.pane.popup.findChild(object, "commentEditor")
    desk.qtbot.waitUntil(editor.hasFocus)
    desk.qtbot.keyClicks(editor, "a[1] [[")
    _pick(desk, desk.pane, "drought")
    uid = browse.item(desk.library, 2).uid
    assert editor.toPlainText() == f"a[1] [The drought](florilegium://item/{uid})"


def _spot_of_link(desk: Desk, annotation_id: int) -> QPoint:
    cards = desk.panel.list
    place = cards.visualRect(cards.shown.index_of(annotation_id))
    spots = (
        QPoint(x, y)
        for y in range(place.top(), place.bottom(), 3)
        for x in range(place.left(), place.right(), 3)
    )
    return next(spot for spot in spots if cards._link_at(spot))


def test_a_click_on_the_link_of_a_card_goes_to_the_other_annotation(desk: Desk) -> None:
    one, other, address = _two_articles(desk)
    desk.tasks.write(lambda: annotate.comment(desk.library, one, f"See [the drought]({address})"))
    desk.wait_for(lambda: desk.panel.list.rows.annotations()[0].comment)
    desk.qtbot.mouseClick(desk.panel.list.viewport(), LEFT, pos=_spot_of_link(desk, one))
    desk.wait_for(lambda: desk.pane.tab().active_id == other and desk.view_is_ready())
    desk.wait_for(lambda: desk.panel.list.current_id() == other)
    assert desk.pane.tab().can_step(-1), "the way back is open"


def test_a_link_in_the_popup_and_in_a_note(desk: Desk) -> None:
    one, other, address = _two_articles(desk)
    there = browse.annotation(desk.library, other).item_id
    annotate.comment(desk.library, one, f"[MMMM]({address})")
    desk.tasks.write(
        lambda: organize.add_note(
            desk.library, browse.annotation(desk.library, one).item_id, f"[MMMM]({address})"
        )
    )
    desk.wait_for(lambda: desk.panel.notes._cards)
    card = desk.panel.notes._cards[0]
    label = next(part for part in card.findChildren(QLabel) if part.text())
    desk.qtbot.mouseClick(label, LEFT, pos=QPoint(12, label.height() // 2))
    desk.wait_for(lambda: desk.pane.current_item_id() == there)
    desk.open(browse.annotation(desk.library, one).item_id)
    desk.click(desk.place("kept the letters").center())
    desk.wait_for(desk.pane.popup.isVisible)
    label = desk.pane.popup.findChild(QLabel, "popupComment")
    desk.qtbot.mouseClick(label, LEFT, pos=QPoint(12, label.height() // 2))
    desk.wait_for(lambda: desk.pane.current_item_id() == there)


def test_a_link_to_what_was_deleted_says_so(desk: Desk) -> None:
    _, other, address = _two_articles(desk)
    here = desk.pane.current_item_id()
    annotate.trash(desk.library, [other])
    with desk.qtbot.waitSignal(desk.pane.said) as said:
        desk.pane.follow_link(address)
    assert "not in the library any more" in said.args[0]
    assert desk.pane.current_item_id() == here


def test_other_addresses_go_to_the_browser_or_nowhere(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.pane.open_url_requested) as opened:
        desk.pane.follow_link("https://example.org/a")
    assert opened.args == ["https://example.org/a"]
    for address in ("file:///etc/passwd", "javascript:alert(1)", "nonsense"):
        with desk.qtbot.waitSignal(desk.pane.said), desk.qtbot.assertNotEmitted(desk.pane.open_url_requested):
            desk.pane.follow_link(address)


def test_the_menu_of_a_card_offers_its_links(desk: Desk) -> None:
    one, other, address = _two_articles(desk)
    desk.tasks.write(lambda: annotate.comment(desk.library, one, f"See [the drought]({address})"))
    desk.wait_for(lambda: desk.panel.list.rows.annotations()[0].comment)
    desk.panel.list.set_current(one)
    menu = desk.panel.list.filled_menu()
    follow = next(action for action in menu.actions() if "the drought" in action.text())
    follow.trigger()
    desk.wait_for(lambda: desk.pane.tab().active_id == other)
