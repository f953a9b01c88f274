"""The pages of a PDF by keys, menu and mouse, in the reading side of the window."""

import pytest
from fpdf import FPDF
from PySide6.QtCore import QPoint, Qt

from desktop.domain.annotation import AnnotationKind
from desktop.importers.base import Source
from desktop.importers.pdf import PdfImporter
from desktop.reader.pdf.look import Fit, Layout
from desktop.services import browse, history
from desktop.storage import intake
from tests.ui.reading.desk import Desk, add_article

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def paper(desk: Desk) -> int:
    pdf = FPDF()
    for page in range(6):
        pdf.add_page()
        pdf.set_font("Helvetica", size=20)
        for line in range(12):
            pdf.cell(0, 12, f"Page {page} of the ledger, line {line}", new_x="LMARGIN", new_y="NEXT")
    read = PdfImporter().read(Source(bytes(pdf.output()), "paper.pdf"))
    item = next(iter(intake.store(desk.library, read).items))
    desk.open(item)
    return item


def look(desk: Desk):
    return desk.view.look()


def kept(desk: Desk, item: int) -> dict[str, str]:
    position = browse.position(desk.library, item)
    return dict(position.look) if position else {}


def test_keys_lay_the_pages_out_and_it_is_kept(desk: Desk, paper: int) -> None:
    desk.press(Qt.Key.Key_3, CONTROL | ALT)
    desk.press(Qt.Key.Key_3, CONTROL)
    desk.press(Qt.Key.Key_Right, CONTROL | ALT)
    assert (look(desk).layout, look(desk).fit, look(desk).quarters) == (Layout.SPREAD, Fit.PAGE, 1)
    desk.pane.save_positions()
    desk.wait_for(lambda: kept(desk, paper))
    desk.open(add_article(desk.library))
    desk.open(paper)
    assert (look(desk).layout, look(desk).fit, look(desk).quarters) == (Layout.SPREAD, Fit.PAGE, 1)
    desk.press(Qt.Key.Key_Left, CONTROL | ALT)
    assert look(desk).quarters == 0


def test_a_marks_an_area_that_can_be_undone(desk: Desk, paper: int) -> None:
    desk.press(Qt.Key.Key_A)
    assert desk.pane.page_actions().area.isChecked()
    desk.drag(QPoint(120, 120), QPoint(300, 220))
    desk.wait_for(lambda: [one.kind for one in desk.annotations()] == [AnnotationKind.AREA])
    assert not desk.pane.page_actions().area.isChecked()
    desk.wait_for(lambda: desk.pane.tab().active_id == desk.annotations()[0].id)
    before = desk.annotations()[0].target
    desk.press(Qt.Key.Key_Right, CONTROL)
    desk.wait_for(lambda: desk.annotations()[0].target != before)
    history.undo(desk.library)
    assert desk.annotations()[0].target == before
    desk.press(Qt.Key.Key_4)
    desk.wait_for(lambda: desk.annotations()[0].color.value == "pink")


def test_a_note_is_put_on_the_page_by_key_and_written(desk: Desk, paper: int) -> None:
    desk.press(Qt.Key.Key_N, SHIFT)
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: [one.kind for one in desk.annotations()] == [AnnotationKind.NOTE])
    editor = desk.pane.popup.findChild(object, "commentEditor")
    desk.qtbot.waitUntil(editor.hasFocus, timeout=5000)
    desk.qtbot.keyClicks(editor, "See the map")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    desk.wait_for(lambda: desk.annotations()[0].comment == "See the map")


def test_escape_leaves_the_tool_before_anything_else(desk: Desk, paper: int) -> None:
    desk.press(Qt.Key.Key_A)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.pane.page_actions().area.isChecked()
    desk.drag(QPoint(120, 120), QPoint(300, 220))
    assert desk.annotations() == []


def test_the_caret_selects_by_key_and_marks(desk: Desk, paper: int) -> None:
    desk.press(Qt.Key.Key_F7)
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    desk.qtbot.waitUntil(lambda: desk.pane.tab().selection is not None)
    desk.press(Qt.Key.Key_2)
    desk.wait_for(lambda: [one.quote for one in desk.annotations()] == ["Page"])


def test_web_articles_have_no_pages(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    assert not any(action.isEnabled() for action in desk.pane.page_actions().all())
