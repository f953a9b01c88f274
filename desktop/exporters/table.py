"""Tables: a row for each annotation, as CSV and as a workbook (Office Open XML) with a sheet of the articles."""

import csv
import io
from collections.abc import Iterator, Sequence

import xlsxwriter

from desktop.domain.annotation import HighlightColor
from desktop.domain.source import page_label
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.words import passage_link, xml_words

ARTICLE_COLUMNS = (
    "Title", "Creators", "Site", "Published", "Address", "Type", "Language", "Article tags", "Collections", "Archived",
    "SHA-256", "Article ID",
)  # fmt: skip
MARK_COLUMNS = (
    "Kind", "Colour", "Colour name", "Quotation", "Comment", "Tags", "Page", "Start", "End", "Created", "Modified",
    "Not found", "Link", "Annotation ID",
)  # fmt: skip
_WIDTHS = {
    "Title": 40,
    "Quotation": 70,
    "Comment": 50,
    "Address": 30,
    "Link": 12,
    "SHA-256": 12,
    "Article ID": 12,
    "Annotation ID": 12,
}
_LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Row = list[str]


class CsvExporter(Exporter):
    """UTF-8 with its mark, so that spreadsheets see it; no cell can begin a formula
    (https://owasp.org/www-community/attacks/CSV_Injection)."""

    name = "csv"
    title = "Table (CSV)"
    suffix = ".csv"
    grouping = Grouping.TOGETHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        del options
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([*ARTICLE_COLUMNS, *MARK_COLUMNS])
        for article in articles:
            about = article_row(article)
            for row in mark_rows(article) or [[""] * len(MARK_COLUMNS)]:
                writer.writerow([harmless(cell) for cell in (*about, *row)])
        return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


class XlsxExporter(Exporter):
    """Words only: no cell is a formula or a link."""

    name = "xlsx"
    title = "Workbook (Excel)"
    suffix = ".xlsx"
    grouping = Grouping.TOGETHER

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        book.set_properties({"author": xml_words(options.creator), "title": xml_words(options.name)})
        marks = _Sheet(book, "Annotations", ("Title", *MARK_COLUMNS))
        works = _Sheet(book, "Articles", ARTICLE_COLUMNS)
        for article in articles:
            works.add(article_row(article))
            for row in mark_rows(article):
                marks.add([article.item.title, *row])
        marks.finish()
        works.finish()
        book.close()
        return out.getvalue()


class _Sheet:
    def __init__(self, book: xlsxwriter.Workbook, name: str, columns: Sequence[str]) -> None:
        self._sheet = book.add_worksheet(name)
        self._columns = columns
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._tints = {
            str(color): book.add_format({"bg_color": color.hex, "valign": "top"}) for color in HighlightColor
        }
        head = book.add_format({"bold": True, "bottom": 1})
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, _WIDTHS.get(column, 16))
            self._sheet.write_string(0, place, column, head)
        self._sheet.freeze_panes(1, 1)
        self._rows = 0

    def add(self, cells: Row) -> None:
        self._rows += 1
        for place, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            look = self._tints.get(cell, self._wrapped) if column == "Colour" else self._wrapped
            self._sheet.write_string(self._rows, place, xml_words(cell)[:_LONGEST_CELL], look)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._rows, 1), len(self._columns) - 1)


def harmless(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula."""
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def article_row(article: ExportArticle) -> Row:
    item, document = article.item, article.document
    return [
        item.title, "; ".join(item.creators), item.site, item.published, item.url, str(item.type), item.language,
        "; ".join(article.tags), "; ".join(article.collections), document.archived, document.sha256, item.uid,
    ]  # fmt: skip


def mark_rows(article: ExportArticle) -> list[Row]:
    """The annotations, then the notes on the article as a whole."""
    return [*_annotations(article), *_notes(article)]


def _annotations(article: ExportArticle) -> Iterator[Row]:
    for one in article.annotations:
        position = getattr(one.target, "position", None)
        yield [
            str(one.kind), str(one.color), article.color_names.get(one.color, ""), one.quote, one.comment,
            "; ".join(one.tags), page_label(article.document, one), str(position.start) if position else "",
            str(position.end) if position else "", one.created, one.modified, "yes" if one.orphan else "",
            passage_link(article.item, one), one.uid,
        ]  # fmt: skip


def _notes(article: ExportArticle) -> Iterator[Row]:
    for note in article.notes:
        yield [
            "note on the article", "", "", "", note.text, "", "", "", "", note.created, note.modified, "", "", note.uid,
        ]  # fmt: skip
