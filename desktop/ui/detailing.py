"""The details beside the list: which articles they are of, and what is changed there, done."""

from PySide6.QtCore import QObject, QTimer

from desktop.domain.changes import Changes
from desktop.domain.item import ReadingStatus
from desktop.services import browse, organize
from desktop.services.details import Details, details
from desktop.ui.actions import Actions
from desktop.ui.panels.details_panel import DetailsPanel
from desktop.ui.workplace import Workplace

_PAUSE = 60
"""Milliseconds that a choice stays before it is looked up: keys walk faster."""
_ROOMY = 1500
"""Pixels of width from which details and annotations stand side by side."""


class Detailing(QObject):
    """The panel follows what is chosen while it is shown."""

    def __init__(self, place: Workplace, panel: DetailsPanel, actions: Actions) -> None:
        super().__init__(place)
        self._place, self._panel = place, panel
        self._library, self._tasks = place.library, place.tasks
        self._shown, self._annotations = actions["details"], actions["annotations"]
        self._made_room = False
        self._waiting = QTimer(self, singleShot=True, interval=_PAUSE)
        self._waiting.timeout.connect(self._look)
        self._shown.toggled.connect(self._toggle)
        self._annotations.toggled.connect(self._give_way)
        panel.edited.connect(self._edit)
        panel.tags_changed.connect(self._change_tags)
        panel.status_wanted.connect(self._set_status)
        panel.star_wanted.connect(self._star)
        panel.collect_wanted.connect(actions["collect"].trigger)
        panel.close_wanted.connect(lambda: self._shown.setChecked(False))
        panel.left.connect(self._waiting.start)
        panel.setVisible(False)

    def attend(self) -> None:
        """Something else is chosen or open."""
        if self._shown.isChecked():
            self._waiting.start()

    def refresh(self, changes: Changes) -> None:
        if changes.label:
            self.attend()

    def _toggle(self, on: bool) -> None:
        """Where the window is too narrow for both, the annotations give way, and come back after."""
        self._panel.setVisible(on)
        if on:
            self._make_room()
            self._look()
            self._panel.enter()
        elif self._made_room:
            self._made_room = False
            self._annotations.setChecked(True)

    def _make_room(self) -> None:
        if self._place.width() < _ROOMY and self._annotations.isChecked():
            self._made_room = True
            self._annotations.setChecked(False)

    def _give_way(self, annotations: bool) -> None:
        if annotations and self._shown.isChecked() and self._place.width() < _ROOMY:
            self._made_room = False
            self._shown.setChecked(False)

    def _look(self) -> None:
        ids = self._place.subject()

        def read() -> tuple[Details, list[str]]:
            return details(self._library, ids), browse.tag_names(self._library)

        self._tasks.read(read, lambda found: self._panel.show_details(*found), key="details")

    def _edit(self, ids: list[int], fields: dict[str, object]) -> None:
        names = list(fields)
        self._tasks.write(
            lambda: organize.edit_items(self._library, ids, **fields),
            lambda _changes: self._settle(ids, names),
            lambda problem: self._refuse(ids, names, problem),
        )

    def _settle(self, ids: list[int], names: list[str]) -> None:
        if tuple(ids) == self._panel.ids():
            self._panel.settle(names)

    def _refuse(self, ids: list[int], names: list[str], problem: str) -> None:
        """Where it stands, or in passing if other articles are shown by now."""
        if tuple(ids) == self._panel.ids():
            self._panel.tell(names, problem)
        else:
            self._place.say(problem)

    def _change_tags(self, ids: list[int], add: list[str], remove: list[str]) -> None:
        self._tasks.write(lambda: organize.change_tags(self._library, ids, add, remove))

    def _set_status(self, ids: list[int], status: str) -> None:
        self._tasks.write(lambda: organize.set_status(self._library, ids, ReadingStatus(status)))

    def _star(self, ids: list[int], starred: bool) -> None:
        self._tasks.write(lambda: organize.star(self._library, ids, starred))
