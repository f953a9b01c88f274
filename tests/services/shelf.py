"""Articles of the corpora in a library, each with random annotations."""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, HighlightColor, NewAnnotation
from desktop.domain.selector import Rectangle
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse
from desktop.services.imports import import_sources
from desktop.storage.library import Library

_STEP = int(os.environ.get("FLORILEGIUM_CORPORA_STEP", "3"))
"""Every so many files; all take minutes."""
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Two libraries of the same articles, known by other names in each; the first has annotations."""

    annotated: Path
    fresh: Path

    def copy(self, to: Path) -> Path:
        return Path(shutil.copyfile(self.fresh, to))


def filled(folder: Path, corpora: Path) -> Shelf:
    shelf = Shelf(folder / "annotated.florilegium", folder / "fresh.florilegium")
    with ImportPool(2) as pool, Library.open(shelf.annotated, backup=False) as library:
        import_sources(library, list(sources(corpora))[::_STEP], pool=pool)
    shutil.copyfile(shelf.annotated, shelf.fresh)
    with Library.open(shelf.fresh, backup=False) as library, library.quiet() as step:
        step.db.conn.execute("UPDATE item SET uid = lower(hex(randomblob(16)))")
    with Library.open(shelf.annotated, backup=False) as library:
        for summary in browse.items(library):
            _annotate_at_random(library, summary.item.id, random.Random(summary.item.id))
    return shelf


def sources(corpora: Path) -> Iterator[Path]:
    yield from sorted(corpora.glob("pages/**/*.html"))
    yield from sorted(corpora.glob("readability/*/source.html"))
    for folder in ("pdf", "epub", "office"):
        yield from sorted(path for path in (corpora / folder).rglob("*") if path.is_file())


def _annotate_at_random(library: Library, item: int, dice: random.Random) -> None:
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
