"""Titles that nobody vouches for become names that every system takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exporters.file_names import file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../x", "x"),
        ("CON", "CON_"),
        ("con.txt", "con.txt_"),
        ("a/b: c?", "a b c"),
        ("", "Untitled"),
        ("...", "Untitled"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("Ἀρχή \U0001f600", "Ἀρχή \U0001f600"),
    ],
)
def test_known_traps(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text(max_size=400))
def test_any_title_gives_a_short_plain_name(title: str) -> None:
    name = file_name(title)
    assert name
    assert len(name.encode("utf-8")) <= 130
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name[0] != "." and name[-1] not in ". "
