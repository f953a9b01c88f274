"""Importing Rich Text Format."""

import contextlib
from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read

LETTER = (
    rb"{\rtf1\ansi\ansicpg1252{\info{\title Tide t\'e4bles}{\author Ada Mo\'f3r}{\creatim\yr2019\mo5\dy2\hr9}}"
    rb"{\fonttbl{\f0 Times;}}\pard The ledgers {\b came} today.\par There are \u8222\'84eleven\u8220\'93 of them <here>.\par}"
)


def test_reads_words_and_what_it_says_of_itself() -> None:
    item = read(Source(LETTER, "letter.rtf"))
    assert item.type is ItemType.RTF
    assert (item.title, item.creators, item.published) == ("Tide täbles", ("Ada Moór",), "2019-05-02")
    assert item.html == (
        "<p>The ledgers <strong>came</strong> today.</p>\n<p>There are „eleven“ of them &lt;here&gt;.</p>"
    )
    assert item.text == canonical_text(item.html)


HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 T;}{\f1\fcharset204 C;}{\f2\fcharset128 M;}}"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)


def body(code: bytes) -> ImportedItem:
    return read(Source(HEAD + code + b"}", "letter.rtf"))


def html(code: bytes) -> str:
    return body(code).html.replace("\n", "")


def test_code_pages_of_fonts_signs_in_halves_and_signs_that_stand_for_others() -> None:
    assert (
        body(
            rb"\pard {\f1\'cf\'f0\'e8} {\f2\'93\'fa\'96\'7b \'83A} \u8364\'80 \u-10179?\u-8704?"
            rb" {\uc0\u8220 x} {\uc2\u8364\'80\'80}!\par"
        ).text
        == "При 日本 ア € 😀 “x €!"
    )


def test_lines_of_a_mac_are_paragraphs() -> None:
    assert html(b"\\pard One\\\nTwo caf\\'e9\\\n\\\nThree") == "<p>One</p><p>Two café</p><p>Three</p>"


def test_headings_lists_quotations_and_the_title() -> None:
    styles = rb"{\stylesheet{\ql Normal;}{\s1\b heading 1;}{\s2 Title;}{\s3\i Quote;}{\*\cs10 Default;}}"
    item = body(
        styles
        + rb"\pard\s2 On tides\par\pard\s1 The pole\par\pard\outlinelevel1 Its paint\par\pard\s3 Dry.\par\s3 Wet.\par"
        rb"\pard{\listtext 3.\tab}\ls1 three\par{\listtext\f1\'b7\tab}\ilvl1 deep\par{\listtext 4.\tab}\ilvl0 four"
        rb"\par\pard End\par"
    )
    assert item.title == "On tides"
    assert [(entry.title, entry.level) for entry in item.outline] == [("The pole", 1), ("Its paint", 2)]
    assert item.html.replace("\n", "") == (
        "<h1>The pole</h1><h2>Its paint</h2><blockquote><p>Dry.</p><p>Wet.</p></blockquote>"
        '<ol start="3"><li>three<ul><li>deep</li></ul></li><li>four</li></ol><p>End</p>'
    )


def test_tables_with_joined_cells_and_tables_in_them() -> None:
    assert html(
        rb"\trowd\trhdr\cellx1\cellx2\cellx3\pard\intbl A\cell B\cell C\cell\row"
        rb"\trowd\clvmgf\cellx1\cellx3\pard\intbl a\cell wide\cell\row"
        rb"\trowd\clvmrg\cellx1\cellx2\cellx3\pard\intbl\cell x\cell y\cell\row\pard After\par"
    ) == (
        "<table><tbody><tr><th><p>A</p></th><th><p>B</p></th><th><p>C</p></th></tr>"
        '<tr><td rowspan="2"><p>a</p></td><td colspan="2"><p>wide</p></td></tr>'
        "<tr><td><p>x</p></td><td><p>y</p></td></tr></tbody></table><p>After</p>"
    )
    assert html(
        rb"\trowd\cellx3\pard\intbl out\par\pard\intbl\itap2 in\nestcell{\nonesttables\par}"
        rb"{\*\nesttableprops\trowd\cellx1\nestrow}\pard\intbl\itap1 rest\cell{\trowd\cellx3\row}\pard"
    ) == (
        "<table><tbody><tr><td><p>out</p><table><tbody><tr><td><p>in</p></td></tr></tbody></table><p>rest</p></td></tr>"
        "</tbody></table>"
    )


