"""How articles are set: seen at once, kept, and harmless whatever the settings say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.domain.item import ReadingPosition
from desktop.reader.typography import Typography
from desktop.ui.dialogs.typography import TypographyDialog
from tests.reader.pages import Reading

LONG = "".join(
    f"<p>Paragraph {n} tells of the number {n}, and of nothing else at all.</p>\n" for n in range(150)
)


def height(reading: Reading, text: str) -> int:
    return reading.place(text, "Paragraph 3 tells").height()


def test_a_larger_size_is_seen_at_once_and_the_place_is_kept(reading, qtbot) -> None:
    text = reading.open(
        "<p>First.</p>\n" + LONG.split("\n", 1)[0] + "\n" + "<p>Paragraph 3 tells.</p>\n"
    ).text
    before = height(reading, text)
    reading.view.set_typography(Typography(size=36))
    qtbot.waitUntil(lambda: height(reading, text) > 1.6 * before)


def test_the_place_of_reading_is_kept(reading, qtbot) -> None:
    text = reading.open(LONG, ReadingPosition(LONG_PLACE, 0.5)).text
    assert text[LONG_PLACE:].startswith("Paragraph 90 ")
    reading.view.set_typography(Typography(size=30, measure=50))
    qtbot.waitUntil(lambda: reading.place(text, "Paragraph 90 tells").height() > 30)
    qtbot.waitUntil(lambda: 0 <= reading.place(text, "Paragraph 90 tells").top() < 60)
    assert reading.view.position().offset == LONG_PLACE


LONG_PLACE = sum(
    len(f"Paragraph {n} tells of the number {n}, and of nothing else at all.\n") for n in range(90)
)


@pytest.mark.parametrize(
    "odd",
    [
        Typography(face='x"; } body { display: none } :root { --a: "', size=-5, measure=100_000, leading=0.0),
        Typography(face="", size=10**9, measure=0, leading=99.0),
        Typography(face="\\0 url(http://127.0.0.1:1/x)"),
    ],
)
def test_odd_settings_do_no_harm(reading, odd: Typography) -> None:
    reading.view.set_typography(odd)
    text = reading.open("<p>Paragraph 3 tells.</p>\n").text
    assert 8 < height(reading, text) < 120


def test_the_dialog_tells_each_change_by_key(qtbot) -> None:
    dialog = TypographyDialog(Typography(size=20))
    qtbot.addWidget(dialog)
    told: list[Typography] = []
    dialog.changed.connect(told.append)
    dialog.show()
    qtbot.keyClick(dialog.text_size, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.leading, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.justified, Qt.Key.Key_Space)
    assert told[-1] == Typography(size=21, leading=1.7, justified=True)
    qtbot.mouseClick(dialog.findChild(QPushButton, "deliveredTypography"), Qt.MouseButton.LeftButton)
    assert told[-1] == Typography()


def test_a_face_of_another_computer_stays_chosen(qtbot) -> None:
    dialog = TypographyDialog(Typography(face="Face That Is Nowhere"))
    qtbot.addWidget(dialog)
    assert dialog.typography().face == "Face That Is Nowhere"
