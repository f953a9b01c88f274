"""Importing Word documents, made by hand and real."""

import io
import zipfile
from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles {WORD}><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="y">'
    "<dc:title>a draft</dc:title><dc:creator>Ada Moor; Bo Lind</dc:creator>"
    "<dcterms:created>2019-05-02T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def paragraph(words: str, style: str = "", bold: bool = False) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    strong = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p>{named}<w:r>{strong}<w:t>{words}</w:t></w:r></w:p>"


BODY = (
    paragraph("On tides", "Title") + paragraph("The pole", "H1") + paragraph("It stood in the quay.", bold=True)
    + f"<w:tbl><w:tr><w:tc>{paragraph('Year')}</w:tc><w:tc>{paragraph('1871')}</w:tc></w:tr></w:tbl>"
)  # fmt: skip


def document(body: str = BODY, core: str = CORE) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("docProps/core.xml", core)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def imported(data: bytes) -> ImportedItem:
    return read(Source(data, "draft 3.docx"))


def test_reads_title_headings_tables_and_what_it_says_of_itself() -> None:
    item = imported(document())
    assert item.type is ItemType.DOCX
    assert (item.title, item.creators) == ("On tides", ("Ada Moor", "Bo Lind"))
    own = dict.fromkeys(("creators", "published"), "document")
    assert item.origins == own | {"title": "text", "language": "document"}
    assert (item.published, item.language) == ("2019-05-02", "en-GB")
    assert "<strong>It stood in the quay.</strong>" in item.html
    assert [entry.title for entry in item.outline] == ["The pole"]
    assert "On tides" not in item.text
    assert "Year" in item.text
    assert item.text == canonical_text(item.html)


def test_names_that_programs_write_are_nobodys() -> None:
    item = imported(document(core=CORE.replace("Ada Moor; Bo Lind", "python-docx")))
    assert (item.creators, item.published) == ((), "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(document()[:900], "damaged|kind"), (document("<w:p/>"), "no text"), (document("<w:p>"), "damaged")],
    ids=["cut", "empty", "not XML"],
)
def test_documents_that_cannot_be_read_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        imported(data)


def test_a_document_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.importers.docx._MOST_BYTES", 1000)
    with pytest.raises(ImportFailed, match="unpacks to more"):
        imported(document())


def test_real_documents(corpora: Path) -> None:
    files = sorted((corpora / "office").rglob("*.docx"))
    assert len(files) >= 6
    read_ones = {file.name: read(Source(file.read_bytes(), file.name)) for file in files}
    assert read_ones["docx_complex_layout.docx"].title == "Complex Document"
    assert len(read_ones["docx_multipage.docx"].resources) == 3
    assert not read_ones["rlink.docx"].resources  # names a file of the disk, which stays closed
    assert all(item.text == canonical_text(item.html) for item in read_ones.values())
