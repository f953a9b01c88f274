"""Bookmarks: places of a text, in the library and in what is exported."""

from desktop.domain.annotation import AnnotationKind, HighlightColor, Motivation
from desktop.exporters.base import ExportOptions
from desktop.exporters.json import JsonExporter
from desktop.exporters.markdown import MarkdownExporter
from desktop.importers.base import Source
from desktop.importers.gathered.own import OwnJsonImporter
from desktop.importers.gathered.own_markdown import OwnMarkdownImporter
from desktop.importers.gathered.web_annotation import WebAnnotationImporter
from desktop.services import annotate, browse
from desktop.storage.library import Library
from tests.ui.reading.desk import PARAGRAPHS, TEXT, add_article, mark


def test_a_bookmark_is_known_by_the_rest_of_its_line() -> None:
    start = TEXT.index("kept")
    assert TEXT[slice(*annotate.bookmark_range(TEXT, start + 2))] == PARAGRAPHS[1].removeprefix("Nobody ")
    assert TEXT[slice(*annotate.bookmark_range(TEXT, len(PARAGRAPHS[0])))] == PARAGRAPHS[1]
    long = "word " * 40
    start, end = annotate.bookmark_range(long, 0)
    assert long[start:end] == ("word " * 16).strip()
    assert annotate.bookmark_range("雨" * 200, 0) == (0, 80)
    for text, place in (("", 0), ("end\n", 4), ("end", 99)):
        start, end = annotate.bookmark_range(text, place)
        assert start <= end <= len(text)


def test_a_bookmark_comes_back_from_markdown_and_json(library: Library) -> None:
    item = add_article(library)
    mark(
        library, item, PARAGRAPHS[2], kind=AnnotationKind.BOOKMARK, color=HighlightColor.BLUE, tags=("later",)
    )
    article = browse.export_article(library, item)
    assert article.annotations[0].motivation is Motivation.BOOKMARKING
    for exporter, importer in (
        (MarkdownExporter(), OwnMarkdownImporter()),
        (JsonExporter(), OwnJsonImporter()),
    ):
        source = Source(exporter.render([article], ExportOptions()), "out")
        (again,) = importer.read(source)[0].annotations
        assert (again.kind, again.color, again.tags, again.quote.exact) == (
            AnnotationKind.BOOKMARK, HighlightColor.BLUE, ("later",), PARAGRAPHS[2],
        )  # fmt: skip


def test_a_web_annotation_that_bookmarks_is_a_bookmark() -> None:
    told = b"""{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "motivation": "bookmarking",
      "target": {"source": "https://example.org/", "selector": {"type": "TextQuoteSelector", "exact": "here"}}}"""
    (one,) = WebAnnotationImporter().read(Source(told, "a.jsonld"))[0].annotations
    assert one.kind is AnnotationKind.BOOKMARK
