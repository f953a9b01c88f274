"""Colours of marks (ISO 32000-2, 12.5.2), as the eight of the library."""

import math
from collections.abc import Sequence
from operator import mul

from desktop.domain.annotation import HighlightColor

_GREY = 0.05
"""Parts of a colour that differ less make a grey."""
_LINEAR_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_CONES_TO_OPPONENTS = (
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
"""OKLab (https://bottosson.github.io/posts/oklab/): in it a strong colour has the hue of its tint, as the eye sees it."""


def nearest_tint(parts: Sequence[float]) -> HighlightColor:
    """The one of the same hue; of red, green and blue or of the four inks. Greys and what says nothing are yellow."""
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    parts = [min(max(part, 0.0), 1.0) for part in parts]
    if len(parts) != 3 or max(parts) - min(parts) < _GREY:
        return HighlightColor.YELLOW
    hue = _hue(parts)
    return min(HighlightColor, key=lambda color: abs(math.remainder(_HUES[color] - hue, math.tau)))


def _hue(parts: Sequence[float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    cones = [sum(map(mul, row, linear)) ** (1 / 3) for row in _LINEAR_TO_CONES]
    across, up = (sum(map(mul, row, cones)) for row in _CONES_TO_OPPONENTS)
    return math.atan2(up, across)


_HUES = {color: _hue([int(color.hex[at : at + 2], 16) / 255 for at in (1, 3, 5)]) for color in HighlightColor}
