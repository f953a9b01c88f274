"""The PDF reader, by real mouse events on a generated paper."""

from collections.abc import Iterator

import pytest
from fpdf import FPDF
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from desktop.domain.anchoring import describe
from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor, TextTarget
from desktop.domain.item import Document, Item, ItemType, ReadingStatus
from desktop.importers.base import Source
from desktop.importers.pdf import PdfImporter
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.theme import load

TIME = "2025-01-01T00:00:00Z"


class Shelf:
    """A library of one paper."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def original(self, version_id: int) -> bytes:
        return self.data

    def resource(self, version_id: int, path: str) -> None:
        return None


@pytest.fixture
def paper() -> bytes:
    pdf = FPDF()
    for page in ("first", "second"):
        pdf.add_page()
        pdf.set_font("Helvetica", size=20)
        for line in range(12):
            pdf.cell(0, 12, f"The {page} harbour ledger, line {line}", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def shut(qtbot: QtBot, paper: bytes) -> tuple[PdfReaderView, Item, Document]:
    """A view on screen, and what is to be opened in it."""
    read = PdfImporter().read(Source(paper, "paper.pdf"))
    item = Item(
        1, "u", ItemType.PDF, "Paper", (), "", "", "en", "", ReadingStatus.UNREAD, False, TIME, TIME
    )  # fmt: skip
    document = Document(
        1, 1, ItemType.PDF, "", read.text, read.pages, read.outline, 9, "application/pdf", "p.pdf", "0", TIME
    )  # fmt: skip
    view = PdfReaderView(Shelf(paper))
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    return view, item, document


def show(qtbot: QtBot, paper: bytes) -> Iterator[tuple[PdfReaderView, Document]]:
    """A PDF in a view; closed when the generator goes."""
    view, item, document = shut(qtbot, paper)
    with qtbot.waitSignal(view.ready):
        view.open(item, document)
    yield view, document
    view.close()


@pytest.fixture
def opened(qtbot: QtBot, paper: bytes) -> Iterator[tuple[PdfReaderView, Document]]:
    yield from show(qtbot, paper)


def highlight(document: Document, words: str, number: int = 1, after: int = 0) -> Annotation:
    start = document.text.index(words, after)
    selectors = describe(document.text, start, start + len(words))
    target = TextTarget(selectors.quote, selectors.position)
    return Annotation(
        number, "u", 1, AnnotationKind.HIGHLIGHT, HighlightColor.YELLOW, "", (), target, False, TIME, TIME
    )  # fmt: skip


def place_of(qtbot: QtBot, view: PdfReaderView, document: Document, words: str) -> tuple[QPoint, QPoint]:
    """The middle of the left and right edge of words on screen, as the view reports a selection's bounds."""
    start = document.text.index(words)
    with qtbot.waitSignal(view.selection_changed) as told:
        view.select(start, start + len(words))
    box = told.args[0].rectangle
    view.clear_selection()
    return QPoint(box.left() + 2, box.center().y()), QPoint(box.right() - 1, box.center().y())


def viewport(view: PdfReaderView) -> object:
    return view.findChild(QAbstractScrollArea).viewport()


def test_dragging_over_words_selects_them(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    left, right = place_of(qtbot, view, document, "harbour ledger, line 3")
    surface = viewport(view)
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=left)
    qtbot.mouseMove(surface, right)
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=right)
    selection = told.args[0]
    assert selection.text == document.text[selection.start : selection.end] == "harbour ledger, line 3"


def test_clicking_overlapping_highlights_gives_each_in_turn(
    qtbot: QtBot, opened: tuple[PdfReaderView, Document]
) -> None:
    view, document = opened
    with qtbot.waitSignal(view.anchored) as placed:
        view.show_annotations(
            [highlight(document, "first harbour ledger", 1), highlight(document, "harbour", 2)]
        )
    assert placed.args == [[1, 2], []]
    left, _ = place_of(qtbot, view, document, "harbour")
    seen = []
    for _turn in range(2):
        with qtbot.waitSignal(view.annotation_activated) as told:
            qtbot.mouseClick(viewport(view), Qt.MouseButton.LeftButton, pos=left)
        seen.append(told.args[0])
    assert sorted(seen) == [1, 2]


