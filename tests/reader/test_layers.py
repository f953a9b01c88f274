"""Words stay readable in every theme, under a highlight too."""

from itertools import combinations_with_replacement

import pytest

from desktop.domain.annotation import HighlightColor
from desktop.reader import theme as themes
from desktop.reader.typography import Typography
from desktop.reader.web.layers import blend
from desktop.reader.web.page import variables


def luminance(color: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", themes.NAMES)
def test_text_on_one_tint_or_two_has_seven_to_one(name: str) -> None:
    theme = themes.load(name)
    assert contrast(theme.text, theme.page) >= 7
    for pair in combinations_with_replacement(HighlightColor, 2):
        for colors in (pair[:1], pair):
            tint = blend([theme.highlights[color] for color in colors], theme)
            assert contrast(theme.text, tint) >= 7, (colors, tint)
            assert tint.lower() != theme.page.lower()


@pytest.mark.parametrize("name", themes.NAMES)
def test_what_is_disabled_is_plain_to_see_as_such_and_still_to_be_read(name: str) -> None:
    theme = themes.load(name)
    for other in (theme.window, theme.raised, theme.text):
        assert contrast(theme.disabled, other) >= 3


@pytest.mark.parametrize("name", themes.NAMES)
def test_what_pictures_leave_transparent_is_as_light_as_the_paper_they_were_drawn_for(name: str) -> None:
    theme = themes.load(name)
    ground = variables(theme, Typography())["--paper"]
    assert luminance(theme.page if ground == "transparent" else ground) > 0.7
