"""Every article of the corpora, with random annotations: exported as Markdown, read by an empty library, the same."""

from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.annotation import Annotation
from desktop.exporters.base import ExportOptions
from desktop.importers.pool import ImportPool
from desktop.services import browse, exports
from desktop.services.imports import import_sources
from desktop.storage.library import Library
from tests.services.shelf import Shelf, told

FLAVOURS = ("commonmark", "obsidian", "logseq", "pandoc")


@pytest.mark.corpora
@pytest.mark.timeout(3000)
def test_annotations_of_every_article_come_back(shelf: Shelf, tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    with ImportPool(2) as pool, Library.open(shelf.annotated, backup=False) as library:
        items = [summary.item.id for summary in browse.items(library)]
        counts["annotations"] = sum(len(browse.annotations(library, item)) for item in items)
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
        with Library.open(shelf.copy(tmp_path / "same.florilegium"), backup=False) as same:
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
