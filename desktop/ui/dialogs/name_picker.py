"""Choosing a collection or a tag by typing a part of its name, or making a new one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.picker import Picker
from desktop.ui.words import tr


class NamePicker(Picker):
    """Of names with slashes where they are nested; the one that is picked is perhaps still to be made. Empty: ``top``."""

    def __init__(
        self,
        names: Sequence[str],
        title: str,
        new: str,
        parent: QWidget | None = None,
        *,
        verb: str = "",
        top: str = "",
    ) -> None:
        """``new``: what the line of a name that is not there says, with ``{name}``; empty: there are no new ones.
        ``top``: what a first line says that stands for no name."""
        super().__init__(title, parent)
        self._names, self._new, self._top = sorted(names, key=str.casefold), new, top
        hint = tr("A part of its name, or a new one; a slash nests") if new else tr("A part of its name")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(tr("Name"))
        self.field.textChanged.connect(self._narrow)
        self.list.setAccessibleName(tr("Names that fit"))
        self.add_main(verb or tr("Add"), "takeName")
        self._narrow("")
        self.resize(400, 420)

    def _narrow(self, words: str) -> None:
        typed = "/".join(part.strip() for part in words.split("/") if part.strip())
        self.list.clear()
        if self._top and words.casefold() in self._top.casefold():
            self.add_line(self._top, "")
        for name in self._names:
            if all(word in name.casefold() for word in words.casefold().split()):
                self.add_line(name, name)
        if typed and self._new and typed.casefold() not in map(str.casefold, self._names):
            self.add_line(self._new.format(name=typed), typed)
        self.begin()
