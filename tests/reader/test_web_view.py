"""The web reader under a real mouse: selecting, highlights, finding, places."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.reader import theme
from tests.reader.pages import MemorySource, Reading, annotation, annotation_at

FLOOD = (
    "<p>The council was warned twice before the river rose.</p>\n"
    "<p>Nobody kept the letters, and nobody was asked for them.</p>\n"
    "<p>The river fell again in the third week of March.</p>\n"
)
ARABIC = "<p>كان النهر هادئا في الصباح الباكر.</p>\n<p>ثم ارتفع الماء عند الظهيرة.</p>\n"
JAPANESE = "<p>雨の日の図書室は😀静かだった。𠮷野さんは本を閉じた。</p>\n<p>窓の外を見ていた。</p>\n"
LONG = "".join(
    f"<p>Paragraph {number} tells of the river and of what came after it.</p>\n" for number in range(400)
)


def test_drag_selects_the_words_under_the_mouse(reading):
    text = reading.open(FLOOD).text
    words = reading.place(text, "council was warned")
    chosen = reading.drag(
        QPoint(words.left() + 1, words.center().y()), QPoint(words.right(), words.center().y())
    )
    assert chosen.text == text[chosen.start : chosen.end] == "council was warned"
    assert chosen.rectangle.intersects(words)


def test_drag_crosses_paragraphs(reading):
    text = reading.open(FLOOD).text
    first, last = reading.place(text, "river rose"), reading.place(text, "Nobody kept")
    chosen = reading.drag(
        QPoint(first.left() + 1, first.center().y()), QPoint(last.right(), last.center().y())
    )
    assert chosen.text == text[chosen.start : chosen.end] == "river rose.\nNobody kept"
    assert chosen.end_rectangle.center().y() > first.bottom()


def test_selection_begun_in_the_title_starts_with_the_text(reading):
    text = reading.open(FLOOD).text
    words = reading.place(text, "The council")
    chosen = reading.drag(QPoint(words.left() + 10, 60), QPoint(words.right(), words.center().y()))
    assert chosen.text == "The council"


def test_select_all_by_key_selects_the_text_alone(reading):
    text = reading.open(FLOOD).text
    reading.click(QPoint(450, 600))
    with reading.qtbot.waitSignal(
        reading.view.selection_changed, timeout=5000, check_params_cb=lambda selection: selection is not None
    ) as caught:
        reading.qtbot.keyClick(reading.target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert caught.args[0].text == text.strip()


@pytest.mark.parametrize(
    ("html", "words", "language"),
    [
        (ARABIC, "النهر هادئا", "ar"),
        (ARABIC, "الباكر.\nثم ارتفع", "ar"),
        (JAPANESE, "𠮷野さん", "ja"),
        (JAPANESE, "😀静か", "ja"),
        (JAPANESE, "閉じた。\n窓の外", "ja"),
    ],
)
def test_offsets_hold_in_every_script(reading, html, words, language):
    text = reading.open(html, language=language).text
    start = text.index(words)
    chosen = reading.select(start, start + len(words))
    assert (chosen.start, chosen.end, chosen.text) == (start, start + len(words), words)


@pytest.mark.parametrize(
    ("html", "words", "language"), [(ARABIC, "النهر هادئا", "ar"), (JAPANESE, "𠮷野さん", "ja")]
)
def test_drag_in_other_scripts(reading, html, words, language):
    text = reading.open(html, language=language).text
    box = reading.place(text, words)
    ends = [QPoint(box.left() + 1, box.center().y()), QPoint(box.right(), box.center().y())]
    chosen = reading.drag(*ends)
    assert chosen.text == text[chosen.start : chosen.end] == words


def test_click_opens_a_highlight_and_again_the_one_below(reading):
    text = reading.open(FLOOD).text
    reading.view.show_annotations(
        [
            annotation(1, text, "council was warned twice"),
            annotation(2, text, "was warned", color=HighlightColor.BLUE),
        ]
    )
    point = reading.place(text, "warned").center()
    seen = []
    for shift in (-16, 0, 16):  # so far apart that no two make a double click
        with reading.qtbot.waitSignal(reading.view.annotation_activated, timeout=5000) as caught:
            reading.click(point + QPoint(shift, 0))
        seen.append(caught.args[0])
        assert caught.args[1].contains(point)
    assert seen == [2, 1, 2]


def test_click_beside_highlights_opens_none(reading, qtbot):
    text = reading.open(FLOOD).text
    reading.view.show_annotations([annotation(1, text, "council")])
    point = reading.place(text, "letters").center()
    with qtbot.assertNotEmitted(reading.view.annotation_activated, wait=300):
        reading.click(point)


def test_hover_tells_the_highlight_and_its_end(reading):
    text = reading.open(FLOOD).text
    reading.view.show_annotations([annotation(7, text, "letters")])
    on, off = reading.place(text, "letters").center(), reading.place(text, "third week").center()
    for point, expected in ((on, 7), (off, 0)):
        with reading.qtbot.waitSignal(reading.view.annotation_hovered, timeout=5000) as caught:
            reading.mouse(QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton)
        assert caught.args == [expected]


def test_highlights_are_seen_in_their_colours_and_both_where_they_overlap(reading, qtbot):
    text = reading.open(FLOOD).text
    paper = theme.load("paper")
    yellow, blue = paper.highlights["yellow"].lower(), paper.highlights["blue"].lower()
    reading.view.show_annotations(
        [
            annotation(1, text, "council was warned"),
            annotation(2, text, "warned twice", color=HighlightColor.BLUE),
        ]
    )
    places = {words: reading.place(text, words) for words in ("council", "warned", "twice")}

    def colors_of(words):
        shot, box = reading.view.grab().toImage(), places[words]
        row = [shot.pixelColor(x, box.bottom() - 1).name() for x in range(box.left(), box.right())]
        return max(set(row), key=row.count)

    qtbot.waitUntil(lambda: (colors_of("council"), colors_of("twice")) == (yellow, blue), timeout=5000)
    assert colors_of("warned") not in (yellow, blue, paper.page.lower())


def test_every_kind_in_every_theme_and_orphans_told(reading):
    text = reading.open(FLOOD).text
    notes = [
        annotation(1, text, "river rose", kind=AnnotationKind.UNDERLINE),
        annotation(2, text, "letters", kind=AnnotationKind.STRIKE_OUT, comment="why"),
        annotation(3, "words that stand nowhere in that page at all", "stand nowhere in that page"),
    ]
    for name in theme.NAMES:
        with reading.qtbot.waitSignal(reading.view.anchored, timeout=5000) as caught:
            reading.view.set_theme(theme.load(name))
            reading.view.show_annotations(notes)
        assert caught.args == [[1, 2], [3]] or name == "paper"
        page = theme.load(name).page.lower()
        reading.qtbot.waitUntil(
            lambda page=page: reading.view.grab().toImage().pixelColor(5, 300).name() == page, timeout=5000
        )


def test_reopening_shows_the_place_again(reading, qtbot):
    text = reading.open(LONG).text
    start = text.index("Paragraph 200 ")
    with qtbot.waitSignal(
        reading.view.location_changed, timeout=5000, check_params_cb=lambda place: place.progress > 0.3
    ):
        reading.view.go_to(start, start + 9)
    place = reading.view.position()
    assert 0 < start - place.offset < 1500
    again = Reading(qtbot)
    again.open(LONG, place)
    qtbot.waitUntil(lambda: abs(again.view.position().progress - place.progress) < 0.01, timeout=5000)
    assert abs(again.view.position().offset - place.offset) < 80


def test_the_middle_of_a_long_paragraph_stays_in_view_when_the_width_changes(reading, qtbot):
    paragraphs = (" ".join(f"{name}{number}" for number in range(4000)) for name in ("one", "two", "three"))
    text = reading.open("\n".join(f"<p>{words}</p>" for words in paragraphs)).text
    start = text.index("two2000 ")
    with qtbot.waitSignal(
        reading.view.location_changed, timeout=5000, check_params_cb=lambda place: place.progress > 0.3
    ):
        reading.view.go_to(start, start + 7)
    assert 0 < start - reading.view.position().offset < 1500
    reading.view.resize(reading.view.width() - 150, reading.view.height())
    qtbot.waitUntil(lambda: reading.view.rect().contains(reading.place(text, "two2000")))


def test_find_ignores_case_and_accents_and_goes_round(reading):
    reading.open("<p>Café, the CAFE and the cafe\u0301 again.</p>\n")
    seen = []
    for forward in (True, True, True, True, False):
        with reading.qtbot.waitSignal(reading.view.find_changed, timeout=5000) as caught:
            reading.view.find("cafe", forward=forward)
        seen.append((caught.args[0].current, caught.args[0].total))
    assert seen == [(1, 3), (2, 3), (3, 3), (1, 3), (3, 3)]
    with reading.qtbot.waitSignal(reading.view.find_changed, timeout=5000) as caught:
        reading.view.find("tea")
    assert (caught.args[0].current, caught.args[0].total) == (0, 0)


def test_zoom_keeps_offsets_and_rectangles(reading):
    text = reading.open(FLOOD).text
    small = reading.place(text, "letters")
    reading.view.set_zoom(1.5)
    reading.qtbot.waitUntil(
        lambda: reading.place(text, "letters").height() > 1.3 * small.height(), timeout=5000
    )
    box = reading.place(text, "letters")
    chosen = reading.drag(QPoint(box.left() + 1, box.center().y()), QPoint(box.right(), box.center().y()))
    assert chosen.text == "letters"


def test_outside_links_are_told_and_not_followed(reading):
    text = reading.open('<p>See <a href="https://example.org/next">the next one</a> now.</p>\n').text
    point = reading.place(text, "next one").center()
    with reading.qtbot.waitSignal(reading.view.link_activated, timeout=5000) as caught:
        reading.click(point)
    assert caught.args == ["https://example.org/next"]
    assert reading.place(text, "next one").center() == point


def test_five_hundred_highlights_in_a_long_article(reading):
    html = "".join(f"<p>{number} {'the river and what came after it ' * 30}</p>\n" for number in range(1000))
    opened = reading.open(html)
    notes = [annotation_at(n, opened.text, n * 1500, n * 1500 + 300) for n in range(500)]
    with reading.qtbot.waitSignal(reading.view.anchored, timeout=10_000) as caught:
        reading.view.show_annotations(notes)
    assert (len(caught.args[0]), caught.args[1]) == (500, [])
    assert reading.select(500_000, 500_010).end == 500_010


def test_the_next_article_needs_no_new_process_and_shows_its_own_pictures(qtbot):
    """A new process now and then keeps the view waiting for seconds; a kept one remembers pictures."""
    source = MemorySource()
    reading = Reading(qtbot, source)
    page = reading.view.findChild(QWebEngineView).page()
    processes = set()
    for color in ("red", "blue", "lime"):
        out = io.BytesIO()
        Image.new("RGB", (300, 300), color).save(out, "PNG")
        source.files = {"files/picture.png": ("image/png", out.getvalue())}
        reading.open("<p>One</p><img src='files/picture.png'><p>Two</p>")
        wanted = QColor(color).rgb()

        def shown(wanted=wanted) -> bool:
            shot = reading.view.grab().toImage()
            return any(shot.pixel(x, y) == wanted for x in range(0, 900, 50) for y in range(0, 700, 50))

        qtbot.waitUntil(shown, timeout=5000)
        processes.add(page.renderProcessPid())
    assert len(processes) == 1
