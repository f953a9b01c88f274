"""The outline of a PDF leads to the words of its headings."""

import io
from collections.abc import Sequence

import pikepdf
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String

from desktop.domain.item import OutlineEntry
from desktop.formats.pdf.document import PdfDocument

PAGES = (
    ("A preface about tides", "Tides come and go, and so do tables."),
    (
        "and the end of it.",
        "1 Tables",
        "Tables were kept by hand.",
        "1.1 Of the moon",
        "It was seen at night.",
    ),
    ("Tables of the sun are none.", "II. THE ALMANAC OF", "ALDWATER", "It was printed."),
)
Entry = tuple[str, dict[str, object], Sequence["Entry"]]


def outline(*entries: Entry) -> tuple[str, list[OutlineEntry]]:
    """The text of a document with these entries (title, what leads away, those below), and what is read of them."""
    made, out = FPDF(), io.BytesIO()
    made.set_font("helvetica", size=12)
    for lines in PAGES:
        made.add_page()
        for words in lines:
            made.cell(text=words, new_x="LMARGIN", new_y="NEXT")
    with pikepdf.open(io.BytesIO(bytes(made.output()))) as pdf:
        pages = [page.obj for page in pdf.pages]
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        _hang(pdf, pdf.Root.Outlines, entries, pages)
        pdf.save(out)
    document = PdfDocument(out.getvalue())
    found = document.text, list(document.outline())
    document.close()
    return found


def _hang(
    pdf: pikepdf.Pdf, parent: pikepdf.Object, entries: Sequence[Entry], pages: Sequence[pikepdf.Object]
) -> None:
    before: pikepdf.Object | None = None
    for title, leads, below in entries:
        entry = pdf.make_indirect(Dictionary(Title=String(title), Parent=parent))
        for key, value in leads.items():
            entry[key] = Array([pages[value], Name.Fit]) if isinstance(value, int) else value
        if before is None:
            parent.First = entry
        else:
            before.Next, entry.Prev = entry, before
        parent.Last = before = entry
        _hang(pdf, entry, below, pages)


@pytest.mark.parametrize(
    ("title", "page", "line"),
    [
        ("Tables", 1, "1 Tables"),
        ("1 Tables", 1, "1 Tables"),
        ("Chapter 1: Tables", 1, "1 Tables"),
        ("Of  the moon", 1, "1.1 Of the moon"),
        ("2 The almanac of Aldwater", 2, "II. THE ALMANAC"),
        ("Tab", 1, "and the end"),
        ("by hand", 1, "and the end"),
        ("Somewhere else", 1, "and the end"),
        ("Of the sun", 2, "Tables of the sun"),
    ],
)
def test_an_entry_leads_to_the_line_that_says_it(title: str, page: int, line: str) -> None:
    text, [entry] = outline((title, {"/Dest": page}, ()))
    assert text[entry.offset :].startswith(line)


def test_what_is_not_said_comes_no_earlier_than_the_entry_before_it() -> None:
    text, entries = outline(
        ("Of the moon", {"/Dest": 1}, ()), ("Not said", {"/Dest": 1}, ()), ("Almanac", {"/Dest": 2}, ())
    )
    assert [text[entry.offset :].split("\n")[0].strip() for entry in entries] == [
        "1.1 Of the moon", "1.1 Of the moon", "Tables of the sun are none.",
    ]  # fmt: skip


def test_a_part_that_leads_nowhere_stands_over_its_chapters() -> None:
    _, entries = outline(
        ("Part one", {}, [("Empty", {}, ()), ("Tables", {"/Dest": 1}, ())]), ("Nowhere", {}, ())
    )
    assert [(entry.title, entry.level) for entry in entries] == [("Part one", 1), ("Tables", 2)]
    assert entries[0].offset <= entries[1].offset


def test_what_leads_to_another_document_is_left_out() -> None:
    other = Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit]))
    _, entries = outline(("Other", {"/A": other}, ()), ("Tables", {"/Dest": 1}, ()))
    assert [entry.title for entry in entries] == ["Tables"]
