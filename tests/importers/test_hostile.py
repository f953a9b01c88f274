"""Files made to do harm: each is refused with a reason, or read without what it wanted."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from desktop.domain.errors import UserError
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.pool import ImportPool, Limits

DEEP = 40_000
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha ha ha ha ">{ENTITIES}]>'
SECRET = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e10 SYSTEM 'file:///etc/passwd'>]>"
WORDS = "The sea comes in, and with it the boats that were waiting behind the bar. "
BOMB = bytes(600 << 20)


def packed(mimetype: str = "", **files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(head: str = "", words: str = "", **more: bytes) -> bytes:
    kinds = "http://schemas.openxmlformats.org"
    return packed(
        **{
            "[Content_Types].xml": f'<Types xmlns="{kinds}/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{kinds}/package/2006/relationships"><Relationship Id="r" '
            f'Type="{kinds}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{head}<w:document xmlns:w="{kinds}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            f"<w:t>{WORDS}{words}</w:t></w:r></w:p></w:body></w:document>",
            **more,
        }
    )


def odt(head: str = "", words: str = "") -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        "application/vnd.oasis.opendocument.text",
        **{
            "content.xml": f'{head}<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0"><o:body>'
            f"<o:text><t:p>{WORDS}{words}</t:p></o:text></o:body></o:document-content>"
        },
    )


def epub(head: str = "", words: str = "", *, chapter: str = "a.xhtml", **more: bytes) -> bytes:
    return packed(
        "application/epub+zip",
        **{
            "META-INF/container.xml": "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>",
            "b.opf": "<package xmlns='http://www.idpf.org/2007/opf'><metadata/><manifest><item id='a' "
            f"href='{chapter}' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
            "a.xhtml": f"{head}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{WORDS}{words}</p></body></html>",
            **more,
        },
    )


@pytest.fixture(scope="module")
def pool() -> Iterator[ImportPool]:
    with ImportPool(1, Limits(seconds=60, memory=1 << 30)) as pool:
        yield pool


def outcome(pool: ImportPool, data: bytes, name: str) -> ImportedItem | UserError:
    [(_, result)] = pool.read_all([Source(data, name)])
    return result


@pytest.mark.parametrize(("name", "data"), [
    ("a.docx", docx(LAUGHS, "&e10;")), ("a.odt", odt(LAUGHS, "&e10;")), ("a.epub", epub(LAUGHS, "&e10;")),
    ("a.docx", docx(SECRET, "&e10;")), ("a.odt", odt(SECRET, "&e10;")), ("a.epub", epub(SECRET, "&e10;")),
], ids=["docx", "odt", "epub", "docx secret", "odt secret", "epub secret"])  # fmt: skip
def test_entities_are_not_followed(pool: ImportPool, name: str, data: bytes) -> None:
    result = outcome(pool, data, name)
    assert isinstance(result, UserError) or result.text.strip() == WORDS.strip()


@pytest.mark.parametrize(("name", "data"), [
    ("a.docx", docx(**{"word/media/a.bin": BOMB})),
    ("a.odt", packed("application/vnd.oasis.opendocument.text", **{"content.xml": BOMB})),
    ("a.epub", epub(**{"a.xhtml": BOMB})),
], ids=["docx", "odt", "epub"])  # fmt: skip
def test_what_unpacks_without_end_is_refused(pool: ImportPool, name: str, data: bytes) -> None:
    result = outcome(pool, data, name)
    assert isinstance(result, UserError)
    assert "unpacks to more than 512 MB" in str(result) or "MB of memory" in str(result)


@pytest.mark.parametrize(
    "tags", [("<div>", "</div>"), ("<b><i>", ""), ("<ul><li>", ""), ("<table><tr><td>", "")]
)
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.eml"])
def test_depth_without_end_is_refused(pool: ImportPool, name: str, tags: tuple[str, str]) -> None:
    head = "From: a@b.example\nTo: c@d.example\nDate: Mon, 1 Jan 2024 10:00:00 +0000\nContent-Type: text/html\n\n"
    page = f"<html><body>{tags[0] * DEEP}{WORDS * 9}{tags[1] * DEEP}</body></html>"
    result = outcome(pool, ((head if name == "a.eml" else "") + page).encode(), name)
    assert isinstance(result, UserError)


def test_a_page_as_deep_as_careless_programs_make_them_is_whole(pool: ImportPool) -> None:
    depth = 1000
    for name, page in (
        ("a.html", f"<html><body>{'<div>' * depth}<p>{WORDS * 9}</p>{'</div>' * depth}</body></html>"),
        ("a.md", f"{'<div>' * depth}<p>{WORDS * 9}</p>{'</div>' * depth}"),
    ):
        result = outcome(pool, page.encode(), name)
        assert isinstance(result, ImportedItem)
        assert result.text.strip() == (WORDS * 9).strip()


def test_a_paragraph_may_be_longer_than_parsers_like(pool: ImportPool) -> None:
    words = WORDS * (12_000_000 // len(WORDS))
    result = outcome(pool, words.encode(), "a.txt")
    assert isinstance(result, ImportedItem)
    assert result.text.strip() == words.strip()


@pytest.mark.parametrize("megabytes", [60, 500])
def test_more_text_than_there_is_memory_for_is_refused(megabytes: int) -> None:
    with ImportPool(1, Limits(seconds=60, memory=200 << 20)) as small:
        result = outcome(small, WORDS.encode() * ((megabytes << 20) // len(WORDS)), "a.txt")
    assert isinstance(result, UserError)
    assert "MB of memory" in str(result)


def test_a_front_matter_that_repeats_itself_names_nobody(pool: ImportPool) -> None:
    lists = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    result = outcome(pool, f"---\na0: &a0 [x]\n{lists}authors: *a9\n---\n{WORDS}".encode(), "a.md")
    assert isinstance(result, ImportedItem)
    assert (result.creators, result.text.strip()) == ((), WORDS.strip())


@pytest.mark.parametrize(
    "chapter", ["/etc/passwd", "../../../etc/passwd", "file:///etc/passwd", "%2fetc%2fpasswd"]
)
def test_a_book_holds_only_what_is_in_it(pool: ImportPool, chapter: str) -> None:
    assert isinstance(outcome(pool, epub(chapter=chapter), "a.epub"), UserError)
    result = outcome(pool, epub(words=f"<img src='{chapter}'/><a href='{chapter}'>x</a>"), "a.epub")
    assert isinstance(result, ImportedItem)
    assert "passwd" not in result.html and not result.resources
