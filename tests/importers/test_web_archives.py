"""Archives of several web pages: the pages that a person captured, each with its pictures."""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from desktop.domain.errors import ImportFailed
from desktop.formats import warc
from desktop.importers import web_archives
from desktop.importers.page_files import named_as
from desktop.importers.registry import read
from desktop.importers.web_archives import WebArchive

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2
WORDS = "<p>The lock keeper wrote down every barge that passed, its load, its master and the height of the water.</p>"
HOME = "https://canal.example/"


def page(title: str, more: str = "") -> bytes:
    return (
        f"<!doctype html><title>{title}</title><h1>{title}</h1><article>{WORDS * 3}{more}</article>".encode()
    )


class Archive:
    """Writes the records of a test, as crawlers do."""

    def __init__(self, *, packed: bool = True) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)

    def response(
        self, address: str, body: bytes, kind: str = "text/html", status: str = "200 OK", **headers: str
    ) -> "Archive":
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        http = StatusAndHeaders(status, [("Content-Type", kind), *named], protocol="HTTP/1.1")
        return self._record(address, "response", body, http)

    def request(self, address: str, purpose: str) -> "Archive":
        http = StatusAndHeaders("GET / HTTP/1.1", [("Sec-Fetch-Dest", purpose)], is_http_request=True)
        return self._record(address, "request", b"", http)

    def resource(self, address: str, body: bytes, kind: str) -> "Archive":
        record = self._writer.create_warc_record(
            address, "resource", payload=io.BytesIO(body), warc_content_type=kind
        )
        self._writer.write_record(record)
        return self

    def revisit(self, address: str, of: str, body: bytes) -> "Archive":
        digest = self._writer.create_warc_record(of, "resource", payload=io.BytesIO(body))
        self._writer.ensure_digest(digest, block=False, payload=True)
        record = self._writer.create_revisit_record(
            address, digest.rec_headers.get_header("WARC-Payload-Digest"), of, "2024-01-01T00:00:00Z"
        )
        self._writer.write_record(record)
        return self

    def info(self, metadata: object) -> "Archive":
        fields = {"software": "a test", "json-metadata": json.dumps(metadata)}
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc", fields))
        return self

    def _record(self, address: str, kind: str, body: bytes, http: StatusAndHeaders) -> "Archive":
        record = self._writer.create_warc_record(address, kind, payload=io.BytesIO(body), http_headers=http)
        self._writer.write_record(record)
        return self

    @property
    def data(self) -> bytes:
        return self._out.getvalue()


Opened = Callable[..., WebArchive]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """An archive of these bytes."""

    def open_archive(data: bytes, name: str = "canal.warc.gz") -> WebArchive:
        folder = tmp_path / "unpacked"
        folder.mkdir()
        (tmp_path / name).write_bytes(data)
        return WebArchive(tmp_path / name, folder)

    return open_archive


def wacz(pages: str, **archives: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("pages/pages.jsonl", pages)
        for name, data in archives.items():
            packed.writestr(f"archive/{name}.warc.gz", data)
        packed.writestr("../../outside.txt", "x")
    return out.getvalue()


def title(archive: WebArchive, address: str) -> str:
    return read(archive.source(address)).title


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_its_pictures(opened: Opened, packed: bool) -> None:
    body = page("Barges", "<figure><img src='/img/plan.png?w=2&amp;h=1' alt='Plan'></figure>" + WORDS)
    archive = Archive(packed=packed).response(HOME + "barges", body)
    archive.response(
        HOME + "img/plan.png?w=2&h=1", b"", status="302 Found", Location="https://cdn.example/plan"
    )
    archive.response("https://cdn.example/plan", PNG, "image/png").response(
        HOME + "x.js", b"x()", "text/javascript"
    )
    found = opened(archive.data, "canal.warc.gz" if packed else "canal.warc")
    assert found.pages() == [HOME + "barges"]
    item = read(found.source(HOME + "barges"))
    assert (item.title, item.url, item.original) == ("Barges", HOME + "barges", body)
    assert {picture.data for picture in item.resources} == {PNG}
    assert found.damage is None


def test_parts_of_pages_are_no_pages(opened: Opened) -> None:
    archive = Archive().response(HOME, page("Whole", "<iframe src='/advert'></iframe>"))
    archive.response(HOME + "advert", page("Advert")).response(
        HOME + "pixel", b"<html><img src=p.gif></html>"
    )
    archive.response(HOME + "gone", page("Gone"), status="404 Not Found")
    archive.response(HOME + "framed", page("Made by a script")).request(HOME + "framed", "iframe")
    archive.response(HOME + "old", b"", status="301 Moved", Location="/").request(HOME, "document")
    found = opened(archive.data)
    assert found.pages() == [HOME]
    assert found.source(HOME + "old").url == HOME


def test_a_page_of_few_words_counts_where_there_is_no_other(opened: Opened) -> None:
    assert opened(Archive().response(HOME, b"<html><p>Closed.</p></html>").data).pages() == [HOME]


def test_an_archive_names_its_pages(opened: Opened) -> None:
    archive = Archive().info({"pages": [{"url": HOME + "b"}, {"url": HOME + "none"}]})
    archive.response(HOME + "a", page("A")).response(HOME + "b", page("B"))
    found = opened(archive.data)
    assert found.pages() == [HOME + "b", HOME + "none"]
    with pytest.raises(ImportFailed, match="does not hold this page"):
        found.source(HOME + "none")


def test_a_wacz_lists_its_pages(opened: Opened) -> None:
    lines = [
        {"format": "json-pages-1.0", "title": "Seed Pages"},
        {"url": HOME + "b", "ts": "2024"},
        {"url": HOME + "a"},
    ]
    listed = "\n".join([*map(json.dumps, lines), "{broken"])
    one = Archive().response(HOME + "a", page("A")).response(HOME + "c", page("C")).data
    two = (
        Archive()
        .response(HOME + "b", page("B"))
        .response(HOME + "d.pdf", b"%PDF-1.4", "application/pdf")
        .data
    )
    found = opened(wacz(listed, one=one, two=two), "canal.wacz")
    assert found.pages() == [HOME + "b", HOME + "a", HOME + "d.pdf"]
    assert title(found, HOME + "b") == "B"
    assert found.source(HOME + "d.pdf").name == "d.pdf"


def chunked(data: bytes) -> bytes:
    middle = len(data) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:middle], data[middle:], b""))


