"""The archived page on screen: its words are the article's, marks stand in both, nothing runs or reaches out."""

import pytest
from PySide6.QtCore import QPoint

from desktop.domain.item import Document, ReadingPosition
from desktop.importers.base import Source
from desktop.importers.registry import original_of
from desktop.reader.web.original import OriginalReaderView
from tests.reader.pages import MemorySource, Reading, annotation, document, item
from tests.reader.test_web_hostile import HOSTILE, aimed, wait_for_what_comes_late
from tests.reader.witness import Witness

FIRST = "The council was warned twice before the river rose."
SECOND = "Nobody kept the letters of March."
ARTICLE = f"<p>{FIRST}</p>\n<p>{SECOND}</p>\n"
PAGE = (
    "<body><nav>Home News Sport</nav><div><p>The council\n   was warned <b>twice</b> before the river rose.</p>"
    "<aside>Read also: ten boats</aside><p>Nobody kept the letters of March.</p></div>"
    "<script>document.title='ran'</script></body>"
)


class ReadingOriginal(Reading):
    """A reader of the archived page on screen."""

    def __init__(self, qtbot, page: str) -> None:
        super().__init__(qtbot)
        self.view.close()
        original = original_of(Source(f"<html><title>T</title>{page}</html>".encode(), "page.html"))
        assert original is not None
        self.view = OriginalReaderView(MemorySource(), original)
        self.view.resize(900, 700)
        qtbot.addWidget(self.view)
        self.view.show()
        self.view.selection_changed.connect(self.selections.append)

    def open(self, html: str = ARTICLE, position: ReadingPosition | None = None, **about) -> Document:
        opened = document(html)
        with self.qtbot.waitSignal(self.view.ready, timeout=20_000):
            self.view.open(item(**about), opened, position)
        return opened


@pytest.fixture
def reading(qtbot) -> ReadingOriginal:
    return ReadingOriginal(qtbot, PAGE)


def test_what_is_selected_is_the_articles(reading) -> None:
    text = reading.open().text
    chosen = reading.select(text.index("council"), text.index("rose"))
    assert chosen.text == "council was warned twice before the river"
    assert (chosen.start, chosen.end) == (text.index("council"), text.index("rose") - 1)


def test_a_selection_over_what_stands_between_means_the_article(reading) -> None:
    text = reading.open().text
    chosen = reading.select(text.index("river"), text.index("kept"))
    assert chosen.text == "river rose.\nNobody"


def test_words_beside_the_article_are_told_apart(reading, qtbot) -> None:
    text = reading.open().text
    first = reading.place(text, "council")
    above = QPoint(10, first.top() - first.height() - 8)
    with qtbot.waitSignal(reading.view.selected_outside, timeout=5000) as told:
        reading.drag(above, above + QPoint(120, 0))
    assert told.args[0] in "Home News Sport"


def test_marks_stand_where_the_words_are_and_none_is_an_orphan(reading, qtbot) -> None:
    text = reading.open().text
    marks = [annotation(1, text, "warned twice"), annotation(2, text, "rose.\nNobody")]
    with qtbot.waitSignal(reading.view.anchored, timeout=5000) as told:
        reading.view.show_annotations(marks)
    assert told.args == [[1, 2], []]
    at = reading.place(text, "twice").center()
    with qtbot.waitSignal(reading.view.annotation_activated, timeout=5000) as clicked:
        reading.click(at)
    assert clicked.args[0] == 1


def test_the_parts_of_a_selection_are_named(reading, qtbot) -> None:
    text = reading.open().text
    reading.select(text.index("council"), len(text) - 1)
    told: list[object] = []
    reading.view.chosen_parts(told.append)
    qtbot.waitUntil(lambda: bool(told))
    [(first, last)] = told
    assert 0 < first < last


def test_a_cover_of_the_whole_window_is_put_away(qtbot) -> None:
    cover = "<div style='position:fixed;inset:0;background:#fff'>We value your privacy. Accept all?</div>"
    reading = ReadingOriginal(
        qtbot,
        PAGE.replace("<nav>", cover + "<nav>").replace(
            "<body>", "<body style='overflow:hidden;visibility:hidden'>"
        ),
    )
    text = reading.open().text
    reading.view.show_annotations([annotation(1, text, "twice")])
    at = reading.place(text, "twice").center()
    with qtbot.waitSignal(reading.view.annotation_activated, timeout=5000):
        reading.click(at)


def test_finding_looks_at_the_page(reading, qtbot) -> None:
    reading.open()
    with qtbot.waitSignal(reading.view.find_changed, timeout=5000) as found:
        reading.view.find("ten boats")
    assert found.args[0].total == 1


def test_the_place_of_reading_is_that_of_the_article(qtbot) -> None:
    many = "".join(
        f"<p>Paragraph {n} tells of the number {n} and of nothing else at all.</p>\n" for n in range(200)
    )
    reading = ReadingOriginal(qtbot, f"<body><nav>Home</nav>{many}</body>")
    text = document(many).text
    offset = text.index("Paragraph 120 ")
    reading.open(many, ReadingPosition(offset, 0.5, look={"view": "original"}))
    assert reading.view.position().offset == offset
    assert reading.view.position().look == {"view": "original"}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_reach_nothing_and_run_nothing(qtbot, listener, markup) -> None:
    reading = ReadingOriginal(qtbot, f"<body><p>Some calm words.</p>{aimed(markup, listener)}</body>")
    witness = Witness(reading)
    text = reading.open("<p>Some calm words.</p>").text
    reading.click(reading.place(text, "calm words").center())
    wait_for_what_comes_late(qtbot)
    assert witness.testimony().title != "ran"
    assert listener.visits == 0
