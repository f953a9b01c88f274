"""A bundle goes to a colleague with all that belongs to its articles, and comes twice without harm."""

from pathlib import Path

import pytest

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.exporters.base import ExportOptions
from desktop.importers.pool import ImportPool
from desktop.services import browse, exports, history, imports, organize
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def bundle(library: Library, tmp_path: Path) -> Path:
    """Of one of two articles."""
    first = add_article(library, "The flood")
    mark(
        library, first, "kept the letters", kind=AnnotationKind.UNDERLINE, color=HighlightColor.TEAL, comment="*Who*?",
        tags=("evidence/letters",),
    )  # fmt: skip
    organize.add_note(library, first, "All of it")
    organize.file_by_path(library, [first], "Rivers/Alder")
    add_article(library, "The drought", "<p>It was dry.</p>\n", "It was dry.\n")
    report = exports.export(library, [first], "bundle", tmp_path / "out", ExportOptions(name="For Bo"))
    [entry] = report.entries
    assert entry.path == tmp_path / "out" / "For Bo.florilegium"
    return entry.path


def take(library: Library, bundle: Path, pool: ImportPool) -> list[imports.ImportEntry]:
    return list(imports.import_sources(library, [bundle], pool=pool).entries)


def test_it_comes_as_it_went(library: Library, bundle: Path, pool: ImportPool, tmp_path: Path) -> None:
    with Library.open(tmp_path / "Bo.florilegium") as other:
        [entry] = take(other, bundle, pool)
        assert (entry.status, entry.reason) == ("imported", "1 article, 1 annotation, 1 note were taken in.")
        [there] = browse.items(other)
        [here] = [one for one in browse.items(library) if one.item.title == "The flood"]
        assert (there.item.uid, there.collections) == (here.item.uid, ("Rivers/Alder",))
        [mine], [theirs] = browse.annotations(library, here.item.id), browse.annotations(other, there.item.id)
        assert (theirs.uid, theirs.target, theirs.kind, theirs.color, theirs.comment, theirs.tags) == (
            mine.uid, mine.target, mine.kind, mine.color, mine.comment, mine.tags,
        )  # fmt: skip
        assert (
            browse.export_article(other, there.item.id).original()
            == browse.export_article(library, here.item.id).original()
        )
        assert [note.text for note in browse.notes(other, there.item.id)] == ["All of it"]


def test_a_second_time_nothing_comes_and_undo_takes_all_back(
    bundle: Path, pool: ImportPool, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "Bo.florilegium") as other:
        take(other, bundle, pool)
        [entry] = take(other, bundle, pool)
        assert entry.status == "duplicate"
        assert len(browse.items(other)) == 1
        history.undo(other)
        assert browse.items(other) == []


def test_what_only_looks_like_a_bundle_is_refused_with_a_reason(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.florilegium"
    broken.write_bytes(b"SQLite format 3\0" + bytes(52) + b"FLOR" + bytes(5000))
    [entry] = take(library, broken, pool)
    assert entry.status == "failed"
    assert entry.reason


def test_its_own_library_is_not_taken_in(library: Library, pool: ImportPool) -> None:
    [entry] = take(library, library.path, pool)
    assert (entry.status, entry.reason) == ("failed", "This is the same library. Nothing was changed.")
