"""Annotations as other programs write them."""

import io
from collections.abc import Sequence

import pikepdf
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor, NewAnnotation, TextTarget
from desktop.domain.selector import Rectangle
from desktop.formats.pdf.annotations import read_annotations
from desktop.formats.pdf.document import PdfDocument

TIDES, ERRORS = "The sea comes in twice a day.", "Errors crept in each winter."
BOX = Array([50, 150, 200, 200])


def page() -> pikepdf.Pdf:
    made = FPDF(unit="pt", format=(400, 300))
    made.add_page()
    made.set_font("helvetica", size=12)
    for line, words in enumerate((TIDES, ERRORS)):
        made.set_xy(40, 40 + 30 * line)
        made.cell(text=words)
    return pikepdf.open(io.BytesIO(bytes(made.output())))


def place(words: str) -> list[float]:
    """The corners of words, as most programs write them."""
    document = PdfDocument(_bytes(page()))
    start = document.text.index(words)
    (box,) = document.line_boxes(0, start, start + len(words))
    document.close()
    return [box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom]


def mark(subtype: str, words: str = "", **more: object) -> Dictionary:
    made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=BOX)
    if words:
        quad = place(words)
        made.QuadPoints, made.Rect = Array(quad), Array([quad[0], quad[5], quad[2], quad[1]])
    for name, value in more.items():
        made[f"/{name}"] = value
    return made


def read(*marks: Dictionary) -> list[NewAnnotation]:
    pdf = page()
    return read_from(pdf, [pdf.make_indirect(one) for one in marks])


def read_from(pdf: pikepdf.Pdf, marks: Sequence[pikepdf.Object]) -> list[NewAnnotation]:
    pdf.pages[0].obj.Annots = Array(marks)
    data = _bytes(pdf)
    document = PdfDocument(data)
    with pikepdf.open(io.BytesIO(data)) as again:
        found = read_annotations(again, document, document.text)
    document.close()
    return [one.new for one in found]


def quote(new: NewAnnotation) -> str:
    return new.target.quote.exact if isinstance(new.target, TextTarget) else ""


def _bytes(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("Line", AnnotationKind.AREA),
        ("Polygon", AnnotationKind.AREA),
        ("PolyLine", AnnotationKind.AREA),
        ("Stamp", AnnotationKind.AREA),
        ("Redact", AnnotationKind.AREA),
        ("Caret", AnnotationKind.NOTE),
        ("FileAttachment", AnnotationKind.NOTE),
    ],
)
def test_what_is_drawn_keeps_its_words_and_place(subtype: str, kind: AnnotationKind) -> None:
    [new] = read(mark(subtype, Contents=String("look here")))
    assert (new.kind, new.comment) == (kind, "look here")
    assert new.target == AreaTarget(0, Rectangle(50, 150, 200, 200))


def test_an_attached_file_without_words_tells_its_name() -> None:
    file = Dictionary(Type=Name.Filespec, F=String("t.csv"), UF=String("tables.csv"))
    assert [new.comment for new in read(mark("FileAttachment", FS=file))] == ["tables.csv"]


def test_what_has_no_size_is_kept() -> None:
    point = read(mark("Text", Rect=Array([100, 100, 100, 100]), Contents=String("a point")))
    assert [new.target for new in point] == [AreaTarget(0, Rectangle(100, 82, 118, 100))]
    flat = read(mark("Ink", Rect=Array([100, 100, 200, 100])))
    assert [new.target for new in flat] == [AreaTarget(0, Rectangle(100, 99, 200, 100))]
    line = read(mark("Line", Rect=Array([0, 0, 0, 0]), L=Array([30, 90, 10, 50])))
    assert [new.target for new in line] == [AreaTarget(0, Rectangle(10, 50, 30, 90))]


def test_quads_of_no_size_leave_it_to_the_rectangle() -> None:
    assert [quote(new) for new in read(mark("Highlight", "twice", QuadPoints=Array([0] * 8)))] == ["twice"]


def test_words_that_are_only_told_with_their_type() -> None:
    rich = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>Is <b>it</b> &amp; is</p><p>it not?</p></body>'
    found = read(mark("FreeText", RC=String(rich)), mark("Highlight", "twice", RC=String(rich)))
    assert [new.comment for new in found] == ["Is it & is\nit not?"] * 2


@pytest.mark.parametrize(
    "written",
    [
        "Jörg".encode("latin-1"),
        "Jörg".encode(),
        b"\xef\xbb\xbf" + "Jörg".encode(),
        b"\xfe\xff" + "Jörg".encode("utf-16-be"),
        b"\xff\xfe" + "Jörg".encode("utf-16-le"),
        b"\xfe\xff" + "\x1bdeDE\x1bJörg".encode("utf-16-be"),
    ],
)
def test_names_in_every_encoding(written: bytes) -> None:
    [new] = read(mark("Text", T=String(written), Contents=String(written)))
    assert (new.creator, new.comment) == ("Jörg", "Jörg")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("D:20200102030405+01'00'", "2020-01-02T02:04:05.000Z"),
        ("D:20200102030405+01:00", "2020-01-02T02:04:05.000Z"),
        ("2020-01-02T03:04:05+01:00", "2020-01-02T02:04:05.000Z"),
        ("2020-01-02 03:04", "2020-01-02T03:04:00.000Z"),
        ("D: 20200102030405Z", "2020-01-02T03:04:05.000Z"),
        ("D:2020-01-02", "2020-01-02T00:00:00.000Z"),
        ("yesterday", ""),
    ],
)
def test_moments_as_they_are_written(written: str, moment: str) -> None:
    [new] = read(mark("Text", Contents=String("so"), M=String(written)))
    assert new.created == moment


