"""An export of many articles, one of which cannot be written."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.exporters.base import ExportArticle, Exporter, ExportOptions
from desktop.services import exports
from desktop.services.imports import import_sources
from desktop.services.sources import PastedText
from desktop.storage.library import Library


class Fragile(Exporter):
    """A format that breaks down over one article."""

    name, title, suffix = "fragile", "Fragile", ".txt"

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        if "second" in articles[0].document.text:
            raise ValueError("no such sign")
        return articles[0].document.text.encode()


def test_it_costs_no_other_article_its_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(exports.FORMATS, Fragile.name, Fragile())
    words = "and more that was told of the river and its three bridges in the year of the flood."
    pasted = [
        PastedText(f"The {number}\n\nThe {number} article, {words}")
        for number in ("first", "second", "third")
    ]
    ids = [entry.id or 0 for entry in import_sources(library, pasted).entries]
    report = exports.export(library, ids, Fragile.name, tmp_path / "out", ExportOptions())
    assert [entry.path is None for entry in report.entries] == [False, True, False]
    assert report.failed[0].reason == "The article could not be written: ValueError: no such sign"
