"""The library panel: collections, saved searches, tags and places, by mouse, key and menu."""

import json

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.services import browse, history, organize
from desktop.storage.library import Library
from desktop.ui.dialogs.fields import FieldsDialog
from desktop.ui.dialogs.name_picker import NamePicker
from desktop.ui.dialogs.question import QuestionDialog
from desktop.ui.dialogs.tag_split import TagSplitDialog
from desktop.ui.dialogs.tags import TagsWindow
from desktop.ui.models.items import ITEMS
from desktop.ui.models.places import COLLECTION, COUNT, PLACE, TAG, Place
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article

LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def library(library: Library) -> Library:
    for number, title in enumerate(("The flood", "The drought", "The harvest")):
        add_article(library, title, f"<p>{title} of {number}.</p>", f"{title} of {number}.\n")
    for path in ("A", "A/Inner", "B"):
        organize.collection_by_path(library, path)
    return library


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """With collections A, A/Inner, B."""
    qtbot.waitUntil(lambda: "A" in shown(window))
    window.sidebar.setFocus()
    return window


def shown(window: MainWindow) -> dict[str, int | None]:
    """Paths, names and counts of what the panel shows, headings left out."""
    found = {}
    for index in window.sidebar.places.places():
        place: Place = index.data(PLACE)
        if place.kind != "heading":
            found[place.name or index.data()] = index.data(COUNT)
    return found


def listed(window: MainWindow) -> list[str]:
    """Paths of the collections, in the order of the panel."""
    places = [index.data(PLACE) for index in window.sidebar.places.places()]
    return [place.name for place in places if place.kind == "collection"]


def at(window: MainWindow, name: str) -> Place:
    for index in window.sidebar.places.places():
        if name in (index.data(PLACE).name, index.data()):
            place: Place = index.data(PLACE)
            return place
    raise AssertionError(f"{name} is not shown")


def choose(window: MainWindow, name: str) -> None:
    window.sidebar.choose(at(window, name))


def drop(
    window: MainWindow, data: QMimeData, name: str, height: float = 0.5, modifiers: Qt.KeyboardModifier = NONE
) -> None:
    """Drop something on a place: at its middle, or higher or lower."""
    sidebar = window.sidebar
    index = sidebar.index_of(at(window, name))
    assert index
    sidebar.scrollTo(index)
    rect = sidebar.visualRect(index)
    point = QPoint(rect.center().x(), rect.top() + round(rect.height() * height))
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(sidebar.viewport(), QDragEnterEvent(point, copy, data, LEFT, modifiers))
    QApplication.sendEvent(sidebar.viewport(), QDragMoveEvent(point, copy, data, LEFT, modifiers))
    event = QDropEvent(QPointF(point), copy, data, LEFT, modifiers, QEvent.Type.Drop)
    QApplication.sendEvent(sidebar.viewport(), event)


def dragged(kind: str, value: object) -> QMimeData:
    data = QMimeData()
    data.setData(kind, str(value).encode())
    return data