def test_a_highlight_is_visible_under_its_words(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    view.show_annotations([highlight(document, "line 3")])
    left, right = place_of(qtbot, view, document, "line 3")

    def tinted() -> bool:
        picture = view.grab().toImage()
        row = [picture.pixelColor(x, left.y()) for x in range(left.x(), right.x())]
        return any(color.blue() < 180 and color.red() > 200 for color in row)

    qtbot.waitUntil(tinted)


def test_a_quote_that_is_not_there_is_an_orphan(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    other = Document(
        **{**{name: getattr(document, name) for name in document.__slots__}, "text": "Words from elsewhere"}
    )
    with qtbot.waitSignal(view.anchored) as placed:
        view.show_annotations([highlight(other, "from elsewhere", 7)])
    assert placed.args == [[], [7]]


def test_a_jump_to_a_highlight_is_made_though_no_page_is_drawn_yet(qtbot: QtBot, paper: bytes) -> None:
    view, item, document = shut(qtbot, paper)
    view.open(item, document)
    view.show_annotations([highlight(document, "second harbour ledger, line 9")])
    assert not view.is_drawn()
    view.go_to_annotation(1)
    assert view.position().offset > document.pages[0].end // 2
    view.close()


def test_annotations_have_their_places_when_the_first_page_is_on_screen(qtbot: QtBot, paper: bytes) -> None:
    view, item, document = shut(qtbot, paper)
    with qtbot.waitSignal(view.ready), qtbot.waitSignal(view.anchored) as placed:
        view.open(item, document)
        view.show_annotations([highlight(document, "line 3")])
        assert not placed.signal_triggered
    assert placed.args == [[1], []]
    assert view.is_drawn()
    view.close()


def test_what_is_put_out_of_sight_while_it_opens_gets_ready_all_the_same(qtbot: QtBot, paper: bytes) -> None:
    view, item, document = shut(qtbot, paper)
    with qtbot.waitSignal(view.ready), qtbot.waitSignal(view.anchored) as placed:
        view.open(item, document)
        view.show_annotations([highlight(document, "line 3")])
        view.hide()
    assert placed.args == [[1], []]
    view.close()


def test_pages_are_laid_out_beside_the_scroll_bar_at_once(qtbot: QtBot, paper: bytes) -> None:
    view, item, document = shut(qtbot, paper)
    view.open(item, document)
    room = viewport(view).width()
    with qtbot.waitSignal(view.ready):
        pass
    assert room == viewport(view).width() < view.width()
    view.close()


def test_find_goes_through_all_places(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, _ = opened
    with qtbot.waitSignal(view.find_changed) as told:
        view.find("HARBOUR LEDGER, LINE 1")
    assert (told.args[0].current, told.args[0].total) == (1, 6)
    with qtbot.waitSignal(view.find_changed) as told:
        view.find("HARBOUR LEDGER, LINE 1", forward=False)
    assert told.args[0].current == 6


def test_all_places_in_view_are_shown_and_the_current_one_stands_out(
    qtbot: QtBot, opened: tuple[PdfReaderView, Document]
) -> None:
    view, document = opened
    places = [place_of(qtbot, view, document, f"harbour ledger, line {line}")[0] for line in (3, 4)]
    with qtbot.waitSignal(view.find_changed):
        view.find("harbour ledger, line")
    qtbot.waitUntil(view.is_drawn)
    light = load("paper")

    def is_shown(color: str, point: QPoint) -> bool:
        picture = view.grab().toImage()
        return any(picture.pixelColor(point.x() + x, point.y()) == QColor(color) for x in range(40))

    qtbot.waitUntil(lambda: all(is_shown(light.selection, point) for point in places))
    first = place_of(qtbot, view, document, "harbour ledger, line 0")[0]
    assert is_shown(light.selection, places[0])
    assert not is_shown(light.selection, first)
    view.find("")
    assert not is_shown(light.selection, places[0])


def test_words_are_found_across_the_end_of_a_page(
    qtbot: QtBot, opened: tuple[PdfReaderView, Document]
) -> None:
    view, _ = opened
    with qtbot.waitSignal(view.find_changed) as told:
        view.find("ledger, line 11 the second harbour")
    assert told.args[0].total == 1


def test_a_jump_to_the_second_page_changes_the_position(
    qtbot: QtBot, opened: tuple[PdfReaderView, Document]
) -> None:
    view, document = opened
    start = document.text.index("second")
    with qtbot.waitSignal(view.location_changed):
        view.go_to(start, start + 6)
    assert view.position().progress > 0.2


def test_clicks_take_word_and_paragraph(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    left, _ = place_of(qtbot, view, document, "harbour ledger, line 3")
    surface = viewport(view)
    with qtbot.waitSignal(view.selection_changed) as word:
        qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=left)
        qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=left)
    assert word.args[0] is None or word.args[0].text == "harbour"
    with qtbot.waitSignal(view.selection_changed) as line:
        qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=left)
    lines = line.args[0].text.split("\n")
    assert lines == [f"The first harbour ledger, line {number}" for number in range(len(lines))]
    assert len(lines) > 3


def test_dragging_below_the_view_goes_on_to_the_next_page(
    qtbot: QtBot, opened: tuple[PdfReaderView, Document]
) -> None:
    view, document = opened
    left, _ = place_of(qtbot, view, document, "harbour ledger, line 3")
    surface = viewport(view)
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=left)
    below = QPoint(left.x(), surface.height() + 200)
    qtbot.mouseMove(surface, below)
    qtbot.waitUntil(lambda: view.position().progress > 0.5)
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=below)
    words = told.args[0].text
    assert words.startswith("harbour ledger, line 3")
    assert "The second harbour ledger, line 0" in words


