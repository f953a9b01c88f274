"""W3C annotations are valid by the schemas of the W3C's own tests, and come back as they were."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor
from desktop.domain.item import PageSpan
from desktop.domain.organize import Note
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.web_annotation import WebAnnotationExporter
from desktop.importers.base import Source
from desktop.importers.gathered.registry import importer_for
from tests.exporters.articles import article, highlight

TIME = "2025-01-01T00:00:00.000Z"


def marked(url: str = "https://example.org/fog") -> ExportArticle:
    text = "Fog came in.\nThe buses stopped.\n"
    one = replace(
        highlight("buses", comment="**Which**?\n\nLine", tags=("sea fog", "a/b"), start=17),
        uid="0f" * 16, kind=AnnotationKind.UNDERLINE, color=HighlightColor.TEAL, creator="Ada",
    )  # fmt: skip
    area = AreaTarget(1, Rectangle(10.5, 20, 110.25, 80))
    two = replace(
        one,
        uid="1f" * 16,
        kind=AnnotationKind.AREA,
        target=area,
        color=HighlightColor.PINK,
        comment="",
        tags=(),
    )
    another_programs = "{2F2F2F2F-2f2f-2F2F-2F2F-2F2F2F2F2F2F}"
    three = replace(one, uid=another_programs, kind=AnnotationKind.BOOKMARK, orphan=True)
    made = article("Fog", text, (one, two, three))
    pages = (PageSpan(0, 13, "1", 600, 800), PageSpan(13, len(text), "2", 600, 800))
    return replace(
        made, item=replace(made.item, uid="ab" * 16, url=url), document=replace(made.document, pages=pages),
        notes=(Note(1, "3f" * 16, 1, "All of it", TIME, TIME),),
    )  # fmt: skip


@pytest.mark.parametrize("url", ["https://example.org/fog", ""])
def test_it_comes_back(url: str) -> None:
    made = marked(url)
    source = Source(WebAnnotationExporter().render([made], ExportOptions()), "a.jsonld")
    importer = importer_for(source)
    assert importer
    [read] = importer.read(source)
    assert (read.item.title, read.item.url, read.item.creators) == ("Fog", url, ("Ada",))
    *marks, note = read.annotations
    for mark, annotation in zip(marks, made.annotations, strict=True):
        assert (mark.uid, mark.kind, mark.color, mark.comment, mark.tags, mark.creator) == (
            annotation.uid, annotation.kind, annotation.color, annotation.comment, annotation.tags, "Ada",
        )  # fmt: skip
        if isinstance(annotation.target, AreaTarget):
            assert mark.area == annotation.target
        else:
            assert mark.quote == annotation.target.quote
            assert (mark.position is None) == annotation.orphan
    assert (note.comment, note.quote.exact, note.uid) == ("All of it", "", "3f" * 16)


def test_the_page_is_told() -> None:
    [first, *_] = json.loads(WebAnnotationExporter().render([marked()], ExportOptions()))["first"]["items"]
    assert {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": "page=2",
    } in first["target"]["selector"]


def test_it_is_valid_by_the_schemas_of_the_recommendation(corpora: Path) -> None:
    folder = corpora / "exports" / "w3c-annotation-schemas"
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.rglob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema, DRAFT4)) for name, schema in schemas.items()
    )
    items = json.loads(WebAnnotationExporter().render([marked()], ExportOptions()))["first"]["items"]
    musts = [schema for schema in schemas.values() if schema.get("assertionType") == "must"]
    assert len(musts) > 10
    for schema in musts:
        for item in items:
            fits = Draft4Validator(schema, registry=registry).is_valid(item)
            assert fits == (schema["expectedResult"] == "valid"), schema["title"]
