"""What colleagues and other programs write into a copy of a PDF comes to the article that is there."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String

from desktop.exporters.base import ExportOptions
from desktop.formats.pdf.document import PdfDocument
from desktop.importers.base import Source
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse, exports, history, versions
from desktop.services.imports import ImportEntry, import_sources
from desktop.services.library import check
from desktop.storage.library import Library

LINES = ("The sea comes in twice a day.", "Errors crept in each winter.")


def paper(*more: str) -> bytes:
    made = FPDF()
    made.set_title("On tides")
    made.add_page()
    made.set_font("helvetica", size=12)
    for words in (*LINES, *more):
        made.cell(text=words, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def marked(data: bytes, *marks: tuple[str, str]) -> bytes:
    """With highlights that have no names, as some programs write them: words and comment."""
    document, out = PdfDocument(data), BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        page.Annots = Array(
            [*page.get("/Annots", ()), *(pdf.make_indirect(_mark(document, *mark)) for mark in marks)]
        )
        pdf.save(out, deterministic_id=True)
    document.close()
    return out.getvalue()


def _mark(document: PdfDocument, words: str, comment: str) -> Dictionary:
    start = document.text.index(words)
    (box,) = document.line_boxes(0, start, start + len(words))
    corners = Array([box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom])
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Highlight, QuadPoints=corners, Contents=String(comment),
        Rect=Array([box.left, box.bottom, box.right, box.top]),
    )  # fmt: skip


def answered(data: bytes, words: str) -> bytes:
    """With an answer to its first mark."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        answer = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=page.Annots[0].Rect, IRT=page.Annots[0], T=String("Bo"),
            Contents=String(words),
        )  # fmt: skip
        page.Annots.append(pdf.make_indirect(answer))
        pdf.save(out)
    return out.getvalue()


def bring(library: Library, pool: ImportPool, folder: Path, *files: bytes) -> Sequence[ImportEntry]:
    for number, data in enumerate(files):
        (folder / f"{number}.pdf").write_bytes(data)
    return import_sources(
        library, [folder / f"{number}.pdf" for number in range(len(files))], pool=pool
    ).entries


def said(library: Library, item_id: int) -> set[tuple[str, str]]:
    return {(one.quote, one.comment) for one in browse.annotations(library, item_id)}


def test_a_marked_copy_brings_its_marks(library: Library, pool: ImportPool, tmp_path: Path) -> None:
    clean = paper()
    first, second = bring(
        library, pool, tmp_path, clean, marked(clean, ("twice", "Why?"), ("each winter", ""))
    )
    assert (first.status, second.status, second.id) == ("imported", "updated", first.id)
    assert second.reason == "2 annotations were added."
    assert said(library, first.id or 0) == {("twice", "Why?"), ("each winter", "")}
    assert len(versions.versions(library, first.id or 0)) == 2
    assert check(library) == []
    history.undo(library)
    assert not browse.items(library)


def test_what_is_there_or_was_deleted_does_not_come_again(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    clean = paper()
    copy = marked(clean, ("twice", "Why?"), ("each winter", ""))
    [entry] = bring(library, pool, tmp_path, copy)
    item_id = entry.id or 0
    [gone] = [one.id for one in browse.annotations(library, item_id) if one.quote == "twice"]
    annotate.trash(library, [gone])
    [again] = bring(
        library, pool, tmp_path, marked(clean, ("Errors", "Whose?"), ("twice", "Why?"), ("each winter", ""))
    )
    assert (again.status, again.reason) == ("updated", "1 annotation was added.")
    assert said(library, item_id) == {("Errors", "Whose?"), ("each winter", "")}
    [same] = bring(library, pool, tmp_path, marked(copy))
    assert same.status == "duplicate"


def test_an_answer_to_an_exported_mark_comes_back(library: Library, pool: ImportPool, tmp_path: Path) -> None:
    [entry] = bring(library, pool, tmp_path, marked(paper(), ("twice", "Why?")))
    item_id = entry.id or 0
    [out] = exports.export(library, [item_id], "pdf", tmp_path / "out", ExportOptions(creator="Ada")).entries
    assert out.path
    [back] = bring(library, pool, tmp_path, answered(out.path.read_bytes(), "The moon."))
    assert (back.status, back.reason) == ("updated", "1 comment was changed.")
    assert said(library, item_id) == {("twice", "Why?\n\nBo: The moon.")}


def test_a_comment_that_was_changed_here_stays(library: Library, pool: ImportPool, tmp_path: Path) -> None:
    clean = paper()
    [entry] = bring(library, pool, tmp_path, marked(clean, ("twice", "Wy?")))
    item_id = entry.id or 0
    [one] = browse.annotations(library, item_id)
    annotate.comment(library, one.id, "Why?")
    [back] = bring(library, pool, tmp_path, marked(clean, ("twice", "Wy?"), ("Errors", "")))
    assert back.reason == "1 annotation was added."
    assert said(library, item_id) == {("twice", "Why?"), ("Errors", "")}


class Web:
    """An address under which a paper is served, each time another state of it."""

    def __init__(self, *states: bytes) -> None:
        self._states = iter(states)

    def capture(self, url: str, cancelled: Callable[[], bool]) -> Source:
        return Source(next(self._states), "tides.pdf", url)


def test_a_newer_state_under_the_same_address_brings_its_marks(library: Library, pool: ImportPool) -> None:
    address = "https://a.example/tides.pdf"
    web = Web(paper(), marked(paper("Both were told in June."), ("told in June", "Where?")))
    first, second = (
        entry
        for _ in range(2)
        for entry in import_sources(library, [address], pool=pool, capture=web).entries
    )
    assert (second.status, second.id) == ("updated", first.id)
    assert second.reason.endswith("a new version was made. 1 annotation was added.")
    assert said(library, first.id or 0) == {("told in June", "Where?")}
    assert len(versions.versions(library, first.id or 0)) == 2
