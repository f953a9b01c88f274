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


def document(body: str = BODY, core: str = CORE, styles: str = STYLES, **more: str) -> bytes:
    """``more``: other parts of the document, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("docProps/core.xml", core)
        archive.writestr("word/styles.xml", styles)
        for name, content in more.items():
            archive.writestr(f"word/{name}" if name.endswith(".rels") else f"word/{name}.xml", content)
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


def lines_of(*paragraphs: str) -> list[str]:
    return read(Source(document("".join(paragraphs)), "x.docx")).text.splitlines()


def run(words: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_what_was_moved_or_computed_stays_and_what_is_hidden_or_went_elsewhere_goes() -> None:
    shown = '<w:vanish w:val="0"/>'
    moved = f'<w:p>{run("A ")}<w:moveTo w:id="1">{run("moved ")}</w:moveTo><w:moveFrom w:id="2">{run("gone ")}</w:moveFrom>'
    assert lines_of(
        f"{moved}{run('word.')}</w:p>",
        f"<w:p>{run('Table ')}<w:fldSimple w:instr=' SEQ Table '>{run('7')}</w:fldSimple>{run(': tides')}</w:p>",
        f"<w:p>{run('Seen')}{run(' unseen', '<w:vanish/>')}{run(' again', shown)}</w:p>",
    ) == ["A moved word.", "Table 7: tides", "Seen again"]


def test_formulas_become_mathml() -> None:
    def m(words: str) -> str:
        return f"<m:r><m:t>{words}</m:t></m:r>"

    formula = (
        f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>{m('=')}"
        f"<m:f><m:num>{m('1')}</m:num><m:den>{m('a')}</m:den></m:f>"
        f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{m('b+12')}</m:e></m:d>"
        f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{m('i')}</m:sub><m:sup/><m:e>{m('c')}</m:e></m:nary>"
        f"<m:rad><m:radPr/><m:deg/><m:e>{m('d')}</m:e></m:rad>"
    )
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    inline = f"<w:p>{run('Here ')}<m:oMath {space}>{formula}</m:oMath>{run(' holds.')}</w:p>"
    shown = f"<w:p><m:oMathPara {space}><m:oMath>{m('y')}</m:oMath></m:oMathPara></w:p>"
    html = read(Source(document(inline + shown), "x.docx")).html
    assert (
        "<p>Here <math><mrow><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup><mo>=</mo>"
        "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>a</mi></mrow></mfrac>"
        "<mrow><mo>[</mo><mrow><mi>b</mi><mo>+</mo><mn>12</mn></mrow><mo>]</mo></mrow>"
        "<mrow><msub><mo>∑</mo><mrow><mi>i</mi></mrow></msub><mrow><mi>c</mi></mrow></mrow>"
        "<msqrt><mrow><mi>d</mi></mrow></msqrt></mrow></math> holds.</p>"
    ) in html
    assert '<p><math display="block"><mrow><mi>y</mi></mrow></math></p>' in html


def test_a_list_that_goes_on_after_a_paragraph_keeps_its_numbers() -> None:
    def item(words: str, level: int = 0) -> str:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="4"/></w:numPr>'
        return f"<w:p><w:pPr>{number}</w:pPr>{run(words)}</w:p>"

    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>' for n in (0, 1)
    )
    numbering = (
        f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="n" Type="{kind}" Target="numbering.xml"/></Relationships>'
    )
    body = (
        item("one") + item("one a", 1) + "<w:p/>" + item("two") + paragraph("Between.") + item("three") + item("four")
        + paragraph("Again.") + item("five")
    )  # fmt: skip
    data = document(body, **{"numbering": numbering, "_rels/document.xml.rels": relations})
    assert read(Source(data, "x.docx")).html.replace("\n", "") == (
        "<ol><li>one<ol><li>one a</li></ol></li><li>two</li></ol><p>Between.</p>"
        '<ol start="3"><li>three</li><li>four</li></ol><p>Again.</p><ol start="5"><li>five</li></ol>'
    )


def test_readings_stand_above_their_words() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby></w:r>"
    html = read(Source(document(f"<w:p>{ruby}{run('京')}</w:p>"), "x.docx")).html
    assert "<p><ruby>東<rt>とう</rt></ruby>京</p>" in html


def test_headings_are_known_by_their_level_and_the_contents_go() -> None:
    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Chapter"/><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>',
    )
    body = (
        paragraph("The pole 7", "T1")
        + paragraph("The pole", "Own")
        + f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Its paint")}</w:p>'
        + f'<w:p><w:pPr><w:outlineLvl w:val="9"/></w:pPr>{run("Words.")}</w:p>'
    )
    html = read(Source(document(body, styles=styles), "x.docx")).html
    assert html == "<h1>The pole</h1>\n<h2>Its paint</h2>\n<p>Words.</p>"


def test_code_and_marked_words_keep_their_looks() -> None:
    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="HTML Preformatted"/></w:style></w:styles>',
    )
    yellow = '<w:highlight w:val="yellow"/>'
    marked = f"<w:p>{run('A ')}{run('marked', yellow)}{run(' word.')}</w:p>"
    broken = '<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr><w:r><w:t>one</w:t><w:br/><w:t>  two</w:t></w:r></w:p>'
    html = read(Source(document(broken + paragraph("three", "C") + marked, styles=styles), "x.docx")).html
    assert html == "<pre>one\n  two\nthree</pre>\n<p>A <mark>marked</mark> word.</p>"


def test_comments_are_annotations_where_they_stand() -> None:
    def comment(name: str, words: str, author: str) -> str:
        about = f'w:id="{name}" w:author="{author}" w:date="2020-01-02T03:04:05Z"'
        return f"<w:comment {about}><w:p>{run(words)}</w:p></w:comment>"

    def end(name: str) -> str:
        return f'<w:commentRangeEnd w:id="{name}"/><w:r><w:commentReference w:id="{name}"/></w:r>'

    said = "".join(
        (
            comment("1", "Which?", "Bo"),
            comment("2", "The old one.", "Ada"),
            comment("3", "All.", "Bo"),
            comment("4", "Here.", "Bo"),
        )
    )
    body = (
        f"<w:p>{run('It stood in ')}<w:commentRangeStart w:id='1'/><w:commentRangeStart w:id='2'/>{run('the ')}"
        f"{run('quay', '<w:b/>')}{end('1')}{end('2')}{run('.')}</w:p><w:commentRangeStart w:id='3'/>"
        f"{paragraph('First line.')}{paragraph('Last line.')}{end('3')}"
        f"<w:p>{run('One point')}<w:r><w:commentReference w:id='4'/></w:r>{run(' of it.')}</w:p>"
    )  # fmt: skip
    data = document(body, comments=f"<w:comments {WORD}>{said}</w:comments>")
    item = read(Source(data, "x.docx"))
    assert item.text == "It stood in the quay.\nFirst line.\nLast line.\nOne point of it."
    assert item.text == canonical_text(item.html)
    assert [
        (item.text[mark.target.position.start : mark.target.position.end], mark.target.quote.exact, mark.comment, mark.creator)
        for mark in item.annotations
    ] == [
        ("the quay", "the quay", "Which?\n\n> Ada: The old one.", "Bo"),
        ("First line.\nLast line.", "First line.\nLast line.", "All.", "Bo"),
        ("point", "point", "Here.", "Bo"),
    ]  # fmt: skip
    assert {mark.created for mark in item.annotations} == {"2020-01-02T03:04:05Z"}


def test_the_text_may_be_called_otherwise() -> None:
    """As the Word of browsers has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document())) as plain, zipfile.ZipFile(out, "w") as made:
        for name in plain.namelist():
            content = plain.read(name).replace(b"word/document.xml", b"word/document2.xml")
            made.writestr(name.replace("document.xml", "document2.xml"), content)
    assert "It stood in the quay." in read(Source(out.getvalue(), "x.docx")).text


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
