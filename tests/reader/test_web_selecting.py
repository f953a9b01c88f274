"""Selecting words in the web reader by double and triple click, and by a caret that keys move."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView

from tests.reader.pages import Reading
from tests.reader.test_web_view import ARABIC, FLOOD, JAPANESE, LONG

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL, PLAIN = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
SOFT = "<p>It is un\u00adpre\u00addict\u00adable how an e\ufb03cient o\ufb03ce works.</p>\n"
MARKED = "<p>The cafe\u0301 of A\u030angstro\u0308m is open.</p>\n"
EMOJI = "<p>A family 👩‍👩‍👧‍👦🇩🇪👍🏽 came.</p>\n"
HEBREW = "<p>שלום עולם עם נִקּוּד בספר.</p>\n"


def click_twice(reading: Reading, point: QPoint, times: int = 2) -> str:
    """The words that a double click selects, or a triple one."""
    with reading.qtbot.waitSignal(
        reading.view.selection_changed, check_params_cb=lambda selection: selection is not None
    ):
        for turn in range(times):
            kind = QEvent.Type.MouseButtonDblClick if turn % 2 else QEvent.Type.MouseButtonPress
            reading.mouse(kind, point, LEFT)
            reading.mouse(QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.NoButton)
    last = reading.selections[-1]
    return last.text if last else ""


@pytest.mark.parametrize(
    ("html", "aimed", "word", "language"),
    [
        (FLOOD, "warn", "warned", "en"),
        (SOFT, "dict", "un\u00adpre\u00addict\u00adable", "en"),
        (SOFT, "\ufb03c", "e\ufb03cient", "en"),
        (MARKED, "caf", "cafe\u0301", "en"),
        (MARKED, "ngstr", "A\u030angstro\u0308m", "en"),
        (ARABIC, "نهر", "النهر", "ar"),
        (HEBREW, "עול", "עולם", "he"),
        (HEBREW, "קּ", "נִקּוּד", "he"),
        (JAPANESE, "静", "静か", "ja"),
    ],
)
def test_a_double_click_selects_the_word(reading, html, aimed, word, language):
    text = reading.open(html, language=language).text
    assert click_twice(reading, reading.place(text, aimed).center()) == word


def test_a_triple_click_selects_the_paragraph(reading):
    text = reading.open(FLOOD).text
    where = reading.place(text, "the letters").center()
    assert click_twice(reading, where, 3) == "Nobody kept the letters, and nobody was asked for them."


def test_signs_of_several_characters_stay_whole(reading):
    """An emoji of seven characters, a flag of two, a thumb with its skin."""
    text = reading.open(EMOJI).text
    whole = reading.place(text, "👩‍👩‍👧‍👦🇩🇪👍🏽")
    left, right = QPoint(whole.left() + 1, whole.center().y()), QPoint(whole.right(), whole.center().y())
    assert reading.drag(left, right).text == "👩‍👩‍👧‍👦🇩🇪👍🏽"


def with_caret(reading: Reading, html: str, **about: str) -> None:
    """Once the page has it, and the keys."""
    reading.open(html, **about)
    reading.view.set_caret_mode(True)
    page = reading.view.findChild(QWebEngineView).page()
    has_focus: list[bool] = []

    def ask() -> bool:
        page.runJavaScript("document.hasFocus() && getSelection().rangeCount > 0", _WORLD, has_focus.append)
        return any(has_focus)

    reading.qtbot.waitUntil(ask)


def press(reading: Reading, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    for _ in range(times):
        reading.qtbot.keyClick(reading.target, key, modifier)


def chosen_by(reading: Reading, key: Qt.Key, modifier: Qt.KeyboardModifier, wanted: str) -> None:
    """Pressing the key makes these words the selected ones."""
    press(reading, key, modifier)
    reading.qtbot.waitUntil(lambda: bool(reading.selections) and reading.selections[-1] is not None)
    reading.qtbot.waitUntil(lambda: reading.selections[-1].text == wanted)


def test_arrows_move_a_caret_and_select_with_shift(reading):
    with_caret(reading, FLOOD)
    press(reading, Qt.Key.Key_Right, CONTROL)
    chosen_by(reading, Qt.Key.Key_Right, SHIFT | CONTROL, "council")
    chosen_by(reading, Qt.Key.Key_Left, SHIFT, "counci")
    chosen_by(reading, Qt.Key.Key_End, SHIFT, "council was warned twice before the river rose.")


def test_a_caret_goes_to_lines_and_to_both_ends(reading):
    with_caret(reading, FLOOD)
    press(reading, Qt.Key.Key_Down)
    chosen_by(reading, Qt.Key.Key_End, SHIFT, "Nobody kept the letters, and nobody was asked for them.")
    press(reading, Qt.Key.Key_End, CONTROL)
    chosen_by(reading, Qt.Key.Key_Home, SHIFT, "The river fell again in the third week of March.")
    press(reading, Qt.Key.Key_Home, CONTROL)
    chosen_by(reading, Qt.Key.Key_Right, SHIFT | CONTROL, "The")


@pytest.mark.parametrize(("html", "language", "word"), [(ARABIC, "ar", "كان"), (HEBREW, "he", "שלום")])
def test_in_right_to_left_text_the_left_key_goes_on(reading, html, language, word):
    with_caret(reading, html, language=language)
    chosen_by(reading, Qt.Key.Key_Left, SHIFT | CONTROL, word)


def test_moving_on_gives_the_selection_up(reading):
    with_caret(reading, FLOOD)
    chosen_by(reading, Qt.Key.Key_Right, SHIFT | CONTROL, "The")
    press(reading, Qt.Key.Key_Right)
    reading.qtbot.waitUntil(lambda: reading.selections[-1] is None)


def test_the_caret_is_followed_through_a_long_article(reading):
    with_caret(reading, LONG)
    press(reading, Qt.Key.Key_PageDown, times=3)
    reading.qtbot.waitUntil(lambda: reading.view.position().offset > 500)
    before = reading.view.position().offset
    press(reading, Qt.Key.Key_End, CONTROL)
    reading.qtbot.waitUntil(lambda: reading.view.position().offset > before + 5000)
    chosen_by(reading, Qt.Key.Key_Home, SHIFT, "Paragraph 399 tells of the river and of what came after it.")


def test_a_caret_goes_from_line_to_line_past_the_readings_of_words(reading):
    """Those stand above them, and are no lines."""
    words = (
        ("雨の", "山路", "やまみち"),
        ("風の", "図書", "としょ"),
        ("雪の", "学校", "がっこう"),
        ("川の", "電灯", "でんとう"),
    )
    lines = "".join(f"<p>{one}<ruby>{word}<rt>{said}</rt></ruby>にて</p>\n" for one, word, said in words)
    with_caret(reading, lines, language="ja")
    press(reading, Qt.Key.Key_Right, times=3)
    press(reading, Qt.Key.Key_Down, times=3)
    press(reading, Qt.Key.Key_Up)
    chosen_by(reading, Qt.Key.Key_Right, SHIFT, "雪")


def test_enter_follows_the_link_at_the_caret_once(reading):
    """Also where it has the focus itself."""
    with_caret(reading, '<p><a href="https://example.org/">outside</a> and after.</p>\n')
    followed: list[str] = []
    reading.view.link_activated.connect(followed.append)
    page = reading.view.findChild(QWebEngineView).page()
    page.runJavaScript("document.querySelector('article a').focus()", _WORLD)
    press(reading, Qt.Key.Key_Right, times=2)
    press(reading, Qt.Key.Key_Return)
    chosen_by(reading, Qt.Key.Key_Right, SHIFT | CONTROL, "tside")
    assert followed == ["https://example.org/"]


def height_of(reading: Reading) -> float:
    """How far the page is scrolled down."""
    heights: list[float] = []
    page = reading.view.findChild(QWebEngineView).page()
    page.runJavaScript("scrollY", _WORLD, heights.append)
    reading.qtbot.waitUntil(lambda: bool(heights))
    return heights[0]


@pytest.mark.parametrize(
    "end", ["<pre>one\n\n\nlast</pre>\n", "<p>one</p>\n<p><img><br>\n</p>\n<p>last</p>\n"]
)
def test_a_caret_where_there_are_no_words_stays_in_sight(reading, end):
    with_caret(reading, f"{LONG}{end}")
    press(reading, Qt.Key.Key_End, CONTROL)
    chosen_by(reading, Qt.Key.Key_Up, SHIFT, "last")
    assert height_of(reading) > 5000


def test_without_a_caret_arrows_scroll(reading):
    reading.open(LONG)
    press(reading, Qt.Key.Key_Down, times=20)
    reading.qtbot.waitUntil(lambda: reading.view.position().offset > 0)
    assert reading.selections == []
