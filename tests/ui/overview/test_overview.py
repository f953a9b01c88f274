"""Charts by key and mouse: what they lead to, the same as a table, and as files."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import organize
from desktop.storage.library import Library
from desktop.ui.overview.chart import Chart
from desktop.ui.overview.window import OverviewWindow
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark

LEFT, CONTROL, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def library(library: Library) -> Library:
    flood, drought = add_article(library), add_article(library, "A drought")
    organize.tag_items(library, [flood], "=water")
    organize.tag_items(library, [flood, drought], "loss")
    mark(library, flood, "kept the letters", tags=("who",), created="2024-03-04T10:00:00.000Z")
    mark(library, flood, "river rose", tags=("who",), created="2024-05-04T10:00:00.000Z")
    return library


@pytest.fixture
def overview(qtbot: QtBot, window: MainWindow) -> OverviewWindow:
    qtbot.keyClick(window, Qt.Key.Key_W, CONTROL | ALT)
    overview = window.overview.window()
    qtbot.waitUntil(overview.isActiveWindow)
    qtbot.waitUntil(lambda: bool(overview.chart().cells))
    return overview


def turn_to(qtbot: QtBot, overview: OverviewWindow, name: str) -> Chart:
    while overview.page().name != name:
        qtbot.keyClick(overview.list, Qt.Key.Key_Down)
    qtbot.waitUntil(
        lambda: bool(overview.chart().cells) and overview.stack.currentWidget() is overview.scroller
    )
    return overview.chart()


def spoken(chart: Chart) -> list[str]:
    return [cell.spoken for cell in chart.cells]


def test_a_square_leads_to_the_articles_behind_it(
    qtbot: QtBot, window: MainWindow, overview: OverviewWindow
) -> None:
    chart = overview.chart()
    plain = [words.replace("\u2068", "").replace("\u2069", "") for words in spoken(chart)]
    assert "loss: 2 articles" in plain
    both = plain.index("loss with =water: 1 article")
    place = chart.cells[both].place.center().toPoint()
    qtbot.mouseClick(chart, LEFT, pos=place)
    qtbot.waitUntil(lambda: window.search_bar.field.text() == 'tag:"loss" tag:"=water"')
    qtbot.waitUntil(lambda: window.item_list.view.model().rowCount() == 1)


def test_keys_walk_from_cell_to_cell(qtbot: QtBot, window: MainWindow, overview: OverviewWindow) -> None:
    chart = turn_to(qtbot, overview, "years")
    qtbot.keyClick(overview.list, Qt.Key.Key_Return)
    qtbot.waitUntil(chart.hasFocus)
    assert chart.accessibleDescription() == "1994: 2 articles"
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search_bar.field.text() == "after:1993 before:1995")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_W, CONTROL | ALT)
    qtbot.waitUntil(overview.isActiveWindow)
    chart = turn_to(qtbot, overview, "tag_months")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert [cell.row[1] for cell in chart.cells] == ["2024-03", "2024-05"]
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == 1
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == 1
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    notebook = window.notebook.window()
    qtbot.waitUntil(notebook.isVisible)
    qtbot.waitUntil(lambda: notebook.cards.cards.rowCount() == 1)


def test_related_articles_of_the_chosen_one(
    qtbot: QtBot, window: MainWindow, overview: OverviewWindow
) -> None:
    window.item_list.view.choose(1)
    window.actions_by_name["related"].trigger()
    chart = overview.charts["related"]
    qtbot.waitUntil(lambda: bool(chart.cells))
    assert overview.page().name == "related"
    assert chart.cells[0].row[0] == "A drought"
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reading.current_item_id() == 2)


def test_the_table_says_the_same(qtbot: QtBot, window: MainWindow, overview: OverviewWindow) -> None:
    qtbot.keyClick(overview, Qt.Key.Key_T, CONTROL)
    qtbot.waitUntil(overview.table.isVisible)
    lines = [overview.table.topLevelItem(row) for row in range(overview.table.topLevelItemCount())]
    assert [[line.text(column) for column in range(3)] for line in lines] == [
        list(row) for row in overview.chart().table()
    ]
    overview.table.setFocus()
    overview.table.setCurrentItem(lines[0])
    qtbot.keyClick(overview.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search_bar.field.text().startswith("tag:"))


def test_pictures_and_csv_are_written(
    qtbot: QtBot, overview: OverviewWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for action, name in (("picture", "a.png"), ("picture", "a.svg"), ("csv", "a.csv")):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        overview.actions_by_name[action].trigger()
        assert path.exists()
    image = QImage(str(tmp_path / "a.png"))
    assert image.width() == 2 * overview.chart().width()
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["Tag", "With", "Articles"]
    assert ["loss", "'=water", "1"] in rows


def test_numbers_lead_to_their_lists(qtbot: QtBot, window: MainWindow, overview: OverviewWindow) -> None:
    chart = turn_to(qtbot, overview, "numbers")
    assert "Articles: 2" in spoken(chart)
    assert "Web page: 2" in spoken(chart)
    chart.setFocus()
    chart.chosen.emit(chart.cells[spoken(chart).index("Web page: 2")].target)
    qtbot.waitUntil(lambda: window.search_bar.field.text() == "type:webpage")
    month = next(cell for cell in chart.cells if getattr(cell.target, "query", "").startswith("added:"))
    chart.chosen.emit(month.target)
    qtbot.waitUntil(lambda: window.search_bar.field.text() == month.target.query)
    qtbot.waitUntil(lambda: window.item_list.view.model().rowCount() == 2)
