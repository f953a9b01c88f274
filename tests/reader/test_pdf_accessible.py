"""What a screen reader finds in a PDF on screen: the words of the page that is read, and the caret among them."""

from collections.abc import Iterator

import pytest
from fpdf import FPDF
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.item import Document
from desktop.reader.pdf.view import PdfReaderView
from tests.reader.test_pdf_view import paper, show

__all__ = ["paper"]

Opened = tuple[PdfReaderView, Document]


@pytest.fixture
def opened(qtbot: QtBot, paper: bytes) -> Iterator[Opened]:
    yield from show(qtbot, paper)


def pages(view: PdfReaderView) -> QWidget:
    return view.findChild(QAbstractScrollArea)


def told(view: PdfReaderView) -> QAccessibleTextInterface:
    """By the way that a screen reader takes."""
    found = QAccessible.queryAccessibleInterface(pages(view)).textInterface()
    assert found is not None
    return found


def whole(text: QAccessibleTextInterface) -> str:
    return text.text(0, text.characterCount())


def test_it_is_a_named_document_to_read(opened: Opened) -> None:
    view, _ = opened
    found = QAccessible.queryAccessibleInterface(pages(view))
    assert (found.role(), found.text(QAccessible.Text.Name)) == (QAccessible.Role.Document, "Paper")
    assert found.state().readOnly
    assert found.state().focusable


def test_the_words_are_those_of_the_page_and_the_caret_goes_through_them(
    qtbot: QtBot, opened: Opened
) -> None:
    view, document = opened
    first = document.text[: document.pages[0].end]
    assert whole(told(view)) == first
    view.set_caret_mode(True)
    assert told(view).cursorPosition() == 0
    qtbot.keyClick(pages(view), Qt.Key.Key_Down)
    place = told(view).cursorPosition()
    assert first[:place].count("\n") == 1
    qtbot.keyClick(pages(view), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert told(view).text(place, told(view).cursorPosition()).strip() == "The"
    qtbot.keyClick(pages(view), Qt.Key.Key_PageDown)
    span = document.pages[1]
    assert whole(told(view)) == document.text[span.start : span.end]


def test_without_a_caret_it_is_the_page_in_view(opened: Opened) -> None:
    view, document = opened
    start = document.text.index("second harbour ledger, line 11")
    view.go_to(start, start + 6)
    assert whole(told(view)).startswith("The second")


def test_selected_words_are_told(qtbot: QtBot, opened: Opened) -> None:
    view, _ = opened
    view.set_caret_mode(True)
    for _ in range(2):
        qtbot.keyClick(
            pages(view),
            Qt.Key.Key_Right,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    found = QAccessible.queryAccessibleInterface(pages(view))
    assert found.text(QAccessible.Text.Description) == "The first"


def test_a_screen_reader_puts_the_caret_selects_and_finds_letters(qtbot: QtBot, opened: Opened) -> None:
    view, document = opened
    start = document.text.index("line 5")
    told(view).setCursorPosition(start)
    assert told(view).cursorPosition() == start
    box = told(view).characterRect(start)
    assert told(view).offsetAtPoint(box.center()) == start
    assert view.rect().contains(view.mapFromGlobal(box.center()))
    with qtbot.waitSignal(view.selection_changed) as selected:
        told(view).setSelection(0, start, start + 6)
    assert selected.args[0].text == "line 5"


def test_letters_beyond_the_first_plane_take_two_places(qtbot: QtBot) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=20)
    pdf.cell(0, 12, "plain words", new_x="LMARGIN", new_y="NEXT")
    for view, _ in show(qtbot, bytes(pdf.output())):
        canvas = pages(view)
        canvas.pages.text = canvas.pages.text.replace("plain", "pl\U0001d49cin")
        assert told(view).characterCount() == len(canvas.pages.text) + 1
        assert told(view).text(2, 5) == "\U0001d49ci"
