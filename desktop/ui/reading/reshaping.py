"""Splitting and merging annotations, for the reader and for the panel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import Annotation
from desktop.domain.changes import Changes
from desktop.domain.item import Document
from desktop.services import pieces
from desktop.storage.library import Library
from desktop.ui.dialogs.frame import open_once
from desktop.ui.reading.split_dialog import SplitDialog
from desktop.ui.tasks import Tasks
from desktop.ui.words import counted, tr


class Reshaping(QObject):
    """Asks where to split, if that is not known, and tells what a merger took in."""

    merged = Signal(int)
    """The annotation that is left."""
    said = Signal(str)
    """What a merger took in beyond what was marked."""

    def __init__(self, library: Library, tasks: Tasks, ground: QWidget) -> None:
        super().__init__(ground)
        self._library, self._tasks, self._ground = library, tasks, ground

    def split(self, annotation: Annotation, place: int = -1) -> None:
        """At a place of the text; without one a dialog asks for it."""
        words = pieces.marked(annotation)
        if words is None:
            self._tasks.failed.emit(tr("Only annotations of words that are in the text can be split."))
        elif place >= 0:
            self._split(annotation.id, place)
        else:
            start = words.start
            dialog = SplitDialog(annotation.quote, self._ground)
            dialog.chosen.connect(lambda at: self._split(annotation.id, start + at))
            open_once(dialog)

    def _split(self, annotation_id: int, place: int) -> None:
        library = self._library
        self._tasks.write(lambda: pieces.split(library, annotation_id, place))

    def merge(self, document: Document, annotations: Sequence[Annotation]) -> None:
        library, ids = self._library, [annotation.id for annotation in annotations]
        made: list[pieces.Merger] = []

        def work() -> Changes:
            made.append(pieces.merger(document, annotations))
            return pieces.merge(library, ids)

        def done(_changes: Changes) -> None:
            self.merged.emit(made[0].kept)
            if words := made[0].words_between:
                self.said.emit(_told(words))

        self._tasks.write(work, done)


def _told(words_between: int) -> str:
    return counted(
        words_between,
        "{n} word between them is in the annotation now. Undo takes it back.",
        "{n} words between them are in the annotation now. Undo takes it back.",
    )
