"""The pages of a PDF laid out, turned and zoomed: what is under the mouse is what is meant."""

from collections.abc import Iterator
from itertools import product

import pytest
from fpdf import FPDF
from PySide6.QtCore import QEventLoop, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, HighlightColor
from desktop.domain.item import Document
from desktop.reader.pdf.look import Fit, Layout, Look
from desktop.reader.pdf.view import PdfReaderView
from tests.reader.test_pdf_view import TIME, highlight, paper, show, viewport

__all__ = ["paper"]

LEFT = Qt.MouseButton.LeftButton
WORDS = "harbour ledger, line 3"
Opened = tuple[PdfReaderView, Document]


@pytest.fixture
def opened(qtbot: QtBot, paper: bytes) -> Iterator[Opened]:
    yield from show(qtbot, paper)


def box_of(qtbot: QtBot, view: PdfReaderView, start: int, end: int) -> QRect:
    with qtbot.waitSignal(view.selection_changed) as told:
        view.select(start, end)
    view.clear_selection()
    return told.args[0].rectangle


def ends(qtbot: QtBot, view: PdfReaderView, document: Document, words: str) -> tuple[QPoint, QPoint]:
    """Points inside the first and the last letter, towards the outside."""
    start = document.text.index(words)
    first, last = (
        box_of(qtbot, view, start, start + 1),
        box_of(qtbot, view, start + len(words) - 1, start + len(words)),
    )
    middle, end = QPointF(first.center()), QPointF(last.center())
    way = (end - middle) / (end - middle).manhattanLength()
    reach = QPointF(way.x() * first.width(), way.y() * first.height()) * 0.4
    return (middle - reach).toPoint(), (end + reach).toPoint()


def drag(qtbot: QtBot, view: PdfReaderView, one: QPoint, other: QPoint) -> None:
    surface = viewport(view)
    qtbot.mousePress(surface, LEFT, pos=one)
    qtbot.mouseMove(surface, (one + other) / 2)
    qtbot.mouseMove(surface, other)
    qtbot.mouseRelease(surface, LEFT, pos=other)


