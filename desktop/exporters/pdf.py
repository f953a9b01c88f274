"""Annotated PDF: the original with real annotations, or the article printed with them."""

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AreaTarget, TextTarget
from desktop.domain.errors import UserError
from desktop.domain.item import ItemType
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf_known import settle_known_marks
from desktop.exporters.pdf_marks import About, add_mark
from desktop.exporters.pdf_notes import as_sticky_note, of_item, stick_to_first_page
from desktop.exporters.pdf_page import SCHEME, printable_page
from desktop.formats.pdf.annotations import RANGE_KEY, read_annotations
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.objects import open_objects

Boxes = dict[int, list[Rectangle]]
"""By page index."""
Places = defaultdict[int, defaultdict[int, list[Rectangle]]]
"""By annotation, then by page index."""


class PdfExporter:
    name = "pdf"
    suffix = ".pdf"
    single = False

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        [article] = articles
        try:
            if article.item.type is ItemType.PDF:
                return _annotate_original(article, options)
            return _print_article(article, options)
        except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
            raise UserError("The PDF could not be annotated: {reason}", reason=str(problem)) from problem


def _annotate_original(article: ExportArticle, options: ExportOptions) -> bytes:
    data, text = article.original(), article.document.text
    document = PdfDocument(data, article.document.pages)
    try:
        with open_objects(data, document) as pdf:
            there = settle_known_marks(pdf, read_annotations(pdf, document, text), article.annotations)
            placeless = []
            for annotation in article.annotations:
                if annotation.id in there:
                    continue
                places = _places(document, text, annotation)
                marks = _add(pdf, annotation, places, _about(article, annotation, options))
                _tell_ranges(marks, document, text, annotation)
                if not places:
                    placeless.append(as_sticky_note(annotation))
            stick_to_first_page(pdf, [*map(of_item, article.notes), *placeless], options.creator)
            return _saved(pdf)
    finally:
        document.close()


def _places(document: PdfDocument, text: str, annotation: Annotation) -> Boxes:
    target = annotation.target
    if isinstance(target, AreaTarget):
        return {target.page_index: [target.rectangle]}
    place = anchor(text, target.quote, target.position)
    if place is None:
        return {}
    pages = range(document.page_index(place.start), document.page_index(place.end - 1) + 1)
    found = {page: list(document.line_boxes(page, place.start, place.end)) for page in pages}
    return {page: boxes for page, boxes in found.items() if boxes}


def _print_article(article: ExportArticle, options: ExportOptions) -> bytes:
    if options.printer is None:
        raise UserError("Printing web and text articles needs the web engine, which is not running here.")
    printed = options.printer.print_html(printable_page(article), article.resource)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        document = PdfDocument(printed)
        places: Places = defaultdict(lambda: defaultdict(list))
        for index, page in enumerate(pdf.pages):
            _take_links(page, index, document, places)
        document.close()
        for annotation in article.annotations:
            _add(pdf, annotation, places[annotation.id], _about(article, annotation, options))
        pdf.docinfo["/Title"] = article.item.title
        pdf.docinfo["/Author"] = ", ".join(article.item.creators)
        return _saved(pdf)


def _take_links(page: pikepdf.Page, index: int, document: PdfDocument, places: Places) -> None:
    """Note where the links of highlights are, and remove them. Chromium rounds them, so they are fitted."""
    kept = pikepdf.Array()
    for link in page.obj.get("/Annots", []):
        address = str(link.A.get("/URI", "")) if "/A" in link else ""
        if not address.startswith(SCHEME):
            kept.append(link)
            continue
        area = document.fitted(index, Rectangle(*(float(number) for number in link.Rect)))
        for number in address.removeprefix(SCHEME).split(","):
            places[int(number)][index].append(area)
    page.obj.Annots = kept


def _tell_ranges(
    marks: dict[int, pikepdf.Dictionary], document: PdfDocument, text: str, annotation: Annotation
) -> None:
    """Where texts are drawn over each other, quads do not tell which is meant; the range does."""
    target = annotation.target
    place = anchor(text, target.quote, target.position) if isinstance(target, TextTarget) else None
    if place is None:
        return
    for page, mark in marks.items():
        span = document.spans[page]
        start, end = max(place.start, span.start), min(place.end, span.end)
        mark[RANGE_KEY] = pikepdf.Array([start - span.start, end - span.start])


def _add(
    pdf: pikepdf.Pdf, annotation: Annotation, boxes: Boxes, about: About
) -> dict[int, pikepdf.Dictionary]:
    """One annotation a page, given by page index; the parts share a name but for its number."""
    marks = {}
    for part, (page, lines) in enumerate(sorted(boxes.items())):
        name = f"{annotation.uid}/{part}" if part else annotation.uid
        marks[page] = add_mark(pdf, page, annotation, lines, replace(about, name=name))
    return marks


def _about(article: ExportArticle, annotation: Annotation, options: ExportOptions) -> About:
    return About(annotation.uid, options.creator, article.color_names.get(annotation.color, ""))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
