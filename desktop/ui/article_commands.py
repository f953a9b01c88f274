"""What the menus offer for the chosen articles: opened, filed, tagged, marked, starred, thrown away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.domain.changes import Changes
from desktop.domain.item import ReadingStatus
from desktop.services import browse, organize
from desktop.ui.actions import Actions
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.name_picker import NamePicker
from desktop.ui.panels.item_list import ItemList
from desktop.ui.reading.pane import ReadingPane
from desktop.ui.words import counted, tr
from desktop.ui.workplace import Workplace

_MOST_TABS = 12
"""Articles that one key opens at once."""

_IN_THE_LIST = (
    "open_tab", "open_beside", "trash", "rename_item", "item_up", "item_down", "find_title", "star", "paste", "tag",
    "unread", "reading", "read",
)  # fmt: skip
"""What has keys that mean something else in other places."""


class ArticleCommands(QObject):
    """Gives the actions their meaning. Where none is chosen, the open article is filed, tagged and marked."""

    def __init__(self, place: Workplace, actions: Actions, items: ItemList, reading: ReadingPane) -> None:
        super().__init__(place)
        self._place, self._items, self._reading = place, items, reading
        self._library, self._tasks = place.library, place.tasks
        actions.within(items, *_IN_THE_LIST)
        items.opened_in_tab.connect(self._open_in_tab)
        actions.give_meaning(
            open_tab=self._open_tabs,
            open_beside=self._open_beside,
            rename_item=items.rename,
            collect=self._collect,
            tag=self._tag,
            take_out=self._take_out,
            unread=lambda: self._mark(ReadingStatus.UNREAD),
            reading=lambda: self._mark(ReadingStatus.READING),
            read=lambda: self._mark(ReadingStatus.READ),
            star=self._star,
            trash=self._trash,
            restore=self._restore,
        )

    # In the reader ---------------------------------------------------------------------------------------

    def _open_in_tab(self, item_id: int) -> None:
        self._reading.open_item(item_id, new_tab=True)

    def _open_tabs(self) -> None:
        for item_id in self._items.chosen()[:_MOST_TABS]:
            self._open_in_tab(item_id)

    def _open_beside(self) -> None:
        for item_id in self._items.chosen()[:1]:
            self._reading.open_item(item_id, beside=True)

    # In the library --------------------------------------------------------------------------------------

    def _collect(self) -> None:
        if ids := self._place.subject():
            paths = list(browse.collection_paths(self._library).values())
            title = counted(len(ids), "Add {n} article to a collection", "Add {n} articles to a collection")
            new = tr("New collection “{name}”")
            self._ask(paths, title, new, lambda path: organize.file_by_path(self._library, ids, path))

    def _tag(self) -> None:
        if ids := self._place.subject():
            names = browse.tag_names(self._library)
            title = counted(len(ids), "Tag {n} article", "Tag {n} articles")
            new = tr("New tag “{name}”")
            self._ask(names, title, new, lambda name: organize.tag_items(self._library, ids, name))

    def _ask(self, names: Sequence[str], title: str, new: str, keep: Callable[[str], Changes]) -> None:
        """For a name, one of these or a new one, and keep what is done with it."""
        picker = NamePicker(names, title, new, self._place)
        picker.picked.connect(lambda name: self._tasks.write(lambda: keep(name)))
        open_once(picker)

    def _take_out(self) -> None:
        """Out of the collection or the tag that is listed; the articles stay in the library."""
        ids, place = self._place.subject(), self._place.place()
        if ids and place.kind == "collection":
            self._tasks.write(lambda: organize.unfile_items(self._library, ids, place.id))
        elif ids and place.kind == "tag":
            self._tasks.write(lambda: organize.untag_items(self._library, ids, place.name))
        else:
            self._place.say(tr("Choose a collection or a tag in the library panel first."))

    def _mark(self, status: ReadingStatus) -> None:
        if ids := self._place.subject():
            self._tasks.write(lambda: organize.set_status(self._library, ids, status))

    def _star(self) -> None:
        ids = self._items.chosen()
        self._tasks.write(lambda: self._turn_star(ids))

    def _turn_star(self, ids: list[int]) -> Changes:
        starred = all(browse.item(self._library, item_id).starred for item_id in ids)
        return organize.star(self._library, ids, not starred)

    def _trash(self) -> None:
        ids = self._items.chosen()
        self._tasks.write(lambda: organize.trash_items(self._library, ids))

    def _restore(self) -> None:
        ids = self._items.chosen()
        self._tasks.write(lambda: organize.restore_items(self._library, ids))
