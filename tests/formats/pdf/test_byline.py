"""Authors under the title of a paper, and lines that are none."""

import pytest

from desktop.formats.pdf.byline import byline

REST = ["University of Aldwater", "moor@aldwater.example", "Abstract", "The sea comes in."]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Ada Moor1,2 and Bo van der Lind3∗"], ("Ada Moor", "Bo van der Lind")),
        (["Ada Moor∗ †", "and Bo Lind∗ ‡"], ("Ada Moor", "Bo Lind")),
        (["Ada Moor1", ", Bo Lind1", ", C. K. Óró1"], ("Ada Moor", "Bo Lind", "C. K. Óró")),
        (["Ada Moor,", "Bo Lind"], ("Ada Moor", "Bo Lind")),
        (["By Ada Moor"], ("Ada Moor",)),
        (["Dr. Ada Moor, Bo Lind, Senior Member, IEEE"], ("Ada Moor", "Bo Lind")),
        (["Gr´egory Mo¨or", "and Fran¸coise Lind"], ("Grégory Moör", "Françoise Lind")),
        (["Мария Иванова и", "Ола Линд"], ()),
        (["Ada Moor", "Dept. of Tides", "ada@x.example", "Bo Lind", "bo@x.example"], ("Ada Moor", "Bo Lind")),
        (["Ada Moor, University of Aldwater"], ()),
        (["A Study of Harbours"], ()),
        (["Annual Report 2012"], ()),
        (["moon and sea"], ()),
        (["The sea comes in, and the harbour fills."], ()),
        (["Moor"], ()),
    ],
)
def test_names_and_what_is_none(lines: list[str], names: tuple[str, ...]) -> None:
    assert byline([*lines, *REST]) == names


def test_without_addresses_or_an_abstract_it_may_be_anything() -> None:
    assert byline(["Ada Moor", "The sea comes in."]) == ()
    assert byline([]) == ()
