"""Every article of the corpora, with random annotations: exported as Markdown, read by an empty library, the same."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.annotation import (
    Annotation,
    AnnotationKind,
    AreaTarget,
    HighlightColor,
    NewAnnotation,
)
from desktop.domain.selector import Rectangle
from desktop.exporters.base import ExportOptions
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse, exports
from desktop.services.imports import import_sources
from desktop.storage.library import Library

CORPORA = Path(os.environ.get("FLORILEGIUM_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
FLAVOURS = ("commonmark", "obsidian", "logseq", "pandoc")
COMMENTS = (
    "",
    "",
    "plain",
    "*two*\n\nparagraphs",
    "> quoted\n\n- list\n- of two",
    "```\ncode\n```",
    "#tag <b> -->",
    "雨 שלום",
)
TAGS = ("a b", "x/y", "water", "1994", "c#", "雨の日", "e.g.")
KINDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE_OUT,
    AnnotationKind.BOOKMARK,
)


def sources() -> Iterator[Path]:
    yield from sorted(CORPORA.glob("pages/**/*.html"))
    yield from sorted(CORPORA.glob("readability/*/source.html"))
    for folder in ("pdf", "epub", "office"):
        yield from sorted(path for path in (CORPORA / folder).rglob("*") if path.is_file())


def annotate_at_random(library: Library, item: int, dice: random.Random) -> None:
    document = browse.document(library, item)
    news = []
    for _ in range(8):
        about = {
            "color": dice.choice(list(HighlightColor)), "comment": dice.choice(COMMENTS),
            "tags": tuple(dice.sample(TAGS, dice.randrange(3))), "kind": dice.choice(KINDS),
        }  # fmt: skip
        if document.pages and dice.random() < 0.15:
            page, x, y = dice.randrange(len(document.pages)), dice.random() * 300, dice.random() * 300
            area = AreaTarget(page, Rectangle(x, y, x + 50.5, y + 20.25))
            news.append(NewAnnotation(area, **(about | {"kind": AnnotationKind.AREA})))
        elif len(document.text.strip()) > 3:
            start = dice.randrange(len(document.text))
            end = min(len(document.text), start + dice.choice((3, 20, 120, 900)))
            if document.text[start:end].strip():
                news.append(NewAnnotation(annotate.target_of(document, start, end), **about))
    annotate.create_many(library, item, news, "At random")


def told(one: Annotation, place: bool) -> tuple[object, ...]:
    """All that is to come back. With the articles (``place``) those that a file holds itself come from it, undated."""
    quote = one.target if isinstance(one.target, AreaTarget) else one.target.quote
    position = None if isinstance(one.target, AreaTarget) or not place else one.target.position
    return (
        one.uid,
        quote,
        position,
        one.color,
        one.kind,
        one.comment,
        one.tags,
        "" if place else one.created,
    )


@pytest.mark.corpora
@pytest.mark.timeout(3000)
def test_annotations_of_every_article_come_back(tmp_path: Path) -> None:
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not here")
    step = int(os.environ.get("FLORILEGIUM_CORPORA_STEP", "12"))
    counts: Counter[str] = Counter()
    with ImportPool(2) as pool, Library.open(tmp_path / "one.florilegium", backup=False) as library:
        files = list(sources())[::step]
        import_sources(library, files, pool=pool)
        items = [summary.item.id for summary in browse.items(library)]
        for item in items:
            annotate_at_random(library, item, random.Random(item))
            counts["annotations"] += len(browse.annotations(library, item))
        flavour = {item: FLAVOURS[item % 4] for item in items}
        paths = {
            item: entry.path
            for item in items
            for entry in exports.export(
                library, [item], "markdown", tmp_path / "out" / str(item),
                ExportOptions(chosen={"flavour": flavour[item], "text": item % 3 == 0}),
            ).entries
        }  # fmt: skip
        assert None not in paths.values()
        before = {browse.item(library, item).uid: browse.annotations(library, item) for item in items}
        with Library.open(tmp_path / "empty.florilegium", backup=False) as empty:
            import_sources(empty, [path for path in paths.values() if path], pool=pool)
            _count(empty, before, counts, "from the file alone", place=False)
        with Library.open(tmp_path / "same.florilegium", backup=False) as same:
            import_sources(same, files, pool=pool)
            import_sources(same, [path for path in paths.values() if path], pool=pool)
            _count(same, before, counts, "with the articles", place=True)
    print(dict(counts), len(items), "articles")  # noqa: T201
    assert counts["from the file alone"] == counts["with the articles"] == counts["annotations"] > 0


def _count(
    library: Library, before: dict[str, list[Annotation]], counts: Counter[str], name: str, *, place: bool
) -> None:
    found = {
        told(one, place)
        for summary in browse.items(library)
        for one in browse.annotations(library, summary.item.id)
    }
    for uid, marks in before.items():
        for one in marks:
            if told(one, place) in found:
                counts[name] += 1
            else:
                counts[f"missing {name}"] += 1
                other = [each for each in found if each[0] == one.uid]
                print(name, uid, told(one, place), "NOW", other)  # noqa: T201