BODY = page("Sluices")


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (gzip.compress(BODY), {"Content_Encoding": "gzip"}),
        (zlib.compress(BODY), {"Content_Encoding": "deflate"}),
        (zlib.compress(BODY)[2:-4], {"Content_Encoding": "deflate"}),
        (chunked(BODY), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(BODY)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (BODY, {"Transfer_Encoding": "chunked"}),
        (BODY, {"Content_Encoding": "gzip"}),
        (BODY, {"Content_Encoding": "br"}),
    ],
    ids=["gzip", "deflate", "raw deflate", "chunked", "chunked gzip", "not chunked", "not gzip", "not br"],
)
def test_bodies_are_unpacked_however_they_were_sent(
    opened: Opened, sent: bytes, headers: dict[str, str]
) -> None:
    assert opened(Archive().response(HOME, sent, **headers).data).source(HOME).data == BODY


def test_what_cannot_be_unpacked_is_said(opened: Opened) -> None:
    archive = opened(
        Archive().info({"pages": [{"url": HOME}]}).response(HOME, b"\x8b\x10\x80", Content_Encoding="br").data
    )
    with pytest.raises(ImportFailed, match=r"could not be unpacked.*\(br\)"):
        archive.source(HOME)


def test_the_header_tells_the_encoding(opened: Opened) -> None:
    body = page("Шлюзы на канале").decode().encode("cp855")
    item = read(opened(Archive().response(HOME, body, "text/html; charset=ibm855").data).source(HOME))
    assert item.title == "Шлюзы на канале"
    assert (item.original, item.media_type) == (body, "text/html; charset=ibm855")


def test_revisits_and_resources(opened: Opened) -> None:
    archive = (
        Archive()
        .resource(HOME + "kept", BODY, "text/html; charset=utf-8")
        .revisit(HOME + "again", HOME + "kept", BODY)
    )
    found = opened(archive.data)
    assert found.pages() == [HOME + "kept", HOME + "again"]
    assert found.source(HOME + "again").data == BODY


def test_of_two_captures_the_one_that_shows_something(opened: Opened) -> None:
    archive = Archive().response(HOME, BODY).response(HOME, b"", status="503 Busy")
    assert opened(archive.data).source(HOME).data == BODY


def test_an_arc(opened: Opened) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY
    head = b"1 0 a\nURL IP-address Archive-date Content-type Archive-length\n"
    data = b"filedesc://a.arc 0.0.0.0 20050101000000 text/plain %d\n%s\n" % (len(head), head)
    data += b"%s 10.0.0.1 20050101000000 text/html %d\n%s\n" % (HOME.encode(), len(http), http)
    assert title(opened(data, "canal.arc"), HOME) == "Sluices"


def test_a_gzip_of_the_whole_archive(opened: Opened) -> None:
    plain = Archive(packed=False).response(HOME, BODY).response(HOME + "b", page("B")).data
    assert opened(gzip.compress(plain)).pages() == [HOME, HOME + "b"]


