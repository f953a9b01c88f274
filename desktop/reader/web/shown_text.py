"""The text on the screen against the document's own text, in which annotations are anchored."""

from typing import Protocol

from desktop.domain.carrying import Carrier

Stretch = tuple[int, int]


class ShownText(Protocol):
    """Ranges and offsets in code points."""

    text: str
    """What is on the screen."""

    def shown(self, start: int, end: int) -> tuple[Stretch, ...]:
        """Where a range of the document's text stands on the screen, in pieces where other words stand
        between them; empty where it does not."""

    def meant(self, start: int, end: int) -> Stretch | None:
        """The range of the document's text that stands in a range of the screen's, or None."""

    def shown_place(self, offset: int) -> int:
        """About where an offset of the document is on the screen."""

    def meant_place(self, offset: int) -> int:
        """About where a place on the screen is in the document."""


class SameText:
    """The document's text is what is shown."""

    def __init__(self, text: str) -> None:
        self.text = text

    def shown(self, start: int, end: int) -> tuple[Stretch, ...]:
        return ((start, end),)

    def meant(self, start: int, end: int) -> Stretch | None:
        return start, end

    def shown_place(self, offset: int) -> int:
        return offset

    meant_place = shown_place


class CarriedText:
    """The screen shows the document's words among others."""

    def __init__(self, document: str, screen: str) -> None:
        self.text = screen
        self._to_screen = Carrier(document, screen)
        self._to_document = Carrier(screen, document)

    def shown(self, start: int, end: int) -> tuple[Stretch, ...]:
        return tuple((piece.start, piece.end) for piece in self._to_screen.pieces(start, end))

    def meant(self, start: int, end: int) -> Stretch | None:
        place = self._to_document.carry(start, end)
        return (place.start, place.end) if place else None

    def shown_place(self, offset: int) -> int:
        return self._to_screen.place(offset)

    def meant_place(self, offset: int) -> int:
        return self._to_document.place(offset)
