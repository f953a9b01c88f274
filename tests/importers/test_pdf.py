"""Importing PDF files."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF

from desktop.domain.errors import ImportFailed, PasswordNeeded
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.pdf import PdfImporter


def _paper(title: str = "On tides") -> bytes:
    pdf = FPDF()
    pdf.set_title(title)
    pdf.set_author("Ada Moor; Bo Lind")
    pdf.set_font("helvetica", size=12)
    for words in ("The sea comes in.", "The sea goes out."):
        pdf.add_page()
        pdf.start_section(words)
        pdf.cell(text=words)
    return bytes(pdf.output())


def test_reads_text_pages_outline_and_metadata() -> None:
    item = PdfImporter().read(Source(_paper(), "tides.pdf"))
    assert (item.title, item.creators) == ("On tides", ("Ada Moor", "Bo Lind"))
    assert [item.text[page.start : page.end].strip() for page in item.pages] == [
        "The sea comes in.",
        "The sea goes out.",
    ]
    assert [entry.offset for entry in item.outline] == [page.start for page in item.pages]


def test_a_title_that_programs_write_gives_way_to_the_name() -> None:
    assert "tides" in PdfImporter().read(Source(_paper("Microsoft Word - a.doc"), "tides.pdf")).title


def test_takes_the_title_from_the_largest_type_where_nothing_names_it() -> None:
    pdf = FPDF()
    pdf.add_page()
    for size, words in (
        (9, "Annals of the Coast, volume 3"),
        (20, "How harbours learned"),
        (20, "to read the moon"),
        (10, "The first tables were kept by hand, and every harbour had its own."),
        (10, "They were copied each winter, and each winter errors crept in."),
    ):
        pdf.set_font("helvetica", size=size)
        pdf.cell(text=words, new_x="LMARGIN", new_y="NEXT")
    item = PdfImporter().read(Source(bytes(pdf.output()), "scan0001.pdf"))
    assert item.title == "How harbours learned to read the moon"


def test_takes_the_title_from_the_xmp_packet() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(_paper(""))) as pdf:
        with pdf.open_metadata(update_docinfo=False) as packet:
            packet["dc:title"] = "Of tides and tables"
        pdf.save(out)
    assert PdfImporter().read(Source(out.getvalue(), "a.pdf")).title == "Of tides and tables"


def test_boxes_stand_around_the_words() -> None:
    document = PdfDocument(_paper())
    start = document.text.index("goes")
    (box,) = document.line_boxes(document.page_index(start), start, start + 4)
    assert 0 < box.left < box.right < 595 and 0 < box.bottom < box.top < 842
    assert not document.line_boxes(0, start, start + 4)


def test_locked_and_damaged_files_say_why() -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(_paper())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(PasswordNeeded):
        PdfImporter().read(Source(locked.getvalue(), "a.pdf"))
    with pytest.raises(PasswordNeeded, match="does not open"):
        PdfImporter().read(Source(locked.getvalue(), "a.pdf", password="x"))
    for data in (b"", b"%PDF-1.7 nothing"):
        with pytest.raises(ImportFailed):
            PdfImporter().read(Source(data, "a.pdf"))


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_locked_file_is_kept_as_it_came_and_opened_for_all(revision: int) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(_paper())) as pdf:
        modern = {"metadata": revision > 3, "aes": revision > 3}
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="Schlüssel", R=revision, **modern))
    locked = Source(out.getvalue(), "a.pdf", password="Schlüssel")
    item = PdfImporter().read(locked)
    assert item.text == PdfImporter().read(Source(_paper(), "a.pdf")).text
    assert PdfDocument(item.original).text == item.text
    assert [(one.path, one.data) for one in item.resources] == [("original.pdf", locked.data)]
    assert PdfImporter().read(locked).original == item.original


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("pdf.js/bug1782186", "Hello"),
        ("pdf.js/issue15893_reduced", "test"),
        ("pdf.js/issue3371", "ELXRTQWS"),
        ("pdf.js/issue6010_1", "abc"),
        ("pdf.js/print_protection", "1234"),
        ("pdfminer.six/aes-128-m", "foo"),
        ("pdfminer.six/rc4-40", "foo"),
        ("pdfminer.six/rc4-128", "foo"),
    ],
)
def test_locked_files_of_the_world_open(corpora: Path, name: str, password: str) -> None:
    data = (corpora / "pdf" / f"{name}.pdf").read_bytes()
    assert PdfImporter().read(Source(data, "a.pdf", password=password)).pages


@pytest.mark.parametrize(
    "name", ["issue11768_reduced", "issue18117", "Pages-tree-refs", "encrypted-attachment"]
)
def test_odd_characters_and_lost_pages_do_no_harm(corpora: Path, name: str) -> None:
    """Characters beyond Unicode, a page that is not there, a file that only half asks for a password."""
    data = (corpora / "pdf" / "pdf.js" / f"{name}.pdf").read_bytes()
    item = PdfImporter().read(Source(data, f"{name}.pdf"))
    assert item.pages[-1].end == len(item.text)
