"""Citations and bibliographies as the styles' own guides print them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.item import Item, ItemType
from desktop.exporters.citations import STYLES, bibliography, citation, reference
from desktop.exporters.csl import csl_item
from tests.exporters.articles import article

NEWS = replace(
    article("City’s night buses stop counting").item,
    type=ItemType.WEB_PAGE, creators=("Ines Vandermeer", "Tomas Akande"), site="The Courier", published="2025-03-21",
    url="https://example.org/buses", details={},
)  # fmt: skip
PAPER = replace(
    NEWS, uid="p1", type=ItemType.PDF, title="Sea fog & its ledgers", creators=("Ines van der Meer",), published="2024-05",
    details={"DOI": "10.1000/xy", "container-title": "Annals of Tides", "volume": "4", "issue": "2", "page": "10–19"},
)  # fmt: skip
UNSIGNED = replace(NEWS, uid="n2", creators=(), title="Who counts the fog?")


def record(item: Item) -> dict[str, Any]:
    return csl_item(item, "2026-01-02T00:00:00Z")


@pytest.mark.parametrize(
    ("style", "cited", "listed"),
    [
        (
            "apa", "(Vandermeer & Akande, 2025, p. 3)",
            "Vandermeer, I., & Akande, T. (2025, March 21). City’s night buses stop counting. The Courier. https://example.org/buses",
        ),
        (
            "chicago", "(Vandermeer and Akande 2025, 3)",
            "Vandermeer, Ines, and Tomas Akande. 2025. “City’s night buses stop counting.” The Courier, March 21, 2025. "
            "https://example.org/buses.",
        ),
        (
            "mla", "(Vandermeer and Akande 3)",
            "Vandermeer, Ines, and Tomas Akande. “City’s night buses stop counting.” The Courier, 21 Mar. 2025, https://example.org/buses.",
        ),
        (
            "harvard", "(Vandermeer and Akande, 2025, p. 3)",
            "Vandermeer, I. and Akande, T. (2025) ‘City’s night buses stop counting’, The Courier, 21 March. "
            "Available at: https://example.org/buses (Accessed: 2 January 2026).",
        ),
        (
            "ieee", "[1, p. 3]",
            "I. Vandermeer and T. Akande, “City’s night buses stop counting,” The Courier, Mar. 21, 2025. "
            "Accessed: Jan. 2, 2026. [Online]. Available: https://example.org/buses",
        ),
        (
            "vancouver", "(1)",
            "Vandermeer I, Akande T. City’s night buses stop counting. The Courier. 2025 Mar 21 [cited 2026 Jan 2]. "
            "Available from: https://example.org/buses",
        ),
    ],
)  # fmt: skip
def test_a_news_article(style: str, cited: str, listed: str) -> None:
    assert citation(record(NEWS), style, "3").plain == cited
    assert reference(record(NEWS), style).plain == listed


def test_a_journal_article_has_its_journal_in_italics() -> None:
    entry = reference(record(PAPER), "apa")
    assert entry.plain == (
        "van der Meer, I. (2024). Sea fog & its ledgers. Annals of Tides, 4(2), 10–19. https://doi.org/10.1000/xy"
    )
    assert "<i>Annals of Tides</i>" in entry.html
    assert "Sea fog &amp; its ledgers" in entry.html


def test_a_question_ends_once() -> None:
    assert "Who counts the fog? (2025" in reference(record(UNSIGNED), "apa").plain
    assert "“Who counts the fog?” March 21, 2025." in reference(record(UNSIGNED), "chicago").plain


def test_authors_come_in_order_and_numbers_in_order_of_citation() -> None:
    both = [record(NEWS), record(PAPER)]
    assert [entry.plain[:12] for entry in bibliography(both, "apa")] == ["van der Meer", "Vandermeer, "]
    assert [entry.plain[:5] for entry in bibliography(both, "ieee")] == ["[1] I", "[2] I"]
    assert bibliography([], "apa") == []


@settings(max_examples=40)
@given(st.text(max_size=30), st.text(max_size=20), st.sampled_from(list(STYLES)))
def test_whatever_a_title_holds_it_is_words(title: str, name: str, style: str) -> None:
    entry = reference(
        record(replace(NEWS, title=f"x{title}<b>", creators=(name,) if name.strip() else ())), style
    )
    assert "<b>" not in entry.html
    assert entry.plain
