"""The ends of an annotation: moved by key, or dragged in the article."""

from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import TextTarget
from desktop.domain.changes import Changes
from desktop.services import annotate
from desktop.storage.library import Library
from desktop.ui.reading.boundaries import character_step, word_step
from desktop.ui.reading.burst import Burst
from desktop.ui.reading.end_actions import EndActions, EndMove
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool
from desktop.ui.tasks import Tasks

_BURST = 3000
"""Milliseconds: keys that follow each other so quickly are one step to undo."""


class EndMover(TabTool):
    """Acts on the active annotation of the tab on screen."""

    def __init__(self, library: Library, tasks: Tasks, ground: QWidget) -> None:
        super().__init__(ground)
        self._library, self._tasks = library, tasks
        self._moved = (0, 0, 0)
        """Id, start and end of the annotation whose ends were moved last: keys come faster than writes."""
        self._burst = Burst(_BURST)
        self.actions = EndActions(ground)
        self.actions.move_wanted.connect(self._move)

    def attach(self, tab: ReadingTab) -> None:
        tab.end_dragged.connect(self._dragged)

    def look(self) -> None:
        """Enable what can be done now."""
        tab = self._tab
        active = tab.active_annotation() if tab else None
        anchored = active is not None and isinstance(active.target, TextTarget) and not active.orphan
        self.actions.set_enabled(anchored and not (tab and tab.selection))

    def _move(self, move: EndMove) -> None:
        """Let the active annotation cover more or less of the text."""
        tab = self._tab
        annotation = tab.active_annotation() if tab else None
        if not (tab and tab.article and annotation and isinstance(annotation.target, TextTarget)):
            return
        if self._moved[0] != annotation.id:
            place = annotation.target.position
            self._moved = (annotation.id, place.start, place.end)
        text = tab.article.document.text
        id_, start, end = self._moved
        step = word_step if move.by_word else character_step
        if move.of_start:
            start = step(text, start, move.way)
        else:
            end = step(text, end, move.way)
        if text[start:end].strip() and (id_, start, end) != self._moved:
            self._moved = (id_, start, end)
            self._write(tab, self._moved, self._burst.name(id_))

    def _dragged(self, annotation_id: int, start: int, end: int) -> None:
        tab = self.sender()
        if isinstance(tab, ReadingTab) and tab.annotation(annotation_id):
            self._write(tab, (annotation_id, start, end), "")

    def _write(self, tab: ReadingTab, moved: tuple[int, int, int], batch: str) -> None:
        if tab.article is None:
            return
        library, document = self._library, tab.article.document
        id_, start, end = moved

        def not_moved(reason: str) -> None:
            self._moved = (0, 0, 0)
            tab.draw_again()
            self._tasks.failed.emit(reason)

        self._tasks.write(
            lambda: annotate.retarget(library, id_, annotate.target_of(document, start, end), batch=batch),
            self._written,
            not_moved,
        )

    def _written(self, _changes: Changes) -> None:
        annotation = self._tab.active_annotation() if self._tab else None
        target = annotation.target if annotation else None
        if not isinstance(target, TextTarget) or (
            (target.position.start, target.position.end) == self._moved[1:]
        ):
            self._moved = (0, 0, 0)
