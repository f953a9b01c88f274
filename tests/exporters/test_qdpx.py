"""REFI-QDA projects follow the order, names and types of the exchange standard, and code the right words."""

import io
import zipfile
from dataclasses import replace

from lxml import etree

from desktop.domain.annotation import AreaTarget, HighlightColor
from desktop.domain.item import ItemType, PageSpan
from desktop.domain.organize import Note
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.qdpx import NAMESPACE, QdpxExporter
from tests.exporters.articles import article, highlight

TIME = "2025-01-01T00:00:00.000Z"
NS = {"q": NAMESPACE}


def _elements(*elements: str) -> str:
    return "".join(
        f'<xs:element name="{name}" type="{kind}" minOccurs="{least}" maxOccurs="{most}"/>'
        for name, kind, least, most in (element.split() for element in elements)
    )


def _type(name: str, elements: str, required: str = "", optional: str = "") -> str:
    def attributes(told: str, use: str) -> str:
        pairs = (pair.split(":") for pair in told.split())
        return "".join(
            f'<xs:attribute name="{key}" type="{kinds[kind]}" use="{use}"/>' for key, kind in pairs
        )

    kinds = {
        "g": "Guid",
        "s": "xs:string",
        "i": "xs:integer",
        "d": "xs:dateTime",
        "b": "xs:boolean",
        "c": "Color",
    }
    return (
        f'<xs:complexType name="{name}"><xs:sequence>{elements}</xs:sequence>'
        f"{attributes(required, 'required')}{attributes(optional, 'optional')}</xs:complexType>"
    )


_MADE = "creatingUser:g creationDateTime:d modifyingUser:g modifiedDateTime:d"
_GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_ON = ("Coding Coding 0 unbounded", "NoteRef Ref 0 unbounded")
SCHEMA = etree.XMLSchema(
    etree.fromstring(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{NAMESPACE}" targetNamespace="{NAMESPACE}"'
        ' elementFormDefault="qualified"><xs:element name="Project" type="Project"/>'
        + _type(
            "Project",
            _elements("Users Users 0 1", "CodeBook CodeBook 0 1", "Sources Sources 0 1", "Notes Notes 0 1", "Sets Sets 0 1"),
            "name:s", "origin:s creatingUserGUID:g creationDateTime:d",
        )
        + _type("Users", _elements("User User 1 unbounded")) + _type("User", "", "guid:g", "name:s id:s")
        + _type("CodeBook", _elements("Codes Codes 1 1")) + _type("Codes", _elements("Code Code 1 unbounded"))
        + _type("Code", _elements("Description xs:string 0 1", "Code Code 0 unbounded"), "guid:g name:s isCodable:b", "color:c")
        + _type("Sets", _elements("Set Set 1 unbounded"))
        + _type("Set", _elements("MemberSource Ref 0 unbounded"), "guid:g name:s")
        + '<xs:complexType name="Sources"><xs:choice maxOccurs="unbounded">'
        + _elements("TextSource Text 1 1", "PDFSource Pdf 1 1") + "</xs:choice></xs:complexType>"
        + _type(
            "Text",
            _elements(
                "Description xs:string 0 1", "PlainTextContent xs:string 0 1", "PlainTextSelection Words 0 unbounded", *_ON,
            ),
            "guid:g", f"name:s richTextPath:s plainTextPath:s {_MADE}",
        )
        + _type(
            "Words", _elements("Description xs:string 0 1", *_ON), "guid:g startPosition:i endPosition:i", f"name:s {_MADE}",
        )
        + _type(
            "Pdf", _elements("Description xs:string 0 1", "PDFSelection Area 0 unbounded", "Representation Text 0 1", *_ON),
            "guid:g", f"name:s path:s currentPath:s {_MADE}",
        )
        + _type(
            "Area", _elements("Description xs:string 0 1", "Representation Text 0 1", *_ON),
            "guid:g page:i firstX:i firstY:i secondX:i secondY:i", f"name:s {_MADE}",
        )
        + _type(
            "Coding", _elements("CodeRef Ref 1 1", "NoteRef Ref 0 unbounded"), "guid:g", "creatingUser:g creationDateTime:d",
        )
        + _type("Notes", _elements("Note Text 1 unbounded")) + _type("Ref", "", "targetGUID:g")
        + f'<xs:simpleType name="Guid"><xs:restriction base="xs:token"><xs:pattern value="{_GUID}"/></xs:restriction>'
        "</xs:simpleType>"
        '<xs:simpleType name="Color"><xs:restriction base="xs:token"><xs:pattern value="#[A-Fa-f0-9]{6}"/></xs:restriction>'
        "</xs:simpleType></xs:schema>"
    )
)  # fmt: skip
"""The part of the exchange standard that is written here: names, order, and types of values."""


