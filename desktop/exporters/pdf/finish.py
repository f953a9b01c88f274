"""The last steps of every PDF: margin notes and appendix where they are wanted, then the annotations."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pikepdf
from pikepdf import Pdf

from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf.appendix import append_annotations
from desktop.exporters.pdf.bookmarks import list_bookmarks
from desktop.exporters.pdf.margin import MarginColumn, add_margin_notes
from desktop.exporters.pdf.marks import MarkWriter
from desktop.exporters.pdf.notes import stick_to_first_page
from desktop.exporters.pdf.paper import paper_of
from desktop.exporters.pdf.places import Placed
from desktop.exporters.pdf.update import OutlineEntry, PdfUpdate, fit_to_update
from desktop.formats.pdf.objects import frame_of


def saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def with_additions(
    pdf: Pdf, article: ExportArticle, placed: Sequence[Placed], options: ExportOptions, column: MarginColumn
) -> bool:
    """Margin notes and appendix; whether there were any."""
    added = False
    if paper_of(options).margin_notes:
        added = add_margin_notes(pdf, placed, options, column)
    if paper_of(options).appendix:
        added = append_annotations(pdf, article, placed, options) or added
    return added


def with_marks(
    data: bytes,
    pdf: Pdf,
    placed: Sequence[Placed],
    notes: Sequence[Placed],
    bookmarks: Sequence[OutlineEntry],
) -> bytes:
    """``pdf`` was opened of ``data`` and is as it was. ``notes`` belong to no place: they stick to the first page.
    ``bookmarks`` are listed in the outline."""
    if not fit_to_update(data, pdf):
        data = saved(pdf)
        pdf = pikepdf.open(io.BytesIO(data))
    update = PdfUpdate(data, pdf)
    writer = MarkWriter(update)
    for one in placed:
        for part, place in enumerate(one.places):
            about = replace(one.about, name=f"{one.annotation.uid}/{part}") if part else one.about
            writer.write(one.annotation, place, about)
    if notes:
        stick_to_first_page(writer, frame_of(pdf.pages[0]), notes)
    list_bookmarks(update, bookmarks)
    return update.saved()
