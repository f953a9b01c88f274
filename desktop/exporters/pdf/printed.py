"""An article of the HTML family as a PDF: printed by the web engine, its passages found by links, then annotated."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.errors import UserError
from desktop.domain.item import OriginalPage, OutlineEntry
from desktop.domain.selector import PagePlace, Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions, HtmlPrinter, Sheet
from desktop.exporters.pdf.appendix import append_annotations
from desktop.exporters.pdf.bookmarks import bookmark_entries
from desktop.exporters.pdf.finish import saved, with_marks
from desktop.exporters.pdf.laid_out import laid_out_page
from desktop.exporters.pdf.links import Passages, destination, take_passages
from desktop.exporters.pdf.margin import MarginColumn, add_margin_notes
from desktop.exporters.pdf.original import about_mark
from desktop.exporters.pdf.page import BEGINNING, PrintPlan, heading_name, placed_names, printable_page
from desktop.exporters.pdf.page import passages as marked_ranges
from desktop.exporters.pdf.paged import PagePart, page_parts
from desktop.exporters.pdf.paper import SHEETS, paper_of
from desktop.exporters.pdf.places import Placed, ribbon_of
from desktop.exporters.pdf.running import add_running_lines
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.objects import reopened
from desktop.formats.pdf.quads import marks, quad_of, range_under
from desktop.formats.pdf.told import tell_words

_COLUMNS = 0.31
"""Of the width of the paper: the column of margin notes."""
_WIDER = 1.6
"""Times as wide as the paper is a page that is printed as it was laid out: on paper, pages take the form they have on
a telephone."""
_ENOUGH = 0.8
"""Of the article's letters that a page has to show to be printed as it was laid out."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Printed:
    pdf: Pdf
    passages: Passages
    ribbons: Mapping[int, Rectangle | None]
    """Of bookmarks, by their ids."""


def printed_article(article: ExportArticle, options: ExportOptions, first_number: int = 1) -> bytes:
    """``first_number``: of the first page, as printed."""
    if options.printer is None:
        raise UserError("Printing web and text articles needs the web engine, which is not running here.")
    paper = paper_of(options)
    sheet = SHEETS[paper.size]
    commented = paper.margin_notes and any(one.comment or one.tags for one in article.annotations)
    column = MarginColumn(_COLUMNS * sheet.width, reserved=True)
    plan = PrintPlan(paper.size, first_number)
    room = _with_room(sheet, column) if commented else sheet
    original = article.original_page() if paper.original_layout else None
    whole = _printed_as_laid_out(original, article, options.printer, room) if original else None
    plan = replace(plan, titled=whole is None)
    printed = whole or _read(
        options.printer.print_html(printable_page(article, plan), article.resource, room), article
    )
    pdf, passages = printed.pdf, printed.passages
    placed = [
        Placed(
            one,
            _area(one, passages.get(str(one.id), ())),
            replace(about_mark(article, one, options), ribbon=printed.ribbons.get(one.id)),
        )
        for one in article.annotations
    ]
    about = " · ".join(filter(None, (article.item.site, article.item.published)))
    add_running_lines(pdf, options.printer, room, article.item.title, about, plan)
    if commented:
        add_margin_notes(pdf, placed, options, column)
    pages = len(pdf.pages)
    listed = paper.appendix and append_annotations(pdf, article, placed, options, first_number)
    _describe(pdf, article)
    _outline(pdf, article.document.outline, passages, pages if listed else None)
    data = saved(pdf)
    return saved(reopened(with_marks(data, reopened(data), placed, (), bookmark_entries(placed))))


def _area(annotation: Annotation, places: Sequence[PagePlace]) -> Sequence[PagePlace]:
    """Of a picture's place the part that is marked; other places as they are."""
    target = annotation.target
    if not isinstance(target, AreaTarget) or not target.picture:
        return places
    return [
        PagePlace(one.page_index, tuple(_part(box, target.rectangle) for box in one.boxes[:1]))
        for one in places[:1]
    ]


def _part(box: Rectangle, part: Rectangle) -> Rectangle:
    """``part``: in parts of the box's width and height."""
    width, height = box.right - box.left, box.top - box.bottom
    return Rectangle(
        box.left + part.left * width, box.bottom + part.bottom * height,
        box.left + part.right * width, box.bottom + part.top * height,
    )  # fmt: skip


def _read(printed: bytes, article: ExportArticle) -> _Printed:
    """The pages tell their words, so that the passages come back in the article's own."""
    pdf, document = reopened(printed), PdfDocument(printed)
    found = take_passages(pdf, document)
    text = article.document.text
    pages = [document.page_text(index) for index in range(len(document.spans))]
    parts = page_parts(text, pages, _begins(document, found.get(BEGINNING, ())))
    document.take_words({index: part.words for index, part in parts.items()})
    for index, part in parts.items():
        tell_words(pdf, index, part.words)
    spans = {name: (start, end) for start, end, name in marked_ranges(article)}
    passages = {
        name: [_spanned(document, place, parts, spans[name]) for place in places] if name in spans else places
        for name, places in found.items()
    }
    ribbons = {one.id: ribbon_of(document, one, passages.get(str(one.id), ())) for one in article.annotations}
    document.close()
    return _Printed(pdf, passages, ribbons)