def open_dialog(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    def found() -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    [dialog] = found()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key in the panel, when the window is in front again."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.sidebar.setFocus()
    qtbot.keyClick(window.sidebar, key, modifiers)


def paths(library: Library) -> list[str]:
    known = browse.collection_paths(library)
    return [known[one.id] for one in browse.collections(library)]


# Collections ---------------------------------------------------------------------------------------------


def test_a_collection_is_made_inside_the_chosen_one_by_key(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    choose(window, "B")
    press(qtbot, window, Qt.Key.Key_N, CTRL | SHIFT)
    dialog = open_dialog(qtbot, window, FieldsDialog)
    qtbot.keyClicks(dialog.focusWidget(), "a/b")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "slash" in dialog.problem.text())  # it stays open and says why
    dialog.fields[0].clear()
    qtbot.keyClicks(dialog.fields[0], "Rivers")
    qtbot.keyClick(dialog.fields[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "B/Rivers" in shown(window))
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "B/Rivers" not in shown(window))


def test_collections_are_ordered_and_nested_by_key(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    choose(window, "B")
    for key, order in (
        (Qt.Key.Key_Up, ["B", "A", "A/Inner"]), (Qt.Key.Key_Up, ["B", "A", "A/Inner"]),
        (Qt.Key.Key_Down, ["A", "A/Inner", "B"]), (Qt.Key.Key_Right, ["A", "A/Inner", "A/B"]),
        (Qt.Key.Key_Up, ["A", "A/B", "A/Inner"]), (Qt.Key.Key_Left, ["A", "A/Inner", "B"]),
    ):  # fmt: skip
        press(qtbot, window, key, CTRL)
        qtbot.waitUntil(lambda: paths(library) == order)  # noqa: B023
        qtbot.waitUntil(lambda: [name for name in shown(window) if name in order] == order)  # noqa: B023
        assert window.sidebar.place().id == window.sidebar.currentIndex().data(PLACE).id


def test_collections_are_dropped_into_before_and_after_others(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    a, b, inner = at(window, "A").id, at(window, "B").id, at(window, "A/Inner").id
    drop(window, dragged(COLLECTION, b), "A", 0.1)
    qtbot.waitUntil(lambda: listed(window) == ["B", "A", "A/Inner"])
    drop(window, dragged(COLLECTION, inner), "B", 0.95)
    qtbot.waitUntil(lambda: listed(window) == ["B", "Inner", "A"])
    drop(window, dragged(COLLECTION, a), "B", 0.5)
    qtbot.waitUntil(lambda: listed(window) == ["B", "B/A", "Inner"])
    drop(window, dragged(COLLECTION, b), "B/A", 0.5)  # not into itself
    drop(window, dragged(COLLECTION, a), "Collections", 0.5)
    qtbot.waitUntil(lambda: listed(window) == ["B", "Inner", "A"])


def test_a_collection_is_moved_by_name(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    choose(window, "A/Inner")
    press(qtbot, window, Qt.Key.Key_M)
    picker = open_dialog(qtbot, window, NamePicker)
    assert [picker.list.item(row).text() for row in range(picker.list.count())] == [
        "None: it stands by itself",
        "A",
        "B",
    ]
    qtbot.keyClicks(picker.field, "b")
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: paths(library) == ["A", "B", "B/Inner"])


def test_deleting_a_collection_asks_where_something_is_in_it(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    organize.file_items(library, [1, 2], at(window, "A").id)
    window.shelving.refresh(organize.tag_items(library, [3], "x"))
    qtbot.waitUntil(lambda: shown(window)["A"] == 2)
    choose(window, "B")
    press(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: paths(library) == ["A", "A/Inner"])
    qtbot.waitUntil(lambda: "B" not in shown(window))
    assert window.sidebar.place().kind == "all"
    choose(window, "A")
    press(qtbot, window, Qt.Key.Key_Delete)
    dialog = open_dialog(qtbot, window, QuestionDialog)
    assert "2 articles are in it" in dialog.text.text()
    assert "collection inside it" in dialog.text.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert paths(library) == ["A", "A/Inner"]
    press(qtbot, window, Qt.Key.Key_Delete)
    qtbot.keyClick(open_dialog(qtbot, window, QuestionDialog).focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: paths(library) == [])
    assert len(browse.items(library)) == 3


def test_a_collection_is_renamed_in_its_place(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    choose(window, "A/Inner")
    press(qtbot, window, Qt.Key.Key_F2)
    editor = window.sidebar.findChild(QLineEdit)
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "Outer")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "A/Outer" in shown(window))
    assert window.sidebar.place().name == "A/Outer"


def test_articles_are_filed_moved_and_marked_by_dropping_them(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    articles = QMimeData()
    articles.setData(ITEMS, json.dumps([1, 2]).encode())
    drop(window, articles, "A")
    qtbot.waitUntil(lambda: shown(window)["A"] == 2)
    assert shown(window)["Inbox"] == 1
    choose(window, "A")
    drop(window, articles, "B", modifiers=SHIFT)
    qtbot.waitUntil(lambda: (shown(window)["A"], shown(window)["B"]) == (0, 2))
    drop(window, articles, "Read")
    qtbot.waitUntil(lambda: shown(window)["Read"] == 2)
    drop(window, articles, "Starred")
    qtbot.waitUntil(lambda: shown(window)["Starred"] == 2)
    drop(window, articles, "Trash")
    qtbot.waitUntil(lambda: shown(window)["Trash"] == 2)
    while history.undo(library):
        pass
    assert browse.items(library) == []


# Saved searches ------------------------------------------------------------------------------------------


def test_a_search_is_saved_stays_live_and_can_be_edited(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    window.search_bar.field.setText("flood OR drought")
    press(qtbot, window, Qt.Key.Key_S, CTRL | SHIFT)
    dialog = open_dialog(qtbot, window, FieldsDialog)
    assert [field.text() for field in dialog.fields] == ["flood OR drought"] * 2
    qtbot.keyClicks(dialog.focusWidget(), "Too much and too little")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window).get("Too much and too little") == 2)
    window.tasks.write(lambda: organize.trash_items(library, [1]))
    qtbot.waitUntil(lambda: shown(window)["Too much and too little"] == 1)
    window.search_bar.field.clear()
    choose(window, "Too much and too little")
    qtbot.waitUntil(lambda: window.item_list.view.listed() == [2])
    menu = window.sidebar.menu_for(window.sidebar.place())
    next(action for action in menu.actions() if action.text() == "Edit the search…").trigger()
    dialog = open_dialog(qtbot, window, FieldsDialog)
    dialog.fields[1].setText("colour:red")
    qtbot.keyClick(dialog.fields[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "colour" in dialog.problem.text())
    dialog.fields[1].setText("harvest")
    qtbot.keyClick(dialog.fields[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.item_list.view.listed() == [3])
    press(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Too much and too little" not in shown(window))
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: shown(window).get("Too much and too little") == 1)


# Tags ----------------------------------------------------------------------------------------------------


@pytest.fixture
def tagged(qtbot: QtBot, window: MainWindow, library: Library) -> MainWindow:
    for ids, name in (([1, 2], "water"), ([1], "water/river"), ([2, 3], "stone"), ([3], "spare")):
        window.shelving.refresh(organize.tag_items(library, ids, name))
    window.shelving.refresh(organize.untag_items(library, [3], "spare"))
    qtbot.waitUntil(lambda: shown(window).get("spare") == 0)
    return window


def test_tags_are_a_tree_with_counts(tagged: MainWindow) -> None:
    found = shown(tagged)
    assert (found["water"], found["water/river"], found["stone"]) == (2, 1, 2)
    below = tagged.sidebar.index_of(at(tagged, "water/river"))
    assert below and below.parent().data(PLACE).name == "water"
    assert below.data() == "river"


def test_a_tag_dropped_on_another_lies_below_it(qtbot: QtBot, tagged: MainWindow) -> None:
    drop(tagged, dragged(TAG, "water"), "stone")
    qtbot.waitUntil(lambda: "stone/water/river" in shown(tagged))
    drop(tagged, dragged(TAG, "stone"), "stone/water")  # not below itself
    drop(tagged, dragged(TAG, "stone/water"), "Tags")
    qtbot.waitUntil(lambda: {"water/river", "stone"} <= shown(tagged).keys())


def test_a_tag_is_renamed_with_those_below_it(qtbot: QtBot, tagged: MainWindow) -> None:
    choose(tagged, "water")
    press(qtbot, tagged, Qt.Key.Key_F2)
    editor = tagged.sidebar.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Wasser")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {"Wasser", "Wasser/river"} <= shown(tagged).keys())
    assert tagged.sidebar.place().name == "Wasser"


def test_deleting_a_tag_says_what_carries_it(qtbot: QtBot, tagged: MainWindow) -> None:
    choose(tagged, "water")
    press(qtbot, tagged, Qt.Key.Key_Delete)
    dialog = open_dialog(qtbot, tagged, QuestionDialog)
    assert "2 articles and 0 annotations" in dialog.text.text()
    assert "tag below it goes too" in dialog.text.text()
    qtbot.mouseClick(dialog.verb, LEFT)
    qtbot.waitUntil(lambda: "water/river" not in shown(tagged))
    tagged.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "water/river" in shown(tagged))


def tags_window(qtbot: QtBot, window: MainWindow) -> TagsWindow:
    press(qtbot, window, Qt.Key.Key_G, CTRL | SHIFT)
    found = open_dialog(qtbot, window, TagsWindow)
    assert isinstance(found, TagsWindow)
    qtbot.waitUntil(lambda: found.list.topLevelItemCount() > 0)
    return found


def pick(tags: TagsWindow, *names: str) -> None:
    tags.list.clearSelection()
    for row in range(tags.list.topLevelItemCount()):
        line = tags.list.topLevelItem(row)
        line.setSelected(line.text(0) in names)


def test_several_tags_are_merged_from_their_window(qtbot: QtBot, tagged: MainWindow) -> None:
    tags = tags_window(qtbot, tagged)
    pick(tags, "water", "stone")
    assert not tags.verbs["split"].isEnabled()
    qtbot.keyClick(tags, Qt.Key.Key_M, CTRL)
    picker = open_dialog(qtbot, tagged, NamePicker)
    qtbot.keyClicks(picker.field, "nature")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [tags.list.topLevelItem(row).text(0) for row in range(tags.list.topLevelItemCount())]
                    == ["nature", "nature/river", "spare"])  # fmt: skip
    assert shown(tagged)["nature"] == 3


def test_a_tag_is_split_from_its_window(qtbot: QtBot, tagged: MainWindow, library: Library) -> None:
    tags = tags_window(qtbot, tagged)
    pick(tags, "stone")
    qtbot.keyClick(tags, Qt.Key.Key_S, CTRL)
    dialog = open_dialog(qtbot, tagged, TagSplitDialog)
    assert isinstance(dialog, TagSplitDialog)
    assert [dialog.list.topLevelItem(row).text(0) for row in range(2)] == ["The drought", "The harvest"]
    assert not dialog.done_button.isEnabled()
    dialog.list.topLevelItem(1).setSelected(True)
    qtbot.keyClicks(dialog.field, "granite")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.done_button, LEFT)
    qtbot.waitUntil(lambda: shown(tagged).get("granite") == 1)
    assert browse.summary(library, 3).tags == ("granite",)
    assert browse.summary(library, 2).tags == ("stone", "water")


def test_unused_tags_are_found_and_deleted(qtbot: QtBot, tagged: MainWindow) -> None:
    tags = tags_window(qtbot, tagged)
    qtbot.mouseClick(tags.unused, LEFT, pos=QPoint(8, tags.unused.height() // 2))
    rows = [tags.list.topLevelItem(row) for row in range(tags.list.topLevelItemCount())]
    assert [row.text(0) for row in rows if not row.isHidden()] == ["spare"]
    qtbot.mouseClick(tags.clear, LEFT)
    qtbot.waitUntil(lambda: "spare" not in shown(tagged))
    assert not tags.clear.isEnabled()


def test_a_tag_gets_a_colour_from_its_menu(qtbot: QtBot, tagged: MainWindow, library: Library) -> None:
    menu = tagged.sidebar.menu_for(at(tagged, "stone"))
    colors = next(action.menu() for action in menu.actions() if action.text() == "Colour")
    next(action for action in colors.actions() if action.text() == "Blue").trigger()
    qtbot.waitUntil(lambda: at(tagged, "stone").color == "blue")
    assert history.steps(library)[0].label == "Colour tag"


# Places --------------------------------------------------------------------------------------------------


def test_what_was_opened_is_found_again(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    for item_id in (2, 1):
        window.reading.open_item(item_id)
        qtbot.waitUntil(lambda: browse.count(library, f"is:opened id:{item_id}") == 1)  # noqa: B023
    choose(window, "Recently opened")
    qtbot.waitUntil(lambda: window.item_list.view.listed() == [1, 2])


def test_enter_goes_from_a_place_to_its_articles(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(window.item_list.view.hasFocus)
