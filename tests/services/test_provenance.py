"""A provenance sheet holds as long as nothing was changed, and names what was."""

import json
from pathlib import Path

import pytest

from desktop.domain.errors import UserError
from desktop.exporters.base import ExportOptions
from desktop.services import exports, provenance
from desktop.storage.library import Library
from tests.ui.reading.desk import HTML, TEXT, add_article, mark


@pytest.fixture
def sheet(library: Library, tmp_path: Path) -> Path:
    """Of two articles exported as Markdown."""
    first = add_article(library, "The flood")
    mark(library, first, "kept the letters")
    second = add_article(library, "../The drought", "<p>It was dry.</p>\n", "It was dry.\n")
    options = ExportOptions(name="Rivers", provenance=True)
    exports.export(library, [first, second], "markdown", tmp_path / "out", options)
    return tmp_path / "out" / "Rivers.provenance.json"


def differing(library: Library, sheet: Path) -> list[tuple[str, str]]:
    return [(one.what, one.reason) for one in provenance.verify(library, sheet) if not one.holds]


def test_all_holds_at_first(library: Library, sheet: Path) -> None:
    findings = provenance.verify(library, sheet)
    assert [one.what.split(" ")[0] for one in findings if one.title == "The flood"] == [
        "original", "text", "quotation", "The",
    ]  # fmt: skip
    assert all(one.holds for one in findings)
    told = json.loads(sheet.read_text("utf-8"))["articles"][0]
    assert told["url"] == "https://example.org/flood"
    assert told["captured"]
    assert len(told["original"]["sha256"]) == 64


def test_changed_and_missing_files_are_named(library: Library, sheet: Path) -> None:
    first, second = sorted(sheet.parent.glob("*.md"))
    first.write_bytes(first.read_bytes() + b" ")
    second.unlink()
    assert sorted(differing(library, sheet)) == sorted(
        [(first.name, "It was changed since."), (second.name, "It is not there.")]
    )


def test_another_library_has_none_of_it(sheet: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "other.florilegium") as other:
        assert ("original", "The article is not in this library.") in differing(other, sheet)


def test_words_and_originals_that_are_not_there_are_named(library: Library, sheet: Path) -> None:
    told = json.loads(sheet.read_text("utf-8"))
    told["articles"][0]["quotations"][0]["quote"] = "nobody kept a thing of it"
    told["articles"][0]["original"]["sha256"] = "0" * 64
    sheet.write_text(json.dumps(told), "utf-8")
    found = differing(library, sheet)
    assert ("original", "No archived original has this SHA-256.") in found
    assert ("quotation “nobody kept a thing of it”", "The article does not say this now.") in found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"kind": "florilegium-provenance"}',
        b"\xff",
        b'{"kind": "florilegium-provenance", "articles": {}}',
    ],
)
def test_what_is_no_sheet_is_refused(library: Library, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(UserError, match="no provenance sheet"):
        provenance.verify(library, file)


def test_a_sheet_cannot_look_outside_its_folder(library: Library, sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    told = json.loads(sheet.read_text("utf-8"))
    told["articles"][0]["exports"] = [
        {"path": "../secret", "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
    ]
    sheet.write_text(json.dumps(told), "utf-8")
    assert ("../secret", "It is not there.") in differing(library, sheet)


def test_a_sheet_alone_names_a_file(library: Library, tmp_path: Path) -> None:
    item_id = add_article(library, "The flood", HTML, TEXT)
    target = tmp_path / "mine.provenance.json"
    [entry] = exports.export(library, [item_id], "provenance", target, ExportOptions()).entries
    assert entry.path == target
    assert differing(library, target) == []
