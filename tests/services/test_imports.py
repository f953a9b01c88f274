"""Importing into a library: every source is accounted for, nothing is stored twice or by half."""

import plistlib
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from desktop import paths
from desktop.domain.item import ItemType
from desktop.importers.base import Source
from desktop.importers.pool import ImportPool
from desktop.services import browse, history
from desktop.services.imports import ImportReport, PastedText, import_sources
from desktop.storage.library import Library

SAMPLES = paths.resources() / "samples"
NOTES = (
    "Notes on a shelf\n\nThe first drawer holds a map and a key, and nobody knows which of them came first.\n"
)


@pytest.fixture(scope="module")
def pool() -> Iterator[ImportPool]:
    with ImportPool(2) as pool:
        yield pool


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sources"
    made.mkdir()
    return made


def statuses(report: ImportReport) -> list[str]:
    return [entry.status for entry in report.entries]


class Watch:
    """Progress that is cancelled after some files."""

    paused = False

    def __init__(self, after: int | None = None) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self._after = after

    def report(self, done: int, total: int, what: str) -> None:
        self.reports.append((done, total, what))

    @property
    def cancelled(self) -> bool:
        return self._after is not None and len(self.reports) >= self._after


def test_the_samples(library: Library, pool: ImportPool) -> None:
    report = import_sources(library, [SAMPLES], pool=pool, collection="Project/Samples", tags=["sample"])
    assert set(statuses(report)) == {"imported"}
    assert len(report.entries) == len([path for path in SAMPLES.iterdir() if path.is_file()])
    items = {summary.item.title: summary for summary in browse.items(library)}
    tides = items["The tide tables of Aldwater"]
    assert tides.item.creators == ("Miriam Okafor-Lund",)
    assert tides.collections == ("Project/Samples",)
    assert tides.tags == ("sample",)
    document = browse.document(library, tides.item.id)
    assert document.type is ItemType.WEB_PAGE
    found = browse.resource(library, document.version_id, "Tide tables of Aldwater_files/customs-house.jpg")
    assert found is not None and found[0] == "image/jpeg"
    assert (
        browse.original(library, document.version_id)
        == (SAMPLES / "Tide tables of Aldwater.html").read_bytes()
    )


def test_the_same_bytes_and_the_same_article_are_not_stored_twice(
    library: Library, pool: ImportPool, folder: Path
) -> None:
    (folder / "notes.txt").write_text(NOTES)
    (folder / "same bytes.txt").write_text(NOTES)
    (folder / "same article.txt").write_text(NOTES.replace("\n", "\r\n"), newline="")
    report = import_sources(library, [folder], pool=pool)
    again = import_sources(library, [folder / "notes.txt"], pool=pool)
    assert sorted(statuses(report)) == ["duplicate", "duplicate", "imported"]
    assert len({entry.id for entry in (*report.entries, *again.entries)}) == 1
    assert statuses(again) == ["duplicate"]
    assert again.entries[0].title == "Notes on a shelf"
    assert not again.changes
    assert len(browse.items(library)) == 1


def test_an_import_is_one_step(library: Library, pool: ImportPool, folder: Path) -> None:
    for number in range(3):
        (folder / f"{number}.txt").write_text(
            f"{NOTES}\nThis is the copy with the number {number} on its cover."
        )
    report = import_sources(library, [folder], pool=pool)
    assert report.changes.label == "Import of 3 articles"
    assert len(report.changes.items) == 3
    history.undo(library)
    assert browse.items(library) == []
    history.redo(library)
    assert len(browse.items(library)) == 3


def test_an_import_into_a_new_collection_is_one_step(
    library: Library, pool: ImportPool, folder: Path
) -> None:
    (folder / "one.txt").write_text(NOTES)
    import_sources(library, [folder / "one.txt"], pool=pool, collection="New/Shelf")
    assert browse.items(library)[0].collections == ("New/Shelf",)
    assert [step.label for step in history.steps(library)] == ["Import of 1 article"]
    history.undo(library)
    assert (browse.items(library), browse.collections(library)) == ([], [])
    history.redo(library)
    assert browse.items(library)[0].collections == ("New/Shelf",)


