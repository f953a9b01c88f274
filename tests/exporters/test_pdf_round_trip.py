"""Annotated PDFs read back: the same annotations, none twice, none lost."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF
from PySide6.QtWidgets import QApplication

from desktop.domain.anchoring import describe
from desktop.domain.annotation import (
    Annotation,
    AnnotationKind,
    AreaTarget,
    HighlightColor,
    NewAnnotation,
    TextTarget,
)
from desktop.domain.item import ImportedItem
from desktop.domain.organize import Note
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf import PdfExporter
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader.web.printing import WebPrinter
from tests.exporters.articles import highlight
from tests.exporters.test_pdf import SAMPLES, bare, imported

CREATOR = ExportOptions(creator="Ada Moor")


def paper(turn: int = 0) -> bytes:
    made = FPDF()
    for page in ("first", "second"):
        made.add_page()
        made.set_font("Helvetica", size=12)
        for line in range(5):
            words = f"The {page} ledger names ship {line} and its cargo."
            made.cell(0, 12, words, new_x="LMARGIN", new_y="NEXT")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(made.output()))) as pdf:
        for page in pdf.pages:
            page.rotate(turn, relative=False)
        pdf.save(out)
    return out.getvalue()


def annotated(data: bytes) -> ExportArticle:
    """Every kind of annotation, one across two pages, two that overlap."""
    text = read(Source(data, "paper.pdf")).text
    start = text.index("ship 4")
    across = text[start : text.index("second ledger") + len("second ledger")]
    article = imported(
        data, "paper.pdf", ["ledger names ship 1", across, "names ship 1 and its cargo", "ship 3"]
    )
    first, second, third, place = article.annotations
    area = replace(
        third, id=14, uid="area", kind=AnnotationKind.AREA,
        target=AreaTarget(1, Rectangle(100, 200, 300.5, 400.25)),
    )  # fmt: skip
    note = replace(
        area, id=15, uid="note", kind=AnnotationKind.NOTE, comment="مرحبا\nline two",
        target=AreaTarget(0, Rectangle(20, 20, 40, 40)),
    )  # fmt: skip
    marks = (
        replace(first, tags=("trade", "ships/cargo"), color=HighlightColor.TEAL),
        replace(second, kind=AnnotationKind.UNDERLINE, comment=""),
        replace(third, kind=AnnotationKind.STRIKE_OUT, color=HighlightColor.PURPLE),
        area,
        note,
        replace(place, kind=AnnotationKind.BOOKMARK, color=HighlightColor.RED, comment=""),
    )
    return replace(article, annotations=marks)


def exported(article: ExportArticle, options: ExportOptions = CREATOR) -> bytes:
    return PdfExporter().render([article], options)


def as_new(annotation: Annotation) -> NewAnnotation:
    return NewAnnotation(
        annotation.target, annotation.kind, annotation.color, annotation.comment, annotation.tags,
        annotation.uid, annotation.created, annotation.creator or CREATOR.creator,
    )  # fmt: skip


def as_article(item: ImportedItem, annotations: Sequence[NewAnnotation]) -> ExportArticle:
    """The article that the library would make of an import."""
    article = imported(item.original, "again.pdf", [])
    made = [
        Annotation(
            number, new.uid, 1, new.kind, new.color, new.comment, new.tags, new.target, False, new.created,
            new.created, new.creator,
        )
        for number, new in enumerate(annotations, 1)
    ]  # fmt: skip
    return replace(article, annotations=tuple(made))


def by_uid(annotations: Iterable[NewAnnotation]) -> dict[str, NewAnnotation]:
    return {new.uid: new for new in annotations}


def names(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(mark.NM) for page in pdf.pages for mark in page.obj.get("/Annots", [])]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_gives_the_same_annotations(turn: int) -> None:
    article = annotated(paper(turn))
    again = read(Source(exported(article), "again.pdf"))
    assert by_uid(again.annotations) == by_uid(map(as_new, article.annotations))


def test_white_space_at_the_end_of_a_page_stays_in_a_passage() -> None:
    quotes = ["its cargo.\n", "\nThe second ledger"]
    article = imported(paper(), "paper.pdf", [])
    text = article.document.text
    page_end = article.document.pages[0].end
    spans = [(page_end - len("its cargo."), page_end + 1), (page_end, page_end + len(quotes[1]))]
    marks = [
        replace(highlight(""), id=number, uid=f"uid{number}", target=TextTarget(found.quote, found.position))
        for number, span in enumerate(spans)
        if (found := describe(text, *span))
    ]
    assert [one.quote for one in marks] == quotes
    again = read(Source(exported(replace(article, annotations=tuple(marks))), "again.pdf"))
    assert {new.target for new in again.annotations} == {one.target for one in marks}


def test_unchanged_annotations_are_not_written_twice() -> None:
    once = exported(annotated(paper()))
    item = read(Source(once, "again.pdf"))
    assert sorted(names(exported(as_article(item, item.annotations)))) == sorted(names(once))


def test_changed_and_deleted_annotations_are_taken_out_of_the_original() -> None:
    item = read(Source(exported(annotated(paper())), "again.pdf"))
    kept = [new for new in item.annotations if new.uid != "area"]
    changed = [replace(new, color=HighlightColor.GREEN) if new.uid == "uid1" else new for new in kept]
    last = read(Source(exported(as_article(item, changed)), "last.pdf"))
    assert by_uid(last.annotations) == by_uid(changed)


def with_replaced_words() -> bytes:
    """As Acrobat has it: a caret that says what is to stand there, and the words struck out in one group with it."""
    article = imported(paper(), "paper.pdf", ["ship 1"])
    struck = replace(article.annotations[0], kind=AnnotationKind.STRIKE_OUT, comment="")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(exported(replace(article, annotations=(struck,))))) as pdf:
        marks = pdf.pages[0].obj.Annots
        caret = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Caret, Rect=marks[0].Rect, NM=pikepdf.String("caret"),
            Contents=pikepdf.String("boat 1"),
        )  # fmt: skip
        marks[0].IRT, marks[0].RT = pdf.make_indirect(caret), pikepdf.Name.Group
        marks.append(marks[0].IRT)
        pdf.save(out)
    return out.getvalue()


def test_words_that_are_to_be_replaced_stay_or_go_with_their_caret() -> None:
    data = with_replaced_words()
    item = read(Source(data, "again.pdf"))
    assert [new.comment for new in item.annotations] == ["boat 1"]
    assert sorted(names(exported(as_article(item, item.annotations)))) == ["caret", "uid1"]
    changed = [replace(new, comment="brig 1") for new in item.annotations]
    last = exported(as_article(item, changed))
    assert names(last) == ["uid1"]
    assert by_uid(read(Source(last, "last.pdf")).annotations) == by_uid(changed)
    assert names(exported(as_article(item, []))) == []


@pytest.mark.parametrize("pattern", ["Tide*.html", "Night*.txt", "On reading*.md", "雨*.html"])
def test_printed_articles_keep_their_annotations(qapp: QApplication, pattern: str) -> None:
    file = next(SAMPLES.glob(pattern))
    text = read(Source(file.read_bytes(), file.name)).text
    line = max((line for line in text.splitlines() if text.count(line) == 1), key=len)
    words = re.compile(r"\S.{30,60}?(?=[\s。])").search(line, 20)
    assert words
    article = imported(file.read_bytes(), file.name, [line.strip(), words[0].strip()])
    data = exported(article, replace(CREATOR, printer=WebPrinter()))
    again = {new.uid: new for new in read(Source(data, "again.pdf")).annotations}
    assert again.keys() == {one.uid for one in article.annotations}
    for one in article.annotations:
        new = again[one.uid]
        assert isinstance(new.target, TextTarget)
        assert new.target.quote.exact == one.quote
        assert (new.kind, new.color, new.comment) == (one.kind, one.color, one.comment)


def test_printed_arabic_keeps_its_annotations(qapp: QApplication) -> None:
    """PDFium gives a line with vowel marks in another order than it is read."""
    file = next(SAMPLES.glob("حارس*.html"))
    text = read(Source(file.read_bytes(), file.name)).text
    quotes = ["يحتفظ الحاج يونس بأكثر من ثلاثمئة", max(text.splitlines(), key=len)]
    article = imported(file.read_bytes(), file.name, quotes)
    data = exported(article, replace(CREATOR, printer=WebPrinter()))
    found = [
        new.target.quote.exact
        for new in read(Source(data, "again.pdf")).annotations
        if isinstance(new.target, TextTarget)
    ]
    assert sorted(found) == sorted(quotes)


RICH = (
    "<article><h1>Jam</h1><p>What follows is how we make jam at home, in four steps that are all of them short.</p>"
    "<ol><li>Peel the pears.</li><li>Cook them 🍯 slowly.</li><li>Fill the jars.</li></ol>"
    "<p>雨の<ruby>港<rt>みなと</rt></ruby>に船が入る。</p><p>A.V, W.A: To, Ty. AVAIL, 🥐</p>"
    "<table><thead><tr><th>Year</th><th>Jars</th></tr></thead><tbody>"
    + "".join(f"<tr><td>Year {1900 + n}</td><td>{n * 7} jars of pear jam</td></tr>" for n in range(90))
    + "</tbody></table><p>That is all there is to say about it here.</p></article>"
)


@pytest.mark.parametrize("chosen", [{}, {"margin_notes": True, "appendix": True}])
def test_what_printing_adds_is_no_part_of_a_passage(qapp: QApplication, chosen: dict[str, bool]) -> None:
    """Numbers of a list, the head of a table again on the next page, what a type face does not tell."""
    data = RICH.encode()
    text = read(Source(data, "jam.html")).text
    list_, rows = ("Peel", "jars."), ("Year 1900", "jam\nYear 1988")
    quotes = [
        *(text[text.index(first) : text.index(last) + len(last)] for first, last in (list_, rows)),
        "Cook them 🍯", "の港みなとに", "AVAIL, 🥐", "V, W.A",
    ]  # fmt: skip
    article = imported(data, "jam.html", quotes)
    again = read(
        Source(exported(article, replace(CREATOR, printer=WebPrinter(), chosen=chosen)), "again.pdf")
    )
    assert len(again.pages) > 2
    found = {new.uid: new.target for new in again.annotations}
    for one in article.annotations:
        target = found[one.uid]
        assert isinstance(target, TextTarget)
        assert bare(target.quote.exact) == bare(one.quote)
        assert again.text[target.position.start : target.position.end] == target.quote.exact


def test_annotations_that_other_programs_made(corpora: Path) -> None:
    """Made in four programs; the words under each were read by eye."""
    folder = corpora / "pdf" / "pdfannots"
    file = next(folder.rglob("hotos17.pdf"))
    item = read(Source(file.read_bytes(), file.name))
    marked = [one for one in item.annotations if isinstance(one.target, TextTarget)]
    assert ("This is a nit.", "Control transfer in x86 is already very\ncomplex") in {
        (one.comment, one.target.quote.exact) for one in marked if isinstance(one.target, TextTarget)
    }
    kinds = [one.kind for one in item.annotations]
    assert kinds.count(AnnotationKind.HIGHLIGHT) == 4
    assert kinds.count(AnnotationKind.UNDERLINE) == 3
    assert kinds.count(AnnotationKind.STRIKE_OUT) == 2
    assert kinds.count(AnnotationKind.NOTE) == 1


def test_notes_and_lost_passages_stay_with_the_article(qapp: QApplication) -> None:
    time = "2025-01-01T00:00:00.000Z"
    note = Note(1, "note1", 1, "Compare with the *harbour* book.", time, time)
    lost = highlight("words that were cut", comment="why cut?")
    file = replace(annotated(paper()), notes=(note,), annotations=(lost,))
    found = {new.uid: new.comment for new in read(Source(exported(file), "again.pdf")).annotations}
    assert found == {"note1": note.text, "u1": "“words that were cut”\n\nwhy cut?"}
    page = next(SAMPLES.glob("Tide*.html"))
    web = replace(imported(page.read_bytes(), page.name, []), notes=(note,), annotations=(lost,))
    printed = read(Source(exported(web, replace(CREATOR, printer=WebPrinter())), "web.pdf"))
    for words in ("Compare with the harbour book.", "words that were cut", "why cut?"):
        assert words in " ".join(printed.text.split())
    assert not printed.annotations
