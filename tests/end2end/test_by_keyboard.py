"""The whole reader by keyboard alone, for a web article and a PDF: no mouse event is ever sent."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor
from desktop.reader.pdf.view import PdfReaderView
from desktop.services import history
from desktop.services.library import open_library
from desktop.settings import Settings
from tests.end2end.person import Person
from tests.ui.windows import shown_window

PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
TITLE = "Of weirs"
SECTIONS = ("The first weir", "The second weir", "The tables")
LINES = (
    "Notes on the tables follow, since nobody else has kept any.",
    "The keeper of the weir counted the boats that went down to the sea before noon.",
    "A flood took the bridge, and with it two of the ledgers and a good deal of trust.",
    "What was left of the keeper of the weir is a chair, a lamp and a drawer of receipts.",
    "Nobody asked him for figures again until the railway came and wanted to know.",
    "He wrote that water remembers, which the railway found hard to put into a column.",
    "Three winters later the keeper of the weir was given an office with a window.",
    "From there he could see the river and, on clear days, the people who doubted him.",
    "The council paid for ink but not for paper, so that he wrote on the backs of bills.",
    "Those bills are the best record of prices that the town has kept to this day.",
    "Fish were dear in a dry year, and rope was dear in all of them.",
    "The last page ends in the middle of a word, as if somebody had called him outside.",
)


def page() -> bytes:
    """A web article with headings, long enough to scroll, and a link from its first line to its last section."""
    parts = [f"<!doctype html><html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"]
    for number, heading in enumerate(SECTIONS):
        parts.append(f'<h2 id="part{number}">{heading}</h2>')
        for line in LINES:
            words = line.replace("tables", '<a href="#part2">tables</a>', 1) if number == 0 else line
            parts.append(f"<p>{words} Section {number}.</p>")
    return "".join((*parts, "</article></body></html>")).encode()


def paper() -> bytes:
    """The same as a PDF with an outline."""
    pdf = FPDF()
    pdf.set_title(TITLE)
    aim = pdf.add_link(page=len(SECTIONS))
    for number, heading in enumerate(SECTIONS):
        pdf.add_page()
        pdf.set_font("Helvetica", size=20)
        pdf.start_section(heading)
        pdf.cell(0, 12, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", size=13)
        for line in LINES:
            link = aim if number == 0 and "tables" in line else ""
            pdf.cell(0, 10, f"{line} Section {number}.", link=link, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


class Typist(Person):
    """Presses keys, and looks where the focus is."""

    def presses_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            self.comes_back()
            focus = QApplication.focusWidget()
            assert focus
            self.qtbot.keyClick(focus, key, modifier)

    def is_in_the_article(self) -> bool:
        focus = self.window.focusWidget()
        return focus is not None and self.view.isAncestorOf(focus)

    def goes_to_the_article(self) -> None:
        """From panel to panel."""
        for _ in range(5):
            if self.is_in_the_article():
                return
            self.presses_key(Key.Key_F6)
        assert self.is_in_the_article()

    def only(self) -> Annotation:
        [one] = self.annotations()
        return one

    def until(self, holds: Callable[[Annotation], object]) -> None:
        """The one annotation is such."""
        self.waits(lambda: len(self.annotations()) == 1 and holds(self.only()))


@pytest.fixture(params=["page.html", "paper.pdf"])
def typist(request, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Typist]:
    """At a window with one article in its list."""
    file = tmp_path / request.param
    file.write_bytes(page() if file.suffix == ".html" else paper())
    library = open_library(tmp_path / "Library.florilegium", exclusive=True)
    with library, shown_window(qapp, qtbot, library, Settings(theme="paper")) as window:
        typist = Typist(qtbot, window)
        window.import_sources([file])
        typist.waits(lambda: typist.titles() == [TITLE])
        yield typist


def test_the_whole_reader(typist: Typist) -> None:
    opens_from_the_list(typist)
    first = selects_with_the_caret_and_highlights(typist)
    writes_a_note_and_a_tag(typist)
    moves_the_ends(typist, first)
    changes_colour_and_kind(typist)
    undoes_and_redoes(typist)
    deletes_and_restores(typist)
    goes_from_annotation_to_annotation(typist)
    works_in_the_panel(typist)
    opens_the_menu(typist)
    finds(typist)
    goes_by_the_contents_and_back(typist)
    follows_a_link_and_comes_back(typist)
    reads_side_by_side(typist)
    changes_the_theme(typist)
    closes_and_opens_again(typist)


def opens_from_the_list(typist: Typist) -> None:
    view = typist.window.item_list.view
    typist.waits(view.isVisible)
    for _ in range(5):
        if QApplication.focusWidget() is view:
            break
        typist.presses_key(Key.Key_F6)
    typist.presses_key(Key.Key_J)
    typist.presses_key(Key.Key_Return)
    typist.waits(lambda: (tab := typist.window.reading.tab()) and tab.ready)
    typist.goes_to_the_article()


def selects_with_the_caret_and_highlights(typist: Typist) -> str:
    """The words that are marked."""
    typist.presses_key(Key.Key_F7)

    def caret_is_there() -> bool:
        typist.presses_key(Key.Key_Home, CONTROL)
        typist.presses_key(Key.Key_Right, CONTROL | SHIFT)
        typist.qtbot.wait(100)
        return bool(selected(typist))

    typist.waits(caret_is_there)
    typist.presses_key(Key.Key_Home, CONTROL)
    typist.presses_key(Key.Key_Down)
    typist.presses_key(Key.Key_Home)
    typist.waits(lambda: not selected(typist))
    popup = typist.window.reading.popup
    for words in range(1, 4):
        typist.presses_key(Key.Key_Right, CONTROL | SHIFT)
        typist.waits(lambda words=words: (chosen := selected(typist)) and len(chosen.split()) == words)
    typist.waits(popup.isVisible)
    words = selected(typist).strip()
    typist.presses_key(Key.Key_6)
    typist.until(lambda one: one.quote == words and one.color is HighlightColor.BLUE)
    typist.waits(lambda: typist.window.reading.tab().active_id == typist.only().id)
    return words


def selected(typist: Typist) -> str:
    tab = typist.window.reading.tab()
    return tab.selection.text if tab and tab.selection else ""


def writes_a_note_and_a_tag(typist: Typist) -> None:
    typist.presses_key(Key.Key_N)
    typist.waits(typist.window.reading.popup.editing)
    typist.types("Who *counted* them?")
    typist.presses_key(Key.Key_Return, CONTROL)
    typist.until(lambda one: one.comment == "Who *counted* them?")
    typist.waits(typist.is_in_the_article)
    typist.presses_key(Key.Key_T)
    typist.waits(typist.window.reading.popup.editing)
    typist.types("rivers/weirs,")
    typist.until(lambda one: one.tags == ("rivers/weirs",))
    typist.presses_key(Key.Key_Escape)
    typist.waits(typist.is_in_the_article)


def moves_the_ends(typist: Typist, words: str) -> None:
    typist.presses_key(Key.Key_Down, SHIFT)
    typist.until(lambda one: one.quote.startswith(words) and len(one.quote.split()) == len(words.split()) + 1)
    longer = typist.only().quote
    typist.presses_key(Key.Key_Down, CONTROL | SHIFT)
    typist.until(lambda one: longer.endswith(one.quote) and len(one.quote) < len(longer))
    shorter = typist.only().quote
    typist.presses_key(Key.Key_Left, SHIFT)
    typist.until(lambda one: one.quote == shorter[:-1].rstrip())


def changes_colour_and_kind(typist: Typist) -> None:
    typist.presses_key(Key.Key_3)
    typist.until(lambda one: one.color is HighlightColor.RED)
    for key, kind in (
        (Key.Key_U, AnnotationKind.UNDERLINE),
        (Key.Key_X, AnnotationKind.STRIKE_OUT),
        (Key.Key_H, AnnotationKind.HIGHLIGHT),
    ):
        typist.presses_key(key)
        typist.until(lambda one, kind=kind: one.kind is kind)


def undoes_and_redoes(typist: Typist) -> None:
    typist.presses_key(Key.Key_Z, CONTROL, times=4)
    typist.until(lambda one: (one.kind, one.color) == (AnnotationKind.HIGHLIGHT, HighlightColor.BLUE))
    typist.presses_key(Key.Key_Z, CONTROL | SHIFT)
    typist.until(lambda one: one.color is HighlightColor.RED)


def deletes_and_restores(typist: Typist) -> None:
    before = typist.only()
    typist.waits(lambda: typist.window.reading.tab().active_id == before.id)
    typist.presses_key(Key.Key_Delete)
    typist.waits(lambda: not typist.annotations())
    assert history.undo_label(typist.window.library) == "Delete 1 annotation"
    typist.presses_key(Key.Key_Z, CONTROL)
    typist.until(
        lambda one: (one.quote, one.comment, one.tags) == (before.quote, before.comment, before.tags)
    )


def goes_from_annotation_to_annotation(typist: Typist) -> None:
    """Another one further down, made by repeating the last style; then from one to the other."""
    typist.goes_to_the_article()
    tab = typist.window.reading.tab()
    while tab.active_id:
        typist.presses_key(Key.Key_Escape)
    typist.presses_key(Key.Key_End, CONTROL)
    typist.presses_key(Key.Key_Left, CONTROL | SHIFT, times=2)
    typist.waits(lambda: selected(typist))
    typist.presses_key(Key.Key_Q)
    typist.waits(lambda: len(typist.annotations()) == 2)
    first, second = typist.annotations()
    typist.waits(lambda: tab.active_id == second.id)
    typist.presses_key(Key.Key_Down, ALT)
    typist.waits(lambda: tab.active_id == first.id)
    typist.presses_key(Key.Key_Up, ALT)
    typist.waits(lambda: tab.active_id == second.id)
    typist.presses_key(Key.Key_C)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"“{second.quote}”\n— ")
    assert TITLE in copied
    typist.presses_key(Key.Key_L)
    assert QGuiApplication.clipboard().text() == f"florilegium://annotation/{second.uid}"


def works_in_the_panel(typist: Typist) -> None:
    """Recolour all at once, and take it back; write in a card."""
    cards = typist.window.annotations.list
    typist.presses_key(Key.Key_F6)
    assert QApplication.focusWidget() is cards
    typist.presses_key(Key.Key_A, CONTROL)
    typist.presses_key(Key.Key_8)
    green = HighlightColor.GREEN
    typist.waits(lambda: [one.color for one in typist.annotations()] == [green, green])
    typist.presses_key(Key.Key_Z, CONTROL)
    typist.waits(lambda: green not in [one.color for one in typist.annotations()])
    typist.presses_key(Key.Key_K, times=2)
    typist.presses_key(Key.Key_Return)
    typist.waits(lambda: cards.cards.editor)
    typist.types(" By hand.")
    typist.presses_key(Key.Key_Escape)
    typist.waits(lambda: any(one.comment.endswith("By hand.") for one in typist.annotations()))
    typist.goes_to_the_article()


def opens_the_menu(typist: Typist) -> None:
    typist.presses_key(Key.Key_Menu)
    typist.waits(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu
    typist.qtbot.keyClick(menu, Key.Key_Escape)
    typist.waits(lambda: QApplication.activePopupWidget() is None)


def finds(typist: Typist) -> None:
    bar = typist.window.reading.find_bar
    typist.presses_key(Key.Key_F, CONTROL)
    typist.waits(bar.field.hasFocus)
    typist.types("keeper of the weir")
    typist.waits(lambda: bar.count.text().endswith("of 9"))
    before = bar.count.text()
    typist.presses_key(Key.Key_Return)
    typist.waits(lambda: bar.count.text() != before)
    typist.presses_key(Key.Key_F3, SHIFT)
    typist.waits(lambda: bar.count.text() == before)
    typist.presses_key(Key.Key_Escape)
    typist.waits(lambda: not bar.isVisible())
    typist.waits(typist.is_in_the_article)


def goes_by_the_contents_and_back(typist: Typist) -> None:
    tree = typist.window.reading.way.contents.tree
    typist.presses_key(Key.Key_F4)
    typist.waits(tree.hasFocus)
    typist.presses_key(Key.Key_Home)
    typist.presses_key(Key.Key_Return)
    early = typist.text.index(SECTIONS[1])
    typist.waits(lambda: typist.view.position().offset < early)
    typist.presses_key(Key.Key_End)
    typist.presses_key(Key.Key_Return)
    typist.waits(lambda: typist.view.position().offset > early)
    typist.presses_key(Key.Key_Left, ALT)
    typist.waits(lambda: typist.view.position().offset < early)
    typist.presses_key(Key.Key_F4)
    typist.waits(lambda: not tree.isVisible())
    typist.waits(typist.is_in_the_article)


def follows_a_link_and_comes_back(typist: Typist) -> None:
    early = typist.text.index(SECTIONS[1])
    typist.presses_key(Key.Key_Escape, times=2)
    typist.presses_key(Key.Key_Home, CONTROL)
    if isinstance(typist.view, PdfReaderView):
        typist.presses_key(Key.Key_Down)
        typist.presses_key(Key.Key_Right, CONTROL)
    else:
        typist.presses_key(Key.Key_Tab)
    typist.presses_key(Key.Key_Return)
    typist.waits(lambda: typist.view.position().offset > early)
    typist.presses_key(Key.Key_Left, ALT)
    typist.waits(lambda: typist.view.position().offset < early)
    typist.presses_key(Key.Key_F7)


def reads_side_by_side(typist: Typist) -> None:
    reading = typist.window.reading
    typist.presses_key(Key.Key_B, CONTROL | ALT)
    typist.waits(
        lambda: len(reading.tabs_on_screen()) == 2 and all(one.ready for one in reading.tabs_on_screen())
    )
    one = reading.tab()
    typist.waits(typist.is_in_the_article)
    typist.presses_key(Key.Key_F8)
    typist.waits(lambda: reading.tab() is not one)
    typist.presses_key(Key.Key_W, CONTROL)
    typist.waits(lambda: len(reading.tabs_on_screen()) == 1)


def changes_the_theme(typist: Typist) -> None:
    typist.presses_key(Key.Key_D, CONTROL | ALT, times=2)
    assert typist.window.theme().name == "dark"


def closes_and_opens_again(typist: Typist) -> None:
    reading = typist.window.reading
    typist.goes_to_the_article()
    typist.presses_key(Key.Key_W, CONTROL)
    typist.waits(lambda: reading.tab() is None)
    typist.presses_key(Key.Key_T, CONTROL | SHIFT)
    typist.waits(lambda: (tab := reading.tab()) and tab.ready)
    typist.waits(typist.is_in_the_article)
    assert len(typist.annotations()) == 2
