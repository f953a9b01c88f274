"""Annotated PDF: the original with real annotations, or the article printed with them."""

from collections.abc import Sequence

from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping, Preview
from desktop.exporters.pdf.article import one_article
from desktop.exporters.pdf.collection import collected
from desktop.exporters.pdf.paper import OPTIONS
from desktop.formats.pdf.picture import first_page


class PdfExporter(Exporter):
    name = "pdf"
    title = "Annotated PDF"
    suffix = ".pdf"
    grouping = Grouping.EITHER
    options = OPTIONS
    prints = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        if len(articles) == 1:
            [article] = articles
            return one_article(article, options)
        return collected(articles, options)

    def preview(self, article: ExportArticle, options: ExportOptions) -> Preview:
        return Preview(picture=first_page(one_article(article, options)))
