"""OpenDocument texts hold the words, the pictures, the tables, and comments on ranges of words."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from desktop.exporters.base import ExportArticle, Exporter, ExportOptions
from desktop.exporters.docx import DocxExporter
from desktop.exporters.odt import OdtExporter
from desktop.importers.base import Source
from desktop.importers.odt import OdtImporter
from tests.exporters.articles import highlight
from tests.exporters.test_docx import commented, png
from tests.exporters.test_flow import PAGE, written

NS = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table", "style")
} | {
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}


def content(made: ExportArticle) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(OdtExporter().render([made], ExportOptions(creator="Bo")))) as archive:
        assert archive.namelist()[0] == "mimetype"
        return etree.fromstring(archive.read("content.xml"))


def test_it_reads_back_as_the_article() -> None:
    made = written(PAGE)
    read = OdtImporter().read(Source(OdtExporter().render([made], ExportOptions()), "a.odt"))
    for words in ("One bold and linked word.", "inner", "Quoted", "Head", "low", "שלום"):
        assert words in read.text
    assert read.title == "Title"


def test_comments_are_on_their_words() -> None:
    root = content(commented())
    [said] = root.findall(".//office:annotation", NS)
    assert said.findtext("dc:creator", "", NS) == "Ada Reed"
    assert [line.text for line in said.findall("text:p", NS)] == ["Mine &", "own", "#sea-fog"]
    words, inside = "", False
    for element in root.iter():
        if element.tag == said.tag:
            inside = True
        elif inside and element.tag == f"{{{NS['office']}}}annotation-end":
            break
        elif inside and element.tag == f"{{{NS['text']}}}span":
            words += "".join(element.itertext())
    assert words == "One bold and"


def test_colours_lie_under_the_words() -> None:
    root = content(commented())
    tint = f"{{{NS['fo']}}}background-color"
    tinted = {
        style.get(f"{{{NS['style']}}}name")
        for style in root.iterfind(".//style:style", NS)
        if any(part.get(tint) == "#A9D4FF" for part in style)
    }
    spans = root.iterfind(".//text:span", NS)
    words = [span.text for span in spans if span.get(f"{{{NS['text']}}}style-name") in tinted]
    assert words == ["One ", "bold", " ", "and"]


def test_each_row_has_a_cell_for_each_column() -> None:
    root = content(written(PAGE))
    rows = [[child.tag.partition("}")[2] for child in row] for row in root.iterfind(".//table:table-row", NS)]
    assert rows == [
        ["table-cell", "covered-table-cell"], ["table-cell", "table-cell"], ["covered-table-cell", "table-cell"],
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["\0\x01 x", "\ud800", "<&>\"'"])
def test_any_title_is_well_formed(title: str) -> None:
    made = written("<p>Words.</p>")
    mark = replace(highlight("gone", title, (title,)), creator=title)
    content(replace(made, item=replace(made.item, title=title, url=title, site=title), annotations=(mark,)))


@pytest.mark.parametrize("exporter", [OdtExporter(), DocxExporter()])
def test_another_program_opens_it_with_its_comments(exporter: Exporter, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    made = replace(commented(), resource={"a.png": ("image/png", png())}.get)
    file = tmp_path / f"a{exporter.suffix}"
    file.write_bytes(exporter.render([made], ExportOptions()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    opened = etree.parse(tmp_path / "a.fodt", etree.XMLParser(huge_tree=True))
    [said] = opened.iterfind(".//office:annotation", NS)
    assert "Mine &" in "".join(said.itertext())
    assert said.findtext("dc:creator", "", NS) == "Ada Reed"
    text = "".join(opened.getroot().find("office:body", NS).itertext())
    assert "linked" in text
