"""Date lines and bylines, and what only looks like them."""

import pytest

from desktop.formats.datelines import date_of_line, names_of_byline


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 21, 2025 at 7:31 pm", "2025-03-21"),
        ("Published March 21, 2025 7:31 PM EST", "2025-03-21"),
        ("Updated: 21 March 2025, 19:31", "2025-03-21"),
        ("Fri 21 Mar 2025 10.00 GMT", "2025-03-21"),
        ("Friday, March 21st, 2025", "2025-03-21"),
        ("Mar. 21, 2025 | Updated 5 pm", "2025-03-21"),
        ("2025-03-21 19:31", "2025-03-21"),
        ("2025-03-21T19:31:00Z", "2025-03-21"),
        ("21. März 2025 um 7:31 Uhr", "2025-03-21"),
        ("21.03.2025, 19:31", "2025-03-21"),
        ("21 de marzo de 2025", "2025-03-21"),
        ("Le 21 mars 2025 à 19h31", "2025-03-21"),
        ("2025年3月21日 19:31", "2025-03-21"),
        ("February 31, 2025", ""),
        ("On March 21, 2025 the court decided", ""),
        ("March 21, 2025 was a Friday", ""),
        ("May 2025", ""),
        ("Room 21", ""),
    ],
)
def test_date_lines(line: str, day: str) -> None:
    assert date_of_line(line) == day


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Cruz", ("Ana Cruz",)),
        ("By ANA CRUZ and Ben Ito", ("Ana Cruz", "Ben Ito")),
        ("By Ana Cruz, Staff Writer", ("Ana Cruz",)),
        ("by: Ludwig van der Berg | Harbour Post", ("Ludwig van der Berg",)),
        ("Von Käthe Möller", ("Käthe Möller",)),
        ("Par Hélène d'Arc et Jean Roux", ("Hélène d'Arc", "Jean Roux")),
        ("By the river they sat down", ()),
        ("By noon it was over.", ()),
        ("By train from Paris to Rome", ()),
        ("Standing by", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert names_of_byline(line) == names
