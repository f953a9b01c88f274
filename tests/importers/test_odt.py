"""Importing OpenDocument text, made by hand and real."""

import io
import zipfile
from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
STYLES = (
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
)
BODY = """<text:p text:style-name="P1">On tides</text:p><text:h text:outline-level="2">The pole</text:h>
<text:p>It <text:span text:style-name="B">stood</text:span> here<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Until 1953.</text:p></text:note-body></text:note>, one<text:s text:c="2"/>two.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>first</text:p></text:list-item></text:list>
<text:list><text:list-item><text:p>loose</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row></table:table>
<text:p><draw:frame><draw:image xlink:href="Pictures/pole.png"/>
<svg:title xmlns:svg="x">The pole</svg:title></draw:frame></text:p>
<text:p><text:a xlink:href="https://example.org/x">out</text:a> <text:a xlink:href="file:///etc/passwd">in</text:a></text:p>
<text:tracked-changes><text:p>deleted words</text:p></text:tracked-changes>"""
META = (
    f"<office:document-meta {NAMES}><office:meta><dc:title>draft</dc:title><meta:initial-creator>Ada Moor"
    "</meta:initial-creator><meta:creation-date>2019-05-02T10:00:00</meta:creation-date><dc:language>en-GB"
    "</dc:language></office:meta></office:document-meta>"
)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)


def document(body: str = BODY, **more: str) -> bytes:
    """``more``: formulas, by the name of their object."""
    out = io.BytesIO()
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("meta.xml", META, zipfile.ZIP_DEFLATED)
        archive.writestr("Pictures/pole.png", PICTURE)
        for name, content in more.items():
            archive.writestr(f"{name}/content.xml", content)
    return out.getvalue()


def imported(data: bytes) -> ImportedItem:
    return read(Source(data, "draft 3.odt"))


def test_reads_what_was_written_and_what_it_says_of_itself() -> None:
    item = imported(document())
    assert item.type is ItemType.ODT
    assert (item.title, item.creators) == ("On tides", ("Ada Moor",))
    own = dict.fromkeys(("creators", "published"), "document")
    assert item.origins == own | {"title": "text", "language": "document"}
    assert (item.published, item.language) == ("2019-05-02", "en-GB")
    assert [(entry.title, entry.level) for entry in item.outline] == [("The pole", 2)]
    assert "It <strong>stood</strong> here" in item.html
    assert "<ol><li><p>first</p>" in item.html.replace("\n", "")
    assert "<ul><li><p>loose</p>" in item.html.replace("\n", "")
    assert '<td colspan="2">' in item.html
    assert "deleted words" not in item.text
    assert item.text == canonical_text(item.html)


def test_formulas_and_readings_are_read() -> None:
    body = (
        '<text:p>Here <draw:frame><draw:object xlink:href="./Object1"/><draw:image xlink:href="./ObjectReplacements/Object1"/>'
        "</draw:frame> holds.</text:p><text:p><text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>とう"
        "</text:ruby-text></text:ruby>京</text:p>"
    )
    math = (
        '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:semantics><math:msup><math:mi>x</math:mi>'
        "<math:mn>2</math:mn></math:msup><math:annotation>x^2</math:annotation></math:semantics></math:math>"
    )
    html = imported(document(body, Object1=math)).html
    assert "<p>Here <math><semantics><msup><mi>x</mi><mn>2</mn></msup></semantics></math> holds.</p>" in html
    assert "<p><ruby>東<rt>とう</rt></ruby>京</p>" in html


def test_lists_in_lists_are_numbered_as_their_style_says_and_go_on() -> None:
    def item(words: str, inside: str = "") -> str:
        return f"<text:list-item><text:p>{words}</text:p>{inside}</text:list-item>"

    inner = f"<text:list>{item('one a')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item("one", inner)}{item("two")}</text:list><text:p>Between.</text:p>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item("three")}</text:list>'
        f'<text:list text:style-name="L1">{item("new")}</text:list>'
    )
    html = imported(document(body)).html.replace("\n", "")
    assert "<ol><li><p>one</p><ul><li><p>one a</p>" in html
    assert '<p>Between.</p><ol start="3"><li><p>three</p></li></ol><ol><li><p>new</p>' in html


def test_cells_that_stand_for_several_and_heads_of_tables() -> None:
    def cell(words: str, many: str = "") -> str:
        return f"<table:table-cell {many}><text:p>{words}</text:p></table:table-cell>"

    twice = 'table:number-columns-repeated="2"'
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{cell('year')}{cell('low')}{cell('high')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cell('1871')}{cell('dry', twice)}</table:table-row></table:table>"
    )
    html = imported(document(body)).html.replace("\n", "").replace("\t", "")
    assert html.count("<th>") == 3
    assert html.count("<td><p>dry</p></td>") == 2


def test_what_nobody_sees_goes_and_lines_of_code_are_one_block() -> None:
    body = (
        '<text:section text:display="none"><text:p>hidden</text:p></text:section><text:section><text:p>seen</text:p>'
        "</text:section><text:p>A <text:script>run()</text:script>word</text:p>"
        '<text:p text:style-name="Preformatted_20_Text">if x:</text:p>'
        '<text:p text:style-name="Preformatted_20_Text"><text:s text:c="2"/>y()</text:p>'
    )
    assert imported(document(body)).html == "<p>seen</p>\n<p>A word</p>\n<pre>if x:\n  y()</pre>"


def test_comments_are_annotations_where_they_stand() -> None:
    about = "<dc:creator>Bo</dc:creator><dc:date>2020-01-02T03:04:05</dc:date>"
    begin = f'<office:annotation office:name="c1">{about}<text:p>Which?</text:p><text:p>Where?</text:p></office:annotation>'
    end = '<office:annotation-end office:name="c1"/>'
    point = "<office:annotation><text:p>Old.</text:p></office:annotation>"
    body = f'<text:p>It stood in {begin}the <text:span text:style-name="B">quay</text:span>{end}. And here{point} too.</text:p>'
    item = imported(document(body))
    assert item.text == "It stood in the quay. And here too."
    assert item.text == canonical_text(item.html)
    assert [(mark.target.quote.exact, mark.comment, mark.creator, mark.created) for mark in item.annotations] == [
        ("the quay", "Which?\nWhere?", "Bo", "2020-01-02T03:04:05Z"), ("here", "Old.", "", ""),
    ]  # fmt: skip


def test_notes_stand_at_the_end_and_lead_back() -> None:
    html = imported(document()).html
    target = html.split('href="#')[1].split('"')[0]
    assert f'<li id="{target}">' in html
    assert html.index("Until 1953.") > html.index("out")


def test_pictures_come_along_and_links_stay_outside_the_disk() -> None:
    item = imported(document())
    assert [(one.path, one.data) for one in item.resources] == [("Pictures/pole.png", PICTURE)]
    assert 'alt="The pole"' in item.html
    assert 'href="https://example.org/x"' in item.html
    assert "passwd" not in item.html


@pytest.mark.parametrize(
    ("data", "reason"),
    [(document()[:600], "damaged"), (document("<text:p/>").replace(b"Pictures", b"Fictures"), "no text")],
    ids=["cut", "empty"],
)
def test_documents_that_cannot_be_read_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        imported(data)


def test_real_documents(corpora: Path) -> None:
    files = sorted((corpora / "office").rglob("*.odt"))
    assert len(files) >= 4
    for file in files:
        item = read(Source(file.read_bytes(), file.name))
        assert item.text == canonical_text(item.html)
        assert len(item.text) > 20
