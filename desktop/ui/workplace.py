"""What commands need of the window they work for."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMainWindow

from desktop.reader.theme import Theme
from desktop.services.sources import Given
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.keyboard import Keyboard
from desktop.ui.models.places import Place
from desktop.ui.tasks import Tasks


class Workplace(QMainWindow):
    """The window as its commands know it."""

    library: Library
    settings: Settings
    tasks: Tasks
    keyboard: Keyboard

    def subject(self) -> list[int]:
        """Ids of the articles that are meant: the chosen ones, else the open one."""
        raise NotImplementedError

    def place(self) -> Place:
        """Where the listed articles are."""
        raise NotImplementedError

    def asked(self) -> str:
        """What is listed, as a search: the place and what is looked for in it."""
        raise NotImplementedError

    def export_place(self, place: Place) -> None:
        """Ask how the articles of a place are to be exported."""
        raise NotImplementedError

    def import_sources(self, sources: Sequence[Given], collection: str = "") -> None:
        """Import as long work, into the collection of that path if one is named; the list grows meanwhile."""
        raise NotImplementedError

    def theme(self) -> Theme:
        """The colours of the window now."""
        raise NotImplementedError

    def open_article(self, item_id: int, annotation_id: int = 0) -> None:
        """Show an article, and an annotation of it."""
        raise NotImplementedError

    def go_to(self, place: Place, query: str = "") -> None:
        """List the articles of a place, or what a query finds there."""
        raise NotImplementedError

    def keep_settings(self, settings: Settings) -> None:
        """These are the preferences from now on, and at the next start."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Tell something in passing."""
        raise NotImplementedError