def _begins(document: PdfDocument, places: Sequence[PagePlace]) -> tuple[int, int]:
    """On which page the article begins, and where in its text."""
    for place in places[:1]:
        found = range_under(document, place.page_index, [quad_of(box) for box in place.boxes])
        return place.page_index, found[0] if found else 0
    return 0, 0


def _spanned(
    document: PdfDocument, place: PagePlace, parts: Mapping[int, PagePart], passage: tuple[int, int]
) -> PagePlace:
    """With its range in the page's words. Where the boxes mark others, they are drawn anew around these."""
    part = parts.get(place.page_index)
    span = part.span(*passage) if part else None
    if span is None or marks(document, place.page_index, [quad_of(box) for box in place.boxes], *span):
        return replace(place, span=span)
    first = document.spans[place.page_index].start
    boxes = document.line_boxes(place.page_index, first + span[0], first + span[1])
    return PagePlace(place.page_index, boxes or place.boxes, span)


def _printed_as_laid_out(
    original: OriginalPage, article: ExportArticle, printer: HtmlPrinter, sheet: Sheet
) -> _Printed | None:
    """Set as wide as a window is, then made as small as the paper. None where that does not show all of the passages:
    some pages show little without their scripts."""
    wide = Sheet(*(_WIDER * getattr(sheet, name) for name in Sheet.__slots__))
    page = laid_out_page(original, article, wide.width, wide.height)
    printed = _read(_made_smaller(printer.print_html(page, original.files.get, wide)), article)
    return printed if _shows_all(printed.pdf, printed.passages, article) else None


def _shows_all(pdf: Pdf, passages: Passages, article: ExportArticle) -> bool:
    wanted = placed_names(article)
    document = PdfDocument(saved(pdf))
    letters = len("".join(document.text.split()))
    document.close()
    return wanted <= passages.keys() and letters >= _ENOUGH * len("".join(article.document.text.split()))


def _made_smaller(printed: bytes) -> bytes:
    with reopened(printed) as pdf:
        for one in pdf.pages:
            one.contents_add(f"q {1 / _WIDER:.6f} 0 0 {1 / _WIDER:.6f} 0 0 cm\n".encode(), prepend=True)
            one.contents_add(b"\nQ")
            for box in ("/MediaBox", "/CropBox"):
                if box in one.obj:
                    one.obj[box] = _smaller(one.obj[box])
            for link in one.obj.get("/Annots", []):
                link.Rect = _smaller(link.Rect)
        for goal in dict(pdf.Root.get("/Dests", {})).values():
            if isinstance(goal, Array) and len(goal) > 3 and goal[1] == Name.XYZ:
                goal[2], goal[3] = _smaller([goal[2], goal[3]])
        return saved(pdf)


def _smaller(box: Iterable[object]) -> Array:
    return Array([float(str(edge)) / _WIDER for edge in box])


def _with_room(sheet: Sheet, column: MarginColumn) -> Sheet:
    return replace(sheet, right=column.width + 4)


def _describe(pdf: Pdf, article: ExportArticle) -> None:
    item = article.item
    language = item.language or article.document.language
    if language:
        pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    said = {
        "/Title": item.title, "/Author": ", ".join(item.creators), "/Subject": item.site,
        "/Keywords": ", ".join(article.tags),
    }  # fmt: skip
    for key, value in said.items():
        if words := _CONTROLS.sub("", value):
            pdf.docinfo[key] = words
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata.load_from_docinfo(pdf.docinfo)
        if language:
            metadata["dc:language"] = {language}
        if item.url:
            metadata["dc:source"] = _CONTROLS.sub("", item.url)


def _outline(pdf: Pdf, entries: Sequence[OutlineEntry], passages: Passages, appendix: int | None) -> None:
    """The headings as bookmarks of the file, each below the last one of a higher level."""
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for number, entry in enumerate(entries):
            places = passages.get(heading_name(number))
            if not places:
                continue
            page = pdf.pages[places[0].page_index]
            made = OutlineItem(_CONTROLS.sub(" ", entry.title), destination(page, places[0].boxes[0].top + 6))
            while above[-1][0] >= entry.level:
                above.pop()
            above[-1][1].append(made)
            above.append((entry.level, made.children))
        if appendix is not None:
            page = pdf.pages[appendix]
            outline.root.append(OutlineItem("Annotations", destination(page, float(page.mediabox[3]))))
