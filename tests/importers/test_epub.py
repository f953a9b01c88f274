"""Importing EPUB books, made by hand and real."""

import io
import zipfile
from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(400)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Tides &amp; tables</dc:title><dc:creator>Ada Moor</dc:creator><dc:creator>Bo Lind</dc:creator>
<dc:language>en</dc:language><dc:date>2011-04-02T00:00:00Z</dc:date><dc:publisher>Quay Press</dc:publisher></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="pic" href="pictures/quay.png" media-type="image/png" properties="cover-image"/>
</manifest><spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>"""
ONE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body onload="x()">
<h1>First</h1><p><a id="here"/>The sea&nbsp;comes in.<a href="two.xhtml#n1">1</a></p>
<img src="../pictures/quay.png" alt="The quay"/><script>steal()</script>
<p><a href="https://example.org/x">outside</a> <a href="gone.xhtml">gone</a></p></body></html>"""
TWO = """<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Second</h1>
<p id="n1">A note. <a href="one%20a.xhtml#here">back</a></p><p><b>not closed</p></body></html>"""


def book(**changed: str | bytes | None) -> bytes:
    """A small book; ``changed`` replaces, adds, or (None) leaves out files."""
    files: dict[str, str | bytes | None] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/nav.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Contents</p></body></html>",
        "OPS/text/one a.xhtml": ONE,
        "OPS/text/two.xhtml": TWO,
        "OPS/pictures/quay.png": PICTURE,
    }
    files |= {name.replace("__", "/"): content for name, content in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def imported(data: bytes) -> ImportedItem:
    return read(Source(data, "tides.epub"))


def test_reads_metadata_and_chapters_in_the_order_of_the_spine() -> None:
    item = imported(book())
    assert item.type is ItemType.EPUB
    assert (item.title, item.creators, item.site) == ("Tides & tables", ("Ada Moor", "Bo Lind"), "Quay Press")
    assert (item.published, item.language) == ("2011-04-02", "en")
    assert item.text.index("The sea\xa0comes in.") < item.text.index("A note.")
    assert "Contents" not in item.text
    assert [(entry.title, item.text[entry.offset :][: len(entry.title)]) for entry in item.outline] == [
        ("First", "First"),
        ("Second", "Second"),
    ]
    assert item.text == canonical_text(item.html)
    assert item.original == book()


NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="landmarks"><ol><li><a href="text/two.xhtml">Start</a></li></ol></nav>
<nav epub:type="toc"><h1>Contents</h1><ol>
<li><a href="text/one%20a.xhtml">The <i>first</i> chapter</a><ol><li><a href="text/one%20a.xhtml#here">Sea</a></li></ol></li>
<li><span>Part</span><ol>
<li><a href="text/two.xhtml#n1">A note</a></li><li><a href="text/two.xhtml#gone">Lost</a></li></ol></li>
<li><a href="text/none.xhtml">Nowhere</a></li></ol></nav></body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint><navLabel><text>One</text></navLabel><content src="text/one%20a.xhtml"/>
<navPoint><navLabel><text>Sea</text></navLabel><content src="text/one%20a.xhtml#here"/></navPoint></navPoint>
<navPoint><navLabel><text>Two</text></navLabel><content src="text/two.xhtml"/></navPoint></navMap></ncx>"""


def test_the_table_of_contents_is_the_outline() -> None:
    item = imported(book(**{"OPS__nav.xhtml": NAV}))
    assert [(one.level, one.title, item.text[one.offset :][:7]) for one in item.outline] == [
        (1, "The first chapter", "First\nT"),
        (2, "Sea", "The sea"),
        (2, "A note", "A note."),
        (2, "Lost", "Second\n"),
    ]


def test_the_contents_of_older_books_are_their_outline_too() -> None:
    package = PACKAGE.replace('properties="nav"', "").replace(
        "<manifest>", '<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    item = imported(book(**{"OPS__book.opf": package, "OPS__toc.ncx": NCX}))
    assert [(one.level, one.title, item.text[one.offset :][:7]) for one in item.outline] == [
        (1, "One", "First\nT"),
        (2, "Sea", "The sea"),
        (1, "Two", "Second\n"),
    ]


@pytest.mark.parametrize(
    ("identifier", "details"),
    [
        ("urn:isbn:9780306406157", {"ISBN": "9780306406157"}),
        ("0-306-40615-2", {"ISBN": "9780306406157"}),
        ("doi:10.1000/tides", {"DOI": "10.1000/tides"}),
        ("urn:uuid:9780306406157a", {}),
    ],
)
def test_identifiers_and_publisher(identifier: str, details: dict[str, str]) -> None:
    package = PACKAGE.replace("<dc:title>", f"<dc:identifier>{identifier}</dc:identifier><dc:title>")
    item = imported(book(**{"OPS__book.opf": package}))
    assert item.details == details | {"publisher": "Quay Press"}
    assert set(item.origins.values()) == {"document"}
    assert set(item.origins) == {"title", "creators", "site", "published", "language", *item.details}


def test_the_main_title_the_authors_and_the_day_of_publication_are_told_by_what_refines_them() -> None:
    told = (
        '<dc:title id="t2">A guide</dc:title><meta refines="#t2" property="title-type">subtitle</meta>'
        '<dc:title id="t1">Tides</dc:title><meta refines="#t1" property="title-type">main</meta>'
        '<dc:creator id="c1">Cy Hale</dc:creator><meta refines="#c1" property="role">trl</meta>'
        '<dc:creator id="c2">Ada Moor</dc:creator><meta refines="#c2" property="role">aut</meta>'
    )
    package = PACKAGE[: PACKAGE.index("<dc:title>")] + told + PACKAGE[PACKAGE.index("<dc:language>") :]
    item = imported(book(**{"OPS/book.opf": package}))
    assert (item.title, item.creators) == ("Tides", ("Ada Moor",))


def test_events_and_roles_of_older_books() -> None:
    told = (
        '<dc:creator opf:role="ill">Cy Hale</dc:creator><dc:creator opf:role="aut">Ada Moor</dc:creator>'
        '<dc:date opf:event="modification">2015-01-01</dc:date><dc:date opf:event="publication">1999</dc:date>'
    )
    package = PACKAGE.replace(' version="3.0"', ' xmlns:opf="http://www.idpf.org/2007/opf" version="2.0"')
    package = package.replace("<dc:creator>Ada Moor</dc:creator><dc:creator>Bo Lind</dc:creator>", told)
    item = imported(book(**{"OPS/book.opf": package.replace("<dc:date>2011-04-02T00:00:00Z</dc:date>", "")}))
    assert (item.creators, item.published) == (("Ada Moor",), "1999")


def test_chapters_of_other_kinds_and_pictures_in_the_order_of_the_spine_stay() -> None:
    kind = 'href="text/two.xhtml" media-type="{}"'
    old = '<item id="old" href="old.xpgt" media-type="application/x-old" fallback="pic"/></manifest>'
    package = PACKAGE.replace(kind.format("application/xhtml+xml"), kind.format("text/x-oeb1-document"))
    package = package.replace("</manifest>", old)
    package = package.replace(
        '<itemref idref="one"/>', '<itemref idref="one"/><itemref idref="old"/><itemref idref="one"/>'
    )
    html = imported(book(**{"OPS/book.opf": package})).html
    assert html.count("<h1>First</h1>") == 1
    assert html.index("First") < html.rindex("OPS/pictures/quay.png") < html.index("Second")


@pytest.mark.parametrize(("case", "text"), [("<math><mi>y</mi></math>", "y"), ("<chem>H</chem>", "in words")])
def test_of_several_forms_of_the_same_one_is_read(case: str, text: str) -> None:
    switch = f"<epub:switch xmlns:epub='x'><epub:case>{case}</epub:case><epub:default>in words</epub:default></epub:switch>"
    chapter = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Here {switch}.</p></body></html>"
    assert f"Here {text}." in imported(book(**{"OPS/text/two.xhtml": chapter})).text


def test_numbers_of_printed_pages_stand_in_no_sentence() -> None:
    chapter = (
        "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body><p>The sea "
        "<span epub:type='pagebreak' id='p7' title='7'>7</span>comes<span role='doc-pagebreak' id='p8'>8</span> in.</p>"
        "<p><a href='#p7'>Back</a></p></body></html>"
    )
    item = imported(book(**{"OPS/text/two.xhtml": chapter}))
    assert "The sea comes in." in item.text
    assert 'href="#ref-c2-p7"' in item.html and 'id="ref-c2-p7"' in item.html


def test_links_lead_to_the_other_chapter_and_back() -> None:
    html = imported(book()).html
    note = html.split('href="#')[1].split('"')[0]
    assert f'<p id="{note}">A note.' in html
    back = html.split('A note. <a href="#')[1].split('"')[0]
    assert f'id="{back}"' in html.split("The sea")[0]
    assert 'href="https://example.org/x"' in html
    assert "gone.xhtml" not in html


def test_pictures_come_along_and_nothing_that_runs() -> None:
    item = imported(book())
    assert [(one.path, one.media_type) for one in item.resources] == [("OPS/pictures/quay.png", "image/png")]
    assert item.lead_image == "OPS/pictures/quay.png"
    assert 'src="OPS/pictures/quay.png"' in item.html
    assert "steal" not in item.html
    assert "onload" not in item.html


def test_a_cover_that_is_only_a_drawing_around_a_picture_is_shown() -> None:
    cover = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink"><body>'
        '<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="../pictures/quay.png"/></svg>'
        "<p>Words of the cover.</p></body></html>"
    )
    assert imported(book(OPS__text__two=None, **{"OPS/text/one a.xhtml": cover})).html.count("<img") == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book()[:400], "damaged"),
        (book(**{"OPS/book.opf": None}), "does not say what it holds"),
        (book(**{"OPS/text/one a.xhtml": None, "OPS/text/two.xhtml": None}), "no chapters"),
        (
            book(
                **{
                    "META-INF/encryption.xml": '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
                    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
                    '<enc:CipherData><enc:CipherReference URI="OPS/text/one%20a.xhtml"/></enc:CipherData>'
                    "</enc:EncryptedData></encryption>"
                }
            ),
            "protected",
        ),
    ],
    ids=["cut", "no package", "no chapters", "protected"],
)
def test_books_that_cannot_be_read_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        imported(data)


def test_paths_that_lead_out_of_the_book_lead_nowhere() -> None:
    package = PACKAGE.replace("pictures/quay.png", "../../../etc/passwd")
    item = imported(book(**{"OPS/book.opf": package}))
    assert item.resources == ()
    assert "The sea" in item.text


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + TWO.replace(
        "A note.", "A note. &b;"
    )
    assert "aaaa" not in imported(book(**{"OPS/text/two.xhtml": bomb})).text


def test_a_book_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.formats.epub._MOST_BYTES", 1 << 20)
    with pytest.raises(ImportFailed, match="unpacks to more"):
        imported(book(**{"OPS/text/two.xhtml": "<p>" + "a" * (2 << 20)}))


def test_real_books(corpora: Path) -> None:
    """Counts that were read by eye in each book."""
    folder = corpora / "epub" / "epub3-samples"
    expected = {
        "childrens-literature.epub": ("Children's Literature", "en", 290_000),
        "israelsailing.epub": ("מפליגים בישראל", "he", 50_000),
        "kusamakura-japanese-vertical-writing.epub": ("草枕", "ja-jp", 100_000),
        "indexing-for-eds-and-auths-3f.epub": (
            "Indexing for Editors and Authors: A Practical Guide to Understanding Indexes", "en-US", 290_000,
        ),
    }  # fmt: skip
    for name, (title, language, least) in expected.items():
        item = read(Source((folder / name).read_bytes(), name))
        assert (item.title, item.language) == (title, language)
        assert len(item.text) > least
        assert item.text == canonical_text(item.html)


def test_every_book_is_read_or_refused_with_a_reason(corpora: Path) -> None:
    books = [file for file in (corpora / "epub").rglob("*") if file.suffix.lower() == ".epub"]
    assert books
    for file in books:
        try:
            assert read(Source(file.read_bytes(), file.name)).text.strip()
        except ImportFailed as refused:
            assert str(refused)
