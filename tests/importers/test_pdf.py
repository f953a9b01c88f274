"""Importing PDF files."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF

from desktop.domain.errors import ImportFailed, PasswordNeeded
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.names import creators_of
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


@pytest.mark.parametrize(
    "title",
    [
        "Untitled-1", "Unbenannt", "Sans titre 2", "Dokument1", "PowerPoint-Präsentation", "Présentation PowerPoint",
        "Layout 1", "Title", "about:blank", "https://a.example/x?id=1", "doi:10.1000/182", "1471-2105-9-123 1..12",
    ],
)  # fmt: skip
def test_titles_that_nobody_gave(title: str) -> None:
    assert PdfImporter().read(Source(_paper(title), "tides.pdf")).title == "tides"


@pytest.mark.parametrize(
    "title", ["Sans titre ni nom", "Titles of nobility", "Layouts", "Death by PowerPoint"]
)
def test_titles_that_only_look_so(title: str) -> None:
    assert PdfImporter().read(Source(_paper(title), "tides.pdf")).title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Küste – heute".encode(), "Küste – heute"),
        (b"\xfe\xff" + "\x1bde\x1bKüste – heute".encode("utf-16-be"), "Küste – heute"),
        (b"K\xfcste \x85 heute", "Küste – heute"),
        (b"Tides &amp;amp; tables of the <i>coast</i>", "Tides & tables of the coast"),
    ],
)
def test_properties_as_programs_write_them(written: bytes, title: str) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(_paper())) as pdf:
        pdf.docinfo.Title = pikepdf.String(written)
        pdf.save(out)
    assert PdfImporter().read(Source(out.getvalue(), "a.pdf")).title == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-16-le", "latin-1"])
def test_packets_in_every_encoding(encoding: str) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(_paper())) as pdf:
        pdf.Root.Metadata = pdf.make_stream(XMP.replace("Tables", "Gezeitenküste").encode(encoding))
        pdf.save(out, fix_metadata_version=False)
    assert PdfImporter().read(Source(out.getvalue(), "a.pdf")).title == "Gezeitenküste of the moon"


def test_a_file_whose_end_is_missing_is_mended() -> None:
    torn = Source(_paper()[:-60], "tides.pdf")
    item = PdfImporter().read(torn)
    assert item.text == PdfImporter().read(Source(_paper(), "tides.pdf")).text
    assert item.remark.startswith("The file is damaged") and PdfDocument(item.original).text == item.text
    assert [(one.path, one.data) for one in item.resources] == [("original.pdf", torn.data)]
    assert PdfImporter().read(torn).original == item.original
    with pikepdf.open(BytesIO(item.original)) as pdf:
        assert not pdf.check_pdf_syntax() and "/Size" in pdf.trailer
    assert not PdfImporter().read(Source(_paper(), "tides.pdf")).remark


def test_attached_files_are_named() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(_paper())) as pdf:
        for name in ("letter.pdf", "Küste.csv", "formula.xml", "Print.joboptions"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"1", filename=name)
        pdf.attachments["formula.xml"].obj.AFRelationship = pikepdf.Name.Supplement
        for name in ("letter.pdf", "Küste.csv"):
            pdf.attachments[name].obj.AFRelationship = pikepdf.Name.Unspecified
        pdf.save(out)
    remark = PdfImporter().read(Source(out.getvalue(), "a.pdf")).remark
    assert remark == "2 files are attached to it, and stay inside it: Küste.csv, letter.pdf."


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


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.1/"
 prism:volume="12" prism:startingPage="101" prism:endingPage="117">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tables of the moon</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ines Holt</rdf:li><rdf:li>Ola Berg</rdf:li></rdf:Seq></dc:creator>
<prism:publicationName>Coast</prism:publicationName><prism:coverDate>2011-03</prism:coverDate>
<prism:issn>1234-5679</prism:issn><prism:doi>10.1000/moon.12</prism:doi>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_the_packet_of_a_publisher_tells_most() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(_paper())) as pdf:
        pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=pikepdf.Name.Metadata)
        pdf.save(out)
    item = PdfImporter().read(Source(out.getvalue(), "a.pdf"))
    assert (item.title, item.creators, item.published) == (
        "Tables of the moon",
        ("Ines Holt", "Ola Berg"),
        "2011-03",
    )
    assert item.details == {
        "container-title": "Coast", "volume": "12", "page": "101–117", "ISSN": "1234-5679", "DOI": "10.1000/moon.12",
    }  # fmt: skip
    assert item.language == "en-GB"
    assert set(item.origins.values()) == {"xmp"}
    assert set(item.origins) == {*item.details, "title", "creators", "published", "language"}


def test_the_first_page_tells_what_the_properties_do_not() -> None:
    pdf = FPDF()
    pdf.set_author("jmoor")
    pdf.set_title("Microsoft Word - tides_final.doc")
    pdf.add_page()
    for size, words in (
        (18, "How harbours read the moon"),
        (11, "Jo Moor1 and Bo Lind2"),
        (9, "1 University of Aldwater"),
        (9, "doi:10.1000/harbours.3"),
        *[(10, "The first tables were kept by hand, and every harbour had its own.")] * 9,
    ):
        pdf.set_font("helvetica", size=size)
        pdf.cell(text=words, new_x="LMARGIN", new_y="NEXT")
    item = PdfImporter().read(Source(bytes(pdf.output()), "a.pdf"))
    assert (item.title, item.creators) == ("How harbours read the moon", ("Jo Moor", "Bo Lind"))
    assert item.details == {"DOI": "10.1000/harbours.3"}
    assert item.origins == dict.fromkeys(("title", "creators", "DOI", "language"), "text")


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Ada Moor, Bo Lind", ("Ada Moor", "Bo Lind")),
        ("Moor, Ada", ("Moor, Ada",)),
        ("Moor, Ada; Lind, Bo", ("Moor, Ada", "Lind, Bo")),
        ("Sean Hayes, M.D.", ("Sean Hayes, M.D.",)),
        ("Antenna House, Inc.", ("Antenna House, Inc.",)),
        ("Ada Moor and Bo Lind", ("Ada Moor", "Bo Lind")),
        ("XEP R&D Team", ("XEP R&D Team",)),
        ("Administrator", ()),
        ("IEUser", ()),
        ("gwsmith", ()),
        ("PC3", ()),
        ("ada@x.example", ()),
        ("山田太郎", ("山田太郎",)),
        ("Moor, A., Lind, B., & Ode, C.", ("Moor, A.", "Lind, B.", "Ode, C.")),
        ("Ada Moor\r\nBo Lind", ("Ada Moor", "Bo Lind")),
        ("Ada Moor/Bo Lind", ("Ada Moor", "Bo Lind")),
        ("COAST\\amoor", ()),
        ("Microsoft Office User", ()),
    ],
)
def test_authors_in_the_properties(told: str, names: tuple[str, ...]) -> None:
    assert creators_of([told]) == names


def test_papers_of_the_world(corpora: Path) -> None:
    found = {}
    for path in (corpora / "pdf" / "grobid").glob("*.pdf"):
        item = PdfImporter().read(Source(path.read_bytes(), path.name))
        found[path.stem] = (len(item.creators), item.origins.get("creators", ""), item.details.get("DOI", ""))
    assert found == {
        "0807.3577": (2, "xmp", "10.1088/1475-7516/2008/10/003"),
        "1001._0908.0054": (2, "text", ""),
        "Wang-paperAVE2008": (2, "text", ""),
        "sample-1": (4, "text", ""),
        "samplePdf.segmentation": (0, "", ""),
        "submission_363": (4, "text", ""),
        "test_Grobid_1_05452615": (3, "document", "10.1109/DSDE.2010.49"),
        "test_Grobid_2_05982691": (2, "xmp", ""),
    }


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
