"""Words divided at the ends of lines: by the patterns of their language, and without moving anything."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.reader.hyphenation import division_points
from desktop.reader.typography import Typography
from tests.reader.pages import Reading, annotation

LONG_WORD = "internationalisation"
HTML = (
    f"<h2>{LONG_WORD}</h2>\n<p>A {LONG_WORD} of 😀 incomprehensibilities, <b>notwithstanding</b> the rest.</p>\n"
    f"<p>So the {LONG_WORD} went on and on in March.</p>\n"
)
NARROW = Typography(size=36, measure=40, hyphenated=True)


@pytest.fixture
def reading(qtbot) -> Reading:
    reading = Reading(qtbot)
    reading.view.resize(460, 700)
    return reading


@pytest.mark.parametrize(
    ("text", "language", "divided"),
    [
        ("internationalisation", "en-GB", "in|ter|na|tion|al|isa|tion"),
        ("Überschwemmung", "de", "Über|schwem|mung"),
        ("статистическая", "ru", "ста|ти|сти|че|ская"),
        ("a river", "en", "a river"),
        ("internationalisation", "", "internationalisation"),
        ("internationalisation", "tlh", "internationalisation"),
        ("東京都に住んでいます", "ja", "東京都に住んでいます"),
    ],
)
def test_words_are_divided_as_their_language_does(text: str, language: str, divided: str) -> None:
    points = [0, *division_points(text, language), len(text)]
    pieces = [text[start:end] for start, end in pairwise(points)]
    assert "".join(pieces) == text
    if language in ("", "tlh", "ja") or " " in text:
        assert len(pieces) == 1
    else:
        assert "|".join(pieces).count("|") >= 2


def lines_of(reading: Reading, text: str, words: str, after: int = 0) -> float:
    """How many times its own line's height the words take."""
    start = text.index(words, after)
    selection = reading.select(start, start + len(words))
    assert selection.text == words
    return selection.rectangle.height() / selection.end_rectangle.height()


def test_a_long_word_goes_on_in_the_next_line_and_only_where_it_is_wished(reading):
    reading.view.set_typography(NARROW)
    text = reading.open(HTML).text
    second = text.index("So the")
    assert lines_of(reading, text, LONG_WORD, second) > 1.5
    reading.view.set_typography(replace(NARROW, hyphenated=False))
    assert lines_of(reading, text, LONG_WORD, second) < 1.5
    reading.view.set_typography(NARROW)
    assert lines_of(reading, text, LONG_WORD, second) > 1.5


def test_offsets_hold_among_divided_words(reading):
    reading.view.set_typography(NARROW)
    text = reading.open(HTML).text
    for words in (
        "nationalisation of 😀 incomp",
        "hensibilities, notwith",
        "standing the",
        "went on and on in March.",
    ):
        start = text.index(words)
        assert reading.select(start, start + len(words)).text == words
    place = reading.place(text, "March")
    chosen = reading.drag(
        QPoint(place.left() + 1, place.center().y()), QPoint(place.right(), place.center().y())
    )
    assert chosen.text == "March"


def test_annotations_stand_where_they_stood(reading):
    reading.view.set_typography(NARROW)
    text = reading.open(HTML).text
    with reading.qtbot.waitSignal(reading.view.anchored):
        reading.view.show_annotations([annotation(7, text, "incomprehensibilities")])
    place = reading.place(text, "incomp")
    with reading.qtbot.waitSignal(reading.view.annotation_activated) as told:
        reading.click(place.center())
    assert told.args[0] == 7


def test_copied_words_have_no_hyphens_of_the_lines(reading):
    reading.view.set_typography(NARROW)
    text = reading.open(HTML).text
    start = text.index("incompre")
    reading.select(start, start + 30)
    QGuiApplication.clipboard().clear()
    reading.view.findChild(QWebEngineView).page().triggerAction(QWebEnginePage.WebAction.Copy)
    reading.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    assert QGuiApplication.clipboard().text() == text[start : start + 30]
