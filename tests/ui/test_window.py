"""The window as a whole: its first start, its width, what it remembers."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAccessibilityHints, QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import browse, organize
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.export import ExportDialog
from desktop.ui.dialogs.outside_link import OutsideLinkDialog
from desktop.ui.models.places import PLACE
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark
from tests.ui.windows import OpenWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_window(qtbot: QtBot, open_window: OpenWindow) -> OpenWindow:
    def show(settings: Settings | None = None) -> MainWindow:
        window = open_window(settings)
        qtbot.waitUntil(lambda: any(window.sidebar.places.places()))
        return window

    return show


def titles(window: MainWindow) -> list[str]:
    return [row.summary.item.title for row in window.item_list.view.items.rows]


def test_the_first_start_offers_the_samples(qtbot: QtBot, open_window: OpenWindow, library: Library) -> None:
    window = open_window()
    button = window.findChild(QPushButton, "importSamples")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: len(titles(window)) == 6, timeout=30_000)
    qtbot.waitUntil(lambda: not button.isVisible())
    assert {summary.collections for summary in browse.items(library)} == {("Samples",)}


def test_a_narrow_window_gives_the_reader_room(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    add_article(library)
    window = open_window()
    assert window.sidebar.isVisible()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())
    qtbot.waitUntil(lambda: window.reading.width() >= 400)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(window.sidebar.isVisible)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    window.resize(1300, 800)
    qtbot.waitUntil(window.sidebar.isVisible)


def test_the_layout_is_remembered(qtbot: QtBot, open_window: OpenWindow, library: Library) -> None:
    window = open_window()
    window.resize(840, 640)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())
    window.panels.setSizes([0, 240, 360, 238])
    widths = window.panels.sizes()
    with qtbot.waitSignal(window.settings_changed) as told:
        window.close()
    again = open_window(told.args[0])
    assert again.height() == 640
    for width, before in zip(again.panels.sizes(), widths, strict=True):
        assert abs(width - before) <= 8  # the screen of the tests is a little narrower than the window


def test_a_chosen_theme_is_kept(qtbot: QtBot, open_window: OpenWindow, library: Library) -> None:
    window = open_window(Settings(theme="paper"))
    sepia = next(choice for choice in window.actions_by_name.themes.actions() if choice.data() == "sepia")
    with qtbot.waitSignal(window.settings_changed) as told:
        sepia.trigger()
    assert told.args[0].theme == "sepia"
    window.actions_by_name.themes.actions()[1].trigger()


def test_the_chosen_place_stays_while_its_numbers_change(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    first, second = (
        add_article(library, "The flood"),
        add_article(library, "The drought", "<p>Dry.</p>", "Dry."),
    )
    window = open_window()
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    [starred] = [at for at in window.sidebar.places.places() if at.data() == "Starred"]
    qtbot.mouseClick(window.sidebar.viewport(), LEFT, pos=window.sidebar.visualRect(starred).center())
    qtbot.waitUntil(lambda: titles(window) == [])
    window.tasks.write(lambda: organize.star(library, [second], True))
    qtbot.waitUntil(lambda: titles(window) == ["The drought"])
    window.tasks.write(lambda: organize.star(library, [first], True))
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    assert window.sidebar.place().kind == "starred"
    assert window.search_bar.field.placeholderText() == "Search in Starred"


def test_a_collection_and_the_whole_list_are_exported(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    flood = add_article(library, "The flood")
    add_article(library, "The drought", "<p>Dry.</p>", "Dry.")
    organize.file_items(library, [flood], organize.collection_by_path(library, "Rivers"))
    window = open_window()
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    [rivers] = [at for at in window.sidebar.places.places() if at.data() == "Rivers"]
    menu = window.sidebar.menu_for(rivers.data(PLACE))
    next(action for action in menu.actions() if action.text() == "Export…").trigger()
    assert described(qtbot, window) == "1 article: in Rivers"
    qtbot.keyClick(
        window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert described(qtbot, window) == "2 articles"


def described(qtbot: QtBot, window: MainWindow) -> str:
    """What the open export dialog says of its articles; closes it."""
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    [dialog] = window.findChildren(ExportDialog)
    words = dialog.findChild(QLabel, "exportWhat").text()
    dialog.close()
    qtbot.waitUntil(lambda: not window.findChildren(ExportDialog))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.item_list.view.setFocus()
    return words


def test_the_article_alone_and_all_back_as_it_was(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    item = add_article(library)
    window = open_window()
    window.reading.open_item(item)
    qtbot.waitUntil(lambda: bool((tab := window.reading.tab()) and tab.ready))
    window.actions_by_name["annotations"].trigger()
    around = (window.menuBar(), window.search_bar, window.sidebar, window.item_list, window.status)
    assert all(part.isVisible() for part in around)
    assert not window.annotations.isVisible()
    window.reading.focus_article()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    assert not any(part.isVisible() for part in around)
    assert window.reading.isVisible()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: all(part.isVisible() for part in around))
    assert not window.annotations.isVisible()
    assert not window.actions_by_name["focus_mode"].isChecked()


def test_what_the_article_alone_put_away_is_there_at_the_next_start(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    first = open_window()
    kept: list[Settings] = []
    first.settings_changed.connect(kept.append)
    first.actions_by_name["focus_mode"].trigger()
    assert not first.sidebar.isVisible()
    first.close()
    second = open_window(Settings(window_state=kept[-1].window_state))
    second.resize(1280, 800)  # the screen of the tests is a little narrower
    qtbot.waitUntil(second.sidebar.isVisible)
    assert second.annotations.isVisible()


class Browser(QObject):
    """What the system's browser would have opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def follow(window: MainWindow, address: str) -> OutsideLinkDialog | None:
    window.reading.open_url_requested.emit(address)
    return next((one for one in window.findChildren(OutsideLinkDialog) if one.isVisible()), None)


