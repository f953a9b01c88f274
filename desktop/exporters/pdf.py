"""Annotated PDF: the original with real annotations, or the article printed with them."""

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pikepdf

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AreaTarget
from desktop.domain.errors import UserError
from desktop.domain.item import ItemType
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions
from desktop.exporters.pdf_known import settle_known_marks
from desktop.exporters.pdf_marks import About, MarkWriter, Span
from desktop.exporters.pdf_notes import as_sticky_note, of_item, stick_to_first_page
from desktop.exporters.pdf_page import SCHEME, printable_page
from desktop.exporters.pdf_update import PdfUpdate, fit_to_update
from desktop.formats.pdf.annotations import read_annotations
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.objects import open_sound

Places = defaultdict[int, defaultdict[int, list[Rectangle]]]
"""By annotation, then by page index."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation is on one page; ``span`` is its range in the page's text, where that is known."""

    page: int
    boxes: tuple[Rectangle, ...]
    span: Span | None = None


class PdfExporter(Exporter):
    name = "pdf"
    title = "Annotated PDF"
    suffix = ".pdf"
    prints = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        [article] = articles
        try:
            if article.item.type is ItemType.PDF:
                return _annotate_original(article, options)
            return _print_article(article, options)
        except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
            raise UserError("The PDF could not be annotated: {reason}", reason=str(problem)) from problem


def _annotate_original(article: ExportArticle, options: ExportOptions) -> bytes:
    text = article.document.text
    document = PdfDocument(article.original(), article.document.pages)
    try:
        pdf, data = open_sound(article.original(), document)
        settled = settle_known_marks(pdf, read_annotations(pdf, document, text), article.annotations)
        if settled.changed or not fit_to_update(data, pdf):
            data = _saved(pdf)
            pdf = pikepdf.open(io.BytesIO(data))
        update = PdfUpdate(data, pdf)
        writer = MarkWriter(update)
        placeless = []
        for annotation in article.annotations:
            if annotation.id in settled.there:
                continue
            about = _about(article, annotation, options, wavy=annotation.id in settled.wavy)
            places = _places(document, text, annotation)
            _write(writer, annotation, places, about)
            if not places:
                placeless.append(as_sticky_note(annotation))
        notes = [*map(of_item, article.notes), *placeless]
        if notes:
            frame = document.contents(0).frame
            stick_to_first_page(writer, frame, notes, options.creator)
        return update.saved()
    finally:
        document.close()


def _places(document: PdfDocument, text: str, annotation: Annotation) -> list[Place]:
    target = annotation.target
    if isinstance(target, AreaTarget):
        return [Place(target.page_index, (target.rectangle,))]
    whole = anchor(text, target.quote, target.position)
    if whole is None:
        return []
    found = []
    for page in range(document.page_index(whole.start), document.page_index(whole.end - 1) + 1):
        if boxes := document.line_boxes(page, whole.start, whole.end):
            span = document.spans[page]
            start, end = max(whole.start, span.start), min(whole.end, span.end)
            found.append(Place(page, boxes, (start - span.start, end - span.start)))
    return found


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
        pdf.docinfo["/Title"] = article.item.title
        pdf.docinfo["/Author"] = ", ".join(article.item.creators)
        data = _saved(pdf)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        update = PdfUpdate(data, pdf)
        writer = MarkWriter(update)
        for annotation in article.annotations:
            boxes = places[annotation.id]
            found = [Place(page, tuple(lines)) for page, lines in sorted(boxes.items())]
            _write(writer, annotation, found, _about(article, annotation, options))
        return update.saved()


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


def _write(writer: MarkWriter, annotation: Annotation, places: Sequence[Place], about: About) -> None:
    """One mark a page; the parts share a name but for its number."""
    for part, place in enumerate(places):
        name = f"{annotation.uid}/{part}" if part else annotation.uid
        writer.write(place.page, annotation, place.boxes, replace(about, name=name, span=place.span))


def _about(
    article: ExportArticle, annotation: Annotation, options: ExportOptions, *, wavy: bool = False
) -> About:
    color = article.color_names.get(annotation.color) or str(annotation.color)
    return About(annotation.uid, options.creator, color, wavy=wavy)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
