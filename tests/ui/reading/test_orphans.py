"""A changed article on screen: its annotations go along, and the lost get a place by hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.domain.item import ImportedItem, ItemType
from desktop.services import annotate, browse, history, versions
from tests.ui.reading.desk import HTML, PARAGRAPHS, TEXT, Desk, add_article, mark

LEFT = Qt.MouseButton.LeftButton
LOST = "nobody was asked for them"
_GONE = f"Nobody kept the letters, and {LOST}."
_CAME = "Not one letter is left; some people asked too late."


def _renew(desk: Desk, item: int) -> None:
    new = ImportedItem(
        ItemType.WEB_PAGE, "The flood", TEXT.replace(_GONE, _CAME), b"new", "text/html", "flood.html",
        html=HTML.replace(_GONE, _CAME), url="https://example.org/flood",
    )  # fmt: skip
    desk.tasks.write(lambda: versions.renew(desk.library, item, new))
    desk.wait_for(lambda: desk.view_is_ready() and _CAME in desk.pane.tab().article.document.text)


def _button(desk: Desk, text: str) -> QPushButton:
    return next(one for one in desk.panel.orphan.findChildren(QPushButton) if one.text() == text)


def _orphaned(desk: Desk) -> tuple[int, int, int]:
    item = add_article(desk.library)
    kept, lost = mark(desk.library, item, "warned twice"), mark(desk.library, item, LOST)
    desk.open(item)
    _renew(desk, item)
    desk.wait_for(lambda: [one.orphan for one in desk.panel.list.rows.annotations()] == [True, False])
    desk.panel.choose(lost)
    desk.wait_for(desk.panel.orphan.isVisible)
    return item, kept, lost


def test_a_new_version_comes_on_screen_with_its_annotations(desk: Desk) -> None:
    item, kept, lost = _orphaned(desk)
    assert browse.annotation(desk.library, lost).orphan
    assert browse.annotation(desk.library, kept).quote == "warned twice"
    desk.tasks.write(lambda: history.undo(desk.library))
    desk.wait_for(lambda: desk.view_is_ready() and desk.pane.tab().article.document.text == TEXT)
    desk.wait_for(lambda: not browse.annotation(desk.library, lost).orphan)
    assert {one.item_id for one in browse.annotations(desk.library, item)} == {item}


def test_an_orphan_is_attached_to_its_guess_by_one_click(desk: Desk) -> None:
    _, _, lost = _orphaned(desk)
    assert "people asked" in desk.panel.orphan.words.text()
    desk.qtbot.mouseClick(_button(desk, "Attach here"), LEFT)
    desk.wait_for(lambda: not browse.annotation(desk.library, lost).orphan)
    found = browse.annotation(desk.library, lost)
    assert "people asked" in found.quote
    assert found.former_quote == LOST
    desk.qtbot.waitUntil(lambda: not desk.panel.orphan.isVisible())
    history.undo(desk.library)
    assert browse.annotation(desk.library, lost).orphan


def test_an_orphan_is_attached_to_selected_words(desk: Desk) -> None:
    _, _, lost = _orphaned(desk)
    desk.select("The river fell again")
    desk.qtbot.mouseClick(_button(desk, "Attach to the selected words"), LEFT)
    desk.wait_for(lambda: browse.annotation(desk.library, lost).quote == "The river fell again")
    assert not browse.annotation(desk.library, lost).orphan


def test_without_a_selection_nothing_moves(desk: Desk) -> None:
    _, _, lost = _orphaned(desk)
    said: list[str] = []
    desk.tasks.failed.connect(said.append)
    desk.qtbot.mouseClick(_button(desk, "Attach to the selected words"), LEFT)
    assert said == ["Select the words in the article first."]
    assert browse.annotation(desk.library, lost).orphan


def test_an_annotation_in_its_place_offers_no_other(desk: Desk) -> None:
    item = add_article(desk.library)
    kept = mark(desk.library, item, PARAGRAPHS[0])
    desk.open(item)
    desk.panel.choose(kept)
    assert not desk.panel.orphan.isVisible()
    document = browse.document(desk.library, item)
    guess = annotate.suggestion(document, browse.annotation(desk.library, kept))
    assert guess is not None
    assert guess.quote.exact == PARAGRAPHS[0]