def test_a_link_out_is_asked_about_with_its_whole_address(
    qtbot: QtBot, open_window: OpenWindow, library: Library, browser: Browser
) -> None:
    window = open_window()
    asked = follow(window, "https://example.net/<b>a</b>?x=1")
    assert asked and asked.address.text() == "https://example.net/<b>a</b>?x=1"
    assert browser.opened == []
    qtbot.waitUntil(asked.isActiveWindow)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not asked.isVisible())
    assert browser.opened == []
    asked = follow(window, "https://example.net/a")
    assert asked
    qtbot.waitUntil(asked.isActiveWindow)
    qtbot.mouseClick(asked.findChild(QCheckBox, "trustHost"), LEFT)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert browser.opened == ["https://example.net/a"]
    assert window.settings.trusted_hosts == "example.net"
    assert follow(window, "https://example.net/b") is None
    assert browser.opened[-1] == "https://example.net/b"
    assert follow(window, "https://example.net.evil.example/b") is not None


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "florilegium://x", "", "ftp://a/b"]
)
def test_only_pages_and_mail_are_opened(
    qtbot: QtBot, open_window: OpenWindow, library: Library, browser: Browser, address: str
) -> None:
    assert follow(open_window(), address) is None
    assert browser.opened == []


def test_a_link_to_an_article_of_the_library_opens_it(
    qtbot: QtBot, open_window: OpenWindow, library: Library, browser: Browser
) -> None:
    item = add_article(library)
    window = open_window()
    asked = follow(window, "http://www.example.org/flood?utm_source=x#top")
    assert asked
    qtbot.mouseClick(asked.findChild(QPushButton, "openInside"), LEFT)
    qtbot.waitUntil(lambda: window.reading.current_item_id() == item)
    assert browser.opened == []


def test_articles_open_in_new_tabs_and_beside_from_the_list(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    first, second = add_article(library, "One"), add_article(library, "Two", "<p>Else.</p>", "Else.\n")
    window = open_window()
    view = window.item_list.view
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    for item, modifier in (
        (first, Qt.KeyboardModifier.NoModifier),
        (second, Qt.KeyboardModifier.ControlModifier),
    ):
        view.setFocus()
        view.choose(item)
        qtbot.keyClick(view, Qt.Key.Key_Return, modifier)
        qtbot.waitUntil(lambda: window.reading.current_item_id() == item)  # noqa: B023
    assert len(window.reading.tabs_on_screen()) == 1
    view.setFocus()
    view.choose(first)
    qtbot.keyClick(
        view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [tab.item_id for tab in window.reading.tabs_on_screen()] == [second, first]


def test_a_key_goes_from_theme_to_theme(qtbot: QtBot, open_window: OpenWindow, library: Library) -> None:
    window = open_window(Settings(theme="paper"))
    seen = []
    for _ in range(6):
        qtbot.keyClick(
            window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        seen.append(window.settings.theme)
    assert seen == ["sepia", "dark", "black", "contrast", "contrast-dark", "paper"]
    assert window.actions_by_name.themes.checkedAction().data() == "paper"


def test_a_system_of_high_contrast_has_the_window_in_it(
    qtbot: QtBot, open_window: OpenWindow, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = [Qt.ContrastPreference.NoPreference]
    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _hints: wish[0])
    window = open_window(Settings(theme="system"))
    assert window.theme().name == "paper"
    wish[0] = Qt.ContrastPreference.HighContrast
    QApplication.styleHints().accessibility().contrastPreferenceChanged.emit(wish[0])
    assert window.theme().name == "contrast"
    assert window.palette().color(window.foregroundRole()).name() == "#000000"
    assert window.palette().color(window.backgroundRole()).name() == "#ffffff"


def test_undo_takes_back_what_is_being_written_and_redo_brings_it_again(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    item = add_article(library)
    mark(library, item, "kept the letters")
    window = open_window()
    window.open_article(item)
    cards = window.annotations.list
    qtbot.waitUntil(lambda: cards.shown.rowCount() == 1)
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Home)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Which?")
    for name, comments in (("undo", [""]), ("redo", ["Which?"])):
        window.actions_by_name[name].trigger()
        qtbot.waitUntil(lambda: not window.tasks.writing)
        assert [one.comment for one in browse.annotations(library, item)] == comments


def test_undo_and_redo_are_carried_out_however_fast_the_keys_come(
    qtbot: QtBot, open_window: OpenWindow, library: Library
) -> None:
    item_id = add_article(library)
    window = open_window()
    undo, redo = window.actions_by_name["undo"], window.actions_by_name["redo"]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.waitUntil(lambda: undo.isEnabled() and not redo.isEnabled())
    gate = threading.Event()
    for _ in range(3):  # no answer arrives, and nothing is written, while the keys come
        window.tasks.read(gate.wait, lambda _: None)
    window.tasks.keep(gate.wait)
    window.tasks.write(lambda: organize.star(library, [item_id], True))
    for modifiers in (Qt.KeyboardModifier.ControlModifier, both) * 3:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, modifiers)
    gate.set()
    qtbot.waitUntil(lambda: not window.tasks.writing and not redo.isEnabled())
    assert browse.item(library, item_id).starred
    assert "Star" in undo.text()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not browse.item(library, item_id).starred)
    qtbot.waitUntil(lambda: "Star" in redo.text())
