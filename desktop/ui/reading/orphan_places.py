"""Where annotations without a place may go: a guess is looked up, the person says yes or selects the words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.item import Document
from desktop.services import annotate
from desktop.storage.library import Library
from desktop.ui.reading.orphan_strip import OrphanStrip
from desktop.ui.tasks import Tasks
from desktop.ui.words import tr


class OrphanPlaces(QObject):
    """Shows them in ``strip``."""

    attached = Signal(int)
    """The annotation has a place again."""

    def __init__(self, library: Library, tasks: Tasks, strip: OrphanStrip) -> None:
        super().__init__(strip)
        self._library, self._tasks, self._strip = library, tasks, strip
        self._document: Document | None = None
        self._orphan: Annotation | None = None
        strip.attach_wanted.connect(self._attach)

    def attend(self, document: Document | None, chosen: Sequence[Annotation] = ()) -> None:
        """Offer a place for the one annotation that is chosen, if it has none."""
        self._document = document
        self._orphan = orphan = chosen[0] if len(chosen) == 1 and chosen[0].orphan else None
        if orphan is None or document is None:
            self._strip.settle(None, None)
            return

        def found(guess: TextTarget | None) -> None:
            if self._orphan == orphan:
                self._strip.settle(orphan, guess)

        self._tasks.read(partial(annotate.suggestion, document, orphan), found, key=f"orphan {id(self)}")

    def attach_to(self, annotation_id: int, selected: tuple[int, int] | None) -> None:
        """To the words that are selected in the article."""
        if selected and self._document and annotation_id:
            self._attach(annotation_id, annotate.target_of(self._document, *selected))
        else:
            self._tasks.failed.emit(tr("Select the words in the article first."))

    def _attach(self, annotation_id: int, target: TextTarget) -> None:
        self._tasks.write(
            partial(annotate.attach, self._library, annotation_id, target),
            lambda _changes: self.attached.emit(annotation_id),
        )
