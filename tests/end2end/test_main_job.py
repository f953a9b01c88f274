"""The whole job by hand in the real window: drop, read, mark, note, tag, find, export, and read that again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.changes import Changes
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.services import browse, organize
from desktop.services.library import open_library
from desktop.settings import Settings
from desktop.ui.dialogs.export import ExportDialog
from tests.end2end.person import Person
from tests.ui.windows import shown_window

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
FILES = sorted(file for file in SAMPLES.iterdir() if file.is_file())

WEB = "The tide tables of Aldwater"
PDF = "Counting the Light: What Three Keepers' Ledgers Tell of Fog"


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Person]:
    library = open_library(tmp_path / "Library.florilegium", exclusive=True)
    settings = Settings(export_folder=str(tmp_path / "out"))
    with library, shown_window(qapp, qtbot, library, settings) as window:
        yield Person(qtbot, window)


def test_the_whole_job(person: Person, tmp_path: Path) -> None:
    window = person.window
    person.drops_files(FILES, over=window.reading)
    person.waits(lambda: len(person.titles()) == len(FILES))
    assert {WEB, PDF} <= set(person.titles())

    marks_a_web_page(person)
    marks_a_pdf(person)
    finds_it_again(person)
    undoes_and_redoes(person)
    exports(person, "markdown", tmp_path / "out")
    exports(person, "pdf", tmp_path / "out")
    holds_what_was_made(tmp_path / "out")


def marks_a_web_page(person: Person) -> None:
    person.opens(WEB)
    line = longest_line(person.text)
    first, second = " ".join(line.split()[:4]), " ".join(line.split()[2:5])
    person.selects(first)
    person.presses(Qt.Key.Key_6)
    person.waits(lambda: len(person.annotations()) == 1)
    assert person.annotations()[0].color is HighlightColor.BLUE
    assert person.annotations()[0].quote == first

    person.selects(second)
    person.qtbot.mouseClick(person.tool("Note"), Qt.MouseButton.LeftButton)
    person.waits(person.window.reading.popup.editing)
    person.types("Who kept them?", then=Qt.Key.Key_Escape)
    person.waits(lambda: "Who kept them?" in [one.comment for one in person.annotations()])
    person.presses(Qt.Key.Key_T)
    person.waits(person.window.reading.popup.editing)
    person.types("tides", then=Qt.Key.Key_Return)
    person.waits(lambda: ("tides",) in [one.tags for one in person.annotations()])
    assert [one.quote for one in person.annotations()] == [first, second]
    cards = person.window.annotations.list.shown
    person.waits(lambda: cards.rowCount() == 2)


def marks_a_pdf(person: Person) -> None:
    person.opens(PDF)
    person.selects("rock that is an island")
    person.presses(Qt.Key.Key_U)
    person.waits(lambda: len(person.annotations()) == 1)
    one = person.annotations()[0]
    assert (one.kind, one.quote) == (AnnotationKind.UNDERLINE, "rock that is an island")
    person.selects("wrapped in sailcloth")
    person.presses(Qt.Key.Key_8)
    person.waits(lambda: len(person.annotations()) == 2)
    person.clicks_on("wrapped in sailcloth")
    person.waits(person.window.reading.popup.annotation_id)
    person.presses(Qt.Key.Key_N)
    person.waits(person.window.reading.popup.editing)
    person.types("Sailcloth from which ship?", then=Qt.Key.Key_Escape)
    person.waits(lambda: person.annotations()[1].comment)


def finds_it_again(person: Person) -> None:
    field = person.window.search_bar.field
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    person.qtbot.keyClick(person.window, Qt.Key.Key_F, control | shift)
    person.waits(field.hasFocus)
    person.types("sailcloth ship")
    person.waits(lambda: person.titles() == [PDF])
    field.clear()
    person.waits(lambda: len(person.titles()) == len(FILES))


def undoes_and_redoes(person: Person) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    comment = person.annotations()[1].comment
    person.qtbot.keyClick(person.window, Qt.Key.Key_Z, control)
    person.waits(lambda: not person.annotations()[1].comment)
    person.qtbot.keyClick(person.window, Qt.Key.Key_Z, control | shift)
    person.waits(lambda: person.annotations()[1].comment == comment)


def exports(person: Person, format: str, folder: Path) -> None:
    """Choose all in the list, open the dialog by key, choose the format, press the button."""
    control = Qt.KeyboardModifier.ControlModifier
    view = person.window.item_list.view
    person.comes_back()
    view.setFocus()
    person.qtbot.keyClick(view, Qt.Key.Key_A, control)
    person.qtbot.keyClick(person.window, Qt.Key.Key_E, control)
    person.waits(lambda: person.window.findChildren(ExportDialog))
    dialog = person.window.findChildren(ExportDialog)[-1]
    person.qtbot.waitUntil(dialog.isActiveWindow)
    person.qtbot.keyClicks(dialog.form.format, "Annotated" if format == "pdf" else "Markdown")
    assert dialog.form.choice().format == format
    if dialog.form.open_folder.isChecked():
        person.qtbot.mouseClick(dialog.form.open_folder, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    person.qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    person.waits(dialog.report.isVisible)
    assert f"{len(FILES)} articles were exported." in dialog.report.text()
    close = dialog.findChild(QPushButton, "closeExport")
    person.qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    person.waits(lambda: not person.window.findChildren(ExportDialog))


def holds_what_was_made(folder: Path) -> None:
    texts = [file.read_text("utf-8") for file in folder.rglob("*.md")]
    assert len(texts) == len(FILES)
    assert any("Sailcloth from which ship?" in text and "> wrapped in sailcloth" in text for text in texts)
    assert any("Who kept them?" in text and "#tides" in text for text in texts)
    papers = list(folder.rglob("*.pdf"))
    assert len(papers) == len(FILES)
    comments = set()
    for paper in papers:
        with pikepdf.open(paper) as pdf:
            assert not pdf.check_pdf_syntax()
        comments |= {new.comment for new in read(Source(paper.read_bytes(), paper.name)).annotations}
    assert {"Who kept them?", "Sailcloth from which ship?"} <= comments


def test_drops_on_every_part_of_the_window(person: Person) -> None:
    window = person.window
    parts = [window.sidebar, window.item_list, window.reading, window.annotations, window.search_bar.field]
    assert len(parts) <= len(FILES)
    for number, (file, part) in enumerate(zip(FILES, parts, strict=False), 1):
        person.drops_files([file], over=part)
        person.waits(lambda number=number: len(person.titles()) == number)


def test_drops_on_a_collection_file_there(person: Person) -> None:
    window, sidebar = person.window, person.window.sidebar
    window.tasks.write(lambda: organize.create_collection(window.library, "Fog"))
    person.waits(lambda: [at for at in sidebar.places.places() if at.data() == "Fog"])
    [fog] = [at for at in sidebar.places.places() if at.data() == "Fog"]
    place = sidebar.visualRect(fog).center()
    person.drops_files([SAMPLES / "Counting the Light.pdf"], over=sidebar.viewport(), at=place)
    person.waits(lambda: person.titles() == [PDF])
    assert [found.item.title for found in browse.items(window.library, "in:Fog")] == [PDF]


def test_drops_on_an_open_web_page(person: Person) -> None:
    window = person.window
    person.drops_files([SAMPLES / "Tide tables of Aldwater.html"], over=window.item_list)
    person.waits(lambda: person.titles() == [WEB])
    person.opens(WEB)
    person.drops_files([SAMPLES / "Night buses.txt"], over=person.paper)
    person.waits(lambda: len(person.titles()) == 2)


def test_takes_text_and_html_from_other_programs(person: Person) -> None:
    data = QMimeData()
    data.setText("A headline of its own\n\nThe river rose twice that week, and nobody wrote it down.")
    person.drops(data, over=person.window.reading)
    person.waits(lambda: len(person.titles()) == 1)
    page = QMimeData()
    page.setHtml(
        "<html><head><title>On wells</title></head><body><h1>On wells</h1><p>A well is a promise.</p>"
    )
    page.setText("A well is a promise.")
    person.drops(page, over=person.window.reading)
    person.waits(lambda: len(person.titles()) == 2)


def test_everything_is_where_it_was_after_reopening(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, person: Person
) -> None:
    person.drops_files(FILES, over=person.window.reading)
    person.waits(lambda: len(person.titles()) == len(FILES))
    person.opens(WEB)
    words = " ".join(longest_line(person.text).split()[:3])
    person.selects(words)
    person.presses(Qt.Key.Key_1)
    person.waits(person.annotations)
    last = person.text.strip().splitlines()[-1][:20]
    person.sees(last)
    person.waits(lambda: person.view.position().progress > 0)
    place = person.view.position()
    item_id = person.window.reading.current_item_id()
    person.window.close()
    person.window.release()
    with open_library(person.window.library.path) as again:
        assert [one.quote for one in browse.annotations(again, item_id)] == [words]
        kept = browse.position(again, item_id)
    assert kept is not None
    assert kept.offset == place.offset


def longest_line(text: str) -> str:
    return max((line.strip() for line in text.splitlines() if text.count(line.strip()) == 1), key=len)


def test_samples_are_of_every_format() -> None:
    kinds = {read(Source(file.read_bytes(), file.name)).type for file in FILES}
    assert json.dumps(sorted(kinds)) == '["markdown", "pdf", "text", "webpage"]'


def test_articles_and_collections_are_moved_by_dragging(person: Person) -> None:
    window, sidebar, library = person.window, person.window.sidebar, person.window.library
    person.drops_files([SAMPLES / "Night buses.txt"], over=window.item_list)
    person.waits(lambda: len(person.titles()) == 1)
    for path in ("Cities", "Sources"):
        organize.collection_by_path(library, path)
    organize.tag_items(library, [1], "buses")
    window.refresh(Changes())

    def place(name: str) -> QPoint:
        person.waits(lambda: name in [at.data() for at in sidebar.places.places()])
        return sidebar.visualRect(next(at for at in sidebar.places.places() if at.data() == name)).center()

    model = window.item_list.view.items
    article = model.mimeData([model.at(0)])
    person.drops(article, over=sidebar.viewport(), at=place("Cities"))
    person.waits(lambda: browse.summary(library, 1).collections == ("Cities",))
    person.drops(article, over=sidebar.viewport(), at=place("Starred"))
    person.waits(lambda: browse.item(library, 1).starred)
    [cities] = [at for at in sidebar.places.places() if at.data() == "Cities"]
    person.drops(sidebar.places.mimeData([cities]), over=sidebar.viewport(), at=place("Sources"))
    person.waits(lambda: browse.summary(library, 1).collections == ("Sources/Cities",))
    person.drops(article, over=sidebar.viewport(), at=place("Trash"))
    person.waits(lambda: person.titles() == [])
    assert browse.item(library, 1).trashed
