"""Every article of the corpora, with random annotations: as W3C annotations, JSON and bundle, read again the same."""

from pathlib import Path

import pytest

from desktop.exporters.base import ExportOptions
from desktop.importers.pool import ImportPool
from desktop.services import browse, exports
from desktop.services.imports import import_sources
from desktop.storage.library import Library
from tests.services.shelf import Shelf, told


def marks_of(library: Library, *, place: bool) -> set[tuple[object, ...]]:
    return {
        told(one, place)
        for summary in browse.items(library)
        for one in browse.annotations(library, summary.item.id)
    }


@pytest.mark.corpora
@pytest.mark.timeout(3000)
def test_annotations_of_every_article_come_back(shelf: Shelf, tmp_path: Path) -> None:
    with ImportPool(2) as pool, Library.open(shelf.annotated, backup=False) as library:
        items = [summary.item.id for summary in browse.items(library)]
        with_place, without = marks_of(library, place=True), marks_of(library, place=False)
        assert len(with_place) > len(items)
        print(len(items), "articles", len(with_place), "annotations")  # noqa: T201
        paths = {
            name: exports.export(library, items, name, tmp_path / name, ExportOptions(one_file=True))
            .entries[0]
            .path
            for name in ("jsonld", "json", "bundle")
        }
        for name, path in paths.items():
            assert path
            with Library.open(tmp_path / f"{name} alone.florilegium", backup=False) as empty:
                import_sources(empty, [path], pool=pool)
                assert without - marks_of(empty, place=False) == set(), name
                assert name != "bundle" or marks_of(empty, place=True) == with_place
            with Library.open(shelf.copy(tmp_path / f"{name} too.florilegium"), backup=False) as same:
                import_sources(same, [path], pool=pool)
                assert name == "bundle" or with_place - marks_of(same, place=True) == set(), name
