"""Printed articles of the corpora, with random annotations, read by an empty library: the same words at their place."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.item import ItemType
from desktop.exporters.base import ExportOptions
from desktop.importers.pool import ImportPool
from desktop.reader.web.printing import WebPrinter
from desktop.services import browse, exports
from desktop.services.imports import import_sources
from desktop.storage.library import Library
from tests.services.shelf import Shelf

_STEP = 1 if os.environ.get("FLORILEGIUM_CORPORA_STEP") == "1" else 4
"""Of the articles on the shelf: the web engine takes about a second for each."""


@pytest.mark.corpora
@pytest.mark.timeout(3000)
def test_annotations_of_printed_articles_come_back(
    qapp: QApplication, shelf: Shelf, tmp_path: Path, pool: ImportPool
) -> None:
    options = ExportOptions(printer=WebPrinter())
    with Library.open(shelf.annotated, backup=False) as library:
        there = [one.item for one in browse.items(library) if one.item.type is not ItemType.PDF][::_STEP]
        before = [one for item in there for one in browse.annotations(library, item.id)]
        entries = exports.export(library, [item.id for item in there], "pdf", tmp_path, options).entries
    files = [entry.path for entry in entries if entry.path]
    assert len(files) == len(there) > 0
    with Library.open(tmp_path / "empty.florilegium", backup=False) as empty:
        import_sources(empty, files, pool=pool)
        after = []
        for summary in browse.items(empty):
            text = browse.document(empty, summary.item.id).text
            found = browse.annotations(empty, summary.item.id)
            assert all(_stands_in(text, one) for one in found)
            after += found
    print(len(files), "articles", len(before), "annotations")  # noqa: T201
    assert sorted(map(_told, after)) == sorted(map(_told, before))
    exact = {one.quote for one in after} & {one.quote for one in before}
    assert len(exact) > 0.8 * len({one.quote for one in before}), (
        "ends of lines are the printer's, not the article's"
    )


def _stands_in(text: str, one: Annotation) -> bool:
    return isinstance(one.target, TextTarget) and (
        text[one.target.position.start : one.target.position.end] == one.quote
    )


def _told(one: Annotation) -> tuple[str, ...]:
    """Only white space is another: pages end where they end."""
    return one.uid, "".join(one.quote.split()), one.color, one.kind, one.comment, *sorted(one.tags)
