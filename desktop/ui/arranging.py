"""Articles of a collection put in an order by hand: by mouse in the list, by keys one line up or down."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.services import organize
from desktop.ui.actions import Actions
from desktop.ui.article_list import ArticleList
from desktop.ui.panels.item_list import ItemList
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace


class Arranging(QObject):
    """Each move is a step to undo; what was moved stays chosen and in sight."""

    def __init__(self, place: Workplace, items: ItemList, articles: ArticleList, actions: Actions) -> None:
        super().__init__(place)
        self._place, self._items, self._articles = place, items, articles
        items.dropped.connect(self._arrange)
        actions.give_meaning(item_up=lambda: self._step(-1), item_down=lambda: self._step(1))

    def _step(self, way: int) -> None:
        if not self._articles.by_hand():
            self._place.say(tr("Articles are moved in a collection whose list is ordered by hand."))
            return
        ids, chosen = self._items.items.listing.ids, self._items.chosen()
        rows = [self._items.items.row_of(id_) for id_ in chosen]
        if not rows or (min(rows) == 0 if way < 0 else max(rows) == len(ids) - 1):
            return
        gap = min(rows) - 1 if way < 0 else max(rows) + 2
        self._arrange(chosen, ids[gap] if gap < len(ids) else 0)

    def _arrange(self, ids: Sequence[int], before: int) -> None:
        """``before``: the article above which they are to stand; 0: at the end."""
        library, collection = self._place.library, self._place.place().id
        self._items.keep_in_sight()
        self._place.tasks.write(lambda: organize.arrange_items(library, ids, collection, before or None))
