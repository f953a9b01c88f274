"""What is selected in a PDF is what is kept: in the library, in the exported file, and where that is read again."""

import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import NewAnnotation
from desktop.domain.errors import UserError
from desktop.domain.item import ImportedItem, ItemType
from desktop.exporters.base import ExportOptions
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader.base import Selection
from desktop.reader.pdf.view import PdfReaderView
from desktop.services import annotate, browse, exports
from desktop.storage import intake
from desktop.storage.library import Library
from tests.exporters.test_pdf import bare, said

_LENGTHS = (1, 5, 20, 60, 200, 1500)
_PASSWORDS = {
    "aes-128-m.pdf": "foo", "issue15893_reduced.pdf": "test", "issue3371.pdf": "ELXRTQWS", "issue6010_1.pdf": "abc",
    "print_protection.pdf": "1234", "rc4-128.pdf": "foo", "rc4-40.pdf": "foo",
}  # fmt: skip
_ACCENTS = str.maketrans({"ı": "i", "ȷ": "j"} | dict.fromkeys("´`¨ˆ^˜~ˇ˚¯˘˝˙¸˛"))
Selected = dict[int, list[str]]
"""The words that were selected, by article."""


@dataclass(frozen=True)
class Glyph:
    character: str
    x: float
    y: float

    @property
    def place(self) -> tuple[float, float]:
        return round(self.x), round(self.y)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "folder", ["grobid", "pdf.js", "pdfannots", "pdfminer.six", "pdfplumber", "sample-files"]
)
def test_selected_words_are_the_words_under_the_quads(
    qtbot: QtBot, corpora: Path, tmp_path: Path, folder: str
) -> None:
    home, names = tmp_path / "home.florilegium", dict[int, str]()
    with Library.open(home, backup=False) as library:
        for file in sorted((corpora / "pdf" / folder).rglob("*.pdf")):
            if (found := imported(file)) and (number := stored(library, found)):
                names[number] = file.name
        selected = {number: list(marked(qtbot, library, number, names[number])) for number in names}
    failures = []
    with Library.open(home, backup=False) as library:
        for number, quotes in selected.items():
            for problem in differences(library, number, quotes, tmp_path / str(number)):
                failures.append(f"{names[number]}: {problem}")
    assert sum(map(len, selected.values())) >= 5 * len(names) > 0
    assert failures == []


def imported(file: Path) -> ImportedItem | None:
    try:
        found = read(Source(file.read_bytes(), file.name, password=_PASSWORDS.get(file.name, "")))
    except UserError:
        return None
    return found if found.type is ItemType.PDF and found.text.strip() else None


def stored(library: Library, found: ImportedItem) -> int:
    """The id of the new article; 0 where the library has it already."""
    return 0 if intake.duplicate_of(library, found) else next(iter(intake.store(library, found).items))


def marked(qtbot: QtBot, library: Library, number: int, name: str) -> Iterator[str]:
    """Select ranges in the view, by call and by mouse in turn; what it tells is marked in the library."""
    document, chance = browse.document(library, number), random.Random(name)
    view = PdfReaderView(browse.LibrarySource(library))
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.open(browse.item(library, number), document)
    told: list[Selection | None] = []
    view.selection_changed.connect(told.append)
    letters = [offset for offset, letter in enumerate(document.text) if not letter.isspace()]
    news = []
    for turn in range(8):
        start = chance.choice(letters)
        view.go_to(start, start + 1)
        view.select(start, min(start + chance.choice(_LENGTHS), len(document.text)))
        if turn % 2 and (selection := told[-1]):
            drag(qtbot, view, selection.rectangle)
        if (selection := told[-1]) is not None:
            target = annotate.target_of(document, selection.start, selection.end)
            news.append(NewAnnotation(target, uid=f"made{turn}"))
            yield selection.text
    view.close()
    annotate.create_many(library, number, news, "Marked by hand")


def drag(qtbot: QtBot, view: PdfReaderView, around: QRect) -> None:
    """From corner to corner of what stands in view."""
    area = view.findChild(QAbstractScrollArea)
    assert area is not None
    surface = area.viewport()
    seen = around.intersected(surface.rect())
    if not seen.isEmpty():
        view.clear_selection()
        qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=seen.topLeft())
        qtbot.mouseMove(surface, seen.bottomRight())
        qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=seen.bottomRight())


