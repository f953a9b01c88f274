"""Tab and Shift+Tab through the whole window with an open article."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import HighlightColor
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.ui import tab_walk
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark
from tests.ui.windows import shown_window

ABOVE = ["Search the library", "Import", "Export", "Library"]
LIST = ["Order and groups", "How the list is shown", "Articles"]
CONTENTS = ["Filter headings", "Contents of the article"]
TABS = ["Open articles", "Contents", "Find in the article"]
FIND = [
    "Find in this article", "Match case (Alt+C)", "Whole words (Alt+W)", "Regular expression (Alt+R)", "Previous",
    "Next", "Close (Esc)",
]  # fmt: skip
PANEL = ["Filter annotations", "Yellow", "Blue", "Annotations of the article", "Add a tag", "New note"]


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """In both directions; its library has a web article and a paper, both with highlights."""
    qapp.setLayoutDirection(request.param)
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        mark(library, add_article(library), "warned twice")
        paper = add_paper(library)
        mark(library, paper, "harbour ledger")
        mark(library, paper, "line by line", color=HighlightColor.BLUE)
        with shown_window(qapp, qtbot, library) as window:
            window.resize(1400, 900)
            yield window
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def add_paper(library: Library) -> int:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=20)
    pdf.start_section("The ledger")
    pdf.cell(0, 12, "The harbour ledger, line by line", new_x="LMARGIN", new_y="NEXT")
    return next(iter(intake.store(library, read(Source(bytes(pdf.output()), "Paper.pdf"))).items))


def open_article(qtbot: QtBot, window: MainWindow, item_id: int) -> None:
    window.reading.open_item(item_id)
    qtbot.waitUntil(lambda: bool((tab := window.reading.tab()) and tab.ready), timeout=20_000)
    qtbot.waitUntil(lambda: window.annotations.list.shown.rowCount() > 0)
    window.search_bar.field.setFocus()


def name(widget: QWidget) -> str:
    return widget.accessibleName() or str(widget.property("text"))


def walk(qtbot: QtBot, key: Qt.Key) -> list[str]:
    """What has the focus after each press, until it is back where it began."""
    start, passed = QApplication.focusWidget(), list[str]()
    while (here := QApplication.focusWidget()) is not start or not passed:
        assert len(passed) < 60, passed
        passed.append(name(here))
        qtbot.keyClick(here, key)
    return passed


def test_it_goes_as_a_person_sees_it_and_back_the_same_way(qtbot: QtBot, window: MainWindow) -> None:
    open_article(qtbot, window, 2)
    paper = window.reading.tab().title
    expected = [*ABOVE, *LIST, *TABS, paper, *PANEL]
    assert walk(qtbot, Qt.Key.Key_Tab) == expected
    assert walk(qtbot, Qt.Key.Key_Backtab) == [expected[0], *reversed(expected[1:])]


def test_what_opens_beside_and_below_the_article_has_its_place(qtbot: QtBot, window: MainWindow) -> None:
    open_article(qtbot, window, 2)
    window.reading.moving.contents.trigger()
    window.reading.moving.find.trigger()
    window.search_bar.field.setFocus()
    paper = window.reading.tab().title
    assert walk(qtbot, Qt.Key.Key_Tab) == [*ABOVE, *LIST, *CONTENTS, *TABS, paper, *FIND, *PANEL]


def test_it_goes_from_column_to_column(qtbot: QtBot, window: MainWindow) -> None:
    open_article(qtbot, window, 2)
    paper = window.reading.tab().title
    window.reading.moving.beside.trigger()
    qtbot.waitUntil(lambda: len([tab for tab in window.reading.tabs_on_screen() if tab.ready]) == 2)
    window.search_bar.field.setFocus()
    expected = [*ABOVE, *LIST, TABS[0], paper, *TABS, paper, *PANEL]
    assert walk(qtbot, Qt.Key.Key_Tab) == expected


def test_the_focus_stays_with_what_is_read_and_goes_to_the_list_at_last(
    qtbot: QtBot, window: MainWindow
) -> None:
    open_article(qtbot, window, 1)
    window.reading.open_item(2, new_tab=True)
    qtbot.waitUntil(lambda: bool((tab := window.reading.tab()) and tab.item_id == 2 and tab.ready))
    window.reading.focus_article()
    window.reading.close_tab()
    assert window.reading.article_view().isAncestorOf(window.focusWidget())
    window.reading.close_tab()
    assert window.focusWidget() is window.item_list.view


def test_another_article_in_the_same_tab_takes_the_focus_over(qtbot: QtBot, window: MainWindow) -> None:
    open_article(qtbot, window, 2)
    window.reading.focus_article()
    for item_id in (1, 2):
        window.reading.open_item(item_id)
        qtbot.waitUntil(lambda id_=item_id: (tab := window.reading.tab()).item_id == id_ and tab.ready)
        assert window.reading.article_view().isAncestorOf(window.focusWidget())


def test_a_web_page_lets_go_at_its_last_and_first_link(qtbot: QtBot, window: MainWindow) -> None:
    open_article(qtbot, window, 1)
    tabs = window.reading.parts()[1]
    find = next(one for one in tabs.findChildren(QWidget) if one.objectName() == "article.find")
    cards = window.annotations.filters.words
    for start, key, end in ((find, Qt.Key.Key_Tab, cards), (cards, Qt.Key.Key_Backtab, find)):
        start.setFocus()
        qtbot.keyClick(start, key)
        page = QApplication.focusWidget()
        assert window.reading.article_view().isAncestorOf(page)
        for _ in range(3):  # one that comes while the page takes the focus may go unheard
            qtbot.keyClick(page, key)
            with contextlib.suppress(qtbot.TimeoutError):
                qtbot.waitUntil(lambda page=page: QApplication.focusWidget() is not page)
                break
        assert QApplication.focusWidget() is end


def test_what_is_scrolled_away_and_without_height_has_its_turn(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(200, 200)
    above, below = QPushButton("Above", ground), QPushButton("Below", ground)
    above.setGeometry(0, -5, 40, 0)
    below.setGeometry(0, 50, 40, 20)
    ground.show()
    below.setFocus()
    assert tab_walk.step(ground, [], forward=True)
    assert ground.focusWidget() is above