def paper() -> ExportArticle:
    text = "Fog 🌫 came in.\nThe buses stopped.\n"
    one = replace(
        highlight("buses", "**Which** ones?", ("Sea/Fog", "a b"), start=text.index("buses")), uid="0f" * 16,
        color=HighlightColor.TEAL,
    )  # fmt: skip
    area = replace(
        one, uid="1f" * 16, target=AreaTarget(1, Rectangle(10.5, 20, 110.25, 80)), comment="", tags=()
    )
    lost = replace(highlight("no such words", "lost"), uid="2f" * 16)
    made = article("Fog", text, (one, area, lost))
    pages = (PageSpan(0, 15, "1", 600, 800), PageSpan(15, len(text), "2", 600, 800))
    document = replace(made.document, pages=pages, type=ItemType.PDF)
    item = replace(made.item, uid="ab" * 16, type=ItemType.PDF, site="The Courier")
    return replace(
        made, item=item, document=document, tags=("sea/fog",), collections=("Tides/North",), original=lambda: b"%PDF-1.4",
        notes=(Note(1, "3f" * 16, 1, "All of it", TIME, TIME),), color_names={HighlightColor.TEAL: "doubt"},
    )  # fmt: skip


def opened(*articles: ExportArticle) -> tuple[etree._Element, zipfile.ZipFile]:
    data = QdpxExporter().render(articles, ExportOptions(name="Tides", creator="Ada"))
    archive = zipfile.ZipFile(io.BytesIO(data))
    return etree.fromstring(archive.read("project.qde")), archive


def test_it_follows_the_standard() -> None:
    root, _ = opened(paper(), article("Plain", "Words.\n", (replace(highlight("Words"), uid="4f" * 16),)))
    SCHEMA.assertValid(root)


def test_hostile_words_follow_it_too() -> None:
    made = article(
        "\0<&\ud800", "Words.\n", (replace(highlight("Words", "\x01", ("", "/", "a//b")), uid="not hex"),)
    )
    root, _ = opened(replace(made, collections=("\x02",)))
    SCHEMA.assertValid(root)


def test_selections_are_the_quotations() -> None:
    root, archive = opened(paper())
    [selection] = root.findall(".//q:PlainTextSelection", NS)
    path = selection.getparent().get("plainTextPath").removeprefix("internal://")
    text = archive.read(f"Sources/{path}").decode()
    assert text[int(selection.get("startPosition")) : int(selection.get("endPosition"))] == "buses"
    codes = {code.get("guid"): code for code in root.iterfind(".//q:Code", NS)}
    refs = [ref.get("targetGUID") for ref in selection.findall("q:Coding/q:CodeRef", NS)]
    assert [codes[ref].get("name") for ref in refs] == ["Fog", "a b", "doubt"]
    assert codes[refs[0]].getparent().get("name") == "Sea"
    assert codes[refs[2]].get("color") == "#9FE3DA"


def test_every_name_is_told_once_and_every_reference_leads_somewhere() -> None:
    root, archive = opened(paper())
    names = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(names) == len(set(names))
    assert {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")} <= set(names)
    files = {
        element.get(key) for element in root.iter() for key in ("path", "plainTextPath") if element.get(key)
    }
    assert {f"Sources/{name.removeprefix('internal://')}" for name in files} | {"project.qde"} == set(
        archive.namelist()
    )


def test_comments_notes_and_lost_passages_are_notes() -> None:
    root, _ = opened(paper())
    notes = [note.findtext("q:PlainTextContent", "", NS) for note in root.findall("q:Notes/q:Note", NS)]
    assert notes[0] == "Which ones?"
    assert "All of it" in notes
    assert any("no such words" in note and "lost" in note for note in notes)
    assert [one.get("name") for one in root.findall("q:Sets/q:Set", NS)] == ["Tides/North"]


def test_the_same_project_gives_the_same_bytes() -> None:
    assert QdpxExporter().render([paper()], ExportOptions()) == QdpxExporter().render(
        [paper()], ExportOptions()
    )
