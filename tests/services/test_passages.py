"""Places of passages on the pages of PDFs, found once and kept."""

from pathlib import Path

import pytest
from fpdf import FPDF

from desktop.domain.annotation import NewAnnotation
from desktop.exporters.base import ExportOptions
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.services import annotate, browse, exports, history, organize, passages
from desktop.storage import intake
from desktop.storage import passages as kept
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


def ledger(library: Library) -> int:
    paper = FPDF()
    for page in ("first", "second"):
        paper.add_page()
        paper.set_font("Helvetica", size=12)
        for line in range(5):
            paper.cell(0, 12, f"The {page} ledger names ship {line}.", new_x="LMARGIN", new_y="NEXT")
    (item_id,) = intake.store(library, read(Source(bytes(paper.output()), "ledger.pdf"))).items
    return item_id


def marked(library: Library, item_id: int, words: str) -> int:
    document = browse.document(library, item_id)
    start = document.text.index(words)
    target = annotate.target_of(document, start, start + len(words))
    (made,) = annotate.create(library, item_id, NewAnnotation(target)).annotations
    return made


def test_each_passage_is_looked_up_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    item_id = ledger(library)
    marked(library, item_id, "names ship 3")
    across = "ship 4.\nThe second"
    marked(library, item_id, across)
    assert len(kept.unread(library, item_id)) == 2
    passages.settle(library, item_id)
    assert kept.unread(library, item_id) == []
    article = browse.export_article(library, item_id)
    start = article.document.text.index(across)
    parts = article.places[start, start + len(across)]
    assert [part.page_index for part in parts] == [0, 1]
    pdf = PdfDocument(article.original(), article.document.pages)
    assert parts == pdf.places(start, start + len(across))
    pdf.close()
    monkeypatch.setattr(PdfDocument, "places", None)
    passages.settle(library, item_id)
    assert exports.exporter_of("pdf").render([article], ExportOptions()) != article.original()


def test_moved_ends_have_another_place(library: Library) -> None:
    item_id = ledger(library)
    id_ = marked(library, item_id, "names ship 3")
    passages.settle(library, item_id)
    document = browse.document(library, item_id)
    annotate.retarget(library, id_, annotate.target_of(document, 4, 9))
    assert kept.unread(library, item_id) == [(4, 9)]
    history.undo(library)
    assert kept.unread(library, item_id) == []


def test_it_is_no_step_and_goes_with_the_article(library: Library) -> None:
    item_id = ledger(library)
    marked(library, item_id, "names ship 3")
    label = history.undo_label(library)
    passages.settle(library, item_id)
    assert history.undo_label(library) == label
    organize.trash_items(library, [item_id])
    organize.empty_trash(library)
    assert library.problems() == []


def test_other_articles_have_none(library: Library) -> None:
    item_id = add_article(library)
    mark(library, item_id, "letters")
    passages.settle(library, item_id)
    assert browse.export_article(library, item_id).places == {}


def test_an_export_keeps_what_it_found(library: Library, tmp_path: Path) -> None:
    item_id = ledger(library)
    marked(library, item_id, "names ship 3")
    report = exports.export(library, [item_id], "pdf", tmp_path, ExportOptions())
    assert not report.failed
    assert kept.unread(library, item_id) == []
