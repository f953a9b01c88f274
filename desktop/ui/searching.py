"""What the search field wishes for, answered by the library, and the way from what was found into the article."""

from PySide6.QtCore import QObject

from desktop.domain.errors import QueryError
from desktop.domain.query import Unfinished, parse, words
from desktop.services.completion import completions
from desktop.services.listing import Listing
from desktop.services.search import Passage, suggestion
from desktop.ui.panels.item_list import ItemList
from desktop.ui.panels.search_bar import SearchBar
from desktop.ui.reading.pane import ReadingPane
from desktop.ui.workplace import Workplace

_FEW = 3
"""Articles found; with more of them nobody meant something else."""


class Searching(QObject):
    """Asks away from the window's thread; only the newest answer is shown."""

    def __init__(self, place: Workplace, bar: SearchBar, items: ItemList, reading: ReadingPane) -> None:
        super().__init__(place)
        self._library, self._tasks = place.library, place.tasks
        self._bar, self._items, self._reading = bar, items, reading
        bar.field.completion_wanted.connect(self._complete)
        bar.field.down_pressed.connect(items.focus)
        items.opened.connect(self._open)
        items.passage_chosen.connect(self._open_passage)

    def look_again(self, found: Listing) -> None:
        """Whether another search was meant than the one that found this."""
        self._bar.suggest("")
        query = self._bar.query()
        if found.query and len(found.ids) <= _FEW:
            self._tasks.read(
                lambda: suggestion(self._library, query), self._bar.suggest, self._ignore, key="suggestion"
            )

    def _complete(self, begun: Unfinished) -> None:
        self._tasks.read(
            lambda: completions(self._library, begun),
            lambda values: self._bar.field.offer(begun, values),
            key="completions",
        )

    def _open(self, item_id: int) -> None:
        """With what was searched for shown in the article, where it stands there."""
        place = self._items.items.row_of(item_id)
        row = self._items.items.row(place) if place >= 0 else None
        shown = row is not None and any(passage.in_text for passage in row.passages)
        self._reading.open_item(item_id, words=self._sought() if shown else ())

    def _open_passage(self, item_id: int, found: Passage) -> None:
        """To the very place, with all that was found shown in the article."""
        if found.in_text:
            first = found.matches[0] if found.matches else (0, len(found.text))
            place = (found.start + first[0], found.start + first[1])
            self._reading.open_item(item_id, range=place, words=self._sought())
        else:
            self._reading.open_item(item_id, annotation_id=found.annotation)

    def _sought(self) -> list[str]:
        """The words and phrases of the search that found what is listed."""
        try:
            return [word.text for word in words(parse(self._items.items.listing.query))]
        except QueryError:
            return []

    @staticmethod
    def _ignore(_problem: str) -> None:
        """The search itself told it."""
