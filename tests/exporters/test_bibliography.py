"""Bibliographies come back from other readers, and from our own, as what was written."""

import json
from collections.abc import Mapping
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.item import ItemType
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.bibliography import BibtexExporter, CslJsonExporter, RisExporter, added, key_in
from desktop.exporters.csl import citation_keys, csl_name, csl_type
from desktop.importers.base import Source
from desktop.importers.gathered.bibliography import BibtexImporter, CslImporter, RisImporter
from tests.exporters.articles import article

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def paper(**about: object) -> ExportArticle:
    details: Mapping[str, str] = {
        "DOI": "10.1000/x_y%26", "container-title": "Annals & Tides", "volume": "4", "issue": "2", "page": "10–19",
    }  # fmt: skip
    made = article("Fog 100% & {more}: a_b #1 ~ ^ \\ $5")
    item = replace(
        made.item, type=ItemType.PDF, creators=("Ines van der Meer", "Harbour Board", "李明"), published="2024-05-07",
        url="https://example.org/a_b?x=1&y=%20", details=details,
    )  # fmt: skip
    return replace(made, item=replace(item, **about), tags=("sea fog", "buses"))


@pytest.mark.parametrize(
    ("exporter", "importer"),
    [
        (BibtexExporter(), BibtexImporter()),
        (RisExporter(), RisImporter()),
        (CslJsonExporter(), CslImporter()),
    ],
)
def test_what_is_written_is_read_again(exporter: BibtexExporter, importer: BibtexImporter) -> None:
    written = exporter.render([paper()], ExportOptions())
    source = Source(written, "list" + exporter.suffix)
    assert importer.recognises(source) > 0.9
    [read] = importer.read(source)
    item = paper().item
    assert read.item.title == item.title
    assert read.item.creators == item.creators
    assert read.item.published == item.published
    assert read.item.url == item.url
    assert dict(read.item.details) == dict(item.details)
    assert read.item.tags == ("sea fog", "buses")


@given(TITLES)
def test_any_title_passes_through_bibtex(title: str) -> None:
    written = BibtexExporter().render([paper(title=title)], ExportOptions())
    [read] = BibtexImporter().read(Source(written, "a.bib"))
    assert "".join(read.item.title.split()) == "".join(title.split())


def test_others_read_it_too() -> None:
    parsed = bibtexparser.parse_string(BibtexExporter().render([paper()], ExportOptions()).decode())
    assert not parsed.failed_blocks
    assert parsed.entries[0].entry_type == "article"
    assert parsed.entries[0].key == "meer2024fog"
    [ris] = rispy.loads(RisExporter().render([paper()], ExportOptions()).decode())
    assert ris["authors"] == ["van der Meer, Ines", "Harbour Board", "李明"]
    [csl] = json.loads(CslJsonExporter().render([paper()], ExportOptions()))
    assert csl["issued"] == {"date-parts": [[2024, 5, 7]]}


def test_a_value_cannot_end_its_record() -> None:
    evil = "One\r\nER  - \r\nTY  - JOUR\r\nTI  - Two"
    assert len(rispy.loads(RisExporter().render([paper(title=evil)], ExportOptions()).decode())) == 1
    written = BibtexExporter().render([paper(title="x}},\n@misc{y, title={z}}")], ExportOptions()).decode()
    assert len(bibtexparser.parse_string(written).entries) == 1


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", {"given": "Ada", "family": "Lovelace"}),
        ("Ludwig van Beethoven", {"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}),
        ("Martin Luther King Jr.", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}),
        ("Lovelace, Ada", {"given": "Ada", "family": "Lovelace"}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("Plato", {"literal": "Plato"}),
        ("村上 春樹", {"literal": "村上 春樹"}),
    ],
)
def test_names_in_parts(name: str, parts: dict[str, str]) -> None:
    assert csl_name(name) == parts


def test_keys_differ() -> None:
    one, two = paper().item, replace(paper().item, uid="f" * 32)
    keys = citation_keys([one, two])
    assert len(set(keys.values())) == 2
    assert all(key.startswith("meer2024fog") for key in keys.values())


def test_kinds_of_works() -> None:
    assert csl_type(paper().item) == "article-journal"
    news = replace(paper().item, type=ItemType.WEB_PAGE, details={}, site="The Courier")
    assert csl_type(news) == "article-newspaper"
    assert csl_type(replace(news, published="")) == "webpage"


def bound(uid: str, title: str = "The tide") -> ExportArticle:
    one = article(title=title)
    return replace(one, item=replace(one.item, uid=uid, creators=("Ada Oake",), published="2024-05-01"))


def test_a_shared_bibliography_is_added_to_and_keeps_what_is_there() -> None:
    """Keys stay once they are given: the person's own texts cite by them."""
    mine = (
        "% kept by hand\n@book{oake2024tide,\n  title = {Another, with a } brace\n}\n\n@misc{own, note = {x}}"
    )
    first, second = bound("aaaaaaaa1"), bound("bbbbbbbb2")
    one = added(mine, first)
    two = added(one, second)
    assert two.startswith(mine), "what a person wrote stays"
    assert [key_in(two, each) for each in (first, second)] == ["oake2024tide-aaaaaa", "oake2024tide-bbbbbb"]
    assert added(added(two, first), second) == two
    renamed = bound("aaaaaaaa1", "Ebb and flood")
    changed = added(two, renamed)
    assert key_in(changed, renamed) == "oake2024tide-aaaaaa"
    assert "Ebb and flood" in changed
    assert changed.count("@") == two.count("@")
    assert bibtexparser.parse_string(one[len(mine) :]).entries[0].key == "oake2024tide-aaaaaa"