def test_notes_links_and_places() -> None:
    assert html(
        rb"\pard One{\super\chftn}{\footnote\pard\plain\chftn  A {\i note}.\par} two {\field{\*\fldinst{ HYPERLINK "
        rb'"https://a.example/?x=1&y=2"}}{\fldrslt{\ul link}}} {\field{\*\fldinst{HYPERLINK \\l "bm"}}{\fldrslt in}}.'
        rb" {\*\bkmkstart bm}There{\*\bkmkend bm} {\field{\*\fldinst PAGE}{\fldrslt 7}}"
        rb"{\field{\*\fldinst TOC}{\fldrslt T 1}}\par"
    ) == (
        '<p>One<sup><a href="#ref-note1" id="ref-noteref1">1</a></sup> two <a href="https://a.example/?x=1&amp;y=2">link</a> '
        '<a href="#ref-bm">in</a>. <a id="ref-bm"></a>There 7</p>'
        '<section class="footnotes"><ol><li id="ref-note1"><p>A <em>note</em>.</p>'
        '<a href="#ref-noteref1">↩</a></li></ol></section>'
    )


def test_pictures_text_boxes_and_what_is_hidden() -> None:
    item = body(
        rb"{\header Top}\pard a{\v hid}{\deleted gone}b {\*\shppict{\pict\pngblip\picw9{\*\blipuid ff}" + PICTURE.hex().encode()
        + rb"}}{\nonshppict{\pict\wmetafile8 00}} {\shp{\*\shpinst{\sp{\sn x}{\sv 2}}"
        rb"{\shptxt\pard Boxed.\par}}{\shprslt c}}c\page d\par"
    )  # fmt: skip
    assert item.text.split("\n") == ["ab c", "Boxed.", "d"]
    assert [one.data for one in item.resources] == [PICTURE]


def test_comments_are_annotations_where_they_stand() -> None:
    item = body(
        rb"\pard It stood in {\*\atrfstart 0}the {\b quay}{\*\atrfend 0}{\*\atnid B}{\*\atnauthor Bo}\chatn"
        rb"{\*\annotation{\*\atnref 0}{\*\atndate 1}\pard Which?\par Where?}. Here"
        rb"{\*\atnauthor Cy}{\*\annotation\pard Old.}!\par"
    )
    assert item.text == "It stood in the quay. Here!"
    assert [(mark.target.quote.exact, mark.comment, mark.creator) for mark in item.annotations] == [
        ("the quay", "Which?\nWhere?", "Bo"), ("Here", "Old.", "Cy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "code", [b"{" * 5000 + b"x", b"a}}}}b\\par c{{{", b"{\\pict\\bin99999999 z", b"\\u \\'zz \\row\\cell z"]
)
def test_damaged_documents_are_read_or_refused(code: bytes) -> None:
    with contextlib.suppress(ImportFailed):
        assert body(b"Words." + code).text.startswith("Words.")


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(ImportFailed, match="no text"):
        read(Source(rb"{\rtf1\ansi \par}", "empty.rtf"))


def test_real_documents(corpora: Path) -> None:
    files = sorted((corpora / "office").rglob("*.rtf"))
    assert len(files) >= 5
    titles = {file.name: read(Source(file.read_bytes(), file.name)).title for file in files}
    assert titles["Lorem Ipsum - Andrew Jackson.rtf"] == "Lorem Ipsum"
