"""What can be done with a place of the sidebar, as a menu of verbs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.annotation import HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.models.places import Place
from desktop.ui.reading.swatches import color_name, dot_icon
from desktop.ui.words import tr

COLOR = "color:"
"""Begins a verb that gives a tag the colour named after it."""

_TEXTS = {
    "new": "New collection…", "rename": "Rename", "move": "Move to…", "up": "Move up", "down": "Move down",
    "edit": "Edit the search…", "merge": "Merge into another tag…", "split": "Split…", "tags": "All tags…",
    "delete": "Delete…", "export": "Export…", "empty_trash": "Empty the trash…", "save": "Save this search…",
}  # fmt: skip
_VERBS: dict[str, tuple[str, ...]] = {
    "collection": ("new", "rename", "move", "up", "down", "export", "", "delete"),
    "search": ("rename", "edit", "export", "", "delete"),
    "tag": ("rename", "move", "merge", "split", "color", "export", "", "delete", "", "tags"),
    "trash": ("empty_trash",),
}
_OF_HEADINGS = {"collections": ("new",), "searches": ("save",), "tags": ("tags",)}


class PlaceMenu(QMenu):
    """Empty where nothing can be done."""

    def __init__(
        self, place: Place, theme: Theme, does: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        """``does`` gets the verb."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = _OF_HEADINGS.get(place.name, ()) if place.kind == "heading" else ("export",)
        for verb in _VERBS.get(place.kind, heading):
            if verb == "color":
                self._add_colors(place, theme, does)
            elif not verb:
                self.addSeparator()
            elif verb != "split" or place.id:  # what only stands above others is carried by nothing
                self.addAction(tr(_TEXTS[verb]), partial(does, verb))

    def _add_colors(self, place: Place, theme: Theme, does: Callable[[str], object]) -> None:
        colors = self.addMenu(tr("Colour"))
        for color in (None, *HighlightColor):
            choice = colors.addAction(tr("None") if color is None else color_name(color))
            if color is not None:
                choice.setIcon(dot_icon(color, theme))
            choice.setCheckable(True)
            choice.setChecked(place.color == (color or ""))
            choice.triggered.connect(lambda _on=False, name=color or "": does(COLOR + name))