def test_every_source_is_in_the_report(library: Library, pool: ImportPool, folder: Path) -> None:
    (folder / "good.txt").write_text(NOTES)
    (folder / "empty.html").touch()
    (folder / "program.txt").write_bytes(b"\x7fELF" + bytes(400))
    (folder / "nothing.html").write_text("<html><body><script>x()</script></body></html>")
    (folder / "no articles").mkdir()
    (folder / "no articles" / "song.mp3").write_bytes(b"ID3")
    names = ["empty.html", "missing.txt", "good.txt", "program.txt", "nothing.html", "no articles"]
    sources = [*(folder / name for name in names), "https://a.example/page"]
    report = import_sources(library, sources, pool=pool)
    assert [entry.source for entry in report.entries] == [str(source) for source in sources]
    assert statuses(report) == ["failed", "failed", "imported", "failed", "failed", "failed", "failed"]
    reasons = [entry.reason for entry in report.entries]
    expected = ["empty", "no such file", "", "kind", "no text", "no articles", "Save the page"]
    assert all(part in reason for part, reason in zip(expected, reasons, strict=True))
    assert len(browse.items(library)) == 1


def test_pasted_text_and_html(library: Library, pool: ImportPool) -> None:
    html = "<h1>A clipping</h1><p onclick='x()'>Words that were dragged from a page into the window.</p>"
    report = import_sources(
        library,
        [PastedText(NOTES), PastedText("", html=html, url="https://a.example/x"), PastedText("  ")],
        pool=pool,
    )
    assert statuses(report) == ["imported", "imported", "failed"]
    titles = {summary.item.title: summary.item for summary in browse.items(library)}
    assert set(titles) == {"Notes on a shelf", "A clipping"}
    assert titles["A clipping"].url == "https://a.example/x"
    assert "onclick" not in browse.document(library, titles["A clipping"].id).html


def test_a_file_address_is_a_file(library: Library, pool: ImportPool, folder: Path) -> None:
    path = folder / "my notes.txt"
    path.write_text(NOTES)
    assert statuses(import_sources(library, [path.as_uri()], pool=pool)) == ["imported"]


class Capture:
    """Answers as the web engine would."""

    def capture(self, url: str, cancelled: Callable[[], bool]) -> Source:
        return Source(
            f"<html><title>From the web</title><body><p>{NOTES}</p></body></html>".encode(), "x.html", url
        )


def test_a_web_address_is_captured(library: Library, pool: ImportPool) -> None:
    report = import_sources(library, ["https://a.example/page"], pool=pool, capture=Capture())
    assert statuses(report) == ["imported"]
    assert browse.items(library)[0].item.url == "https://a.example/page"


def test_shortcuts_and_lists_lead_to_their_pages(library: Library, pool: ImportPool, folder: Path) -> None:
    (folder / "Windows.url").write_text("[InternetShortcut]\r\nURL=https://a.example/1\r\nIconIndex=0\r\n")
    (folder / "Mac.webloc").write_bytes(plistlib.dumps({"URL": "https://a.example/2"}))
    (folder / "Linux.desktop").write_text("[Desktop Entry]\nType=Link\nURL[$e]=https://a.example/3\n")
    (folder / "list.txt").write_text("# to read\nhttps://a.example/4\n\nhttps://a.example/1\n")
    (folder / "program.desktop").write_text("[Desktop Entry]\nType=Application\nExec=rm\n")
    (folder / "prose.txt").write_text(NOTES + "\nhttps://a.example/5\n")
    report = import_sources(library, [folder], pool=pool, capture=Capture())
    assert [entry.source for entry in report.entries if "://" in entry.source] == [
        "https://a.example/3", "https://a.example/4", "https://a.example/1", "https://a.example/2",
        "https://a.example/1",
    ]  # fmt: skip
    assert str(folder / "prose.txt") in [entry.source for entry in report.entries]
    alone = import_sources(library, [folder / "program.desktop"], pool=pool, capture=Capture())
    assert "does not lead to a web page" in alone.entries[0].reason


