"""One article as a PDF."""

import pikepdf

from desktop.domain.errors import UserError
from desktop.domain.item import ItemType
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf.original import annotated_original
from desktop.exporters.pdf.printed import printed_article


def one_article(article: ExportArticle, options: ExportOptions, first_number: int = 1) -> bytes:
    """The original annotated, or the article printed; ``first_number``: of the first printed page."""
    try:
        if article.item.type is ItemType.PDF:
            return annotated_original(article, options)
        return printed_article(article, options, first_number)
    except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
        raise UserError("The PDF could not be annotated: {reason}", reason=str(problem)) from problem
