"""The handles at the ends of a highlight, under a real mouse."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt

from tests.reader.pages import Reading, annotation

FLOOD = (
    "<p>The council was warned twice before the river rose.</p>\n"
    "<p>Nobody kept the letters, and nobody was asked for them.</p>\n"
)
ARABIC = "<p>كان النهر هادئا في الصباح الباكر.</p>\n"
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def offer(reading: Reading, html: str, words: str, **about) -> str:
    """Open a page with one highlight, its handles shown."""
    text = reading.open(html, **about).text
    reading.view.show_annotations([annotation(1, text, words)])
    reading.view.offer_handles(1)
    return text


def pull(reading: Reading, grip: QPoint, to: QPoint, *, release: bool = True) -> None:
    reading.mouse(QEvent.Type.MouseMove, grip, NONE)
    reading.mouse(QEvent.Type.MouseButtonPress, grip, LEFT)
    for step in range(1, 6):
        reading.mouse(QEvent.Type.MouseMove, grip + (to - grip) * step / 5, LEFT)
    if release:
        reading.mouse(QEvent.Type.MouseButtonRelease, to, NONE)


def end_knob(box: QRect, *, rtl: bool = False) -> QPoint:
    return QPoint(box.left() if rtl else box.right(), box.bottom() + 5)


def start_knob(box: QRect) -> QPoint:
    return QPoint(box.left(), box.top() - 5)


def dragged(reading: Reading, grip: QPoint, to: QPoint) -> tuple[int, int, int]:
    with reading.qtbot.waitSignal(reading.view.end_dragged, timeout=5000) as caught:
        pull(reading, grip, to)
    return tuple(caught.args)


def test_the_end_is_dragged_on_and_back(reading):
    text = offer(reading, FLOOD, "was warned")
    near, far = reading.place(text, "was warned"), reading.place(text, "before")
    one, start, end = dragged(reading, end_knob(near), end_knob(far))
    assert (one, text[start:end]) == (1, "was warned twice before")


def test_the_start_is_dragged_to_the_line_above(reading):
    text = offer(reading, FLOOD, "kept the letters")
    near, far = reading.place(text, "kept the letters"), reading.place(text, "river rose")
    _, start, end = dragged(reading, start_knob(near), QPoint(far.left() + 1, far.top() - 5))
    assert text[start:end] == "river rose.\nNobody kept the letters"


def test_an_end_pulled_beyond_the_start_changes_places_with_it(reading):
    text = offer(reading, FLOOD, "warned")
    near, far = reading.place(text, "warned"), reading.place(text, "council")
    _, start, end = dragged(reading, end_knob(near), QPoint(far.left() + 1, far.bottom() + 5))
    assert text[start:end] == "council was"


def test_writing_from_right_to_left_ends_on_the_left(reading):
    text = offer(reading, ARABIC, "النهر", language="ar")
    near, far = reading.place(text, "النهر"), reading.place(text, "هادئا")
    _, start, end = dragged(reading, end_knob(near, rtl=True), end_knob(far, rtl=True))
    assert text[start:end] == "النهر هادئا"


def test_the_drag_shows_what_it_will_be_and_selects_nothing(reading):
    text = offer(reading, FLOOD, "was warned")
    near, far = reading.place(text, "was warned"), reading.place(text, "before")
    reading.selections.clear()

    def tinted() -> bool:
        color = reading.view.grab().toImage().pixelColor(far.center().x(), far.top() + 2)
        return color.name().upper() == "#FFE27A"

    pull(reading, end_knob(near), end_knob(far), release=False)
    reading.qtbot.waitUntil(tinted, timeout=5000)
    reading.view.offer_handles(0)
    reading.qtbot.waitUntil(lambda: not tinted(), timeout=5000)
    assert not any(reading.selections)


def test_a_press_without_a_move_changes_nothing(reading, qtbot):
    text = offer(reading, FLOOD, "was warned")
    grip = end_knob(reading.place(text, "was warned"))
    with qtbot.assertNotEmitted(reading.view.end_dragged, wait=300):
        reading.click(grip)
    with qtbot.waitSignal(reading.view.annotation_activated, timeout=5000):
        reading.click(grip - QPoint(20, 15))


def test_without_an_offer_there_is_nothing_to_pull(reading, qtbot):
    text = offer(reading, FLOOD, "was warned")
    reading.view.offer_handles(0)
    near, far = reading.place(text, "was warned"), reading.place(text, "before")
    with qtbot.assertNotEmitted(reading.view.end_dragged, wait=300):
        pull(reading, end_knob(near), end_knob(far))