def differences(library: Library, number: int, quotes: list[str], folder: Path) -> Iterator[str]:
    [entry] = exports.export(library, [number], "pdf", folder, ExportOptions(creator="Ada Moor")).entries
    if entry.path is None:
        yield entry.reason
        return
    made = {one.uid: one for one in browse.annotations(library, number) if one.uid.startswith("made")}
    assert sorted(one.quote for one in made.values()) == sorted(quotes)
    with Library.open(folder / "empty.florilegium", backup=False) as empty:
        again = next(iter(intake.store(empty, read(Source(entry.path.read_bytes(), "again.pdf"))).items))
        back = {one.uid: one for one in browse.annotations(empty, again)}
    under = glyphs_under_quads(entry.path)
    for uid, one in made.items():
        if uid not in back or (back[uid].kind, back[uid].target) != (one.kind, one.target):
            yield f"{one.quote[:60]!r} came back as {back[uid].quote[:60] if uid in back else None!r}"
        elif not covers(under[uid], one.quote):
            words = "".join(glyph.character for glyph in under[uid])
            yield f"{one.quote[:60]!r} lies under the quads as {words[:60]!r}"


def covers(glyphs: list[Glyph], quote: str) -> bool:
    """Whether these are the letters of the quote, each on a place of its own but for what one place says twice: what
    is printed again over itself, and a glyph that the file gives two readings."""
    wanted = Counter(units(bare(unaccented(quote))))
    there = Counter(units(unaccented("".join(glyph.character for glyph in glyphs))))
    if wanted - there:
        return False
    shared = Counter(glyph.place for glyph in glyphs)
    twice = "".join(glyph.character for glyph in glyphs if shared[glyph.place] > 1)
    return not there - wanted - Counter(units(unaccented(twice)))


def unaccented(text: str) -> str:
    """Letters as they are printed where their accents are glyphs of their own, which stand above what is marked."""
    parts = unicodedata.normalize("NFD", text).translate(_ACCENTS)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def units(text: str) -> list[bytes]:
    """PDFium counts in UTF-16."""
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[at : at + 2] for at in range(0, len(data), 2)]


def glyphs_under_quads(file: Path) -> dict[str, list[Glyph]]:
    """By /NM without its part: what has its middle in a quad. PDFium reads it all, by itself."""
    found = dict[str, list[Glyph]]()
    reader, filled = pypdfium2.PdfDocument(file), pypdfium2.PdfDocument(file)
    filled.init_forms()
    for number, page in enumerate(reader):
        marks = [raw.FPDFPage_GetAnnot(page, at) for at in range(raw.FPDFPage_GetAnnotCount(page))]
        ours = [mark for mark in marks if said(mark, b"NM").startswith("made")]
        drawn = list(glyphs(with_fields(filled, number))) if ours else []
        for mark in ours:
            quads = list(edges(mark))
            name = said(mark, b"NM").split("/")[0]
            found.setdefault(name, []).extend(
                glyph
                for glyph in drawn
                if any(
                    left <= glyph.x <= right and bottom <= glyph.y <= top
                    for left, bottom, right, top in quads
                )
            )
    reader.close()
    filled.close()
    return found


def with_fields(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """What is filled into a form is read with the page, what is marked on it is not."""
    page = pdf[number]
    for at in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        if raw.FPDFAnnot_GetSubtype(raw.FPDFPage_GetAnnot(page, at)) != raw.FPDF_ANNOT_WIDGET:
            raw.FPDFPage_RemoveAnnot(page, at)
    if pdf.formenv:
        page.flatten()
    page.close()
    return pdf[number]


def edges(mark: raw.FPDF_ANNOTATION) -> Iterator[tuple[float, float, float, float]]:
    for at in range(raw.FPDFAnnot_CountAttachmentPoints(mark)):
        quad = raw.FS_QUADPOINTSF()
        assert raw.FPDFAnnot_GetAttachmentPoints(mark, at, quad)
        across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        yield min(across), min(up), max(across), max(up)


def glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    words = page.get_textpage()
    for index in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, index)
        character = chr(code) if code <= 0xFFFF else words.get_text_range(index, 1)
        if raw.FPDFText_IsHyphen(words, index) == 1:
            character = "-"
        elif 0 < code < 0x20 and character not in "\t\r\n":
            character = "\ufffd"  # nobody knows what it means
        left, bottom, right, top = words.get_charbox(index)
        if bare(character.strip("\0")) and right > left:
            yield Glyph(character, (left + right) / 2, (bottom + top) / 2)
