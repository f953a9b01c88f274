"""Annotated PDF: the original with real annotations, or the article printed with them."""

from collections.abc import Sequence

import pikepdf

from desktop.domain.errors import UserError
from desktop.domain.item import ItemType
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions
from desktop.exporters.pdf.original import annotated_original
from desktop.exporters.pdf.paper import OPTIONS
from desktop.exporters.pdf.printed import printed_article


class PdfExporter(Exporter):
    name = "pdf"
    title = "Annotated PDF"
    suffix = ".pdf"
    options = OPTIONS
    prints = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        [article] = articles
        try:
            if article.item.type is ItemType.PDF:
                return annotated_original(article, options)
            return printed_article(article, options)
        except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
            raise UserError("The PDF could not be annotated: {reason}", reason=str(problem)) from problem
