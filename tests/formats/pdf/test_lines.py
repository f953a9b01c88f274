"""Lines, fragments and places of characters on a page."""

import io

import pikepdf
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.geometry import Box, PageFrame
from desktop.formats.pdf.lines import PageLines
from desktop.formats.pdf.objects import open_objects

HIGH, WIDE = 10.0, 6.0


def row(text: str, left: float = 100, top: float = 100, step: float = WIDE) -> list[Box | None]:
    """Letters of one size side by side; to the left where the step is negative."""
    return [
        None if letter.isspace() else (left + at * step, top, left + at * step + WIDE, top + HIGH)
        for at, letter in enumerate(text)
    ]


@given(st.tuples(*[st.floats(-500, 500)] * 4), st.integers(0, 3))
def test_a_place_on_the_page_leads_back_to_its_place_in_the_file(
    edges: tuple[float, ...], quarters: int
) -> None:
    left, right = sorted(edges[:2])
    bottom, top = sorted(edges[2:])
    frame = PageFrame(Rectangle(20, 30, 420, 630), quarters)
    back = frame.stored(frame.shown(Rectangle(left, bottom, right, top)))
    assert (back.left, back.bottom, back.right, back.top) == pytest.approx((left, bottom, right, top))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_characters_stand_where_they_are_seen_on_turned_and_cropped_pages(turn: int) -> None:
    paper = FPDF(unit="pt")
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.text(200, 100, "ledger")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(paper.output()))) as pdf:
        [page] = pdf.pages
        page.cropbox = [50, 60, 580, 830]
        page.rotate(turn, relative=False)
        pdf.save(out)
    document = PdfDocument(out.getvalue())
    span, contents = document.spans[0], document.contents(0)
    [box] = contents.lines.fragments(0, 6)
    assert 0 < box[0] < box[2] < span.width
    assert 0 < box[1] < box[3] < span.height
    assert contents.lines.lines[0].upright is (turn in (0, 180))
    [stored] = document.line_boxes(0, 0, 6)
    assert stored.right - stored.left > 2 * (stored.top - stored.bottom), (
        "the file's own letters are not turned"
    )


def test_a_gutter_parts_lines_and_a_space_does_not() -> None:
    text = "left side\nright side"
    boxes = [*row("left side\n"), *row("right side", left=300)]
    lines = PageLines(text, boxes)
    assert [text[line.start : line.end] for line in lines.lines] == ["left side", "right side"]
    assert len(lines.fragments(0, len(text))) == 2


@pytest.mark.parametrize("step", [WIDE, -WIDE])
def test_the_nearest_boundary_is_on_the_side_where_the_text_goes_on(step: float) -> None:
    lines = PageLines("abcdef", row("abcdef", left=200, step=step))
    middle = 200 + 2 * step + WIDE / 2
    assert lines.offset_at(middle + 1, 105) == (3 if step > 0 else 2)
    assert lines.offset_at(middle - 1, 105) == (2 if step > 0 else 3)
    assert lines.offset_at(0, 105) == (0 if step > 0 else 6)


def test_an_accent_drawn_by_itself_turns_no_letter_around() -> None:
    *before, last = row("Mounie")
    assert last is not None
    lines = PageLines("Mouni´e", [*before, (last[0] + 3, 97, last[2] + 1, 102), last])
    [line] = lines.lines
    assert all(lines.runs_on(line, at) for at in range(line.start, line.end))


def test_the_way_is_that_of_the_letters_of_the_same_writing() -> None:
    """Words to the left with a number among them."""
    text = "שנת 1994 היא"
    boxes = row(text, left=300, step=-WIDE)
    number = text.index("1994")
    boxes[number : number + 4] = row("1994", left=300 - (number + 3) * WIDE)
    lines = PageLines(text, boxes)
    ways = [lines.runs_on(lines.lines[0], at) for at in range(len(text)) if not text[at].isspace()]
    assert ways == [False] * 3 + [True] * 4 + [False] * 3


def test_letters_that_run_down_are_one_line() -> None:
    boxes: list[Box | None] = [(100, 50 + 11 * at, 110, 60 + 11 * at) for at in range(4)]
    lines = PageLines("縦書きの", boxes)
    assert lines.fragments(0, 4) == [(100, 50, 110, 93)]
    assert lines.offset_at(105, 50 + 11 * 2 + 1) == 2
    assert lines.offset_at(105, 50 + 11 * 2 + 9) == 3


def test_a_fragment_covers_no_letter_of_its_neighbours() -> None:
    """A tall letter makes its line reach into the next one."""
    text = "Ta\nbc"
    boxes: list[Box | None] = [
        (100, 100, 120, 130),
        (120, 100, 126, 110),
        None,
        *row("bc", left=120, top=113),
    ]
    lines = PageLines(text, boxes)
    assert lines.fragments(1, 2) == [(120, 100, 126, 110)]
    for left, top, right, bottom in lines.fragments(0, 2):
        for box in boxes[3:]:
            assert box is not None
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            assert not (left <= x <= right and top <= y <= bottom)


def test_a_range_takes_ligatures_and_marks_whole() -> None:
    boxes = row("of\u0301fice")
    boxes[3] = boxes[4]  # "fi" is one glyph
    lines = PageLines("of\u0301fice", boxes)
    assert lines.whole(0, 2) == (0, 3)
    assert lines.whole(4, 6) == (3, 6)
    assert lines.whole(0, 1) == (0, 1)
    assert lines.whole(0, 7) == (0, 7)


def test_what_one_library_cannot_open_another_writes_anew() -> None:
    paper = FPDF(unit="pt")
    paper.add_page()
    circular = bytes(paper.output()).replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 1 0 R]")
    with pytest.raises(pikepdf.PdfError), pikepdf.open(io.BytesIO(circular)) as pdf:
        len(pdf.pages)
    with open_objects(circular, PdfDocument(circular)) as pdf:
        assert len(pdf.pages) == 1
