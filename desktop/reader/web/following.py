"""Links inside a page, its notes and its pictures: what a click on them means."""

from collections.abc import Callable

from PySide6.QtCore import QRect

from desktop.reader.base import Footnote, Picture, ReaderView
from desktop.reader.web.scheme import ServedPage
from desktop.reader.web.webpage import ArticlePage


class Following:
    """Tells by the signals of ``view``. ``rectangle``: from the page's pixels to the view's; ``place``: from a unit of
    the page to an offset of the document's text."""

    def __init__(
        self,
        view: ReaderView,
        page: ArticlePage,
        rectangle: Callable[[list[float]], QRect],
        place: Callable[[int], int],
    ) -> None:
        self._view, self._page, self._rectangle, self._place = view, page, rectangle, place
        self.served: ServedPage | None = None
        """The page on screen, with its files."""

    def follow(self, fragment: str) -> None:
        """As if a link to that named place was clicked."""
        left_at = self._view.position().offset

        def told(found: object) -> None:
            if isinstance(found, dict) and "note" in found:
                note = Footnote(found["note"], self._place(found["offset"]), self._rectangle(found["box"]))
                self._view.footnote_activated.emit(note)
            elif found:
                self._view.jumped.emit(left_at)

        self._page.call("follow", fragment, then=told)

    def enlarge(self, at: int = -1) -> None:
        """A picture by its number on the page; -1: the first that is in view."""

        def told(found: object) -> None:
            if not isinstance(found, dict) or self.served is None:
                return
            pictures: list[Picture] = []
            chosen = 0
            for number, (address, caption) in enumerate(found["pictures"]):
                path = address.lstrip("/").partition("/")[2]
                if file := self.served.resource(path):
                    chosen = len(pictures) if number == found["at"] else chosen
                    pictures.append(Picture(file[1], path, caption))
            if pictures:
                self._view.picture_activated.emit(pictures, chosen)

        self._page.call("pictures", at, then=told)