@pytest.mark.parametrize("damage", ["cut", "broken head", "broken gzip", "wrong length"])
def test_a_damaged_archive_goes_as_far_as_it_goes(opened: Opened, damage: str) -> None:
    archive = Archive(packed=damage == "broken gzip").response(HOME, BODY)
    first = archive.data
    second = archive.response(HOME + "b", page("B")).data[len(first) :]
    broken = {
        "cut": first + second[: len(second) // 2],
        "broken head": first + b"\r\nno record\r\n" + second,
        "broken gzip": first + second[:40] + bytes(40) + second[80:],
        "wrong length": first + second.replace(b"Content-Length: ", b"Content-Length: 9"),
    }[damage]
    found = opened(broken, "canal.warc.gz" if damage == "broken gzip" else "canal.warc")
    assert HOME in found.pages()
    assert "damaged" in str(found.damage)


@pytest.mark.parametrize(
    "data", [b"", b"\x1f\x8b\x08\x00", b"no archive\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"]
)
def test_what_is_no_archive_is_refused(opened: Opened, data: bytes) -> None:
    with pytest.raises(ImportFailed, match=r"damaged|no web pages"):
        opened(data).pages()


def test_what_grows_without_measure_is_refused(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST_BODY", 1 << 20)
    monkeypatch.setattr(web_archives, "_MOST_BYTES", 3 << 20)
    archive = Archive().info({"pages": [{"url": HOME + "bomb"}]})
    archive.response(HOME + "bomb", gzip.compress(bytes(64 << 20)), Content_Encoding="gzip")
    for number in range(5):
        archive.response(f"{HOME}{number}.png", bytes([number]) * 900_000, "image/png")
    found = opened(archive.data)
    assert "unpacks to more than 3 MB" in str(found.damage)
    with pytest.raises(ImportFailed, match="larger than 1 MB"):
        found.source(HOME + "bomb")


def test_a_head_without_end_is_refused(opened: Opened) -> None:
    data = gzip.compress(b"WARC/1.0\r\nX: " + b"x" * (8 << 20))
    with pytest.raises(ImportFailed, match="damaged"):
        opened(data).pages()


def test_real_archives(corpora: Path, opened: Opened, tmp_path: Path) -> None:
    files = [path for path in sorted((corpora / "archives").glob("*/*")) if web_archives.is_web_archive(path)]
    told = {}
    for number, path in enumerate(files):
        folder = tmp_path / str(number)
        folder.mkdir()
        archive = WebArchive(path, folder)
        with_pages = [] if path.name.startswith("post-test") else archive.pages()
        told[str(path)] = {title(archive, address) for address in with_pages}
    assert list(told.values()).count({"Example Domain"}) == len(files) - 1 == 6


def test_a_page_comes_with_its_styles_and_what_they_name(opened: Opened) -> None:
    body = page("Barges", WORDS).replace(b"</title>", b"</title><link rel=stylesheet href=/css/site?v=2>")
    archive = Archive().response(HOME + "barges", body)
    archive.response(
        HOME + "css/site?v=2", b"@import 'more.css'; h1 { background: url(/img/a.png) }", "text/css"
    )
    archive.response(HOME + "css/more.css", b"@font-face { src: url(f.woff2) }", "text/css")
    archive.response(HOME + "css/f.woff2", b"wOF2", "font/woff2").response(
        HOME + "img/a.png", PNG, "image/png"
    )
    archive.response(HOME + "img/other.png", PNG + b"2", "image/png")
    source = opened(archive.data, "canal.warc").source(HOME + "barges")
    assert source.companions.keys() == {
        HOME + "css/site?v=2", HOME + "css/more.css", HOME + "css/f.woff2", HOME + "img/a.png",
    }  # fmt: skip
    kept = {named_as(one.path): one.data for one in read(source).resources}
    assert kept == source.companions


def test_a_page_packed_with_brotli(opened: Opened) -> None:
    body = page("Barges", WORDS * 2000)
    archive = Archive().response(HOME, brotli.compress(body), Content_Encoding="br")
    assert opened(archive.data, "canal.warc").source(HOME).data == body


@pytest.mark.parametrize("cut", [5, 60])
def test_a_damaged_brotli_page_is_refused(opened: Opened, cut: int) -> None:
    packed = brotli.compress(page("Barges", WORDS))[:-cut]
    archive = Archive().info({"pages": [{"url": HOME}]}).response(HOME, packed, Content_Encoding="br")
    with pytest.raises(ImportFailed, match=r"could not be unpacked.*\(br\)"):
        opened(archive.data).source(HOME)


def test_a_brotli_bomb_is_refused(opened: Opened) -> None:
    bomb = brotli.compress(b"<p>" + b"a" * (101 << 20), quality=1)
    archive = Archive().response(HOME, bomb, Content_Encoding="br").response(HOME + "b", page("B"))
    with pytest.raises(ImportFailed, match="MB"):
        opened(archive.data, "canal.warc").source(HOME)
