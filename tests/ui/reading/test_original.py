"""The archived page and the article: one set of annotations, one key to change between them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import AnnotationKind, AreaTarget, NewAnnotation
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.selector import Rectangle
from desktop.reader.web.original import OriginalReaderView
from desktop.services import annotate, browse, history, versions
from desktop.services.imports import import_sources
from desktop.services.rereading import read_parts
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.ui.reading.original_bar import OriginalBar
from tests.ui.reading.desk import Desk
from tests.ui.reading.test_pictures import png

WORDS = "The council was warned twice before the river rose, and nobody kept the letters of that March. "
REMARK = "I was there that night, and it was colder than they say in the papers. "
PAGE = (
    "<!doctype html><html lang=en><head><title>The flood</title><style>nav { color: green }</style></head><body>"
    f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>The flood</h1><p>{WORDS * 2}</p>"
    f"<p>The mill stands yet. {WORDS}</p></article><section class=comments><p>{REMARK * 3}</p></section></body></html>"
)
PLAIN = ImportedItem(
    ItemType.WEB_PAGE, "Flood", WORDS, b"", "text/html", "flood.html", html=f"<p>{WORDS}</p>"
)  # fmt: skip
AREA_AND_PICTURE = """
var edges = (one) => { const {left, top, width, height} = one.getBoundingClientRect(); return [left, top, width, height] };
JSON.stringify(["[data-annotation]", "figure img"].map((one) => document.querySelector(one)).map((one) => one && edges(one)))
"""
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def add_page(library: Library, folder: Path) -> int:
    file = folder / "flood.html"
    file.write_text(PAGE, "utf-8")
    import_sources(library, [file])
    [item_id] = [one.item.id for one in browse.items(library)]
    return item_id


def show_original(desk: Desk) -> None:
    desk.press(Qt.Key.Key_O, BOTH)
    desk.wait_for(lambda: isinstance(desk.view, OriginalReaderView) and desk.view_is_ready())


def bar(desk: Desk) -> OriginalBar:
    found = desk.pane.findChild(QWidget, "originalBar")
    assert isinstance(found, OriginalBar)
    return found


def test_one_key_shows_the_page_and_the_article_again(desk: Desk, tmp_path: Path) -> None:
    item = add_page(desk.library, tmp_path)
    desk.open(item)
    assert not bar(desk).isVisible()
    show_original(desk)
    assert bar(desk).isVisible()
    assert "archived" in bar(desk).words.text()
    desk.press(Qt.Key.Key_O, BOTH)
    desk.wait_for(lambda: not isinstance(desk.view, OriginalReaderView) and desk.view_is_ready())
    assert not bar(desk).isVisible()


def test_the_choice_is_kept_with_the_article(desk: Desk, tmp_path: Path) -> None:
    item = add_page(desk.library, tmp_path)
    desk.open(item)
    show_original(desk)
    desk.pane.close_tab()
    desk.open(item)
    assert isinstance(desk.view, OriginalReaderView)


def test_what_is_marked_on_the_page_is_marked_in_the_article(desk: Desk, tmp_path: Path) -> None:
    item = add_page(desk.library, tmp_path)
    desk.open(item)
    show_original(desk)
    desk.select("The mill stands yet.")
    desk.press(Qt.Key.Key_U)
    desk.wait_for(lambda: len(desk.annotations()) == 1)
    [made] = desk.annotations()
    text = browse.document(desk.library, item).text
    place = made.target.position
    assert (made.kind, made.quote, made.orphan) == (AnnotationKind.UNDERLINE, "The mill stands yet.", False)
    assert text[place.start : place.end] == made.quote


def test_words_beside_the_article_are_said_to_be_so(desk: Desk, tmp_path: Path) -> None:
    item = add_page(desk.library, tmp_path)
    desk.open(item)
    show_original(desk)
    desk.view.selected_outside.emit("News")
    assert "not in the article" in bar(desk).words.text()
    desk.select("The mill stands yet.")
    assert "archived" in bar(desk).words.text()


def test_a_part_of_the_page_becomes_the_article(desk: Desk, tmp_path: Path) -> None:
    item = add_page(desk.library, tmp_path)
    desk.open(item)
    before = browse.document(desk.library, item).text
    show_original(desk)
    desk.select("The mill stands yet.")
    with desk.qtbot.waitSignal(desk.pane.parts_chosen, timeout=5000) as chosen:
        desk.press(Qt.Key.Key_M, BOTH)
    item_id, *parts = chosen.args
    desk.tasks.write(lambda: read_parts(desk.library, item_id, (parts[0], parts[1])))
    desk.wait_for(lambda: not isinstance(desk.view, OriginalReaderView) and desk.view_is_ready())
    assert browse.document(desk.library, item).text.split() == f"The mill stands yet. {WORDS}".split()
    assert len(versions.versions(desk.library, item)) == 2
    history.undo(desk.library)
    assert browse.document(desk.library, item).text == before


def test_without_a_selection_it_says_what_to_do(desk: Desk, tmp_path: Path) -> None:
    item = add_page(desk.library, tmp_path)
    desk.open(item)
    show_original(desk)
    with desk.qtbot.waitSignal(desk.pane.said, timeout=5000):
        desk.press(Qt.Key.Key_M, BOTH)


def test_an_original_that_cannot_be_shown_is_told_and_the_article_still_opens(desk: Desk) -> None:
    article = replace(PLAIN, original=b"Words alone.", file_name="flood.txt")
    [item] = intake.store(desk.library, article).items
    desk.open(item)
    with desk.qtbot.waitSignal(desk.pane.said, timeout=5000) as told:
        desk.press(Qt.Key.Key_O, BOTH)
    assert "cannot be shown" in told.args[0]
    desk.wait_for(desk.view_is_ready)
    assert not bar(desk).isVisible()


def add_illustrated(library: Library, folder: Path) -> tuple[int, str]:
    """The id of an article with a picture, whose page has another one above; and what the article calls the picture."""
    (folder / "flood_files").mkdir()
    (folder / "flood_files" / "the gate.png").write_bytes(png("red", 400, 300))
    (folder / "flood_files" / "logo.png").write_bytes(png("blue", 400, 100))
    figure = '<figure><img src="flood_files/the%20gate.png"><figcaption>The gate</figcaption></figure>'
    logo = '<body><img src="flood_files/logo.png">'
    file = folder / "flood.html"
    file.write_text(PAGE.replace("<p>The mill", f"{figure}<p>The mill").replace("<body>", logo), "utf-8")
    import_sources(library, [file])
    [item] = [one.item.id for one in browse.items(library)]
    [picture] = re.findall(r'<img[^>]* src="([^"]*)"', browse.document(library, item).html)
    return item, picture


def test_an_area_of_a_picture_lies_on_the_page_too(desk: Desk, tmp_path: Path) -> None:
    item, picture = add_illustrated(desk.library, tmp_path)
    target = AreaTarget(0, Rectangle(0.2, 0.2, 0.8, 0.8), picture, 10)
    annotate.create(desk.library, item, NewAnnotation(target, AnnotationKind.AREA))
    desk.open(item)
    show_original(desk)
    desk.wait_for(lambda: desk.pane.tab().annotation(desk.annotations()[0].id))
    [area] = desk.annotations()
    desk.pane.go_to_annotation(area.id)

    def lies_on_the_picture() -> bool:
        area_edges, edges = json.loads(desk.ask_page(AREA_AND_PICTURE))
        if not area_edges or area_edges[2] < 100:
            return False
        left, top, width, height = edges
        expected = [left + 0.2 * width, top + 0.2 * height, 0.6 * width, 0.6 * height]
        return area_edges == pytest.approx(expected, abs=2)

    desk.wait_for(lies_on_the_picture)
    assert not desk.annotations()[0].orphan


def place_of(desk: Desk, selector: str) -> QRect:
    """Where an element of the page stands in the view."""
    box = json.loads(
        desk.ask_page(f"JSON.stringify(document.querySelector({selector!r}).getBoundingClientRect())")
    )
    return QRect(*(round(box[side]) for side in ("left", "top", "width", "height")))


def test_an_area_is_drawn_on_the_page_and_is_the_article_s(desk: Desk, tmp_path: Path) -> None:
    item, picture = add_illustrated(desk.library, tmp_path)
    desk.open(item)
    show_original(desk)
    desk.press(Qt.Key.Key_A)
    assert desk.pane.page_actions().area.isChecked()
    desk.wait_for(lambda: cursor_over(desk, "figure img") == "crosshair")
    box = place_of(desk, "figure img")
    desk.drag(box.topLeft() + QPoint(80, 60), box.topLeft() + QPoint(240, 180))
    desk.wait_for(desk.annotations)
    [area] = desk.annotations()
    assert (area.kind, area.target.picture) == (AnnotationKind.AREA, picture)
    edges = (
        area.target.rectangle.left,
        area.target.rectangle.bottom,
        area.target.rectangle.right,
        area.target.rectangle.top,
    )
    assert edges == pytest.approx((0.2, 0.4, 0.6, 0.8), abs=0.02)
    assert browse.document(desk.library, item).text[area.target.start :].lstrip().startswith("The gate")
    assert not area.orphan


def test_a_picture_that_is_not_the_article_s_is_not_drawn_on(desk: Desk, tmp_path: Path) -> None:
    item, _ = add_illustrated(desk.library, tmp_path)
    desk.open(item)
    show_original(desk)
    desk.press(Qt.Key.Key_A)
    desk.wait_for(lambda: cursor_over(desk, "figure img") == "crosshair")
    assert cursor_over(desk, "body > img") != "crosshair"
    box = place_of(desk, "body > img")
    desk.drag(box.topLeft() + QPoint(20, 20), box.topLeft() + QPoint(120, 80))
    assert desk.pane.page_actions().area.isChecked()
    assert desk.annotations() == []


def cursor_over(desk: Desk, selector: str) -> str:
    return desk.ask_page(f"getComputedStyle(document.querySelector({selector!r})).cursor")
