"""The list: how it is shown, ordered, grouped; walking, renaming and finding in it, in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.item import ImportedItem, ItemType
from desktop.services import browse, history, organize
from desktop.settings import Settings
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.ui.models.columns import NAMES
from desktop.ui.models.dragged_articles import DraggedArticles
from desktop.ui.models.items import dragged_items
from desktop.ui.models.places import Place
from desktop.ui.window import MainWindow
from tests.ui.windows import OpenWindow

LEFT, SHIFT, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
SHELF = (
    ("Banks of the Alder", "The Post", "2020-05-01"), ("Arches", "The Times", "2020-03-01"),
    ("Cattle and carts", "The Post", "1999"), ("Dykes", "", ""), ("Alder", "The Times", "2021"),
)  # fmt: skip


@pytest.fixture
def library(library: Library) -> Library:
    for title, site, published in SHELF:
        intake.store(library, ImportedItem(
            ItemType.TEXT, title, f"Words about {title}.\n", title.encode(), "text/plain", "a.txt",
            html=f"<p>Words about {title}.</p>\n", site=site, published=published,
        ))  # fmt: skip
    return library


@pytest.fixture
def open_window(qtbot: QtBot, open_window: OpenWindow) -> OpenWindow:
    def show(settings: Settings | None = None) -> MainWindow:
        window = open_window(settings)
        qtbot.waitUntil(lambda: len(window.item_list.items.rows) == len(SHELF))
        window.item_list.view.setFocus()
        return window

    return show


def titles(window: MainWindow) -> list[str]:
    """What stands in the list, titles of groups in brackets."""
    items = window.item_list.items
    return [
        items.at(place).data() if items.id_at(place) > 0 else f"[{items.at(place).data()}]"
        for place in range(items.rowCount())
    ]


def key(qtbot: QtBot, window: MainWindow, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(window.item_list.view, key, modifiers)


def click_header(qtbot: QtBot, window: MainWindow, name: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    head = window.item_list.table.head
    place = QPoint(head.sectionViewportPosition(NAMES.index(name)) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), LEFT, modifiers, place)


def choose(window: MainWindow, name: str) -> None:
    """A choice of the menus of the list."""
    [action] = [
        one for one in window.findChildren(type(window.actions_by_name["undo"])) if one.objectName() == name
    ]
    action.trigger()


def test_keys_change_the_look_and_keep_what_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    items = window.item_list
    items.view.choose(3)
    for name, look in (
        (Qt.Key.Key_2, items.table),
        (Qt.Key.Key_3, items.covers),
        (Qt.Key.Key_1, items.lines),
    ):
        key(qtbot, window, name, ALT)
        qtbot.waitUntil(look.isVisible)
        qtbot.waitUntil(look.hasFocus)
        assert items.chosen() == [3]
        key(qtbot, window, "j")
        assert items.chosen() == [2]
        key(qtbot, window, "k")
        assert items.chosen() == [3]


def test_a_click_orders_the_table_and_one_with_shift_orders_further(qtbot: QtBot, window: MainWindow) -> None:
    key(qtbot, window, Qt.Key.Key_2, ALT)
    qtbot.waitUntil(window.item_list.table.isVisible)
    window.panels.setSizes([150, 900, 200, 0])
    click_header(qtbot, window, "site")
    click_header(qtbot, window, "published", SHIFT)
    qtbot.waitUntil(
        lambda: titles(window) == ["Banks of the Alder", "Cattle and carts", "Alder", "Arches", "Dykes"]
    )
    click_header(qtbot, window, "published", SHIFT)
    qtbot.waitUntil(
        lambda: titles(window) == ["Cattle and carts", "Banks of the Alder", "Arches", "Alder", "Dykes"]
    )
    click_header(qtbot, window, "title")
    qtbot.waitUntil(lambda: titles(window) == sorted(title for title, *_ in SHELF))
    click_header(qtbot, window, "title")
    qtbot.waitUntil(lambda: titles(window) == sorted((title for title, *_ in SHELF), reverse=True))
    assert window.settings.list_order == "title-"


def test_what_is_found_is_ordered_otherwise(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.set_query("alder OR words")
    qtbot.waitUntil(lambda: window.item_list.bar.order.text() == "Best first")
    choose(window, "list.order.title")
    qtbot.waitUntil(lambda: titles(window) == sorted(title for title, *_ in SHELF))
    assert window.item_list.bar.order.text() == "Title"
    assert window.item_list.items.rows[0].passages
    choose(window, "list.order.added")
    qtbot.waitUntil(lambda: titles(window) == [title for title, *_ in reversed(SHELF)])
    best = window.findChild(QAction, "list.order.best")
    assert best.isVisible()
    best.trigger()
    qtbot.waitUntil(lambda: titles(window)[0] == "Alder" and titles(window)[1] != "Dykes")
    choose(window, "list.order.title")
    window.search_bar.set_query("")
    qtbot.waitUntil(lambda: titles(window) == [title for title, *_ in reversed(SHELF)])
    assert not best.isVisible()


@pytest.fixture
def shelf(qtbot: QtBot, window: MainWindow, library: Library) -> MainWindow:
    """The list of a collection, ordered by hand."""
    window.tasks.write(lambda: organize.file_by_path(library, [1, 2, 3, 4, 5], "Shelf"))
    qtbot.waitUntil(lambda: any(index.data() == "Shelf" for index in window.sidebar.places.places()))
    by_hand = window.findChild(QAction, "list.order.place")
    assert not by_hand.isEnabled()
    window.sidebar.choose(next(
        index.data(Qt.ItemDataRole.UserRole) for index in window.sidebar.places.places() if index.data() == "Shelf"
    ))  # fmt: skip
    qtbot.waitUntil(by_hand.isEnabled)
    choose(window, "list.order.place")
    qtbot.waitUntil(lambda: ids(window) == [1, 2, 3, 4, 5])
    return window


def ids(window: MainWindow) -> list[int]:
    return list(window.item_list.items.listing.ids)


def test_articles_of_a_collection_are_moved_by_key(qtbot: QtBot, shelf: MainWindow, library: Library) -> None:
    view = shelf.item_list.view
    view.choose(3)
    view.setFocus()
    up, down = (Qt.Key.Key_Up, Qt.Key.Key_Down)
    key(qtbot, shelf, up, ALT | SHIFT)
    qtbot.waitUntil(lambda: ids(shelf) == [1, 3, 2, 4, 5])
    assert shelf.item_list.chosen() == [3]
    view.selectionModel().select(view.items.at(2), view.selectionModel().SelectionFlag.Select)
    key(qtbot, shelf, down, ALT | SHIFT)
    qtbot.waitUntil(lambda: ids(shelf) == [1, 4, 3, 2, 5])
    key(qtbot, shelf, down, ALT | SHIFT)
    qtbot.waitUntil(lambda: ids(shelf) == [1, 4, 5, 3, 2])
    key(qtbot, shelf, down, ALT | SHIFT)  # they are at the end
    shelf.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: ids(shelf) == [1, 4, 3, 2, 5])
    choose(shelf, "list.order.title")
    qtbot.waitUntil(lambda: titles(shelf) == sorted(title for title, *_ in SHELF))
    key(qtbot, shelf, down, ALT | SHIFT)
    assert "by hand" in shelf.status.text.text()
    assert history.steps(library)[0].label == "Arrange 2 articles"


@pytest.mark.parametrize("look", ["lines", "table", "covers"])
def test_articles_of_a_collection_are_dragged(qtbot: QtBot, shelf: MainWindow, look: str) -> None:
    choose(shelf, f"list.look.{look}")
    view = shelf.item_list.view
    qtbot.waitUntil(view.isVisible)
    qtbot.waitUntil(lambda: view.visualRect(view.items.at(1)).height() > 0)
    data = view.items.mimeData([view.items.at(3), view.items.at(4)])
    rect = view.visualRect(view.items.at(1))
    plain = view.viewport().grab().toImage()
    point = QPoint(rect.left() + 3, rect.top() + 3)
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(point, copy, data, LEFT, none),
        QDragMoveEvent(point, copy, data, LEFT, none),
    ):
        QApplication.sendEvent(view.viewport(), event)
        assert event.isAccepted()
    assert view.viewport().grab().toImage() != plain  # a line tells where they would stand
    drop = QDropEvent(QPointF(point), copy, data, LEFT, none, QEvent.Type.Drop)
    QApplication.sendEvent(view.viewport(), drop)
    qtbot.waitUntil(lambda: ids(shelf) == [1, 4, 5, 2, 3])
    choose(shelf, "list.order.title")
    refused = QDragEnterEvent(point, copy, data, LEFT, none)
    QApplication.sendEvent(view.viewport(), refused)
    assert not refused.isAccepted()


def test_groups_have_titles_that_cannot_be_chosen(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, "list.order.title")
    choose(window, "list.group.site")
    grouped = ["[The Post]", "Banks of the Alder", "Cattle and carts", "[The Times]", "Alder", "Arches",
               "[Without a site]", "Dykes"]  # fmt: skip
    qtbot.waitUntil(lambda: titles(window) == grouped)
    key(qtbot, window, Qt.Key.Key_Home)
    assert window.item_list.chosen() == [1]
    walked = []
    for _ in range(4):
        key(qtbot, window, "j")
        walked += window.item_list.chosen()
    assert walked == [3, 5, 2, 4]
    key(qtbot, window, "k")
    assert window.item_list.chosen() == [2]
    key(qtbot, window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sorted(window.item_list.chosen()) == [1, 2, 3, 4, 5]
    assert window.item_list.bar.count.text() == "5 articles"
    key(qtbot, window, Qt.Key.Key_3, ALT)
    qtbot.waitUntil(window.item_list.covers.isVisible)
    assert titles(window) == grouped
    window.panels.setSizes([150, 400, 400, 150])
    covers = window.item_list.covers
    qtbot.waitUntil(lambda: covers.across() == 2)
    window.item_list.view.choose(3)
    key(qtbot, window, Qt.Key.Key_Down)
    assert window.item_list.chosen() == [2]  # in the next group
    key(qtbot, window, Qt.Key.Key_Left)
    key(qtbot, window, Qt.Key.Key_Left)
    assert window.item_list.chosen() == [3]
    key(qtbot, window, Qt.Key.Key_End)
    assert window.item_list.chosen() == [4]
    key(qtbot, window, Qt.Key.Key_Up, SHIFT)
    assert window.item_list.chosen() == [5, 2, 4]
    qtbot.mouseClick(covers.viewport(), LEFT, NONE, covers.visualRect(covers.items.at(2)).center())
    assert window.item_list.chosen() == [3]
    qtbot.mouseClick(covers.viewport(), LEFT, SHIFT, covers.visualRect(covers.items.at(5)).center())
    assert window.item_list.chosen() == [3, 5, 2]


def test_a_hidden_panel_keeps_its_width_when_the_look_changes(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, "list.look.table")
    choose(window, "list.look.lines")
    window.actions_by_name["details"].trigger()
    place = window.panels.indexOf(window.details)
    qtbot.waitUntil(lambda: window.panels.sizes()[place] > 150)


def test_how_the_list_was_is_remembered(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    choose(window, "list.look.table")
    choose(window, "list.order.site")
    choose(window, "list.then.title")
    choose(window, "list.group.published")
    choose(window, "list.column.creators")
    choose(window, "list.column.language")
    window.item_list.table.setColumnWidth(NAMES.index("site"), 222)
    qtbot.waitUntil(lambda: "site:222" in window.settings.list_columns)
    settings = window.settings
    window.close()
    again = open_window(settings)
    assert again.item_list.table.isVisible()
    assert again.articles.order() == (("site", False), ("title", False))
    columns = again.item_list.table.layout_of()
    assert columns["site"] == 222
    assert "language" in columns
    assert "creators" not in columns
    qtbot.waitUntil(lambda: titles(again)[0] == "[2021]")
    choose(again, "list.column.reset")
    assert "creators" in again.item_list.table.layout_of()


@pytest.mark.parametrize(
    "broken",
    [
        Settings(
            list_look="cube", list_order="nothing+ title", list_group="moon", list_columns="x:1 title:z"
        ),
        Settings(list_order="+ - title*", list_columns=":::"),
    ],
)
def test_what_is_remembered_wrongly_is_left_out(broken: Settings, open_window: OpenWindow) -> None:
    window = open_window(broken)
    assert window.item_list.lines.isVisible()
    assert titles(window) == [title for title, *_ in reversed(SHELF)]


def test_a_title_is_changed_in_its_place(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    for look in ("lines", "covers", "table"):
        choose(window, f"list.look.{look}")
        qtbot.waitUntil(window.item_list.views[look].isVisible)
        window.item_list.view.choose(2)
        window.item_list.view.setFocus()
        key(qtbot, window, Qt.Key.Key_F2)
        editor = window.item_list.view.findChild(QLineEdit)
        qtbot.waitUntil(editor.hasFocus)
        qtbot.keyClicks(editor, f"Arches in {look}")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: browse.item(library, 2).title == f"Arches in {look}")  # noqa: B023
        qtbot.waitUntil(lambda: f"Arches in {look}" in titles(window))  # noqa: B023
        qtbot.waitUntil(window.item_list.view.hasFocus)
    key(qtbot, window, Qt.Key.Key_F2)
    editor = window.item_list.view.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert browse.item(library, 2).title == "Arches in table"  # none is not a title
    for _ in range(3):
        history.undo(library)
    assert browse.item(library, 2).title == "Arches"


def test_a_title_is_gone_to_by_its_first_letters(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, "list.order.title")
    qtbot.waitUntil(lambda: titles(window)[0] == "Alder")
    key(qtbot, window, "'")
    field = window.item_list.bar.title
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "CA")
    qtbot.waitUntil(lambda: window.item_list.chosen() == [3])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.item_list.view.hasFocus)
    assert not field.isVisible()
    key(qtbot, window, "b")  # a letter that means nothing else
    qtbot.waitUntil(field.hasFocus)
    assert field.text() == "b"
    qtbot.waitUntil(lambda: window.item_list.chosen() == [1])


def test_an_empty_place_says_what_it_is_for(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    window.tasks.write(lambda: organize.create_collection(library, "Rivers"))
    qtbot.waitUntil(lambda: any(index.data() == "Rivers" for index in window.sidebar.places.places()))
    window.sidebar.choose(next(
        index.data(Qt.ItemDataRole.UserRole) for index in window.sidebar.places.places() if index.data() == "Rivers"
    ))  # fmt: skip
    qtbot.waitUntil(window.item_list.empty.isVisible)
    assert "Drag articles here" in window.item_list.empty.text.text()
    assert window.item_list.empty.button.isVisible()
    window.sidebar.choose(Place("duplicates"))
    qtbot.waitUntil(lambda: "share much" in window.item_list.empty.text.text())
    assert not window.item_list.empty.button.isVisible()


def test_dragged_articles_are_links_for_writing_and_files_for_a_folder(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    organize.edit_items(library, [1], title="Banks & <b>arches</b>", url="https://example.org/a?b=1&c=2")
    window.refresh(organize.tag_items(library, [1, 2], "water"))
    qtbot.waitUntil(lambda: "Banks & <b>arches</b>" in titles(window))
    items = window.item_list.items
    data = items.mimeData(
        [items.at(items.row_of(1)), items.at(items.row_of(2)), items.index(items.row_of(2), 3)]
    )
    assert dragged_items(data) == [1, 2]
    assert data.text() == "Banks & <b>arches</b> https://example.org/a?b=1&c=2\nArches"
    assert (
        '<a href="https://example.org/a?b=1&amp;c=2">Banks &amp; &lt;b&gt;arches&lt;/b&gt;</a> (The Post'
        in data.html()
    )
    assert data.hasUrls()
    files = [Path(url.toLocalFile()) for url in data.urls()]
    assert [file.suffix for file in files] == [".md", ".md"]
    assert "Arches" in files[1].read_text("utf-8")
    assert data.urls() == [QUrl.fromLocalFile(str(file)) for file in files]  # made once
    assert bytes(data.data("text/uri-list").data()).decode().split() == [
        url.toEncoded().data().decode() for url in data.urls()
    ]
    window.articles.release()
    assert not any(file.exists() for file in files)


def test_no_files_are_made_of_very_many(window: MainWindow) -> None:
    data = DraggedArticles(range(1, 200), [], window.item_list.items.files)
    assert not data.hasUrls()
    assert data.urls() == []
