"""Tables hold every annotation, and nothing in them is a formula."""

import csv
import io
from dataclasses import replace

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.organize import Note
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.table import ARTICLE_COLUMNS, CsvExporter, XlsxExporter, harmless
from tests.exporters.articles import article, highlight

TIME = "2025-01-01T00:00:00.000Z"


def gathered() -> list[ExportArticle]:
    first = article(
        '=HYPERLINK("x")',
        "Fog\ncame, in.",
        (highlight("Fog\ncame", "+1, or “2”?", ("a b", "c")), highlight("in.")),
    )
    first = replace(first, notes=(Note(1, "n1", 1, "@all", TIME, TIME),))
    return [first, article("No marks")]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_annotation_and_note_and_one_for_an_article_without() -> None:
    data = CsvExporter().render(gathered(), ExportOptions())
    read = rows(data)
    assert [row["Quotation"] for row in read] == ["Fog\ncame", "in.", "", ""]
    assert read[0]["Tags"] == "a b; c"
    assert read[0]["Comment"] == "'+1, or “2”?"
    assert (read[2]["Kind"], read[2]["Comment"]) == ("note on the article", "'@all")
    assert read[3]["Title"] == "No marks"


@given(st.text(max_size=20) | st.from_regex(r"[=+\-@\t\r\n].{0,5}"))
def test_no_cell_begins_a_formula(words: str) -> None:
    data = CsvExporter().render([article(words, words, (highlight(words, words),))], ExportOptions())
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    assert harmless(words).endswith(words.replace("\0", ""))


def test_the_workbook_has_words_only_and_the_colours() -> None:
    made = [*gathered(), article("x" * 40_000 + "\0\x07\ud800", "", (highlight("q" * 40_000),))]
    book = openpyxl.load_workbook(io.BytesIO(XlsxExporter().render(made, ExportOptions(name="Tides"))))
    marks, works = book["Annotations"], book["Articles"]
    assert [cell.value for cell in works[1]] == list(ARTICLE_COLUMNS)
    assert works["A2"].value == '=HYPERLINK("x")'
    assert works["A2"].data_type == "s"
    assert marks["E2"].value == "Fog\ncame"
    assert marks["C2"].fill.start_color.rgb == "FFFFE27A"
    assert marks.max_row == 5
    assert len(works["A4"].value) == 32_767