def test_an_archive_is_unpacked_with_what_belongs_to_its_pages(
    library: Library, pool: ImportPool, folder: Path
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(400)
    page = f"<title>Saved</title><p>{NOTES}</p><img src='Saved_files/a.png'>"
    inner = folder / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep/note.txt", NOTES + " In the inner archive.")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("pages/Saved.html", page)
        archive.writestr("pages/Saved_files/a.png", picture)
        archive.writestr("../../escaped.txt", NOTES)
        archive.writestr("/absolute.txt", NOTES)
        archive.writestr("__MACOSX/._note.txt", b"x")
        archive.write(inner, "more/inner.zip")
    inner.unlink()
    report = import_sources(library, [folder / "all.zip"], pool=pool)
    sources = [entry.source for entry in report.entries]
    assert sources == [
        str(folder / "all.zip" / "more" / "inner.zip" / "deep" / "note.txt"),
        str(folder / "all.zip" / "pages" / "Saved.html"),
    ]
    assert statuses(report) == ["imported", "imported"]
    saved = next(found.item.id for found in browse.items(library) if found.item.title == "Saved")
    version = browse.document(library, saved).version_id
    assert browse.resource(library, version, "Saved_files/a.png") == ("image/png", picture)
    assert not list(folder.parent.rglob("escaped.txt"))


@pytest.mark.parametrize("harm", ["cut", "locked", "bomb", "empty"])
def test_archives_that_cannot_be_used_say_why(
    library: Library, pool: ImportPool, folder: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if harm != "empty":
            archive.writestr("note.txt", NOTES * 2000)
    reason = {"cut": "damaged", "locked": "password", "bomb": "more than", "empty": "no articles"}[harm]
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-40])
    elif harm == "locked":
        data = bytearray(path.read_bytes())
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(data)
    elif harm == "bomb":
        monkeypatch.setattr("desktop.importers.archives._MOST_BYTES", 10_000)
    report = import_sources(library, [path], pool=pool)
    assert statuses(report) == ["failed"]
    assert reason in report.entries[0].reason


@pytest.mark.parametrize(
    "pasted",
    [
        PastedText("https://a.example/1\nhttps://a.example/2\n"),
        PastedText("https://a.example/1\nhttps://a.example/2", "<a href=https://a.example/1>One</a> and two"),
    ],
)
def test_pasted_addresses_are_captured(library: Library, pool: ImportPool, pasted: PastedText) -> None:
    report = import_sources(library, [pasted], pool=pool, capture=Capture())
    assert [entry.source for entry in report.entries] == ["https://a.example/1", "https://a.example/2"]


def test_an_address_is_pasted_as_people_write_it(library: Library, pool: ImportPool) -> None:
    report = import_sources(library, [PastedText("www.a.example/1")], pool=pool, capture=Capture())
    assert [entry.source for entry in report.entries] == ["https://www.a.example/1"]
    report = import_sources(
        library, [PastedText(f"www.a.example/1 says:\n{NOTES}")], pool=pool, capture=Capture()
    )
    assert [entry.source for entry in report.entries] == ["Pasted text"]


def test_progress_and_cancel(library: Library, pool: ImportPool, folder: Path) -> None:
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(
            f"{NOTES}\nThis is the copy with the number {number} on its cover."
        )
    watch = Watch(after=3)
    report = import_sources(library, [folder], pool=pool, progress=watch)
    assert watch.reports[0][:2] == (1, 20)
    assert len(report.entries) == 20
    assert statuses(report).count("cancelled") >= 20 - 3 - 6  # three on their way for each of two workers
    assert statuses(report).count("imported") == len(browse.items(library)) >= 3


def test_hostile_pages_leave_nothing_that_runs(library: Library, pool: ImportPool, corpora: Path) -> None:
    payloads = (corpora / "hostile/xss-payloads.txt").read_text("utf8", "replace").splitlines()
    sources = [
        PastedText(
            "",
            html=f"<html><body><p>{NOTES} {number}</p>{''.join(payloads[number:][:100])}</body></html>",
        )
        for number in range(0, len(payloads), 100)
    ]
    report = import_sources(library, sources, pool=pool)
    assert set(statuses(report)) <= {"imported", "duplicate"}
    for summary in browse.items(library):
        html = browse.document(library, summary.item.id).html
        assert "<script" not in html and "<iframe" not in html and 'src="http' not in html


