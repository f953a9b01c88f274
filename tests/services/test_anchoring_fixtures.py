"""Real pages with the annotations that people made in a browser: each stands at its words, or is an orphan."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.anchoring import anchor
from desktop.domain.item import ItemType
from desktop.domain.selector import TextQuoteSelector
from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import sanitize
from desktop.importers.base import Source
from desktop.importers.pool import ImportPool
from desktop.importers.registry import read
from desktop.services import browse, rereading
from desktop.services.imports import import_sources
from desktop.storage import intake
from desktop.storage.library import Library

pytestmark = pytest.mark.corpora
_BESIDE_THE_ARTICLE = {
    "minimal": set[str](),
    "wikipedia-regression-testing": {"Heading", "Footer"},
}
"""The comments on passages of the page that are no part of its article: its title, and the foot of the page."""


def annotated(library: Library, pool: ImportPool, folder: Path, name: str, tmp_path: Path) -> int:
    """The page as an article, and its annotations as they are exported."""
    page = folder / f"{name}.html"
    address = "https://example.org/page"
    found = read(Source(page.read_bytes(), page.name, address))
    (item_id,) = intake.store(library, replace(found, type=ItemType.WEB_PAGE, url=address)).items
    export = json.loads((folder / f"{name}.json").read_text("utf-8"))
    for row in export["rows"]:
        row["uri"] = address
    file = tmp_path / "hypothesis.json"
    file.write_text(json.dumps(export), "utf-8")
    [entry] = import_sources(library, [file], pool=pool).entries
    assert (entry.status, entry.id) == ("updated", item_id)
    return item_id


def told(library: Library, item_id: int) -> tuple[dict[str, str], set[str]]:
    """By its comment what each annotation stands at, white space aside; and those that stand nowhere."""
    text = browse.document(library, item_id).text
    placed, orphans = dict[str, str](), set[str]()
    for one in browse.annotations(library, item_id):
        if one.orphan:
            orphans.add(one.comment)
        else:
            place = one.target.position
            placed[one.comment] = " ".join(text[place.start : place.end].split())
    return placed, orphans


@pytest.mark.parametrize("name", _BESIDE_THE_ARTICLE)
def test_in_the_article_each_stands_at_its_words_or_is_an_orphan(
    library: Library, pool: ImportPool, corpora: Path, tmp_path: Path, name: str
) -> None:
    folder = corpora / "anchoring"
    wanted = {said: " ".join(quote.exact.split()) for said, quote in marks(folder, name).items()}
    item_id = annotated(library, pool, folder, name, tmp_path)
    for whole in (False, True):
        rereading.reread(library, item_id, whole=whole)
        placed, orphans = told(library, item_id)
        assert orphans == _BESIDE_THE_ARTICLE[name]
        assert placed == {said: words for said, words in wanted.items() if said not in orphans}


@pytest.mark.parametrize("name", _BESIDE_THE_ARTICLE)
def test_in_all_that_the_page_says_each_stands_at_its_words(corpora: Path, name: str) -> None:
    folder = corpora / "anchoring"
    text = canonical_text(sanitize((folder / f"{name}.html").read_text("utf-8")))
    for said, quote in marks(folder, name).items():
        place = anchor(text, quote)
        assert place is not None, said
        assert text[place.start : place.end].split() == quote.exact.split()


def marks(folder: Path, name: str) -> dict[str, TextQuoteSelector]:
    """By their comments."""
    found = {}
    for row in json.loads((folder / f"{name}.json").read_text("utf-8"))["rows"]:
        [quote] = [one for one in row["target"][0]["selector"] if one["type"] == "TextQuoteSelector"]
        found[row.get("text", "")] = TextQuoteSelector(quote["exact"], quote["prefix"], quote["suffix"])
    return found
