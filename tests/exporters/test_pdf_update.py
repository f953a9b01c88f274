"""What becomes of the original when annotations are written into it."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import which

import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, OutlineItem, String
from PIL import Image

from desktop.domain.annotation import HighlightColor
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf import PdfExporter
from desktop.formats.pdf.objects import frame_of
from desktop.importers.base import Source
from desktop.importers.registry import read
from tests.exporters.test_pdf import imported
from tests.exporters.test_pdf_round_trip import annotated, as_article, by_uid, exported, paper

Change = Callable[[pikepdf.Pdf], None]


def changed(data: bytes, change: Change = lambda _: None, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def rich(pdf: pikepdf.Pdf) -> None:
    """An outline, page labels, a form, a link, tags for accessibility, metadata, a mark of another program."""
    first = pdf.pages[0]
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Ledgers", 1))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D, St=7)]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([])))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Ledgers of the harbour"
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Oake"),
                       DA=String("/Helv 9 Tf 0 g"),
                       Rect=Array([300, 20, 400, 40]))  # fmt: skip
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 20, 20]),
                      A=Dictionary(S=Name.URI, URI=String("https://example.org/")))  # fmt: skip
    wave = Dictionary(Type=Name.Annot, Subtype=Name.Squiggly, Rect=Array([28, 780, 200, 800]), NM=String("wave"),
                      QuadPoints=Array([28, 800, 200, 800, 28, 780, 200, 780]), C=Array([1, 0, 0]))  # fmt: skip
    marks = [pdf.make_indirect(one) for one in (field, link, wave)]
    first.Annots = pdf.make_indirect(Array(marks))
    pdf.Root.AcroForm = Dictionary(Fields=Array(marks[:1]))


def kept(data: bytes) -> tuple[object, ...]:
    """What of ``rich`` is in a file."""
    with (
        pikepdf.open(io.BytesIO(data)) as pdf,
        pdf.open_outline() as outline,
        pdf.open_metadata() as metadata,
    ):
        subtypes = [str(mark.Subtype) for mark in pdf.pages[0].Annots]
        return (
            outline.root[0].title, [page.label for page in pdf.pages], "/StructTreeRoot" in pdf.Root,
            bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang), str(pdf.docinfo.Title), metadata["dc:title"],
            str(pdf.Root.AcroForm.Fields[0].V), subtypes.count("/Link"), subtypes.count("/Squiggly"),
        )  # fmt: skip


def annotated_beside(original: bytes) -> ExportArticle:
    """Our annotations beside those that the file brought along."""
    there = as_article(read(Source(original, "paper.pdf")), read(Source(original, "paper.pdf")).annotations)
    ours = tuple(replace(one, id=one.id + 100) for one in annotated(original).annotations)
    return replace(there, annotations=(*there.annotations, *ours))


def pictures(data: bytes, *, marks: bool) -> list[bytes]:
    pdf = pypdfium2.PdfDocument(data)
    return [bytes(page.render(scale=1.5, may_draw_forms=False, draw_annots=marks).buffer) for page in pdf]


def problems(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.check_pdf_syntax()


def test_entries_whose_names_are_no_text_stay() -> None:
    def name_oddly(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/Plain"] = 5

    original = changed(paper(), name_oddly).replace(b"/Plain", b"/P\xfe\xffin")
    out = exported(annotated_beside(original))
    assert out.startswith(original)
    assert problems(out) == []


MAKES = {
    "table": {},
    "stream": {"object_stream_mode": ObjectStreamMode.generate},
    "linearized": {"linearize": True},
}


@pytest.mark.parametrize("how", MAKES)
def test_the_original_is_added_to_and_not_touched(how: str) -> None:
    original = changed(paper(), rich, **MAKES[how])
    out = exported(annotated_beside(original))
    assert out.startswith(original)
    assert problems(out) == []
    assert kept(out) == kept(original)
    assert pictures(out, marks=False) == pictures(original, marks=False)
    assert all(
        one != other
        for one, other in zip(pictures(out, marks=True), pictures(original, marks=True), strict=True)
    )


def test_pages_keep_what_they_inherit() -> None:
    made = FPDF(format=(300, 400))
    for page in range(3):
        made.add_page()
        made.set_font("Helvetica", size=12)
        made.cell(0, 12, f"Page {page} names ship {page}.")
    original = bytes(made.output())
    with pikepdf.open(io.BytesIO(original)) as pdf:
        assert pdf.pages[0].obj.MediaBox.objgen[0] >= int(pdf.trailer.Size), "or this proves nothing"
    out = exported(imported(original, "paper.pdf", ["names ship 1"]))
    assert out.startswith(original)
    assert problems(out) == []
    assert pictures(out, marks=False) == pictures(original, marks=False)


def test_without_annotations_the_original_comes_out() -> None:
    original = changed(paper())
    assert PdfExporter().render([imported(original, "paper.pdf", [])], ExportOptions()) == original


@pytest.mark.parametrize("damage", ["locked", "cut", "shifted"])
def test_what_cannot_be_added_to_is_written_anew(damage: str) -> None:
    original = {
        "locked": lambda: changed(paper(), rich, encryption=Encryption(owner="secret", user="")),
        "cut": lambda: paper().replace(b"startxref", b"startnever"),
        "shifted": lambda: b"junk before the file\n" + paper(),
    }[damage]()
    article = annotated_beside(original)
    out = exported(article)
    assert problems(out) == []
    again = read(Source(out, "again.pdf"))
    assert by_uid(again.annotations).keys() >= {one.uid for one in article.annotations}
    assert pictures(out, marks=False) == pictures(original, marks=False)


def test_what_was_deleted_is_nowhere_in_the_file() -> None:
    once = exported(annotated(paper()))
    item = read(Source(once, "again.pdf"))
    secret = replace(item.annotations[0], comment="meant for no eyes")
    with_secret = exported(as_article(item, [secret, *item.annotations[1:]]))
    again = read(Source(with_secret, "again.pdf"))
    assert b"meant for no eyes" in with_secret
    left = [one for one in again.annotations if one.uid != secret.uid]
    last = changed(exported(as_article(again, left)), stream_decode_level=pikepdf.StreamDecodeLevel.all)
    assert b"meant for no eyes" not in last


def test_a_wavy_line_stays_wavy() -> None:
    original = changed(paper(), rich)
    item = read(Source(original, "paper.pdf"))
    [wave] = [one for one in item.annotations if one.uid == "wave"]
    out = exported(as_article(item, [replace(wave, color=HighlightColor.GREEN, comment="looked up")]))
    with pikepdf.open(io.BytesIO(out)) as pdf:
        [mark] = [one for one in pdf.pages[0].Annots if one.Subtype == Name.Squiggly]
        assert (str(mark.NM), str(mark.Contents)) == ("wave", "looked up")
    assert {"wave"} == {one.uid for one in read(Source(out, "again.pdf")).annotations}


def test_tags_are_told_to_every_program_and_read_once() -> None:
    article = annotated(paper())
    first = replace(
        article.annotations[0], tags=("night buses", "hafen/köln"), comment="Compare.\n\n#not a tag"
    )
    out = exported(replace(article, annotations=(first,)))
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert str(pdf.pages[0].Annots[0].Contents) == "Compare.\n\n#not a tag\n\n#night-buses #hafen/köln"
    [new] = read(Source(out, "again.pdf")).annotations
    assert (new.comment, new.tags) == (first.comment, first.tags)


def test_notes_without_words_come_back() -> None:
    article = annotated(paper())
    silent = tuple(replace(one, comment="") for one in article.annotations)
    repeated = replace(article.annotations[0], comment=article.annotations[0].quote)
    out = exported(replace(article, annotations=(repeated, *silent[1:])))
    found = by_uid(read(Source(out, "again.pdf")).annotations)
    assert found.keys() == {one.uid for one in article.annotations}
    assert found[repeated.uid].comment == repeated.comment


@pytest.mark.skipif(not which("pdftotext") or not which("pdftoppm"), reason="poppler's tools are not here")
@pytest.mark.parametrize("turn", [0, 90])
def test_poppler_sees_the_marks_on_their_words(tmp_path: Path, turn: int) -> None:
    quotes = ["ledger names ship 1", "names ship 3 and its cargo."]
    article = imported(paper(turn), "paper.pdf", quotes)
    file = tmp_path / "out.pdf"
    file.write_bytes(exported(article))
    (tmp_path / "plain.pdf").write_bytes(paper(turn))
    with pikepdf.open(file) as pdf:
        frame = frame_of(pdf.pages[0])
        marks = [[float(number) for number in mark.QuadPoints] for mark in pdf.pages[0].Annots]
    assert len(marks) == len(quotes)
    shown, plain = (picture(tmp_path / name) for name in ("out.pdf", "plain.pdf"))
    for quad, quote in zip(marks, quotes, strict=True):
        box = frame.shown(Rectangle(quad[0], quad[5], quad[2], quad[1]))
        left, top, right, bottom = min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2])
        if not turn:
            area = [f"-{name}={round(10 * value)}" for name, value in
                    (("x", left), ("y", top), ("W", right - left), ("H", bottom - top))]  # fmt: skip
            asked = [
                "pdftotext",
                "-l",
                "1",
                "-r",
                "720",
                *(part for one in area for part in one.split("=")),
                file,
                "-",
            ]
            assert subprocess.run(asked, capture_output=True, check=True).stdout.decode().strip() == quote
        corner = round(left) + 2, round(top) + 2, round(right) - 2, round(bottom) - 2
        assert shown.crop(corner).getextrema()[2][1] < 200, "nothing of it stays white"
        assert plain.crop(corner).getextrema()[2][1] == 255


def picture(file: Path) -> Image.Image:
    """The first page at one pixel a point, by poppler."""
    out = file.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "72", "-png", "-singlefile", "-f", "1", file, out], check=True)
    return Image.open(out.with_suffix(".png")).convert("RGB")


@pytest.mark.skipif(
    not which("pdftotext") or not which("qpdf"), reason="poppler's tools or qpdf are not here"
)
def test_other_tools_find_nothing_wrong(tmp_path: Path) -> None:
    article = annotated_beside(changed(paper(90), rich))
    file = tmp_path / "out.pdf"
    file.write_bytes(exported(article))
    for command in (["qpdf", "--check", file], ["pdftoppm", "-r", "30", file, tmp_path / "page"]):
        done = subprocess.run(command, capture_output=True, check=True)
        assert not done.stderr


@pytest.mark.parametrize(("reading", "stays"), [(1, True), (2, False)])
def test_marks_that_were_never_taken_in_do_not_pass_for_deleted(reading: int, stays: bool) -> None:
    def stamp(pdf: pikepdf.Pdf) -> None:
        made = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([50, 50, 150, 90]), Contents=String("Read")
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(made)])

    item = read(Source(changed(paper(), stamp), "paper.pdf"))
    assert len(item.annotations) == 1
    article = as_article(item, ())
    known = replace(article, document=replace(article.document, reading=reading))
    with pikepdf.open(io.BytesIO(exported(known))) as pdf:
        marks = pdf.pages[0].get("/Annots", [])
        assert ["/Stamp"] * stays == [str(mark.Subtype) for mark in marks]
