"""The original PDF with the annotations of the library in it."""

from dataclasses import replace

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf.bookmarks import bookmark_entries, listed_bookmarks, take_out_bookmarks
from desktop.exporters.pdf.finish import saved, with_additions, with_marks
from desktop.exporters.pdf.known import settle_known_marks
from desktop.exporters.pdf.margin import MarginColumn
from desktop.exporters.pdf.marks import About
from desktop.exporters.pdf.notes import as_sticky_note, of_item
from desktop.exporters.pdf.paper import paper_of
from desktop.exporters.pdf.places import Placed, places_in, ribbon_of
from desktop.formats.pdf.annotations import read_annotations
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.objects import open_sound, reopened


def annotated_original(article: ExportArticle, options: ExportOptions) -> bytes:
    """Marks that are there and unchanged stay as they are. Raises ``pikepdf.PdfError``."""
    original, text = article.original(), article.document.text
    document = PdfDocument(original, article.document.pages, text)
    try:
        pdf, data = open_sound(original, document)
        settled = settle_known_marks(
            pdf, read_annotations(pdf, document, text), article.annotations, article.document.reading
        )
        everything = paper_of(options).margin_notes or paper_of(options).appendix
        placed = [
            _placed(document, article, one, options, one.id in settled.wavy)
            for one in article.annotations
            if everything or one.id not in settled.there or one.kind is AnnotationKind.BOOKMARK
        ]
    finally:
        document.close()
    bookmarks, listed = bookmark_entries(placed), listed_bookmarks(pdf)
    if listed and listed != bookmarks:
        take_out_bookmarks(pdf)
        settled.changed = True
    column = MarginColumn()
    if with_additions(pdf, article, placed, options, column) or settled.changed:
        data = saved(pdf)
        pdf = reopened(data)
    new = [one for one in placed if one.annotation.id not in settled.there]
    placeless = [as_sticky_note(one.annotation) for one in new if not one.places]
    notes = [
        Placed(note, (), About(note.uid, options.creator))
        for note in (*map(of_item, article.notes), *placeless)
    ]
    return with_marks(data, pdf, new, notes, () if listed == bookmarks else bookmarks)


def _placed(
    document: PdfDocument, article: ExportArticle, annotation: Annotation, options: ExportOptions, wavy: bool
) -> Placed:
    places = places_in(document, article, annotation)
    about = about_mark(article, annotation, options)
    return Placed(
        annotation, places, replace(about, wavy=wavy, ribbon=ribbon_of(document, annotation, places))
    )


def about_mark(article: ExportArticle, annotation: Annotation, options: ExportOptions) -> About:
    color = article.color_names.get(annotation.color) or str(annotation.color)
    return About(annotation.uid, options.creator, color)
