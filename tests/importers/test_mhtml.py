"""Pages saved as one file: however they are written down, the same article with its images."""

import base64
import quopri
from pathlib import Path
from urllib.parse import quote

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.registry import importer_for, read

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2
WORDS = "".join(
    f"<p>Die Brücke Nummer {number} wurde über den Fluß gebaut, und die Leute, die von ihr gehört hatten, "
    "kamen an einem nassen Nachmittag und blieben, bis es dunkel war.</p>"
    for number in range(4)
)
ADDRESS = "https://post.example/kept/bridges.html"


def page(image: str, head: str = "") -> str:
    return (
        f"<html lang=de><head><title>Die Brücken</title>{head}</head><body><article>"
        f"{WORDS}<figure><img src='{image}' alt='Plan'></figure>{WORDS}</article></body></html>"
    )


def part(headers: str, data: bytes, encoding: str = "base64") -> bytes:
    body = {
        "base64": base64.encodebytes,
        "quoted-printable": quopri.encodestring,
        "binary": bytes,
        "8bit": bytes,
    }[encoding](data)
    return f"{headers}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + body + b"\n"


def archive(*parts: bytes, head: str = "", boundary: str = "----=_NextPart", more: str = "") -> bytes:
    lines = f'{head}MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{boundary}"{more}\n\n'
    joined = b"".join(b"\n--" + boundary.encode() + b"\n" + one for one in parts)
    return (lines.encode() + joined + f"\n--{boundary}--\n".encode()).replace(b"\n", b"\r\n")


def html_part(
    markup: str, location: str = ADDRESS, charset: str = "utf-8", encoding: str = "base64"
) -> bytes:
    return part(
        f"Content-Type: text/html; charset={charset}\nContent-Location: {location}",
        markup.encode(charset),
        encoding,
    )


def imported(data: bytes, name: str = "bridges.mhtml", url: str = "") -> ImportedItem:
    return read(Source(data, name, url))


def picture_of(item: ImportedItem) -> bytes:
    [picture] = [one for one in item.resources if f'src="{quote(one.path)}"' in item.html]
    assert picture.media_type == "image/png"
    return picture.data


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "macintosh"])
def test_any_encoding_gives_the_same_article(charset: str, encoding: str) -> None:
    item = imported(archive(html_part(page("x.png"), charset=charset, encoding=encoding)))
    assert item.title == "Die Brücken"
    assert "Nummer 3 wurde über den Fluß gebaut" in item.text
    assert (item.language, item.url, item.site) == ("de", ADDRESS, "")


@pytest.mark.parametrize(
    ("named", "headers", "location"),
    [
        ("https://post.example/a/plan?w=2&amp;h=1", "Content-Location: https://post.example/a/plan?w=2&h=1", ADDRESS),
        ("../a/plan.png", "Content-Location: https://post.example/a/plan.png", ADDRESS),
        ("cid:plan@post.example", "Content-ID: <plan@post.example>", ADDRESS),
        ("plan.png", "Content-Location: plan.png", ADDRESS),
        ("bridges-Dateien/der%20plan.png", "Content-Location: file:///C:/d/bridges-Dateien/der%20plan.png",
         "file:///C:/d/bridges.htm"),
        ("https://post.example/" + "long/" * 30 + "plan.png",
         "Content-Location: https://post.example/" + "long/" * 15 + "\n " + "long/" * 15 + "plan.png", ADDRESS),
    ],
)  # fmt: skip
def test_images_are_found_however_they_are_named(named: str, headers: str, location: str) -> None:
    data = archive(html_part(page(named), location), part(f"Content-Type: image/png\n{headers}", PNG))
    assert picture_of(imported(data)) == PNG


def test_the_lead_image_is_found_among_the_parts() -> None:
    address = "https://post.example/lead.png"
    head = f"<meta property='og:image' content='{address}'>"
    data = archive(
        html_part(page("x.png", head)), part(f"Content-Type: image/png\nContent-Location: {address}", PNG)
    )
    item = imported(data)
    assert [one.path for one in item.resources] == [item.lead_image]
    assert item.html.startswith("<figure><img")


def test_files_that_the_article_does_not_show_are_left_in_the_original() -> None:
    data = archive(
        html_part(page("x.png")),
        part("Content-Type: text/css\nContent-Location: https://post.example/a.css", b"p { color: red }"),
        part("Content-Type: image/png\nContent-Location: https://ads.example/b.png", PNG),
        part("Content-Type: text/html\nContent-Location: https://ads.example/frame", b"<p>Buy a bridge</p>"),
    )
    item = imported(data)
    assert item.resources == ()
    assert "Buy a bridge" not in item.text
    assert (item.original, item.media_type, item.file_name) == (data, "multipart/related", "bridges.mhtml")


def test_the_archive_says_which_part_is_the_page() -> None:
    other = part(
        "Content-Type: text/html\nContent-ID: <other>", page("y").replace("Brücken", "Anzeigen").encode()
    )
    main = part("Content-Type: text/html; charset=utf-8\nContent-ID: <main>", page("x").encode())
    assert imported(archive(other, main, more='; start="<main>"')).title == "Die Brücken"


def test_where_it_was_fetched_counts_more_than_what_the_archive_says() -> None:
    data = archive(html_part(page("x.png"), "cid:page"), head=f"Snapshot-Content-Location: {ADDRESS}\n")
    assert imported(data).url == ADDRESS
    assert imported(data, url="https://post.example/new").url == "https://post.example/new"


def test_a_page_without_other_parts() -> None:
    headers = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Location: {ADDRESS}"
    assert imported(part(headers, page("x.png").encode())).url == ADDRESS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Subject: A\r\n", b"Subject: A\r\nand more\r\n"),
        (b'; boundary="----=_NextPart"', b""),
        (b'boundary="----=_NextPart"', b'boundary="other"'),
        (b"------=_NextPart--", b""),
    ],
    ids=["a broken header", "no boundary", "another boundary", "no end"],
)
def test_a_damaged_archive_gives_what_it_still_holds(old: bytes, new: bytes) -> None:
    image = part("Content-Type: image/png\nContent-ID: <plan>", PNG)
    whole = archive(html_part(page("cid:plan")), image, head="Subject: A\n")
    assert old in whole
    item = imported(whole.replace(old, new))
    assert item.title == "Die Brücken"
    assert picture_of(item) == PNG


def test_an_archive_without_a_page_says_so() -> None:
    with pytest.raises(ImportFailed, match="holds no page"):
        imported(archive(part("Content-Type: image/png", PNG)))
    with pytest.raises(ImportFailed, match="holds no page"):
        imported(b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n")


def test_real_archives(corpora: Path) -> None:
    reasons, articles = {}, {}
    for file in sorted((corpora / "archives").rglob("*.mht*")):
        source = Source(file.read_bytes(), file.name)
        assert type(importer_for(source)).__name__ == "MhtmlImporter"
        try:
            articles[file.name] = read(source)
        except ImportFailed as failure:
            reasons[file.name] = str(failure)
    assert articles["lorem-ipsum.mht"].text.startswith("Variatio Ipsius\nLorem ipsum dolor sit amet")
    assert articles["iframes.mhtml"].url == "https://www.tutorialspoint.com/html/html_iframes.htm"
    assert "You can define an inline frame" in articles["iframes.mhtml"].text
    assert articles["portfolio.mhtml"].title == "Max Sindwani"
    assert set(reasons) == {"missing_boundary.mhtml", "missing_boundary_header.mhtml", "unexpected_eof.mhtml"}
