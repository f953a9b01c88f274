"""Exported books are well formed, complete, and read again as the article."""

import io
import posixpath
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from desktop.domain.organize import Note
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.epub import EpubExporter
from desktop.importers.base import Source
from desktop.importers.epub import EpubImporter
from tests.exporters.articles import highlight
from tests.exporters.test_docx import png, webp
from tests.exporters.test_flow import PAGE, written
from tests.exporters.test_html import annotated

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "e": "http://www.idpf.org/2007/ops",
}
TIME = "2025-01-01T00:00:00.000Z"


def parts(*articles: ExportArticle) -> dict[str, etree._Element]:
    data = EpubExporter().render(articles, ExportOptions(name="Tides"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        names = [name for name in archive.namelist() if name.endswith(("xhtml", "opf"))]
        return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names} | {
            "": etree.fromstring(f"<names>{' '.join(archive.namelist())}</names>")
        }


def test_it_reads_back_as_the_article() -> None:
    made = annotated()
    data = EpubExporter().render([made], ExportOptions())
    read = EpubImporter().read(Source(data, "a.epub"))
    assert read.title == "Title"
    assert read.creators == ("Ada",)
    for words in ("One bold and", "linked word.", "Quoted", "שלום"):
        assert words in read.text


def test_every_file_is_in_the_package_and_every_link_leads_somewhere() -> None:
    found = parts(annotated(), written("<p>See <a href='#far'>there</a>. <span id='far'>Here</span></p>"))
    names = set((found[""].text or "").split())
    listed = {f"EPUB/{item.get('href')}" for item in found["package.opf"].iterfind(".//o:item", NS)}
    assert listed | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == names
    ids = {name: {one.get("id") for one in page.iter() if one.get("id")} for name, page in found.items()}
    links = 0
    for name, page in found.items():
        for link in page.iterfind(".//h:a", NS):
            target = link.get("href", "")
            if target and ":" not in target:
                file, _, fragment = target.partition("#")
                assert not fragment or fragment in ids[posixpath.normpath(file) if file else name], target
                links += 1
    assert links > 8


def test_comments_open_on_the_spot() -> None:
    chapter = parts(annotated())["article-1.xhtml"]
    [reference] = [
        link for link in chapter.iterfind(".//h:a", NS) if link.get(f"{{{NS['e']}}}type") == "noteref"
    ]
    [note] = chapter.iterfind(".//h:aside", NS)
    assert reference.get("href") == f"#{note.get('id')}"
    assert "Why <b>?" in "".join(note.itertext())
    before = reference.getprevious()
    assert "".join(before.itertext()).endswith("and")


def test_pictures_are_of_kinds_that_books_have() -> None:
    files = {"a.png": ("image/png", png()), "b.webp": ("image/webp", webp())}
    made = replace(
        written('<p><img src="a.png"> <img src="b.webp" alt="x"> <img src="no" alt="y"></p>'),
        resource=files.get,
    )
    found = parts(made)
    assert "EPUB/images/1-1.png EPUB/images/1-2.png" in (found[""].text or "")
    assert "[y]" in "".join(found["article-1.xhtml"].itertext())
    assert all(
        picture.get("alt") is not None for picture in found["article-1.xhtml"].iterfind(".//h:img", NS)
    )


def test_math_is_declared() -> None:
    found = parts(written("<p>So <math><mi>x</mi></math>.</p>"))
    item = next(
        one for one in found["package.opf"].iterfind(".//o:item", NS) if one.get("href") == "article-1.xhtml"
    )
    assert item.get("properties") == "mathml"


@pytest.mark.parametrize("title", ["\0\x01 x", "\ud800", "<&>\"'", ""])
def test_any_title_is_well_formed(title: str) -> None:
    made = written(PAGE, "Quoted")
    mark = replace(
        highlight("Quoted", title, (title,), start=made.annotations[0].target.position.start), creator=title
    )
    notes = (Note(1, "n", 1, title, TIME, TIME),)
    item = replace(made.item, title=title, url=f"https://e.org/{title}", site=title, creators=(title,))
    assert parts(replace(made, item=item, annotations=(mark,), notes=notes))
