"""PDFs of a library's articles: whole or not at all."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import Cancelled
from desktop.exporters.base import ExportOptions
from desktop.reader.web.printing import WebPrinter
from desktop.services import browse, exports
from desktop.storage.library import Library
from tests.services.test_passages import ledger, marked
from tests.ui.reading.desk import add_article, mark


class Stopped:
    """Someone who stops the work at its second article."""

    paused = False
    done = 0

    @property
    def cancelled(self) -> bool:
        return self.done > 0

    def report(self, done: int, _total: int, _what: str) -> None:
        self.done = done


@pytest.fixture
def articles(library: Library) -> list[int]:
    pdf, page = ledger(library), add_article(library, "The flood")
    marked(library, pdf, "names ship 3")
    mark(library, page, "letters", comment="By whom?")
    return [pdf, page]


def test_a_collection_becomes_one_file(
    qapp: QApplication, library: Library, articles: list[int], tmp_path: Path
) -> None:
    options = ExportOptions(one_file=True, name="Floods", printer=WebPrinter())
    report = exports.export(library, articles, "pdf", tmp_path / "out", options)
    assert [entry.path for entry in report.entries] == [tmp_path / "out" / "Floods.pdf"] * 2
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["Floods.pdf"]
    preview = exports.preview(library, articles[1], "pdf", options)
    assert preview.picture.startswith(b"\x89PNG")


def test_stopped_halfway_nothing_is_written(
    qapp: QApplication, library: Library, articles: list[int], tmp_path: Path
) -> None:
    options = ExportOptions(one_file=True, name="Floods", printer=WebPrinter())
    with pytest.raises(Cancelled):
        exports.export(library, articles, "pdf", tmp_path, options, progress=Stopped())
    assert not [file for file in tmp_path.iterdir() if file.suffix == ".pdf"]


def test_an_original_that_is_no_pdf_any_more_is_told(
    library: Library, articles: list[int], tmp_path: Path
) -> None:
    sha256 = browse.document(library, articles[0]).sha256
    with library.quiet() as step:
        step.db.conn.execute(
            "UPDATE attachment SET packed = 0, data = ? WHERE sha256 = ?", (b"%PDF-1.4 broken", sha256)
        )
    report = exports.export(library, articles[:1], "pdf", tmp_path, ExportOptions())
    assert [entry.path for entry in report.entries] == [None]
    assert "damaged" in report.entries[0].reason
    assert not [file for file in tmp_path.iterdir() if file.suffix == ".pdf"]
