"""The side panel: an article's annotations as cards, its notes and its tags."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.annotation import Annotation
from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item
from desktop.domain.organize import Note
from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.services import browse, colors, organize
from desktop.storage.library import Library
from desktop.ui.reading.annotation_list import AnnotationList
from desktop.ui.reading.annotations_model import AnnotationFilter
from desktop.ui.reading.area_pictures import AreaPictures
from desktop.ui.reading.chosen_cards import ChosenCards
from desktop.ui.reading.chosen_strip import ChosenStrip
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.reading.filter_bar import FilterBar
from desktop.ui.reading.item_notes import ItemNotes
from desktop.ui.reading.link_picker import Linker
from desktop.ui.reading.orphan_places import OrphanPlaces
from desktop.ui.reading.orphan_strip import OrphanStrip
from desktop.ui.reading.pane import ReadingPane
from desktop.ui.tasks import Tasks
from desktop.ui.words import counted, tr

Loaded = tuple[Item, Document, Sequence[Annotation], Sequence[Note], Sequence[str]]


class AnnotationsPanel(QWidget):
    """Shows and edits what belongs to one article. ``attend`` ties it to the reading pane."""

    annotation_chosen = Signal(int)
    """A card was chosen: the reader should go there."""
    annotation_hovered = Signal(int)
    """The mouse is over a card; 0 when it leaves."""
    said = Signal(str)
    """Something to be told in passing."""

    def __init__(self, library: Library, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationsPanel")
        self._library, self._tasks = library, tasks
        self._theme = themes.load("paper")
        self._item: Item | None = None
        self._item_id = 0
        self.list = AnnotationList(self._theme, self)
        self._areas = AreaPictures(library, tasks, self)
        self.list.show_areas(self._areas)
        self.filters = FilterBar(self._theme, self)
        self.strip = ChosenStrip(self.list.marking, self._theme, self)
        self.notes = ItemNotes(self._theme, self)
        self._cards = ChosenCards(library, tasks, self.list, self.strip, self.filters, self)
        self._linker = Linker(library, tasks, self)
        self._awaited = 0
        """The annotation whose card is to be chosen once the article's annotations are here."""
        self.orphan = OrphanStrip(self)
        self._orphans = OrphanPlaces(library, tasks, self.orphan)
        self._document: Document | None = None
        self._arrange()
        self._connect()
        self._name_colors()
        self.set_theme(self._theme)
        self._show_count()

    # What the window asks ------------------------------------------------------------------------------

    def attend(self, pane: ReadingPane) -> None:
        """Follow a pane, and lead it where a card is chosen."""
        pane.current_item_changed.connect(self.set_item)
        pane.annotation_activated.connect(self.choose)
        pane.annotation_hovered.connect(self.list.set_hovered)
        pane.scrolled.connect(self.follow)
        self.annotation_chosen.connect(pane.go_to_annotation)
        self.annotation_hovered.connect(pane.mark_annotation)
        for part in (self.list, self.notes):
            part.link_followed.connect(pane.follow_link)
        self.orphan.show_wanted.connect(pane.show_range)
        self.orphan.attach_to_selection_wanted.connect(
            lambda id_: self._orphans.attach_to(id_, pane.selected_range())
        )
        self.orphan.draw_anew_wanted.connect(pane.draw_anew)
        self.set_item(pane.current_item_id())

    def set_item(self, item_id: int) -> None:
        """Show what belongs to an article; 0 for none."""
        self.list.close_editor()
        self._item_id = item_id
        self._item = self._document = None
        self._awaited = 0
        self._orphans.attend(None)
        self._areas.attend(None)
        self._cards.attend(None)
        self.list.rows.reset(None, None, [])
        self.filters.reset()
        self.notes.show_notes([])
        self.setEnabled(bool(item_id))
        self._show_count()
        if item_id:
            self._tasks.read(
                partial(_load, self._library, item_id),
                self._loaded,
                self._not_loaded,
                key=f"panel {id(self)}",
            )

    def item_id(self) -> int:
        """Of the article it speaks of; 0 for none."""
        return self._item_id

    def refresh(self, changes: Changes) -> None:
        """Take over what was written."""
        if changes.color_names:
            self._name_colors()
        if not self._item:
            if self._item_id in changes.items:  # it was gone, and may be back
                self.set_item(self._item_id)
            return
        try:
            self._take_over(changes)
        except UserError:  # it is gone: the next change, which is not told yet, took it away
            self.set_item(self._item_id)

    def _take_over(self, changes: Changes) -> None:
        """Raises ``UserError`` where there is no such article any more."""
        if self._item_id in changes.items:
            self._item = browse.item(self._library, self._item_id)
            if (
                self._document
                and browse.version_id(self._library, self._item_id) != self._document.version_id
            ):
                self.set_item(self._item_id)
                return
        if changes.annotations:
            self._show_annotations(browse.annotations(self._library, self._item_id))
        if changes.notes:
            self.notes.show_notes(browse.notes(self._library, self._item_id))
        if changes.tags or changes.annotations or self._item_id in changes.items:
            self._show_tags()

    def choose(self, annotation_id: int) -> None:
        """Make a card current, because its annotation is the active one in the reader; 0 for none."""
        self._awaited = annotation_id if self._item is None else 0
        self.list.set_current(annotation_id)

    def follow(self, offset: int) -> None:
        """Keep the cards of what is on screen in sight, unless the person is busy with the panel."""
        if not (self.isAncestorOf(self.window().focusWidget() or self.window()) or self.list.under_mouse()):
            self.list.bring(self.list.rows.nearest(offset))

    def entrance(self) -> QWidget:
        """What takes the focus where a person comes by key: the cards, else the field for tags."""
        return self.list if self.list.isVisible() else self.notes.tags.edit

    def write_note(self) -> None:
        """Open an editor for a new note on the article."""
        if self._item_id:
            self.notes.write_new()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.list, self.filters, self.strip, self.notes, self._empty, self._nothing):
            part.set_theme(theme)
        self._count.setStyleSheet(f"color: {theme.muted};")

    # Parts -----------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        title = QLabel(tr("Annotations"), self)
        title.setObjectName("panelTitle")
        title.setStyleSheet("font-size: 15px; font-weight: 600;")
        self._count = QLabel(self)
        self._count.setObjectName("annotationCount")
        heading = QHBoxLayout()
        heading.addWidget(title, 1)
        heading.addWidget(self._count)
        hint = tr("Select words in the article to highlight them. What you mark and note is gathered here.")
        self._empty = EmptyPlace("highlighter-circle", hint, self)
        self._nothing = EmptyPlace("funnel", tr("No annotation fits."), self, action=tr("Show all"))
        self._nothing.button.clicked.connect(self.filters.reset)
        self._stack = QStackedWidget(self)
        self._stack.setMinimumHeight(64)  # the chips are never cut for an empty place
        for part in (self.list, self._empty, self._nothing):
            self._stack.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(8, 12, 8, 4)
        head.setSpacing(8)
        head.addLayout(heading)
        head.addWidget(self.filters)
        upper = QWidget(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)
        column.addWidget(self.orphan)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(upper)
        splitter.addWidget(self.notes)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([540, 176])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _connect(self) -> None:
        self.list.chosen.connect(self.annotation_chosen)
        self.list.hovered.connect(self.annotation_hovered)
        self._cards.looked.connect(lambda chosen: self._orphans.attend(self._document, chosen))
        self._cards.merged.connect(self.choose)
        self._cards.said.connect(self.said)
        self.filters.filter_changed.connect(self._filter)
        self._orphans.attached.connect(self.annotation_chosen)
        self.orphan.trash_wanted.connect(self.list.marking.trash.trigger)
        for part in (self.list, self.notes):
            part.link_wanted.connect(self._linker.offer)
        self.notes.note_written.connect(self._write_note)
        self.notes.note_trash_wanted.connect(lambda id_: self._write(organize.trash_note, id_))
        self.notes.tag_added.connect(lambda name: self._write(organize.tag_items, [self._item_id], name))
        self.notes.tag_removed.connect(lambda name: self._write(organize.untag_items, [self._item_id], name))

    # Showing ---------------------------------------------------------------------------------------------

    def _loaded(self, loaded: Loaded) -> None:
        item, document, annotations, notes, tags = loaded
        if item.id == self._item_id:
            self._item, self._document = item, document
            self._areas.attend(document)
            self._cards.attend(document)
            self.list.rows.reset(item, document, annotations)
            self._show_annotations(annotations)
            self.list.set_current(self._awaited)
            self.notes.show_notes(notes)
            self.notes.tags.set_tags(tags)
            self._show_tags()

    def _not_loaded(self, _text: str) -> None:
        """The reader says in its place why the article cannot be shown."""
        self.setEnabled(False)

    def _show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self.list.rows.update(annotations)
        self.filters.offer(annotations)
        self._show_count()

    def _show_tags(self) -> None:
        names = browse.tag_names(self._library)
        self.list.cards.known_tags = names
        self.strip.set_known(names)
        self.notes.tags.set_known(names)
        self.notes.tags.set_tags(browse.summary(self._library, self._item_id).tags)

    def _name_colors(self) -> None:
        names = colors.names(self._library)
        for part in (self.list.marking, self.list.rows, self.filters):
            part.set_color_names(names)

    def _filter(self, wanted: AnnotationFilter) -> None:
        self.list.shown.set_filter(wanted)
        self._show_count()

    def _show_count(self) -> None:
        all_, shown = self.list.rows.rowCount(), self.list.shown.rowCount()
        self.filters.setVisible(all_ > 0)
        self._stack.setCurrentWidget(self.list if shown else self._nothing if all_ else self._empty)
        if shown < all_:
            self._count.setText(tr("{n} of {all}", n=shown, all=all_))
        else:
            self._count.setText(counted(all_, "{n}", "{n}") if all_ else "")
        self._cards.look()

    # Writing ---------------------------------------------------------------------------------------------

    def _write(self, service: Callable[..., Changes], *values: object) -> None:
        self._tasks.write(partial(service, self._library, *values))

    def _write_note(self, note_id: int, text: str) -> None:
        if note_id:
            self._write(organize.edit_note, note_id, text)
        else:
            self._write(organize.add_note, self._item_id, text)


def _load(library: Library, item_id: int) -> Loaded:
    return (
        browse.item(library, item_id),
        browse.document(library, item_id),
        browse.annotations(library, item_id),
        browse.notes(library, item_id),
        browse.summary(library, item_id).tags,
    )
