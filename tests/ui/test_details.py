"""The details beside the list: read and changed in their place, of one article and of many."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import browse, history, organize
from desktop.storage.library import Library
from desktop.ui.panels.details_panel import DetailsPanel
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def library(library: Library) -> Library:
    for number, title in enumerate(("The flood", "The drought", "The harvest")):
        add_article(library, title, f"<p>{title} of {number}.</p>", f"{title} of {number}.\n")
    organize.edit_items(library, [1], DOI="10.1000/182")
    organize.tag_items(library, [1, 2], "water")
    organize.tag_items(library, [1], "high")
    return library


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The first article is chosen, its details are shown."""
    qtbot.waitUntil(lambda: len(window.item_list.items.rows) == 3)
    window.item_list.view.choose(1)
    window.item_list.view.setFocus()
    qtbot.keyClick(window.item_list.view, Qt.Key.Key_I, CTRL)
    qtbot.waitUntil(lambda: window.details.ids() == (1,))
    qtbot.waitUntil(window.details.fields["title"].line.hasFocus)
    return window


@pytest.fixture
def panel(window: MainWindow) -> DetailsPanel:
    return window.details


def write(qtbot: QtBot, panel: DetailsPanel, name: str, text: str) -> None:
    line = panel.fields[name].line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def choose_all(qtbot: QtBot, window: MainWindow) -> None:
    window.item_list.view.setFocus()
    qtbot.keyClick(window.item_list.view, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: len(window.details.ids()) == 3)


def test_a_value_is_kept_when_it_is_left(
    qtbot: QtBot, window: MainWindow, panel: DetailsPanel, library: Library
) -> None:
    write(qtbot, panel, "creators", "Ada Reed; Bo Lind")
    qtbot.keyClick(panel.fields["creators"].line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: browse.item(library, 1).creators == ("Ada Reed", "Bo Lind"))
    write(qtbot, panel, "title", "The great flood")
    qtbot.keyClick(panel.fields["title"].line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browse.item(library, 1).title == "The great flood")
    qtbot.waitUntil(
        lambda: "The great flood" in [row.summary.item.title for row in window.item_list.items.rows]
    )
    history.undo(library)
    assert browse.item(library, 1).creators == ("Ada Reed", "Bo Lind")
    history.undo(library)
    assert (browse.item(library, 1).title, browse.item(library, 1).creators) == ("The flood", ("Ada Reed",))


def test_where_values_come_from_is_told(qtbot: QtBot, panel: DetailsPanel, library: Library) -> None:
    assert panel.fields["DOI"].line.text() == "10.1000/182"
    assert panel.fields["DOI"].origin.text() == "from you"
    assert panel.fields["site"].origin.text() == ""
    write(qtbot, panel, "publisher", "Alder Press")
    assert panel.fields["publisher"].origin.text() == "from you"
    qtbot.keyClick(panel.fields["publisher"].line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browse.item(library, 1).details.get("publisher") == "Alder Press")
    assert browse.item(library, 1).origins == {"DOI": "person", "publisher": "person"}


@pytest.mark.parametrize(
    ("name", "text"), [("title", " "), ("published", "yesterday"), ("language", "English (UK)")]
)
def test_what_makes_no_sense_is_told_and_taken_back_with_esc(
    qtbot: QtBot, panel: DetailsPanel, library: Library, name: str, text: str
) -> None:
    field = panel.fields[name]
    before = field.line.text()
    write(qtbot, panel, name, text)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(field.problem.isVisible)
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert (field.line.text(), field.problem.isVisible()) == (before, False)
    assert getattr(browse.item(library, 1), name) == before
    assert panel.isVisible()


def test_many_are_changed_in_one_step_and_only_where_something_was_written(
    qtbot: QtBot, window: MainWindow, panel: DetailsPanel, library: Library
) -> None:
    choose_all(qtbot, window)
    assert panel.fields["title"].line.placeholderText() == "Several values"
    assert panel.fields["DOI"].line.text() == ""
    assert panel.fields["site"].line.text() == "The Post"
    write(qtbot, panel, "site", "The Evening Post")
    write(qtbot, panel, "publisher", "Alder Press")
    assert panel.save.text() == "Change 3 articles"
    assert browse.item(library, 1).site == "The Post"
    steps = len(history.steps(library))
    qtbot.mouseClick(panel.save, LEFT)
    qtbot.waitUntil(lambda: browse.item(library, 3).site == "The Evening Post")
    assert {browse.item(library, id_).title for id_ in (1, 2, 3)} == {
        "The flood",
        "The drought",
        "The harvest",
    }
    assert browse.item(library, 1).details == {"DOI": "10.1000/182", "publisher": "Alder Press"}
    assert browse.item(library, 2).details == {"publisher": "Alder Press"}
    assert len(history.steps(library)) == steps + 1
    qtbot.waitUntil(lambda: not panel.save.isVisible())


def test_changes_of_many_that_wait_are_not_lost_by_choosing_others(
    qtbot: QtBot, window: MainWindow, panel: DetailsPanel, library: Library
) -> None:
    choose_all(qtbot, window)
    write(qtbot, panel, "site", "Elsewhere")
    window.item_list.view.choose(2)
    qtbot.wait(120)
    assert len(panel.ids()) == 3
    assert panel.fields["site"].line.text() == "Elsewhere"
    qtbot.mouseClick(panel.findChild(QPushButton, "takeBack"), LEFT)
    qtbot.waitUntil(lambda: panel.ids() == (2,))
    assert browse.item(library, 1).site == "The Post"


def test_tags_of_many(qtbot: QtBot, window: MainWindow, panel: DetailsPanel, library: Library) -> None:
    choose_all(qtbot, window)
    assert panel.some_tags.text() == "Some: high, water"
    panel.tags.edit.setFocus()
    qtbot.keyClicks(panel.tags.edit, "water")
    qtbot.keyClick(panel.tags.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browse.summary(library, 3).tags == ("water",))
    qtbot.waitUntil(lambda: panel.some_tags.text() == "Some: high")


def test_state_and_star(qtbot: QtBot, window: MainWindow, panel: DetailsPanel, library: Library) -> None:
    panel.star.setFocus()
    qtbot.keyClick(panel.star, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: browse.item(library, 1).starred)
    panel.status.setFocus()
    qtbot.keyClick(panel.status, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: browse.item(library, 1).status == "reading")
    choose_all(qtbot, window)
    assert panel.star.checkState() == Qt.CheckState.PartiallyChecked
    assert panel.status.currentIndex() == -1


def test_details_and_annotations_share_a_narrow_window(qtbot: QtBot, window: MainWindow) -> None:
    assert window.details.isVisible()
    assert not window.annotations.isVisible()
    qtbot.keyClick(window.details.fields["title"].line, Qt.Key.Key_I, CTRL)
    qtbot.waitUntil(window.annotations.isVisible)
    assert not window.details.isVisible()
    window.actions_by_name["details"].trigger()
    qtbot.waitUntil(lambda: not window.annotations.isVisible())
    window.actions_by_name["annotations"].trigger()
    qtbot.waitUntil(window.annotations.isVisible)
    assert not window.details.isVisible()
