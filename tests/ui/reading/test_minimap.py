"""The map beside an article, of real readers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from desktop.domain.annotation import HighlightColor
from desktop.reader import theme as themes
from tests.ui.reading.desk import Desk, add_article, mark

LINES = [f"Line {number} of the ledger." for number in range(200)]
LEDGER = "".join(f"{line}\n" for line in LINES)
LEDGER_HTML = "".join(f"<p>{line}</p>\n" for line in LINES)


@pytest.fixture
def ledger(desk: Desk) -> int:
    return add_article(desk.library, "Ledger", LEDGER_HTML, LEDGER)


def marks(desk: Desk) -> list:
    return desk.pane.tab().minimap.marks()


def click(desk: Desk, part: float) -> None:
    strip = desk.pane.tab().minimap
    desk.qtbot.mouseClick(
        strip, Qt.MouseButton.LeftButton, pos=QPoint(6, round(8 + part * (strip.height() - 16)))
    )


def test_annotations_stand_where_they_stand_in_the_article(desk: Desk, ledger: int) -> None:
    first = mark(desk.library, ledger, "Line 50 ")
    last = mark(desk.library, ledger, "Line 150 ", color=HighlightColor.BLUE)
    desk.open(ledger)
    desk.qtbot.waitUntil(lambda: len(marks(desk)) == 2)
    tops = {one.annotation_id: one.top for one in marks(desk)}
    assert tops == {first: pytest.approx(0.28, abs=0.05), last: pytest.approx(0.75, abs=0.05)}
    strip = desk.pane.tab().minimap
    place = next(one for one in marks(desk) if one.annotation_id == last)
    y = round(8 + place.top * (strip.height() - 16)) + 1
    desk.qtbot.waitUntil(
        lambda: strip.grab().toImage().pixelColor(6, y) == QColor(themes.load("paper").underlines["blue"])
    )


def test_a_click_goes_to_the_annotation_and_beside_one_to_the_place(desk: Desk, ledger: int) -> None:
    made = mark(desk.library, ledger, "Line 150 ")
    desk.open(ledger)
    desk.qtbot.waitUntil(lambda: len(marks(desk)) == 1)
    click(desk, marks(desk)[0].top)
    desk.qtbot.waitUntil(lambda: desk.pane.tab().active_id == made)
    desk.qtbot.waitUntil(lambda: desk.view.position().progress > 0.6)
    click(desk, 0.3)
    desk.qtbot.waitUntil(lambda: 0.2 < desk.view.position().progress < 0.35)


def test_what_is_found_is_on_the_map_and_in_its_words(desk: Desk, ledger: int) -> None:
    mark(desk.library, ledger, "Line 150 ")
    desk.open(ledger)
    desk.view.find("Line 12")
    desk.qtbot.waitUntil(lambda: len(marks(desk)) == 12)
    strip = desk.pane.tab().minimap
    assert strip.accessibleDescription() == "1 annotation, 11 places found"
    desk.view.find("")
    desk.qtbot.waitUntil(lambda: strip.accessibleDescription() == "1 annotation")


def test_the_map_follows_when_the_article_is_laid_out_anew(desk: Desk, ledger: int) -> None:
    mark(desk.library, ledger, "Line 2 ")
    desk.open(ledger)
    desk.qtbot.waitUntil(lambda: len(marks(desk)) == 1)
    before = marks(desk)[0].top
    desk.window.resize(500, 700)
    desk.qtbot.waitUntil(lambda: marks(desk)[0].top != before)
