"""What a PDF shows beside its words, and its menu."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.item import Document
from desktop.reader.pdf.view import PdfReaderView
from tests.reader.test_pdf_view import highlight, paper, place_of, show, viewport

__all__ = ["paper"]


@pytest.fixture
def opened(qtbot: QtBot, paper: bytes) -> Iterator[tuple[PdfReaderView, Document]]:
    yield from show(qtbot, paper)


def test_a_bookmark_is_a_ribbon_before_its_line(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    words = "The first harbour ledger, line 3"
    one = replace(highlight(document, words), kind=AnnotationKind.BOOKMARK, color=HighlightColor.RED)
    view.show_annotations([one])
    left, _ = place_of(qtbot, view, document, words)
    ribbon = left - QPoint(18, 0)
    with qtbot.waitSignal(view.annotation_activated) as told:
        qtbot.mouseClick(viewport(view), Qt.MouseButton.LeftButton, pos=ribbon)
    assert told.args[0] == 1
    with qtbot.assertNotEmitted(view.annotation_activated):
        qtbot.mouseClick(viewport(view), Qt.MouseButton.LeftButton, pos=left + QPoint(20, 0))


def test_the_right_button_tells_what_lies_there(qtbot: QtBot, opened: tuple[PdfReaderView, Document]) -> None:
    view, document = opened
    view.show_annotations([highlight(document, "harbour ledger, line 3")])
    left, _ = place_of(qtbot, view, document, "ledger, line 3")
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, left, viewport(view).mapToGlobal(left))
    with qtbot.waitSignal(view.menu_requested) as told:
        QApplication.sendEvent(viewport(view), asked)
    spot = told.args[0]
    assert spot.annotation_ids == (1,)
    assert abs(spot.offset - document.text.index("ledger, line 3")) <= 1