@pytest.fixture
def word(qtbot: QtBot) -> Iterator[Opened]:
    """One word, in a corner of its page that no turn leaves in place."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=30)
    pdf.text(30, 60, "Lantern")
    yield from show(qtbot, bytes(pdf.output()))


def inked(view: PdfReaderView) -> QRect:
    """The bounds of all that is dark on screen."""
    picture = view.grab().toImage()
    dark = [
        (x, y)
        for x in range(picture.width() - 16)
        for y in range(picture.height())
        if picture.pixelColor(x, y).lightness() < 60
    ]
    if not dark:
        return QRect()
    across, down = zip(*dark, strict=True)
    return QRect(QPoint(min(across), min(down)), QPoint(max(across), max(down)))


@pytest.mark.parametrize("quarters", range(4))
def test_what_is_drawn_stands_where_it_is_selected(qtbot: QtBot, word: Opened, quarters: int) -> None:
    view, _ = word
    view.set_look(Look(fit=Fit.PAGE, quarters=quarters))
    qtbot.waitUntil(lambda: not inked(view).isEmpty())
    box = box_of(qtbot, view, 0, len("Lantern"))
    assert box.adjusted(-2, -2, 2, 2).contains(inked(view))
    along, across = (box.height(), box.width()) if quarters % 2 else (box.width(), box.height())
    assert along > 2 * across


LOOKS = [Look(layout, fit, quarters) for layout, fit, quarters in product(Layout, Fit, range(4))]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.layout}-{look.fit}-{look.quarters}")
def test_words_are_selected_in_every_layout_and_turn(qtbot: QtBot, opened: Opened, look: Look) -> None:
    view, document = opened
    view.set_look(look)
    start = document.text.index(WORDS)
    view.go_to(start, start + len(WORDS))
    one, other = ends(qtbot, view, document, WORDS)
    with qtbot.waitSignal(view.selection_changed) as told:
        drag(qtbot, view, one, other)
    assert told.args[0].text == WORDS


@pytest.mark.parametrize("quarters", range(4))
def test_a_highlight_is_met_where_it_is_seen(qtbot: QtBot, opened: Opened, quarters: int) -> None:
    view, document = opened
    view.set_look(Look(quarters=quarters))
    view.show_annotations([highlight(document, WORDS)])
    view.go_to_annotation(1)
    start = document.text.index(WORDS)
    middle = box_of(qtbot, view, start + 4, start + 5).center()
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(middle).blue() < 200)
    with qtbot.waitSignal(view.annotation_activated) as told:
        qtbot.mouseClick(viewport(view), LEFT, pos=middle)
    assert told.args[0] == 1


def test_a_spread_shows_two_pages_side_by_side(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    view.set_look(Look(Layout.SPREAD, cover=False))
    first, second = (document.text.index(f"The {page}") for page in ("first", "second"))
    one, other = box_of(qtbot, view, first, first + 1), box_of(qtbot, view, second, second + 1)
    assert one.top() == other.top()
    assert other.left() > one.left() + 200


def test_a_single_page_is_seen_alone_and_keys_go_on_to_the_next(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    view.set_look(Look(Layout.SINGLE, Fit.PAGE))
    second = document.text.index("The second")
    assert box_of(qtbot, view, second, second + 1).top() > view.height()
    canvas = view.findChild(QAbstractScrollArea)
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    first = document.text.index("The first")
    assert 0 < box_of(qtbot, view, second, second + 1).top() < view.height()
    assert box_of(qtbot, view, first, first + 1).bottom() < 0


def test_how_pages_are_laid_out_is_kept_and_found_again(qtbot: QtBot, opened: Opened) -> None:
    view, _ = opened
    look = Look(Layout.SPREAD, Fit.PAGE, 1)
    with qtbot.waitSignal(view.location_changed):
        view.set_look(look)
    kept = view.position().look
    assert kept == {"layout": "spread", "fit": "page", "rotation": "90"}
    assert Look.told_by(kept) == look
    assert Look.told_by({"layout": "<b>", "rotation": "45", "fit": ""}) == Look()


def test_the_wheel_zooms_around_the_mouse(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    start = document.text.index("line 7")
    view.go_to(start, start + 6)
    before = box_of(qtbot, view, start, start + 6)
    at = QPointF(before.center())
    event = QWheelEvent(
        at, QPointF(viewport(view).mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(view.zoom_changed) as told:
        QApplication.sendEvent(viewport(view), event)
    assert told.args[0] == pytest.approx(1.15**2)
    after = box_of(qtbot, view, start, start + 6)
    assert after.width() > 1.25 * before.width()
    assert (after.center() - before.center()).manhattanLength() < 6


def area(number: int, target: AreaTarget, kind: AnnotationKind = AnnotationKind.AREA) -> Annotation:
    return Annotation(number, "u", 1, kind, HighlightColor.RED, "", (), target, False, TIME, TIME)


@pytest.mark.parametrize("quarters", range(4))
def test_an_area_is_drawn_by_mouse_and_stands_there(qtbot: QtBot, opened: Opened, quarters: int) -> None:
    view, _ = opened
    view.set_look(Look(quarters=quarters))
    view.set_tool(AnnotationKind.AREA)
    with qtbot.waitSignal(view.area_drawn) as told:
        drag(qtbot, view, QPoint(150, 120), QPoint(350, 260))
    target = told.args[0]
    view.show_annotations([area(1, target)])
    with qtbot.waitSignal(view.annotation_activated) as met:
        qtbot.mouseClick(viewport(view), LEFT, pos=QPoint(200, 200))
    box = met.args[1]
    assert abs(box.left() - 150) <= 2 and abs(box.top() - 120) <= 2
    assert abs(box.right() - 350) <= 2 and abs(box.bottom() - 260) <= 2


def test_after_one_area_the_mouse_selects_again(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    tools: list[object] = []
    view.tool_changed.connect(tools.append)
    view.set_tool(AnnotationKind.AREA)
    drag(qtbot, view, QPoint(150, 120), QPoint(350, 260))
    assert tools == [AnnotationKind.AREA, None]
    one, other = ends(qtbot, view, document, WORDS)
    with qtbot.waitSignal(view.selection_changed) as told:
        drag(qtbot, view, one, other)
    assert told.args[0].text == WORDS


def test_an_area_is_drawn_by_key_and_escape_leaves_it(qtbot: QtBot, opened: Opened) -> None:
    view, _ = opened
    canvas = view.findChild(QAbstractScrollArea)
    drawn: list[AreaTarget] = []
    view.area_drawn.connect(lambda target, _kind, _place: drawn.append(target))
    view.set_tool(AnnotationKind.AREA)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Return):
        qtbot.keyClick(canvas, key)
    assert drawn == []
    for keys in ([], [(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)] * 2):
        view.set_tool(AnnotationKind.AREA)
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
        for key, modifier in keys:
            qtbot.keyClick(canvas, key, modifier)
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    one, other = (target.rectangle for target in drawn)
    assert other.right - one.right == pytest.approx(8)
    assert (other.left, other.top) == (one.left, one.top)


def test_a_corner_is_dragged_and_arrows_move_the_whole(qtbot: QtBot, opened: Opened) -> None:
    view, _ = opened
    view.set_tool(AnnotationKind.AREA)
    with qtbot.waitSignal(view.area_drawn) as told:
        drag(qtbot, view, QPoint(150, 120), QPoint(350, 260))
    before = told.args[0]
    view.show_annotations([area(5, before)])
    view.offer_handles(5)
    with qtbot.waitSignal(view.area_moved) as moved:
        drag(qtbot, view, QPoint(350, 260), QPoint(400, 300))
    number, after = moved.args
    assert number == 5
    assert after.rectangle.right > before.rectangle.right + 20
    assert after.rectangle.left == pytest.approx(before.rectangle.left)
    canvas = view.findChild(QAbstractScrollArea)
    with qtbot.waitSignal(view.area_moved) as moved:
        qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved.args[1].rectangle.left == pytest.approx(before.rectangle.left + 4)


def test_a_note_is_placed_by_a_click(qtbot: QtBot, opened: Opened) -> None:
    view, _ = opened
    view.set_tool(AnnotationKind.NOTE)
    with qtbot.waitSignal(view.area_drawn) as told:
        qtbot.mouseClick(viewport(view), LEFT, pos=QPoint(300, 200))
    view.show_annotations([area(1, told.args[0], AnnotationKind.NOTE)])
    with qtbot.waitSignal(view.annotation_activated):
        qtbot.mouseClick(viewport(view), LEFT, pos=QPoint(300, 200))


@pytest.mark.parametrize("quarters", [0, 1])
def test_the_end_of_a_highlight_is_dragged(qtbot: QtBot, opened: Opened, quarters: int) -> None:
    view, document = opened
    view.set_look(Look(quarters=quarters))
    view.show_annotations([highlight(document, "harbour")])
    view.go_to_annotation(1)
    view.offer_handles(1)
    start = document.text.index("harbour")
    last = box_of(qtbot, view, start + 6, start + 7)
    knob = [last.bottomRight() + QPoint(0, 6), last.bottomLeft() + QPoint(0, 6)][quarters]
    _, aim = ends(qtbot, view, document, "harbour ledger")
    with qtbot.waitSignal(view.end_dragged) as told:
        drag(qtbot, view, knob, aim)
    assert told.args == [1, start, start + len("harbour ledger")]


def test_a_drag_of_an_end_has_no_effect_once_its_handles_are_gone(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    view.show_annotations([highlight(document, "harbour")])
    view.go_to_annotation(1)
    view.offer_handles(1)
    start = document.text.index("harbour")
    knob = box_of(qtbot, view, start + 6, start + 7).bottomRight() + QPoint(0, 6)
    _, aim = ends(qtbot, view, document, "harbour ledger")
    surface = viewport(view)
    qtbot.mousePress(surface, LEFT, pos=knob)
    qtbot.mouseMove(surface, (knob + aim) / 2)
    view.offer_handles(0)
    with qtbot.assertNotEmitted(view.end_dragged):
        qtbot.mouseMove(surface, aim)
        qtbot.mouseRelease(surface, LEFT, pos=aim)


def test_arrows_with_a_caret_select_words_and_lines(qtbot: QtBot, opened: Opened) -> None:
    view, _ = opened
    canvas = view.findChild(QAbstractScrollArea)
    view.set_caret_mode(True)
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    for key, modifier in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, control),
        (Qt.Key.Key_Right, control | shift),
        (Qt.Key.Key_Right, control | shift),
    ):
        with qtbot.waitSignal(view.selection_changed) as told:
            qtbot.keyClick(canvas, key, modifier)
    assert told.args[0].text == "first harbour"
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_Down, shift)
    assert told.args[0].text == "first harbour ledger, line 1\nThe first harbour"


def test_the_caret_goes_down_past_an_accent_that_is_drawn_below_its_letter(qtbot: QtBot) -> None:
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for number, words in enumerate(("Above", "Pierre-Franc\u00b8ois", "Below")):
        pdf.text(60, 80 + 20 * number, words)
    for view, document in show(qtbot, bytes(pdf.output())):
        assert document.text == "Above\nPierre-Franc\u00b8ois\nBelow"
        view.set_caret_mode(True)
        canvas = view.findChild(QAbstractScrollArea)
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        for _ in range(2):
            qtbot.keyClick(canvas, Qt.Key.Key_Down)
        qtbot.keyClick(canvas, Qt.Key.Key_Home)
        with qtbot.waitSignal(view.selection_changed) as told:
            qtbot.keyClick(canvas, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        assert told.args[0].text == "Below"


def test_white_space_that_is_marked_has_its_place_on_the_map(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    with qtbot.waitSignal(view.map_changed) as told:
        view.show_annotations([highlight(document, " ")])
    assert [one.annotation_id for one in told.args[0]] == [1]


@pytest.mark.parametrize(("fit", "zoom"), [(Fit.WIDTH, 1.0), (Fit.PAGE, 1.1)])
def test_scroll_bars_do_not_come_and_go_for_ever(qtbot: QtBot, fit: Fit, zoom: float) -> None:
    """With a bar a page is smaller, and needs none."""
    pdf = FPDF(unit="pt", format=(400, 400))
    pdf.add_page()
    for view, _ in show(qtbot, bytes(pdf.output())):
        view.set_look(Look(fit=fit))
        view.set_zoom(zoom)
        canvas = view.findChild(QAbstractScrollArea)
        changes: list[tuple[int, int]] = []
        for bar in (canvas.verticalScrollBar(), canvas.horizontalScrollBar()):
            bar.rangeChanged.connect(lambda *ends, told=changes: told.append(ends))
        for high in range(380, 480, 2):
            view.window().resize(420, high)
            changes.clear()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            assert len(changes) < 20, high


def test_a_large_zoom_is_drawn_in_tiles(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    start = document.text.index("line 3")
    view.go_to(start, start + 6)
    view.set_zoom(6.0)
    view.go_to(start, start + 6)
    box = box_of(qtbot, view, start, start + 1)

    def is_sharp() -> bool:
        picture = view.grab().toImage().copy(box)
        shades = {picture.pixelColor(x, box.height() // 2).lightness() for x in range(picture.width())}
        return min(shades) < 30

    qtbot.waitUntil(is_sharp)
