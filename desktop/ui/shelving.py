"""What the sidebar wishes for, done: renaming, deleting, nesting, filing."""

from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from desktop.domain.item import ReadingStatus
from desktop.services import organize
from desktop.storage.library import Library
from desktop.ui.models.places import Place
from desktop.ui.panels.sidebar import Sidebar
from desktop.ui.tasks import Tasks
from desktop.ui.words import tr


class Shelving:
    """Carries the sidebar's wishes to the services."""

    def __init__(self, library: Library, tasks: Tasks, sidebar: Sidebar, window: QWidget) -> None:
        self._library, self._tasks, self._window = library, tasks, window
        sidebar.items_dropped.connect(self.file)
        sidebar.collection_dropped.connect(self.nest)
        sidebar.renamed.connect(self.rename)
        sidebar.delete_wanted.connect(self.delete)
        sidebar.new_collection_wanted.connect(self.ask_collection)
        sidebar.color_wanted.connect(self.color)
        sidebar.empty_trash_wanted.connect(self.empty_trash)

    def file(self, ids: list[int], place: Place) -> None:
        """Articles dropped on a place."""
        library = self._library
        verbs = {
            "collection": lambda: organize.file_items(library, ids, place.id),
            "tag": lambda: organize.tag_items(library, ids, place.name),
            "starred": lambda: organize.star(library, ids, True),
            "trash": lambda: organize.trash_items(library, ids),
            "unread": lambda: organize.set_status(library, ids, ReadingStatus.UNREAD),
            "reading": lambda: organize.set_status(library, ids, ReadingStatus.READING),
        }
        if place.kind in verbs:
            self._tasks.write(verbs[place.kind])

    def nest(self, collection_id: int, place: Place) -> None:
        parent = place.id if place.kind == "collection" else None
        self._tasks.write(lambda: organize.move_collection(self._library, collection_id, parent, 1_000_000))

    def rename(self, place: Place, name: str) -> None:
        if place.kind == "collection":
            self._tasks.write(lambda: organize.rename_collection(self._library, place.id, name))
        elif place.kind == "tag":
            self._tasks.write(lambda: organize.rename_tag(self._library, place.name, name))

    def delete(self, place: Place) -> None:
        """Its articles stay; undo brings it back."""
        if place.kind == "collection":
            self._tasks.write(lambda: organize.delete_collection(self._library, place.id))
        elif place.kind == "tag":
            self._tasks.write(lambda: organize.delete_tags(self._library, [place.name]))

    def color(self, place: Place, name: str) -> None:
        self._tasks.write(lambda: organize.color_tags(self._library, [place.name], name))

    def ask_collection(self, place: Place) -> None:
        name, given = QInputDialog.getText(self._window, tr("New collection"), tr("Name"))
        if given and name.strip():
            parent = place.id if place.kind == "collection" else None
            self._tasks.write(lambda: organize.create_collection(self._library, name.strip(), parent))

    def empty_trash(self) -> None:
        answer = QMessageBox.question(
            self._window,
            tr("Empty the trash"),
            tr("What is in the trash is deleted for good, and the history with it. This cannot be undone."),
        )
        if answer == QMessageBox.StandardButton.Yes:
            self._tasks.write(lambda: organize.empty_trash(self._library))
