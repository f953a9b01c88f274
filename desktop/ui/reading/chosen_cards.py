"""What is done with the annotations of chosen cards, and what single cards wish for, written to the library."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.item import Document
from desktop.services import annotate, pieces
from desktop.services.links import annotation_link
from desktop.storage.library import Library
from desktop.ui.reading.annotation_list import AnnotationList
from desktop.ui.reading.chosen_strip import ChosenStrip
from desktop.ui.reading.filter_bar import FilterBar
from desktop.ui.reading.reshaping import Reshaping
from desktop.ui.tasks import Tasks


class ChosenCards(QObject):
    """Gives the marking actions of the list their meaning. What is done with several is one step."""

    looked = Signal(list)
    """The annotations that are chosen now."""
    merged = Signal(int)
    """The annotation that several became."""
    said = Signal(str)
    """Something to be told in passing."""

    def __init__(
        self, library: Library, tasks: Tasks, cards: AnnotationList, strip: ChosenStrip, filters: FilterBar, ground: QWidget
    ) -> None:  # fmt: skip
        super().__init__(ground)
        self._library, self._tasks = library, tasks
        self._cards, self._strip, self._marking = cards, strip, cards.marking
        self._document: Document | None = None
        self._reshaping = Reshaping(library, tasks, ground)
        self._reshaping.merged.connect(self.merged)
        self._reshaping.said.connect(self.said)
        cards.selection_changed.connect(self.look)
        marking = self._marking
        marking.color_chosen.connect(lambda color: self._change(annotate.recolor, color))
        marking.kind_chosen.connect(lambda kind: self._change(annotate.set_kind, kind))
        marking.trash.triggered.connect(lambda: self._change(annotate.trash))
        marking.note.triggered.connect(lambda: cards.edit_comment(cards.current_id()))
        marking.tag.triggered.connect(self._edit_tags)
        marking.copy.triggered.connect(self._copy)
        marking.split.triggered.connect(self._split)
        marking.merge.triggered.connect(self._merge)
        marking.copy_link.triggered.connect(self._copy_link)
        strip.tag_given.connect(lambda name: self._change(annotate.tag, name))
        strip.left.connect(cards.setFocus)
        cards.comment_written.connect(self._write_comment)
        cards.tag_added.connect(lambda id_, name: self._write(annotate.tag, [id_], name))
        cards.tag_removed.connect(lambda id_, name: self._write(annotate.untag, [id_], name))
        filters.color_given.connect(lambda ids, color: self._write(annotate.recolor, ids, color))
        filters.tag_given.connect(lambda ids, name: self._write(annotate.tag, ids, name))

    def attend(self, document: Document | None) -> None:
        """The cards are of this article's text from now on."""
        self._document = document

    def look(self) -> None:
        """Enable what can be done now."""
        chosen, marking = self._chosen(), self._marking
        marking.set_subject(selection=False, annotations=len(chosen))
        words = [pieces.marked(one) is not None for one in chosen]
        if chosen and not any(isinstance(one.target, TextTarget) for one in chosen):
            marking.disable_kinds()
        marking.split.setEnabled(words == [True])
        marking.merge.setEnabled(len(words) > 1 and all(words))
        marking.bookmark.setEnabled(False)
        marking.next.setEnabled(False)
        self._strip.show_chosen(len(chosen))
        self.looked.emit(chosen)

    def _chosen(self) -> list[Annotation]:
        """In the order of the list."""
        ids = set(self._cards.selected_ids())
        return [found for found in self._cards.rows.annotations() if found.id in ids]

    def _write(self, service: Callable[..., Changes], ids: list[int], *values: object) -> None:
        self._tasks.write(partial(service, self._library, ids, *values))

    def _change(self, service: Callable[..., Changes], *values: object) -> None:
        if ids := self._cards.selected_ids():
            self._write(service, ids, *values)

    def _write_comment(self, annotation_id: int, text: str) -> None:
        """What cannot be kept goes back into the editor."""

        def not_kept(reason: str) -> None:
            self._tasks.failed.emit(reason)
            self._cards.edit_comment(annotation_id, text)

        self._tasks.write(partial(annotate.comment, self._library, annotation_id, text), None, not_kept)

    def _edit_tags(self) -> None:
        if len(self._cards.selected_ids()) > 1:
            self._strip.write_tag()
        else:
            self._cards.edit_tags(self._cards.current_id())

    def _split(self) -> None:
        for annotation in self._chosen()[:1]:
            self._reshaping.split(annotation)

    def _merge(self) -> None:
        if self._document:
            self._reshaping.merge(self._document, self._chosen())

    def _copy_link(self) -> None:
        for annotation in self._chosen()[:1]:
            QGuiApplication.clipboard().setText(annotation_link(annotation.uid))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(self._cards.rows.quotations(self._chosen()))
