"""What the highlight colours are called in a library."""

from collections.abc import Mapping

from desktop.domain.annotation import ColorNames, HighlightColor
from desktop.domain.changes import Changes
from desktop.storage import color_names
from desktop.storage.library import Library

LONGEST = 40
"""Code points of a name: it stands on cards and in menus."""

_QUOTATION_MARKS = str.maketrans("", "", '“”"')


def names(library: Library) -> ColorNames:
    """Only of those that a person named."""
    return color_names.names(library)


def rename(library: Library, wanted: Mapping[HighlightColor, str]) -> Changes:
    """Name colours, such as yellow “claim”; without a name a colour is called what it is. One step."""
    cleaned = {
        color: " ".join(name.translate(_QUOTATION_MARKS).split())[:LONGEST].strip()
        for color, name in wanted.items()
    }
    return color_names.rename(library, cleaned)
