"""What fits a name, and what fits it better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.fuzzy import fit, folded


@pytest.mark.parametrize(
    ("words", "name"),
    [("exp", "Export…"), ("whole exp", "Export the whole list…"), ("ewl", "Export whole list"), ("xprt", ""),
     ("tdtb", "Tide tables of Aldwater"), ("aldwatr", "Tide tables of Aldwater"), ("ete", "L'été")],
)  # fmt: skip
def test_what_fits(words: str, name: str) -> None:
    assert (fit(folded(words), folded(name)) > 0) is bool(name)


def test_the_nearer_fits_better() -> None:
    names = ["tides", "tides of spring", "spring tides", "riptides", "trend in desks"]
    scores = [fit("tides", name) for name in names]
    assert scores == sorted(scores, reverse=True)
    assert fit("tides", "quite another") == 0


@given(st.text(max_size=20), st.text(max_size=30))
def test_any_text_is_taken(words: str, name: str) -> None:
    assert -0.1 < fit(folded(words), folded(name)) <= 1
