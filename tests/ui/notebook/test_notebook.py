"""The notebook by key and mouse: found, grouped, gone to, collected into an outline."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import annotate, history, outlines
from desktop.storage.library import Library
from desktop.ui.notebook.cards_model import CARD
from desktop.ui.notebook.window import NotebookWindow
from desktop.ui.reading.annotations_model import IDS_FORMAT
from desktop.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture
def notebook(qtbot: QtBot, window: MainWindow) -> NotebookWindow:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL | ALT)
    notebook = window.notebook.window()
    qtbot.waitUntil(notebook.isActiveWindow)
    qtbot.waitUntil(lambda: len(quotes(notebook)) == 4 and None not in quotes(notebook))
    return notebook


def quotes(notebook: NotebookWindow) -> list[str | None]:
    model = notebook.cards.cards
    cards = [model.index(row).data(CARD) for row in range(model.rowCount())]
    return [card.annotation.quote if card else None for card in cards]


def choose(qtbot: QtBot, notebook: NotebookWindow, words: str) -> None:
    view = notebook.cards
    index = view.cards.index(quotes(notebook).index(words))
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


@pytest.fixture
def shape(qtbot: QtBot, library: Library) -> Callable[[list[str]], None]:
    """Wait until the only outline is like that."""

    def shape(expected: list[str]) -> None:
        def now() -> list[str]:
            [outline] = outlines.all_outlines(library) or [None]
            found = outlines.shown(library, outlines.points(library, outline.id)) if outline else []
            return ["." * point.level + (line.quoted.annotation.quote if line.quoted else line.text)
                    for point, line in found]  # fmt: skip

        qtbot.waitUntil(lambda: now() == expected)

    return shape


def test_annotations_are_found_and_grouped(qtbot: QtBot, notebook: NotebookWindow) -> None:
    assert quotes(notebook) == ["river rose", "third week of March", "warned twice", "kept the letters"]
    assert [group.label for group in notebook.cards.cards.groups] == ["A drought", "The flood"]
    qtbot.keyClicks(notebook.filters.words, "letters color:blue")
    qtbot.waitUntil(lambda: quotes(notebook) == ["kept the letters"])
    qtbot.keyClicks(notebook.filters.words, " colour:x")
    qtbot.waitUntil(notebook.filters.problem.isVisible)
    assert "colour" in notebook.filters.problem.text()
    qtbot.keyClick(notebook.filters.words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(quotes(notebook)) == 4)
    qtbot.mouseClick(notebook.filters.dots[5], LEFT)
    qtbot.waitUntil(lambda: quotes(notebook) == ["kept the letters"])
    qtbot.mouseClick(notebook.filters.dots[5], LEFT)
    qtbot.keyClick(notebook.filters.group, Qt.Key.Key_Down)
    qtbot.waitUntil(
        lambda: [one.label for one in notebook.cards.cards.groups] == ["water", "who", "who/knew", ""]
    )
    assert notebook.count.text() == "4 annotations"
    groups = notebook.groups
    qtbot.mouseClick(groups.viewport(), LEFT, pos=groups.visualRect(groups.model().index(1, 0)).center())
    assert notebook.cards.currentIndex().row() == 1


def test_a_click_goes_to_the_passage(qtbot: QtBot, window: MainWindow, notebook: NotebookWindow) -> None:
    choose(qtbot, notebook, "kept the letters")
    qtbot.waitUntil(lambda: window.reading.current_item_id() == 1)
    choose(qtbot, notebook, "river rose")
    qtbot.waitUntil(lambda: window.reading.current_item_id() == 2)
    tab = window.reading.tab()
    qtbot.waitUntil(lambda: tab is not None and tab.ready and tab.active_id == 3, timeout=20_000)


def test_an_outline_is_made_by_keys(
    qtbot: QtBot, window: MainWindow, notebook: NotebookWindow, library: Library, shape
) -> None:
    for words in ("warned twice", "river rose"):
        choose(qtbot, notebook, words)
        notebook.cards.setFocus()
        before = notebook.outline.model.rowCount()
        qtbot.keyClick(notebook.cards, Qt.Key.Key_A)
        qtbot.waitUntil(lambda: notebook.outline.model.rowCount() == before + 1)  # noqa: B023
    shape(["warned twice", "river rose"])
    points = notebook.outline.list
    points.setFocus()
    qtbot.keyClick(points, Qt.Key.Key_Home)
    qtbot.keyClick(points, Qt.Key.Key_H, CONTROL | SHIFT)
    qtbot.waitUntil(points.is_editing)
    qtbot.keyClicks(QApplication.focusWidget(), "Warnings")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    shape(["warned twice", "Warnings", "river rose"])
    qtbot.waitUntil(lambda: not points.is_editing())
    for key, expected in (
        (Qt.Key.Key_Up, ["Warnings", "warned twice", "river rose"]),
        (Qt.Key.Key_Down, ["warned twice", "Warnings", "river rose"]),
        (Qt.Key.Key_Right, ["warned twice", ".Warnings", "river rose"]),
        (Qt.Key.Key_Left, ["warned twice", "Warnings", "river rose"]),
    ):
        points.setFocus()
        qtbot.keyClick(points, key, ALT | SHIFT)
        shape(expected)
        qtbot.waitUntil(lambda: shown(notebook) == [text.strip(".") for text in expected])  # noqa: B023
    qtbot.keyClick(points, Qt.Key.Key_Delete)
    shape(["warned twice", "river rose"])
    qtbot.keyClick(notebook, Qt.Key.Key_Z, CONTROL)
    shape(["warned twice", "Warnings", "river rose"])


def shown(notebook: NotebookWindow) -> list[str]:
    model = notebook.outline.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_annotations_are_dropped_into_an_outline(
    qtbot: QtBot, notebook: NotebookWindow, library: Library, shape
) -> None:
    [outline] = outlines.create(library, "Mine").outlines
    outlines.add_heading(library, outline, "Top")
    outlines.add_heading(library, outline, "Bottom")
    notebook.close()
    notebook.parent().actions_by_name["notebook"].trigger()
    qtbot.waitUntil(lambda: shown(notebook) == [])
    notebook.parent().notebook._show_all()
    qtbot.waitUntil(lambda: shown(notebook) == ["Top", "Bottom"])
    points = notebook.outline.list
    data = QMimeData()
    data.setData(IDS_FORMAT, b"2 3")
    between = points.visualRect(points.model().index(1, 0)).topLeft() + QPoint(20, 1)
    actions = Qt.DropAction.CopyAction
    event = QDropEvent(QPointF(between), actions, data, LEFT, Qt.KeyboardModifier.NoModifier)
    points.dropEvent(event)
    shape(["Top", ".kept the letters", ".river rose", "Bottom"])


def test_own_text_outlives_a_change_that_comes_meanwhile(
    qtbot: QtBot, window: MainWindow, notebook: NotebookWindow, library: Library, shape
) -> None:
    qtbot.keyClick(notebook, Qt.Key.Key_T, CONTROL | SHIFT)
    points = notebook.outline.list
    qtbot.waitUntil(points.is_editing)
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "And yet")
    [outline] = outlines.all_outlines(library)
    window.tasks.write(lambda: outlines.add_heading(library, outline.id, "Late"))
    qtbot.waitUntil(lambda: len(outlines.points(library, outline.id)) == 2)
    qtbot.keyClicks(editor, " it rose.")
    qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    shape(["And yet it rose.", "Late"])
    qtbot.waitUntil(lambda: shown(notebook) == ["And yet it rose.", "Late"])


def test_an_outline_is_exported(
    qtbot: QtBot, notebook: NotebookWindow, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(qtbot, notebook, "warned twice")
    notebook.cards.setFocus()
    qtbot.keyClick(notebook.cards, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: shown(notebook) == ["warned twice"])
    path = tmp_path / "outline.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.keyClick(notebook, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(path.exists)
    assert "> warned twice" in path.read_text("utf-8")
    chosen = (str(tmp_path / "as a page"), "Web page (*.html)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    qtbot.keyClick(notebook, Qt.Key.Key_E, CONTROL)
    page = tmp_path / "as a page.html"
    qtbot.waitUntil(page.exists)
    assert "<blockquote" in page.read_text("utf-8")


def test_what_changes_elsewhere_shows_here(
    qtbot: QtBot, window: MainWindow, notebook: NotebookWindow, library: Library
) -> None:
    window.tasks.write(lambda: annotate.trash(library, [1]))
    qtbot.waitUntil(lambda: "warned twice" not in quotes(notebook) and len(quotes(notebook)) == 3)
    window.tasks.write(lambda: history.undo(library))
    qtbot.waitUntil(lambda: "warned twice" in quotes(notebook))
