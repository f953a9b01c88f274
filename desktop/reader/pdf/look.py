"""How a person has the pages of one PDF laid out; kept with the reading position."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    CONTINUOUS = "continuous"
    SINGLE = "single"
    SPREAD = "spread"
    """Two pages side by side."""


class Fit(StrEnum):
    """What a zoom of 1.0 is."""

    WIDTH = "width"
    PAGE = "page"
    NATURAL = "natural"
    """A point is a seventy-second of an inch of the screen."""


@dataclass(frozen=True, slots=True)
class Look:
    layout: Layout = Layout.CONTINUOUS
    fit: Fit = Fit.WIDTH
    quarters: int = 0
    """The view's turn clockwise."""
    cover: bool = True
    """Whether the first page of spreads stands alone."""

    @classmethod
    def told_by(cls, choices: Mapping[str, str]) -> "Look":
        """From what was kept; what is not understood counts as not said."""
        layout, fit, rotation = (choices.get(name, "") for name in ("layout", "fit", "rotation"))
        return cls(
            Layout(layout) if layout in tuple(Layout) else Layout.CONTINUOUS,
            Fit(fit) if fit in tuple(Fit) else Fit.WIDTH,
            int(rotation) // 90 % 4 if rotation in ("90", "180", "270") else 0,
            choices.get("cover") != "beside",
        )

    def told(self) -> dict[str, str]:
        """What differs from the usual, to be kept."""
        choices = {
            "layout": self.layout.value,
            "fit": self.fit.value,
            "rotation": str(90 * self.quarters),
            "cover": "alone" if self.cover else "beside",
        }
        usual = {"layout": "continuous", "fit": "width", "rotation": "0", "cover": "alone"}
        return {name: choice for name, choice in choices.items() if choice != usual[name]}
