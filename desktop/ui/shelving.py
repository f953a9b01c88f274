"""What the sidebar wishes for, done: collections, saved searches, filing; tags are ``Tagging``'s."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import ReadingStatus
from desktop.domain.organize import Collection, SavedSearch
from desktop.services import browse, organize
from desktop.ui.actions import Actions
from desktop.ui.dialogs.fields import FieldsDialog
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.name_picker import NamePicker
from desktop.ui.dialogs.question import QuestionDialog
from desktop.ui.models.places import Place, Shelves
from desktop.ui.panels.sidebar import Sidebar, Where
from desktop.ui.tagging import Tagging
from desktop.ui.words import counted, tr
from desktop.ui.workplace import Workplace

_END = 1_000_000
"""A position past the last."""

_VERBS = {
    "rename_place": "rename", "move_place": "move", "place_up": "up", "place_down": "down", "place_in": "in",
    "place_out": "out", "delete_place": "delete",
}  # fmt: skip
"""What actions do with the place that is chosen."""


class Shelving(QObject):
    """Keeps the sidebar's numbers up to date, and carries its wishes to the services."""

    shown = Signal(object)
    """``Shelves``: what the sidebar shows now."""

    def __init__(self, place: Workplace, actions: Actions, sidebar: Sidebar) -> None:
        super().__init__(place)
        self._place, self._sidebar = place, sidebar
        self._library, self._tasks = place.library, place.tasks
        self._collections: list[Collection] = []
        self._searches: list[SavedSearch] = []
        self._found: dict[int, int | None] = {}
        self.tagging = Tagging(place)
        sidebar.items_dropped.connect(self.file)
        sidebar.collection_dropped.connect(self._drop_collection)
        sidebar.tag_dropped.connect(self.tagging.nest)
        sidebar.renamed.connect(self.rename)
        sidebar.wished.connect(self.do)
        here = {name: partial(self._do_here, verb) for name, verb in _VERBS.items()}
        actions.within(sidebar, *here)
        actions.give_meaning(
            **here,
            new_collection=partial(self._do_here, "new"),
            save_search=self._save_search,
            tags=self.tagging.open_window,
            empty_trash=self._empty_trash,
        )

    def refresh(self, changes: Changes) -> None:
        """Look at the numbers again, unless nothing that is counted changed."""
        if changes.label or not changes or changes.annotations:
            self._tasks.read(self._read, self._show, key="shelves")

    def _read(self) -> Shelves:
        library = self._library
        return Shelves(
            browse.counts(library), browse.collections(library), browse.tags(library),
            browse.saved_searches(library), dict(self._found),
        )  # fmt: skip

    def _show(self, shelves: Shelves) -> None:
        self._collections, self._searches = list(shelves.collections), list(shelves.searches)
        self._sidebar.show_shelves(shelves)
        self.tagging.show(shelves.tags)
        self.shown.emit(shelves)
        if self._searches:
            self._tasks.read(partial(self._look_up, self._searches), self._show_found, key="found")

    def _look_up(self, searches: list[SavedSearch]) -> dict[int, int | None]:
        found: dict[int, int | None] = {}
        for search in searches:
            try:
                found[search.id] = browse.count(self._library, search.query)
            except UserError:
                found[search.id] = None
        return found

    def _show_found(self, found: dict[int, int | None]) -> None:
        self._found = found
        self._sidebar.places.show_found(found)

    # Verbs ---------------------------------------------------------------------------------------------

    def _do_here(self, verb: str) -> None:
        self.do(verb, self._sidebar.place())

    def do(self, verb: str, place: Place) -> None:
        """What the menu of a place, or a key, asks for."""
        verbs: dict[str, Callable[[Place], object]] = {
            "new": self._ask_collection, "rename": self._sidebar.rename, "edit": self._edit_search, "delete": self._delete,
            "up": partial(self._shift, by=-1), "down": partial(self._shift, by=1), "in": self._shift_in,
            "out": self._shift_out, "export": self._place.export_place, "save": lambda _place: self._save_search(),
            "empty_trash": lambda _place: self._empty_trash(),
        }  # fmt: skip
        if verb == "move" and place.kind == "collection":
            self._ask_parent(place)
        elif verb in verbs and not (verb == "delete" and place.kind == "tag"):
            verbs[verb](place)
        elif place.kind in ("tag", "heading"):
            self.tagging.do(verb, place)

    def file(self, ids: list[int], place: Place, moved: bool = False) -> None:
        """Articles dropped on a place. ``moved``: they leave the collection that is listed."""
        library, source = self._library, self._sidebar.place()
        if place.kind == "collection" and moved and source.kind == "collection":
            self._tasks.write(lambda: organize.move_items(library, ids, source.id, place.id))
            return
        verbs = {
            "collection": lambda: organize.file_items(library, ids, place.id),
            "tag": lambda: organize.tag_items(library, ids, place.name),
            "starred": lambda: organize.star(library, ids, True),
            "trash": lambda: organize.trash_items(library, ids),
            "inbox": lambda: organize.set_status(library, ids, ReadingStatus.UNREAD),
            "unread": lambda: organize.set_status(library, ids, ReadingStatus.UNREAD),
            "reading": lambda: organize.set_status(library, ids, ReadingStatus.READING),
            "read": lambda: organize.set_status(library, ids, ReadingStatus.READ),
        }
        if place.kind in verbs:
            self._tasks.write(verbs[place.kind])

    def rename(self, place: Place, name: str) -> None:
        library = self._library
        if place.kind == "collection":
            self._tasks.write(lambda: organize.rename_collection(library, place.id, name))
        elif place.kind == "search":
            self._tasks.write(lambda: organize.edit_saved_search(library, place.id, name, place.asks))
        elif place.kind == "tag":
            self.tagging.rename_leaf(place.name, name)

    def _delete(self, place: Place) -> None:
        """Its articles stay; undo brings it back."""
        library = self._library
        if place.kind == "search":
            self._tasks.write(lambda: organize.delete_saved_search(library, place.id))
        elif place.kind == "collection":
            self._ask_delete(place)

    def _ask_delete(self, place: Place) -> None:
        inside = self._family(place.id) - {place.id}
        items = next((one.items for one in self._collections if one.id == place.id), 0)

        def delete() -> None:
            self._tasks.write(lambda: organize.delete_collection(self._library, place.id))

        if not inside and not items:
            delete()
            return
        told = [
            counted(
                items,
                "{n} article is in it; it stays in the library.",
                "{n} articles are in it; they stay in the library.",
            )
        ]
        if inside:
            told.append(
                counted(
                    len(inside), "The collection inside it goes too.", "The {n} collections inside it go too."
                )
            )
        told.append(tr("Edit > Undo brings it back."))
        title = tr("Delete the collection “{name}”?", name=place.name)
        dialog = QuestionDialog(title, " ".join(told), tr("Delete the collection"), self._place)
        dialog.accepted.connect(delete)
        self._open(dialog)

    # Collections ---------------------------------------------------------------------------------------

    def _ask_collection(self, place: Place) -> None:
        """Inside the collection that is chosen, if one is."""
        parent = place.id if place.kind == "collection" else None
        title = tr("New collection in “{name}”", name=place.name) if parent else tr("New collection")
        dialog = FieldsDialog(title, {tr("Name"): ""}, tr("Make it"), self._place)
        self._fill_in(dialog, lambda given: organize.create_collection(self._library, given[0], parent))

    def _drop_collection(self, collection_id: int, place: Place, where: str) -> None:
        if place.kind != "collection":
            self._move(collection_id, None, _END)
        elif where == Where.INSIDE:
            self._move(collection_id, place.id, _END)
        elif place.id != collection_id:
            parent = self._by_id(place.id).parent_id
            others = [one for one in self._siblings(parent) if one != collection_id]
            self._move(collection_id, parent, others.index(place.id) + (where == Where.AFTER))

    def _shift(self, place: Place, by: int) -> None:
        if place.kind != "collection":
            return
        parent = self._by_id(place.id).parent_id
        siblings = self._siblings(parent)
        to = siblings.index(place.id) + by
        if 0 <= to < len(siblings):
            self._move(place.id, parent, to)

    def _shift_in(self, place: Place) -> None:
        """Into the collection that stands above it."""
        if place.kind == "collection":
            siblings = self._siblings(self._by_id(place.id).parent_id)
            at = siblings.index(place.id)
            if at:
                self._move(place.id, siblings[at - 1], _END)

    def _shift_out(self, place: Place) -> None:
        """To stand after the collection that it lies in."""
        parent = self._by_id(place.id).parent_id if place.kind == "collection" else None
        if parent is not None:
            above = self._by_id(parent).parent_id
            self._move(place.id, above, self._siblings(above).index(parent) + 1)

    def _ask_parent(self, place: Place) -> None:
        paths, inside = browse.collection_paths(self._library), self._family(place.id)
        choices = {path: id_ for id_, path in paths.items() if id_ not in inside}
        title = tr("Move the collection “{name}” into", name=place.name)
        picker = NamePicker(
            list(choices), title, "", self._place, verb=tr("Move"), top=tr("None: it stands by itself")
        )
        picker.picked.connect(lambda path: self._move(place.id, choices.get(path), _END))
        self._open(picker)

    def _move(self, collection_id: int, parent: int | None, position: int) -> None:
        self._tasks.write(lambda: organize.move_collection(self._library, collection_id, parent, position))

    def _by_id(self, collection_id: int) -> Collection:
        return next(one for one in self._collections if one.id == collection_id)

    def _siblings(self, parent: int | None) -> list[int]:
        return [one.id for one in self._collections if one.parent_id == parent]

    def _family(self, collection_id: int) -> set[int]:
        """Itself and all inside it: parents come before their children."""
        found = {collection_id}
        for one in self._collections:
            if one.parent_id in found:
                found.add(one.id)
        return found

    # Saved searches ------------------------------------------------------------------------------------

    def _save_search(self) -> None:
        asked = self._place.asked()
        if not asked:
            self._place.say(tr("Search for something, or choose a place, and save that."))
            return
        fields = {tr("Name"): self._place.place().name or asked, tr("Finds"): asked}
        dialog = FieldsDialog(tr("Save this search"), fields, tr("Save"), self._place)
        self._fill_in(dialog, lambda given: organize.save_search(self._library, *given))

    def _edit_search(self, place: Place) -> None:
        fields = {tr("Name"): place.name, tr("Finds"): place.asks}
        dialog = FieldsDialog(tr("Edit the saved search"), fields, tr("Save"), self._place)
        self._fill_in(dialog, lambda given: organize.edit_saved_search(self._library, place.id, *given))

    def _fill_in(self, dialog: FieldsDialog, does: Callable[[list[str]], Changes]) -> None:
        """Write what is given, and keep the dialog open where that cannot be."""
        dialog.given.connect(
            lambda given: self._tasks.write(
                lambda: does(given), lambda _changes: dialog.accept(), dialog.tell
            )
        )
        self._open(dialog)

    # The trash -----------------------------------------------------------------------------------------

    def _empty_trash(self) -> None:
        dialog = QuestionDialog(
            tr("Empty the trash?"),
            tr("What is in the trash is deleted for good, and the history with it. This cannot be undone."),
            tr("Empty the trash"),
            self._place,
        )
        dialog.accepted.connect(lambda: self._tasks.write(lambda: organize.empty_trash(self._library)))
        self._open(dialog)

    @staticmethod
    def _open(dialog: FieldsDialog | NamePicker | QuestionDialog) -> None:
        open_once(dialog)