def test_keys_select_all_and_move_the_end(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    canvas = view.findChild(QAbstractScrollArea)
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].text == document.text.strip()
    start = document.text.index("ledger")
    view.select(start, start + 6)
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert told.args[0].text == "ledge"


def test_links_lead_outside_and_to_pages(qtbot: QtBot) -> None:
    pdf = FPDF()
    inside = pdf.add_link(page=2)
    pdf.add_page()
    pdf.set_font("Helvetica", size=20)
    pdf.cell(60, 20, "To the archive", link="https://example.org/archive", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(60, 20, "To the second page", link=inside, new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    pdf.cell(60, 20, "Second page")
    view, document = next(show(qtbot, bytes(pdf.output())))
    with qtbot.waitSignal(view.link_activated) as told:
        click_on(qtbot, view, document, "To the archive")
    assert told.args == ["https://example.org/archive"]
    click_on(qtbot, view, document, "To the second page")
    qtbot.waitUntil(lambda: view.position().progress > 0.4)


def click_on(qtbot: QtBot, view: PdfReaderView, document: Document, words: str) -> None:
    left, _ = place_of(qtbot, view, document, words)
    qtbot.mouseClick(viewport(view), Qt.MouseButton.LeftButton, pos=left)


def test_annotations_of_the_file_are_drawn_once(qtbot: QtBot) -> None:
    """The file's own mark is not drawn: the library may have changed or deleted it."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=20)
    with pdf.highlight("a mark that was deleted", color=(1, 0.9, 0.1)):
        pdf.cell(0, 20, "marked words here", new_x="LMARGIN", new_y="NEXT")
    view, document = next(show(qtbot, bytes(pdf.output())))
    left, right = place_of(qtbot, view, document, "marked words")
    qtbot.waitUntil(lambda: dark(view, left, right))
    picture = view.grab().toImage()
    colors = [picture.pixelColor(x, left.y() - 8) for x in range(left.x(), right.x())]
    assert not any(color.blue() < 150 and color.red() > 200 for color in colors)


def dark(view: PdfReaderView, left: QPoint, right: QPoint) -> bool:
    picture = view.grab().toImage()
    return any(picture.pixelColor(x, left.y()).lightness() < 90 for x in range(left.x(), right.x()))