@pytest.mark.parametrize(
    ("written", "color"),
    [
        ([1.0, 0.65, 0.0], HighlightColor.ORANGE),
        ([0.18, 0.66, 0.9], HighlightColor.BLUE),
        ([0.64, 0.54, 0.9], HighlightColor.PURPLE),
        ([0.0, 0.0, 0.5], HighlightColor.BLUE),
        ([1.0, 0.41, 0.71], HighlightColor.PINK),
        ([0.5, 0.5, 0.0], HighlightColor.YELLOW),
        ([0.0, 0.5, 1.0, 0.0], HighlightColor.ORANGE),
        ([0.7], HighlightColor.YELLOW),
        ([], HighlightColor.YELLOW),
    ],
)
def test_strong_colours_become_their_tints(written: list[float], color: HighlightColor) -> None:
    [new] = read(mark("Highlight", "twice", C=Array(written)))
    assert new.color == color


def test_our_colours_stay_what_they_are() -> None:
    for color in HighlightColor:
        tint = Array([int(color.hex[at : at + 2], 16) / 255 for at in (1, 3, 5)])
        assert [new.color for new in read(mark("Highlight", "twice", C=tint))] == [color]


def test_what_is_to_stand_in_place_of_words_is_said_where_they_are_struck_out() -> None:
    pdf = page()
    caret = pdf.make_indirect(mark("Caret", Contents=String("three times")))
    struck = pdf.make_indirect(mark("StrikeOut", "twice", IRT=caret, RT=Name.Group))
    for order in ([caret, struck], [struck, caret]):
        [new] = read_from(pdf, order)
        assert (new.kind, quote(new), new.comment) == (AnnotationKind.STRIKE_OUT, "twice", "three times")


def test_marks_of_one_group_stay_marks() -> None:
    pdf = page()
    first = pdf.make_indirect(mark("Highlight", "twice", Contents=String("one")))
    second = pdf.make_indirect(
        mark("Highlight", "each winter", IRT=first, RT=Name.Group, Contents=String("two"))
    )
    found = read_from(pdf, [first, second])
    assert [(quote(new), new.comment) for new in found] == [("twice", "one"), ("each winter", "two")]


def test_answers_go_with_what_they_answer_wherever_they_stand() -> None:
    pdf = page()
    first = pdf.make_indirect(mark("Highlight", "twice", T=String("Ada"), Contents=String("Why?")))
    answer = pdf.make_indirect(
        mark("Text", IRT=first, T=String("Bo"), Contents=String("The moon."), F=30, Rect=Array([0, 0, 0, 0]))
    )
    other = pdf.make_indirect(mark("Text", IRT=answer, T=String("Cy"), Contents=String("And the sun.")))
    state = pdf.make_indirect(mark("Text", IRT=first, State=String("Accepted"), Contents=String("Accepted")))
    for order in ([first, answer, other, state], [answer, other, state, first]):
        [new] = read_from(pdf, order)
        assert (quote(new), new.comment) == ("twice", "Why?\n\nBo: The moon.\n\nCy: And the sun.")


def test_answers_in_a_circle_are_notes() -> None:
    pdf = page()
    one = pdf.make_indirect(mark("Text", Contents=String("one")))
    two = pdf.make_indirect(mark("Text", Contents=String("two"), IRT=one))
    one.IRT = two
    assert [new.comment for new in read_from(pdf, [one, two])] == ["one\n\ntwo"]


def test_nameless_marks_are_known_again_when_others_go() -> None:
    whole = read(mark("Highlight", "twice"), mark("Highlight", "each winter"))
    [left] = read(mark("Highlight", "each winter"))
    assert left.uid == whole[1].uid != whole[0].uid


def test_tags_that_zotero_wrote() -> None:
    told = ['["tides", "sea level", 5, " "]', "tides", '{"a": 1}', ""]
    marks = [mark("Highlight", "twice", **{"Zotero:Tags": String(words)}) for words in told]
    assert [new.tags for new in read(*marks)] == [("tides", "sea level"), (), (), ()]


def test_the_marked_words_are_no_comment_however_they_were_copied() -> None:
    said = ("The sea comes", "The  sea\rcomes", "The sea co-\nmes", "The sea comes.")
    found = read(*(mark("Highlight", "The sea comes", Contents=String(words)) for words in said))
    assert [new.comment for new in found] == ["", "", "", "The sea comes."]


def test_a_shape_that_is_only_filled_has_a_colour() -> None:
    [new] = read(mark("Square", IC=Array([0, 0.6, 0])))
    assert new.color == HighlightColor.GREEN


def test_a_mark_on_passages_apart_tells_the_words_of_each() -> None:
    apart = mark("Highlight", "The sea", Contents=String("Compare"))
    apart.QuadPoints = Array([*place("The sea"), *place("each winter")])
    [new] = read(apart)
    assert (new.kind, new.comment) == (AnnotationKind.AREA, "The sea … each winter\n\nCompare")
    assert isinstance(new.target, AreaTarget)
