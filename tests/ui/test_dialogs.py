"""Details, collections, history, keys, the library as a whole: by menu and key in the real window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.changes import Changes
from desktop.domain.errors import LibraryUnavailable
from desktop.domain.item import ImportedItem, ItemType, ReadingStatus
from desktop.services import browse, organize, versions
from desktop.services.library import open_library
from desktop.storage.library import Library
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.alike import AlikeDialog
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.dialogs.keys import KeysDialog
from desktop.ui.dialogs.library_problem import LibraryProblemDialog
from desktop.ui.dialogs.name_picker import NamePicker
from desktop.ui.dialogs.notice import NoticeDialog
from desktop.ui.dialogs.versions import VersionsDialog
from desktop.ui.models.places import PLACE
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def library(library: Library) -> Library:
    add_article(library)
    return library


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """With one article, which is chosen."""
    qtbot.waitUntil(lambda: len(window.item_list.view.items.rows) == 1)
    window.item_list.view.choose(1)
    window.item_list.view.setFocus()
    return window


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> Callable[[str, type], QDialog]:
    """Trigger an action and wait for its dialog."""

    def opened(action: str, kind: type) -> QDialog:
        window.actions_by_name[action].trigger()
        qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
        return window.findChildren(kind)[-1]

    return opened


def press(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), LEFT)


def test_an_article_is_added_to_an_old_and_to_a_new_collection(
    qtbot: QtBot, window: MainWindow, opened
) -> None:
    organize.collection_by_path(window.library, "Rivers/Spring")
    organize.collection_by_path(window.library, "Seas")
    picker = opened("collect", NamePicker)
    qtbot.keyClicks(picker.field, "spri")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browse.summary(window.library, 1).collections == ("Rivers/Spring",))
    qtbot.waitUntil(lambda: not window.findChildren(NamePicker))
    picker = opened("collect", NamePicker)
    qtbot.keyClicks(picker.field, "Rivers/Autumn")
    press(qtbot, picker, "takeName")
    qtbot.waitUntil(
        lambda: browse.summary(window.library, 1).collections == ("Rivers/Autumn", "Rivers/Spring")
    )


def test_an_article_is_tagged_and_marked_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    view = window.item_list.view
    qtbot.keyClick(view, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: bool(window.findChildren(NamePicker)))
    [picker] = window.findChildren(NamePicker)
    qtbot.keyClicks(picker.field, "rivers/spring")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browse.summary(window.library, 1).tags == ("rivers/spring",))
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: browse.item(window.library, 1).status is ReadingStatus.READ)


def test_an_article_is_taken_out_of_the_collection_that_is_listed(qtbot: QtBot, window: MainWindow) -> None:
    organize.file_by_path(window.library, [1], "Seas")
    window.refresh(Changes())
    qtbot.waitUntil(lambda: any(at.data() == "Seas" for at in window.sidebar.places.places()))
    [seas] = [at.data(PLACE) for at in window.sidebar.places.places() if at.data() == "Seas"]
    window.sidebar.choose(seas)
    qtbot.waitUntil(lambda: len(window.item_list.view.items.rows) == 1)
    window.item_list.view.choose(1)
    window.actions_by_name["take_out"].trigger()
    qtbot.waitUntil(lambda: browse.summary(window.library, 1).collections == ())


def test_history_goes_back_and_forth(qtbot: QtBot, window: MainWindow, opened) -> None:
    for name in ("one", "two", "three"):
        organize.tag_items(window.library, [1], name)
    dialog = opened("history", HistoryDialog)
    assert dialog.go.text() == "Undo this step"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.go.text() == "Undo these 2 steps"
    press(qtbot, dialog, "goInHistory")
    qtbot.waitUntil(lambda: browse.summary(window.library, 1).tags == ("one",))
    qtbot.waitUntil(lambda: dialog.go.text() == "Redo this step")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up)
    assert dialog.go.text() == "Redo these 2 steps"
    press(qtbot, dialog, "goInHistory")
    qtbot.waitUntil(lambda: len(browse.summary(window.library, 1).tags) == 3)
    qtbot.keyClicks(dialog.words, "import")
    qtbot.waitUntil(lambda: dialog.go.text() == "Undo these 4 steps")


def test_the_sheet_of_keys_lists_what_the_menus_do(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.item_list.view, "?")
    qtbot.waitUntil(lambda: bool(window.findChildren(KeysDialog)))
    [sheet] = window.findChildren(KeysDialog)
    assert ("Import files…", "Ctrl+O") in sheet.shown()
    assert ("Highlight", "H") in sheet.shown()
    qtbot.keyClicks(sheet.search, "full screen")
    assert sheet.shown() == [("Full screen", "F11")]


def test_the_check_tells_what_there_is(qtbot: QtBot, opened) -> None:
    notice = opened("check", NoticeDialog)
    assert notice.heading.text() == "The library is sound"
    assert "Articles: 1" in notice.text.text()


def test_about_says_where_the_library_is(window: MainWindow, opened) -> None:
    assert str(window.library.path) in opened("about", AboutDialog).facts


def test_what_could_not_be_imported_is_named(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    window.import_sources([tmp_path / "empty.html", tmp_path / "gone.pdf"])
    panel = window.importing.panel
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    shown = [panel.list.model().index(row, 0).data() for row in range(panel.list.model().rowCount())]
    assert shown == [
        "empty.html\nNot imported · The file is empty.",
        "gone.pdf\nNot imported · There is no such file.",
    ]


def test_a_damaged_library_starts_again_from_its_backup(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "library.florilegium"
    with Library.open(path) as library:
        for number in range(30):
            add_article(library, f"Article {number}")
    Library.open(path).close()  # backs up
    damaged = path.read_bytes()[:40_000] + b"\x5a" * 30_000
    path.write_bytes(damaged)
    with pytest.raises(LibraryUnavailable) as told:
        open_library(path)
    dialog = LibraryProblemDialog(told.value, path)
    qtbot.addWidget(dialog)
    dialog.show()
    press(qtbot, dialog, "openBackup")
    assert dialog.result() == QDialog.DialogCode.Accepted
    with open_library(dialog.path) as again:
        assert len(browse.items(again)) == 30
    [aside] = tmp_path.glob("library damaged *.florilegium")
    assert aside.read_bytes() == damaged


def test_a_library_in_use_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "library.florilegium"
    with open_library(path, exclusive=True), pytest.raises(LibraryUnavailable) as told:
        open_library(path, exclusive=True)
    dialog = LibraryProblemDialog(told.value, path)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "another window" in dialog.text.text()
    press(qtbot, dialog, "tryAgain")
    assert (dialog.result(), dialog.path) == (QDialog.DialogCode.Accepted, path)


def test_versions_are_compared_and_an_earlier_one_is_read_again(
    window: MainWindow, qtbot: QtBot, opened: Callable[[str, type], QDialog]
) -> None:
    first = browse.document(window.library, 1)
    new = replace(_renewed(), text=first.text.replace("twice", "three times"), title="The great flood")
    window.tasks.write(lambda: versions.renew(window.library, 1, new))
    qtbot.waitUntil(lambda: browse.item(window.library, 1).title == "The great flood")
    dialog = opened("versions", VersionsDialog)
    qtbot.waitUntil(lambda: "three times" in dialog.text.toPlainText())
    assert "Headline changed · 1 paragraph changed" in dialog.what.text()
    assert "the same" in dialog.text.toPlainText()
    qtbot.mouseClick(dialog.whole, LEFT, pos=QPoint(8, dialog.whole.height() // 2))
    assert "Nobody kept the letters" in dialog.text.toPlainText()
    assert not dialog.use.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.use, LEFT)
    qtbot.waitUntil(lambda: browse.document(window.library, 1).version_id == first.version_id)
    assert [one.present for one in versions.versions(window.library, 1)] == [False, True]


def _renewed() -> ImportedItem:
    return ImportedItem(ItemType.WEB_PAGE, "", "", b"new", "text/html", "flood.html", html="<p>new</p>")


def test_one_version_says_so(window: MainWindow, opened: Callable[[str, type], QDialog]) -> None:
    dialog = opened("versions", VersionsDialog)
    assert dialog.what.text().startswith("There is one version.")


def test_what_else_says_the_same_is_listed_and_opened(
    window: MainWindow, qtbot: QtBot, opened: Callable[[str, type], QDialog]
) -> None:
    report = " ".join(f"the {number} boats of the river counted {number * 3} oars" for number in range(60))
    one, other = (
        add_article(window.library, title, f"<p>{text}</p>\n", f"{text}\n")
        for title, text in (("Agency", report), ("Paper", f"Ours. {report}"))
    )
    window.refresh(Changes(items=frozenset({one, other})))
    qtbot.waitUntil(lambda: len(window.item_list.view.items.rows) == 3)
    window.item_list.view.choose(one)
    dialog = opened("alike", AlikeDialog)
    assert dialog.list.count() == 1
    assert "Paper" in dialog.list.item(0).text()
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: window.reading.current_item_id() == other)


def test_the_original_is_read_again_from_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    before = browse.document(window.library, 1).version_id
    window.actions_by_name["reread"].trigger()
    qtbot.waitUntil(lambda: browse.document(window.library, 1).version_id != before, timeout=20_000)
    qtbot.waitUntil(lambda: "read again" in window.status.text.text())
    window.actions_by_name["reread"].trigger()
    qtbot.waitUntil(lambda: "the same text" in window.status.text.text(), timeout=20_000)
