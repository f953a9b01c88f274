"""A theme: the palette tokens of one file in ``resources/themes``."""

import json
from dataclasses import dataclass
from functools import cache

from desktop import paths

NAMES = ("paper", "sepia", "dark", "black", "contrast", "contrast-dark")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#RRGGBB``. ``highlights`` maps the eight colour names to tints under text."""

    name: str
    dark: bool
    window: str
    """Panels and bars."""
    page: str
    """Behind the article."""
    raised: str
    """Cards, popups, fields."""
    text: str
    muted: str
    disabled: str
    """Of what cannot be used now: plain to see as such, and still to be read."""
    border: str
    accent: str
    on_accent: str
    selection: str
    warning: str
    highlights: dict[str, str]
    underlines: dict[str, str]


@cache
def load(name: str) -> Theme:
    return Theme(name=name, **json.loads((paths.resources() / "themes" / f"{name}.json").read_text("utf-8")))