def test_a_web_archive_is_reported_page_by_page(library: Library, pool: ImportPool, folder: Path) -> None:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    for name in ("one", "two"):
        page = (
            f"<title>Lock {name}</title><p>The water of lock {name} rose all night, and the keeper slept.</p>"
            * 3
        )
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://canal.example/{name}", "response", payload=BytesIO(page.encode()), http_headers=http
        )
        writer.write_record(record)
    (folder / "canal.warc.gz").write_bytes(out.getvalue()[:-20] + b"damaged")
    (folder / "more.txt").write_text(NOTES)
    (folder / "empty.warc").touch()
    report = import_sources(library, [folder], pool=pool)
    name = str(folder / "canal.warc.gz")
    assert [(entry.source, entry.status) for entry in report.entries] == [
        (f"{name}: https://canal.example/one", "imported"),
        (name, "failed"),
        (str(folder / "empty.warc"), "failed"),
        (str(folder / "more.txt"), "imported"),
    ]
    assert report.entries[0].title == "Lock one"
    assert "damaged" in report.entries[1].reason


def locked_pdf(words: str, password: str) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    if words:
        pdf.set_font("helvetica", size=12)
        pdf.cell(text=words)
    out = BytesIO()
    with pikepdf.open(BytesIO(bytes(pdf.output()))) as plain:
        plain.save(out, encryption=pikepdf.Encryption(user=password, owner="o") if password else False)
    return out.getvalue()


def test_a_person_is_asked_for_passwords(library: Library, pool: ImportPool, folder: Path) -> None:
    answers = {"first": ["wrong", "one"], "fourth": [], "second": [None], "third": ["a", "b", "a", "c"]}
    for name in answers:
        password = "one" if name in ("first", "fourth") else "two"
        (folder / f"{name}.pdf").write_bytes(locked_pdf(f"The {name} key turned twice.", password))
    (folder / "open.txt").write_text(NOTES)

    def answer(name: str) -> str | None:
        return answers[Path(name).stem].pop(0)

    report = import_sources(library, [folder], pool=pool, ask_password=answer)
    assert statuses(report) == ["imported", "imported", "imported", "failed", "failed"]
    assert answers == {"first": [], "fourth": [], "second": [], "third": ["c"]}
    assert [entry.reason for entry in report.entries[3:]] == [
        "The password does not open the PDF.",
        "The password does not open the PDF.",
    ]
    [found] = browse.items(library, '"first key"')
    document = browse.document(library, found.item.id)
    resource = browse.resource(library, document.version_id, "original.pdf")
    assert resource == ("application/pdf", (folder / "first.pdf").read_bytes())
    assert browse.original(library, document.version_id).startswith(b"%PDF-")
    again = import_sources(library, [folder / "first.pdf"], pool=pool, ask_password=lambda _: "one")
    assert statuses(again) == ["duplicate"]


def test_a_scan_is_kept_and_said_to_be_one(library: Library, pool: ImportPool, folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(locked_pdf("", ""))
    [entry] = import_sources(library, [folder], pool=pool).entries
    assert (entry.status, "no text layer" in entry.reason) == ("imported", True)


def test_a_torn_file_is_kept_and_said_to_be_one(library: Library, pool: ImportPool, folder: Path) -> None:
    paper = FPDF()
    paper.add_page()
    paper.output(str(folder / "torn.pdf"))
    (folder / "torn.pdf").write_bytes((folder / "torn.pdf").read_bytes()[:-60])
    [entry] = import_sources(library, [folder], pool=pool).entries
    assert (entry.status, "damaged" in entry.reason) == ("imported", True)


def test_a_word_that_a_page_divides_is_found(library: Library, pool: ImportPool, folder: Path) -> None:
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=12)
    for line in ("All ships of that year lay in the har-", "bour of Aldwater."):
        paper.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    paper.output(str(folder / "ships.pdf"))
    import_sources(library, [folder], pool=pool)
    assert len(browse.items(library, '"the harbour of"')) == 1


def test_two_scans_of_one_name_are_two_articles(library: Library, pool: ImportPool, folder: Path) -> None:
    for number in range(2):
        (folder / str(number)).mkdir()
        scan = FPDF()
        scan.add_page()
        scan.rect(10, 10, 20 + number, 20)
        scan.output(str(folder / str(number) / "scan.pdf"))
    report = import_sources(library, [folder], pool=pool)
    assert statuses(report) == ["imported", "imported"]
    assert all("no text layer" in entry.reason for entry in report.entries)
