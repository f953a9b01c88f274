"""A list of any length: all ids are there at once, lines only where they are looked at."""

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.item import Item, ItemSummary, ItemType, ReadingStatus
from desktop.services.listing import Listing, Row
from desktop.ui.models.items import ID, ROW, ItemsModel

COUNT = 100_000


def row(id_: int, title: str = "Article") -> Row:
    item = Item(
        id_, f"{id_:032x}", ItemType.TEXT, f"{title} {id_}", (), "", "", "", "", ReadingStatus.UNREAD, False, "", ""
    )  # fmt: skip
    return Row(ItemSummary(item, 1, (), (), 0, (), 0.0))


class Shelf:
    """Answers what the model wishes for, when it is let."""

    def __init__(self, model: ItemsModel) -> None:
        self.model = model
        self.asked: list[tuple[Listing, list[int]]] = []
        model.rows_wanted.connect(lambda listing, ids: self.asked.append((listing, ids)))

    def answer(self, title: str = "Article") -> None:
        listing, ids = self.asked.pop()
        self.model.fill(listing, [row(id_, title) for id_ in ids])


@pytest.fixture
def model(qapp) -> ItemsModel:
    model = ItemsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(Listing(array("q", range(1, COUNT + 1))))
    return model


def titles(model: ItemsModel, *places: int) -> list[str]:
    return [model.at(place).data() for place in places]


def test_lines_come_where_they_are_looked_at(qtbot: QtBot, model: ItemsModel) -> None:
    shelf = Shelf(model)
    qtbot.wait(1)
    shelf.asked.clear()
    model.show(Listing(array("q", range(COUNT, 0, -1))))
    assert model.at(5000).data(ROW) is None
    assert model.at(5000).data(ID) == COUNT - 5000
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    assert len(shelf.asked[0][1]) < 200
    with qtbot.waitSignal(model.dataChanged):
        shelf.answer()
    assert titles(model, 5000) == [f"Article {COUNT - 5000}"]
    assert shelf.asked == []


def test_lines_that_are_here_are_not_asked_for_again(qtbot: QtBot, model: ItemsModel) -> None:
    shelf = Shelf(model)
    model.show(Listing(array("q", range(COUNT, 0, -1)), first=(row(COUNT), row(COUNT - 1))))
    model.at(2).data(ROW)
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    assert shelf.asked[0][1][:2] == [COUNT - 2, COUNT - 3]


def test_after_a_long_scroll_only_the_last_lines_are_asked_for(qtbot: QtBot, model: ItemsModel) -> None:
    shelf = Shelf(model)
    for place in range(0, COUNT, 40):
        model.at(place).data(ROW)
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    assert len(shelf.asked[0][1]) < 200
    assert COUNT - 39 in shelf.asked[0][1]


def test_few_lines_are_kept(qtbot: QtBot, model: ItemsModel) -> None:
    shelf = Shelf(model)
    for place in range(0, 50_000, 100):
        model.at(place).data(ROW)
        qtbot.waitUntil(lambda: len(shelf.asked) == 1)
        shelf.answer()
    assert len(model.rows) <= 2000


def test_the_same_list_shown_anew_keeps_its_lines_until_the_new_ones_come(
    qtbot: QtBot, model: ItemsModel
) -> None:
    shelf = Shelf(model)
    model.at(700).data(ROW)
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    shelf.answer()
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show(Listing(array("q", range(1, COUNT + 1))))
    assert titles(model, 700) == ["Article 701"]
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    shelf.answer("Renamed")
    assert titles(model, 700) == ["Renamed 701"]
    assert resets == []


def test_an_answer_for_a_former_list_is_not_taken(qtbot: QtBot, model: ItemsModel) -> None:
    shelf = Shelf(model)
    model.at(10).data(ROW)
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    model.show(Listing(array("q", [11, 3])))
    shelf.answer()
    assert model.at(0).data(ROW) is None
    assert model.row_of(3) == 1
    assert model.row_of(4) == -1
    assert model.flags(model.at(0)) & Qt.ItemFlag.ItemIsDragEnabled
