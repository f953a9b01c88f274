"""A highlight is seen at once, told when it is on disk, and taken back where it could not be written."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor

from desktop.domain.changes import Changes
from desktop.reader import theme
from desktop.services import browse
from desktop.storage.library import Library
from tests.ui.reading.desk import PARAGRAPHS, Desk, add_article

YELLOW = QColor(theme.load("paper").highlights["yellow"])


def is_yellow(desk: Desk, place: QRect) -> bool:
    picture = desk.view.grab(place).toImage()
    row = picture.height() // 2
    return any(picture.pixelColor(x, row) == YELLOW for x in range(picture.width()))


def fill(library: Library) -> None:
    """The disk is full from now on."""
    with library.quiet() as step:
        (pages,) = step.db.conn.execute("PRAGMA page_count").fetchone()
        step.db.conn.execute(f"PRAGMA max_page_count = {pages}")


def test_what_is_told_is_on_disk(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    there: list[list[str]] = []

    def hear(changes: Changes) -> None:
        if changes.annotations:
            with Library.open(desk.library.path, backup=False) as outside:
                there.append([one.quote for one in browse.annotations(outside, 1)])

    desk.tasks.changed.connect(hear)
    desk.select("council was warned")
    place = desk.pane.tab().selection.rectangle
    desk.press(Qt.Key.Key_1)
    desk.wait_for(lambda: is_yellow(desk, place))
    desk.wait_for(lambda: there)
    assert there == [["council was warned"]]


def test_the_reader_tells_when_what_will_be_a_highlight_is_on_screen(desk: Desk) -> None:
    desk.open(add_article(desk.library))
    desk.select("council was warned")
    place = desk.pane.tab().selection.rectangle
    with desk.qtbot.waitSignal(desk.view.ahead_shown):
        desk.press(Qt.Key.Key_1)
    desk.wait_for(lambda: is_yellow(desk, place))


def test_what_cannot_be_written_is_taken_back_and_stays_selected(desk: Desk) -> None:
    words = PARAGRAPHS[0] * 300
    desk.open(add_article(desk.library, html=f"<p>{words}</p>\n", text=f"{words}\n"))
    fill(desk.library)
    said: list[str] = []
    desk.tasks.failed.connect(said.append)
    desk.view.select(0, len(words))
    desk.wait_for(lambda: desk.pane.tab().selection is not None)
    place = desk.pane.tab().selection.rectangle.intersected(desk.view.rect())
    desk.press(Qt.Key.Key_1)
    desk.wait_for(lambda: said)
    assert "was not saved" in said[0]
    assert desk.annotations() == []
    desk.wait_for(lambda: desk.pane.tab().selection is not None)
    desk.wait_for(lambda: not is_yellow(desk, place))
