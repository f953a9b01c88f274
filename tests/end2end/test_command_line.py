"""The whole job by command line, on sample articles of each format."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from fpdf import FPDF

from desktop.domain.annotation import HighlightColor, TextTarget
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.services import browse, outlines
from desktop.services.library import open_library
from desktop.storage import passages

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


class Shell:
    def __init__(self, library: Path) -> None:
        self.library = library

    def run(self, *words: str, typed: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "desktop", "--library", str(self.library), *words]
        return subprocess.run(command, input=typed, capture_output=True, timeout=120, check=False)

    def json(self, *words: str, typed: bytes = b"") -> Any:
        done = self.run(*words, "--json", typed=typed)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "Test.florilegium")


def test_the_main_job(shell: Shell, tmp_path: Path) -> None:
    entries = shell.json("import", str(SAMPLES), "--collection", "Samples/All", "--tag", "sample")
    assert len(entries) >= 4
    assert {entry["status"] for entry in entries} == {"imported"}
    again = shell.json("import", str(SAMPLES))
    assert {entry["status"] for entry in again} == {"duplicate"}

    listed = shell.json("list", "tag:sample")
    assert {item["id"] for item in listed} == {entry["id"] for entry in entries}
    assert {"webpage", "text", "markdown", "pdf"} == {item["type"] for item in listed}
    assert all(item["collections"] == ["Samples/All"] for item in listed)

    for item in listed:
        text = shell.run("show", str(item["id"]), "--text").stdout.decode("utf-8")
        quote = whole_words(text)
        made = shell.json(
            "annotate",
            str(item["id"]),
            "--quote",
            quote,
            "--color",
            "blue",
            "--comment",
            "look",
            "--tag",
            "t",
        )
        assert text[made["start"] : made["end"]] == quote == made["quote"]
        assert (made["color"], made["comment"], made["tags"]) == ("blue", "look", ["t"])
    assert len(shell.json("annotations")) == len(listed)

    written = shell.json("export", "tag:sample", "--format", "markdown", "--to", str(tmp_path / "out"))
    assert len({entry["path"] for entry in written}) == len(listed)
    assert all("look" in Path(entry["path"]).read_text("utf-8") for entry in written)

    papers = shell.json("export", "tag:sample", "--format", "pdf", "--to", str(tmp_path / "papers"))
    for entry in papers:
        [mark] = read(Source(Path(entry["path"]).read_bytes(), "paper.pdf")).annotations
        assert (mark.color, mark.comment, mark.tags) == (HighlightColor.BLUE, "look", ("t",))
        [made] = shell.json("annotations", f"id:{entry['id']}")
        assert isinstance(mark.target, TextTarget)
        assert "".join(mark.target.quote.exact.split()) == "".join(made["quote"].split())

    assert shell.json("undo")["label"]
    assert len(shell.json("annotations")) == len(listed) - 1
    assert shell.json("redo")["label"]
    assert len(shell.json("annotations")) == len(listed)
    assert shell.json("check") == {"ok": True, "problems": []}
    shell.json("backup", str(tmp_path / "copy.florilegium"))
    assert len(Shell(tmp_path / "copy.florilegium").json("list")) == len(listed)


def whole_words(text: str) -> str:
    """Some words from the middle of a text."""
    found = re.search(r"[\s。](\S.{30,60}?)[\s。]", text[len(text) // 2 :], re.DOTALL)
    assert found
    return found[1]


def test_standard_input_is_an_article(shell: Shell) -> None:
    words = "Tides of the harbour\n\nThe ledger of 1887 names every ship that came in.\n"
    [entry] = shell.json("import", "-", typed=words.encode())
    assert (entry["source"], entry["status"]) == ("-", "imported")
    [hit] = shell.json("search", "ledger")
    assert hit["id"] == entry["id"]
    assert any("ledger" in passage["text"] for passage in hit["passages"])


def test_what_fails_is_named_and_the_rest_goes_on(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "good.txt").write_text("A good article\n\nWith some words in it.\n")
    done = shell.run("import", str(tmp_path / "empty.html"), str(tmp_path / "good.txt"), "--json")
    assert done.returncode == 1
    assert [entry["status"] for entry in json.loads(done.stdout)] == ["failed", "imported"]
    assert b"empty.html" in done.stderr


def test_outlines_are_written(shell: Shell, tmp_path: Path) -> None:
    shell.json("import", "-", typed=b"Nobody kept the letters.")
    with open_library(shell.library) as library:
        [outline] = outlines.create(library, "Who knew?").outlines
        outlines.add_heading(library, outline, "Letters")
    assert shell.json("outlines") == [{"id": outline, "name": "Who knew?", "points": 1, "uid": ANY}]
    for name in ("o.md", "o.html", "o.docx", "o.pdf"):
        path = tmp_path / name
        assert shell.json("outline", "Who knew?", "--to", str(path))["path"] == str(path)
    starts = [(tmp_path / name).read_bytes()[:4] for name in ("o.md", "o.html", "o.docx", "o.pdf")]
    assert starts == [b"# Wh", b"<!do", b"PK\x03\x04", b"%PDF"]
    assert shell.run("outline", "None", "--to", str(tmp_path / "x.md")).returncode == 1


def test_exit_codes(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("no-such-command").returncode == 2
    assert shell.run("show", "99").returncode == 1
    [entry] = shell.json("import", "-", typed=b"One title\n\nwords here words here words here\n")
    missing = shell.run("annotate", str(entry["id"]), "--quote", "not in it")
    assert (missing.returncode, missing.stdout) == (1, b"")
    ambiguous = shell.run("annotate", str(entry["id"]), "--quote", "words here")
    assert ambiguous.returncode == 1
    (tmp_path / "other.florilegium").write_bytes(b"not a library, just some words" * 100)
    refused = Shell(tmp_path / "other.florilegium").run("list")
    assert refused.returncode == 3
    assert b"Traceback" not in refused.stderr


def test_details_are_told_and_set(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    body = "".join(
        f"<p>Paragraph {n} of what the river society printed in its yearly volume.</p>" for n in range(9)
    )
    page.write_text(
        "<html><head><title>Volume</title><meta name=citation_doi content='10.1000/182'></head>"
        f"<body><article><h1>Volume</h1>{body}</article></body></html>"
    )
    [entry] = shell.json("import", str(page))
    [told] = shell.json("list")
    assert (told["details"]["DOI"], told["origins"]["DOI"]) == ("10.1000/182", "highwire")
    edited = shell.json(
        "edit", str(entry["id"]), "--set", "DOI=10.1000/183", "--set", "creators=Ada Reed; Bo Lind"
    )
    assert (edited["details"]["DOI"], edited["creators"]) == ("10.1000/183", ["Ada Reed", "Bo Lind"])
    assert edited["origins"]["DOI"] == "person"
    assert shell.run("edit", str(entry["id"]), "--set", "colour=red").returncode == 2


def test_where_a_marked_passage_stands_is_kept(shell: Shell, tmp_path: Path) -> None:
    """So that an export need not read the pages again."""
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.cell(0, 12, "The harbour ledger names seven ships.")
    (tmp_path / "ledger.pdf").write_bytes(bytes(paper.output()))
    [entry] = shell.json("import", str(tmp_path / "ledger.pdf"))
    shell.json("annotate", str(entry["id"]), "--quote", "seven ships")
    with open_library(shell.library) as library:
        assert passages.unread(library, entry["id"]) == []
        [(place,)] = passages.places(library, browse.document(library, entry["id"]).version_id).values()
        assert place.page_index == 0 and len(place.boxes) == 1
