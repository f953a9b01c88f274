"""A web page as it was laid out when it was archived, with the annotations of its article."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from PySide6.QtWidgets import QWidget

from desktop.domain.item import OriginalPage
from desktop.domain.shown_text import CarriedText
from desktop.reader import theme as themes
from desktop.reader.base import DocumentSource
from desktop.reader.theme import Theme
from desktop.reader.web.page import original_html
from desktop.reader.web.scheme import ServedPage
from desktop.reader.web.view import WebReaderView

Parts = tuple[int, int]


class OriginalReaderView(WebReaderView):
    """Shows the page in its own colours. Its text is what it shows; the article's words are found in it."""

    def __init__(self, source: DocumentSource, page: OriginalPage, parent: QWidget | None = None) -> None:
        super().__init__(source, parent)
        self._original = page
        self._names: dict[str, str] = {}
        self._areas.name_here = self._name_of
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Pages are made for a white window, in dark themes too."""
        light = themes.load("paper") if theme.dark else theme
        super().set_theme(replace(light, page="#ffffff"))

    def _variables(self) -> dict[str, str]:
        """The page has styles of its own."""
        return {}

    def _divide_words(self) -> None:
        """Its lines are as they were laid out."""

    def chosen_parts(self, then: Callable[[Parts | None], None]) -> None:
        """The numbers of the elements that the selection begins and ends in, None without one."""

        def told(numbers: object) -> None:
            then((int(numbers[0]), int(numbers[1])) if isinstance(numbers, list) else None)

        self._page.call("chosenParts", then=told)

    def _name_of(self, path: str) -> str:
        """Where the page has a picture of the article: the same bytes under another name."""
        if path not in self._names and self._document is not None:
            found = self._source.resource(self._document.version_id, unquote(path))
            files = self._original.files.items()
            self._names[path] = next((name for name, one in files if found and one[1] == found[1]), "")
        return self._names.get(path, "")

    def _served(self) -> ServedPage:
        return ServedPage(original_html(self._original), self._original.files.get)

    def _begin(self) -> None:
        self._page.call("text", then=self._read_text)

    def _read_text(self, text: object) -> None:
        if self._document is not None and isinstance(text, str):
            self._show_text(CarriedText(self._document.text, text))
            self._start()
