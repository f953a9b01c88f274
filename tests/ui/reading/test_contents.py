"""The table of contents and what is told of the place, in a real reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.formats.html.outline import outline_of
from desktop.storage import intake
from tests.ui.reading.desk import Desk, add_article

FILLING = "<p>A line of the chapter that says nothing at all.</p>\n" * 40
HTML = "".join(
    f"<h2>Chapter {name}</h2>\n{FILLING}<h3>Part of {name}</h3>\n{FILLING}"
    for name in ("One", "Two", "Three")
)


@pytest.fixture
def book(desk: Desk) -> int:
    text = canonical_text(HTML)
    article = ImportedItem(
        type=ItemType.EPUB, title="Book", text=text, original=b"PK", media_type="application/epub+zip",
        file_name="book.epub", html=HTML, outline=outline_of(HTML),
    )  # fmt: skip
    return next(iter(intake.store(desk.library, article).items))


def open_contents(desk: Desk, item: int):
    desk.open(item)
    desk.press(Qt.Key.Key_F4)
    return desk.pane.way.contents


def test_the_headings_are_listed_by_level(desk: Desk, book: int) -> None:
    tree = open_contents(desk, book).tree
    tops = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    assert [(top.text(0), top.child(0).text(0)) for top in tops] == [
        (f"Chapter {name}", f"Part of {name}") for name in ("One", "Two", "Three")
    ]


def test_enter_goes_to_the_heading_and_back_leads_home(desk: Desk, book: int) -> None:
    tree = open_contents(desk, book).tree
    assert QApplication.focusWidget() is tree
    tree.setCurrentItem(tree.topLevelItem(2))
    desk.qtbot.keyClick(tree, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.view.position().progress > 0.5)
    desk.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.waitUntil(lambda: desk.view.position().progress < 0.1)


def test_the_heading_of_what_is_read_is_marked(desk: Desk, book: int) -> None:
    tree = open_contents(desk, book).tree
    article = desk.pane.tab().article.document
    desk.view.return_to(article.text.index("Part of Two") + 200)
    desk.qtbot.waitUntil(lambda: tree.currentItem() and tree.currentItem().text(0) == "Part of Two")


def test_headings_are_filtered_with_what_they_stand_under(desk: Desk, book: int) -> None:
    contents = open_contents(desk, book)
    contents.words.setFocus()
    desk.qtbot.keyClicks(contents.words, "part two")
    tops = [contents.tree.topLevelItem(row) for row in range(3)]
    assert [top.isHidden() for top in tops] == [True, False, True]
    assert not tops[1].child(0).isHidden()
    contents.words.clear()
    assert not any(top.isHidden() for top in tops)


def test_an_article_without_headings_says_so(desk: Desk) -> None:
    contents = open_contents(desk, add_article(desk.library))
    assert contents.without.isVisible()
    assert not contents.tree.isVisible()


def test_the_time_left_is_told_for_book_and_chapter(desk: Desk, book: int) -> None:
    told: list[str] = []
    desk.pane.status_changed.connect(told.append)
    desk.open(book)
    words = desk.pane.tab().article.document.words
    desk.qtbot.waitUntil(lambda: bool(told) and "left" in told[-1])
    assert told[-1].endswith(f"{-(-words // 238)} min left · {-(-words // (3 * 238))} min in the chapter")
