"""One tab: an article on screen, its annotations, its place and its trail."""

from collections.abc import Container
from dataclasses import replace

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import ItemType, ReadingPosition
from desktop.reader.base import DocumentSource, ReaderView, Selection
from desktop.reader.finding import FindOptions, FindResult
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography
from desktop.services import annotate, browse
from desktop.storage.library import Library
from desktop.ui.reading.kept_place import KeptPlace
from desktop.ui.reading.minimap import Minimap
from desktop.ui.reading.open_article import (
    ARTICLE,
    ORIGINAL,
    VIEW,
    Aim,
    MarkStyle,
    OpenArticle,
    is_original_wanted,
    read_article,
)
from desktop.ui.reading.trail import Trail
from desktop.ui.reading.veil import Veil
from desktop.ui.reading.views import view_for
from desktop.ui.tasks import Tasks
from desktop.ui.words import message

_AHEAD = -1
"""The id of what is no annotation yet."""
_TYPOGRAPHY = "typography"
"""How an article's own reading settings are kept."""


class ReadingTab(QWidget):
    """Loads articles one after another and keeps the reader in step with the library."""

    opened = Signal()
    """Another article is here, or it failed to open."""
    selection_changed = Signal()
    annotation_activated = Signal(int, QRect)
    annotation_hovered = Signal(int)
    end_dragged = Signal(int, int, int)
    area_drawn = Signal(object, object, QRect)
    area_moved = Signal(int, object)
    tool_changed = Signal(object)
    menu_requested = Signal(object)
    location_changed = Signal(object)
    find_changed = Signal(object)
    original_missing = Signal()
    """The archived page was wanted and cannot be shown; the article is."""
    selected_outside = Signal()
    """Words of the archived page that are not in the article."""
    link_activated = Signal(str)
    footnote_activated = Signal(object)
    picture_activated = Signal(object, int)
    stepped = Signal()
    """There is a way back to another place of the article."""
    zoom_changed = Signal(float)
    ahead_shown = Signal()

    def __init__(self, library: Library, tasks: Tasks, source: DocumentSource, theme: Theme) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._source = source
        self._theme = theme
        self._typography = Typography()
        self._trail = Trail()
        self._kept_place = KeptPlace(library, tasks, self)
        self._reading = f"tab {id(self)}"
        """The key of what is read for it."""
        self._aim = Aim()
        self._at: ReadingPosition | None = None
        self.item_id = 0
        self.title = ""
        self.article: OpenArticle | None = None
        self.view: ReaderView | None = None
        self.selection: Selection | None = None
        self.active_id = 0
        """The annotation that keys act on; 0 for none."""
        self.found: FindResult | None = None
        """What became of the words that were last looked for; None where none are shown as found."""
        self.location: ReadingPosition | None = None
        self.ready = False
        """Whether the article is laid out."""
        self.failed = False
        """Whether the article could not be shown."""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.minimap = Minimap(theme, self)
        self.minimap.annotation_wanted.connect(lambda id_: self._go(Aim(id_)))
        self.minimap.height_wanted.connect(self._show_height)
        self._layout.addWidget(self.minimap)
        self._veil = Veil(theme, self)

    # Opening -----------------------------------------------------------------------------------------

    def open_item(self, item_id: int, aim: Aim, at: ReadingPosition | None = None) -> None:
        """Show an article, as a new step of the tab's trail; ``at``: not where it was left last, but there."""
        self._at = at
        if item_id == self.item_id and self.failed:
            self._load(item_id, aim)
        elif item_id != self.item_id:
            self._trail.add(item_id, self._place())
            self._load(item_id, aim)
        elif aim:
            if self.ready:
                self._jumped(self._place())
            self._go(aim)

    def can_step(self, by: int) -> bool:
        return self._trail.can_move(by)

    def step(self, by: int) -> None:
        """Back (-1) or forward (1) on the trail."""
        if not self.can_step(by):
            return
        step = self._trail.move(by, self._place())
        if step.item_id != self.item_id:
            self._load(step.item_id, Aim())
        elif self.view:
            self.view.return_to(step.offset or 0)

    def _place(self) -> int | None:
        return self.view.position().offset if self.view and self.ready else None

    def _jumped(self, left_at: int | None) -> None:
        self._trail.add(self.item_id, left_at)
        self.stepped.emit()

    def has_original(self) -> bool:
        """Whether the article was a web page."""
        return self.article is not None and self.article.document.type is ItemType.WEB_PAGE

    def shows_original(self) -> bool:
        return self.article is not None and self.article.original is not None

    def show_original(self, wanted: bool) -> None:
        """The archived page, or the article; at the same place."""
        if self.article is None or self.shows_original() == wanted:
            return
        self._look_at(self.location or ReadingPosition(0, 0.0), ORIGINAL if wanted else ARTICLE)

    def _look_at(self, here: ReadingPosition, view: str) -> None:
        place = replace(here, look={**here.look, VIEW: view})
        library, item_id = self._library, self.item_id
        self._kept_place.forget()

        def kept(_changes: Changes) -> None:
            if self.item_id == item_id and self.article:  # neither closed nor led elsewhere since
                self._load(item_id, Aim())

        self._tasks.write(lambda: browse.set_position(library, item_id, place), kept)

    def _load(self, item_id: int, aim: Aim) -> None:
        self.save_position()
        self.item_id = item_id
        self._aim = aim
        self.article = None
        self.selection = None
        self.active_id = 0
        self.found = None
        self.location = None
        self.ready = False
        self.failed = False
        self._drop_view()
        self._veil.wait()
        library = self._library
        self._tasks.read(lambda: read_article(library, item_id), self._show, self._fail, key=self._reading)

    def _drop_view(self) -> None:
        if self.view:
            focus = self.window().focusWidget()
            if focus and self.view.isAncestorOf(focus):  # it is kept for the next article
                self.setFocusProxy(None)  # type: ignore[arg-type]  # takes it away; the stubs do not know
                self.setFocus()
            self.view.disconnect(self)
            self._layout.removeWidget(self.view)
            self.view.close()  # it lets go of its document
            self.view.deleteLater()
            self.view = None
            self.minimap.show_annotations(())
            self.minimap.show_marks([])

    def take_focus(self) -> None:
        """The article takes the keys; the tab hands them on once its article is there."""
        (self.view or self).setFocus()

    def shut(self) -> None:
        """Keep the position and let go of the article, also of one that is being read."""
        self._tasks.forget(self._reading)
        self.save_position()
        self._drop_view()
        self.article = None

    def _show(self, article: OpenArticle) -> None:
        if self._at:
            article, self._at = replace(article, position=self._at), None
        self.article = article
        self.title = article.item.title
        view = self.view = view_for(article.document.type, self._source, article.original, self)
        view.setObjectName("readerView")
        self._layout.insertWidget(0, view, 1)
        view.show()
        self._layout.activate()  # it has its size before it begins to draw
        self.setFocusProxy(view)
        (view.focusProxy() or view).setAccessibleName(article.item.title)
        self._listen(view)
        view.set_theme(self._theme)
        self.location = article.position
        view.set_typography(self.own_typography() or self._typography)
        view.open(article.item, article.document, article.position)
        self._draw(article.annotations)
        self._go(self._aim)
        self.opened.emit()
        if article.original is None and is_original_wanted(article.position):
            self.original_missing.emit()

    def _listen(self, view: ReaderView) -> None:
        view.ready.connect(self._laid_out)
        view.load_failed.connect(self._fail)
        view.selection_changed.connect(self._keep_selection)
        view.selected_outside.connect(self.selected_outside)
        view.annotation_activated.connect(self._activate)
        view.annotation_hovered.connect(self.annotation_hovered)
        view.end_dragged.connect(self.end_dragged)
        view.area_drawn.connect(self.area_drawn)
        view.area_moved.connect(self.area_moved)
        view.tool_changed.connect(self.tool_changed)
        view.menu_requested.connect(self.menu_requested)
        view.location_changed.connect(self._keep_location)
        view.anchored.connect(self._keep_orphans)
        view.find_changed.connect(self._keep_found)
        view.map_changed.connect(self.minimap.show_marks)
        view.link_activated.connect(self.link_activated)
        view.footnote_activated.connect(self.footnote_activated)
        view.picture_activated.connect(self.picture_activated)
        view.jumped.connect(self._jumped)
        view.zoom_changed.connect(self.zoom_changed)
        view.ahead_shown.connect(self.ahead_shown)

    def _laid_out(self) -> None:
        self.ready = True
        self._veil.lift()

    def _fail(self, text: str) -> None:
        self.failed = True
        self._veil.say(text)
        self.opened.emit()

    def _go(self, aim: Aim) -> None:
        """Scroll to the aim now, or once the article is there."""
        self._aim = aim
        if self.view is None or not aim:
            return
        if aim.words:
            at = aim.range[0] if aim.range else None
            self.view.find(aim.words, options=FindOptions(either=True), at=at)
        if aim.annotation_id:
            self.set_active(aim.annotation_id)
            self.view.go_to_annotation(aim.annotation_id)
        elif aim.range and not aim.words:
            self.view.go_to(*aim.range)
        self._aim = Aim()

    def look_for(self, text: str, *, forward: bool = True, options: FindOptions | None = None) -> None:
        """The next or previous place of ``text``; none ends it."""
        if self.view and (text or self.found):
            self.view.find(text, forward=forward, options=options)
        if not text:
            self.found = None

    # The library and the reader ----------------------------------------------------------------------

    def reload_annotations(self, changed: Container[int]) -> None:
        """Draw what the library holds now, where only these are others than before."""
        if not (self.article and self.view):
            return
        known = self.article.annotations
        annotations = tuple(browse.annotations_renewed(self._library, self.item_id, known, changed))
        self.article = replace(self.article, annotations=annotations)
        if self.active_id and self.active_annotation() is None:
            self.set_active(0)
        self._draw(annotations)

    def draw_ahead(self, target: TextTarget, style: MarkStyle) -> None:
        """Show what is about to be an annotation as if it were one, until the library tells, or ``draw_again``."""
        if self.view:
            ahead = Annotation(
                _AHEAD, "", self.item_id, style.kind, style.color, "", (), target,
                orphan=False, created="", modified="",
            )  # fmt: skip
            self.view.show_ahead(ahead)

    def draw_again(self) -> None:
        """Show what the library was known to hold."""
        if self.article:
            self._draw(self.article.annotations)

    def _draw(self, annotations: tuple[Annotation, ...]) -> None:
        if self.view:
            self.view.show_annotations(annotations)
        self.minimap.show_annotations(annotations)

    def _show_height(self, part: float) -> None:
        if self.view:
            self.view.show_height(part)

    def reload_version(self) -> bool:
        """Show the version of the article that the library reads now; whether it is another one."""
        if self.article is None:
            return False
        version_id = browse.version_id(self._library, self.item_id)
        if version_id in (0, self.article.document.version_id):
            return False
        self._kept_place.forget()  # it speaks of the other text
        if self.shows_original():  # what was made of the page is what there is to see
            place = browse.position(self._library, self.item_id)
            self._look_at(place or ReadingPosition(0, 0.0), ARTICLE)
        else:
            self._load(self.item_id, Aim())
        return True

    def reload_item(self) -> None:
        """Take over changed metadata, such as another title; tell if the article is gone."""
        if self.failed:
            self._load(self.item_id, Aim())
        elif self.article:
            try:
                item = browse.item(self._library, self.item_id)
            except UserError as gone:
                self._fail(message(gone))
                return
            self.article = replace(self.article, item=item)
            self.title = item.title

    def annotation(self, annotation_id: int) -> Annotation | None:
        return self.article.annotation(annotation_id) if self.article else None

    def active_annotation(self) -> Annotation | None:
        return self.annotation(self.active_id)

    def set_active(self, annotation_id: int) -> None:
        self.active_id = annotation_id
        if self.view:
            self.view.mark_annotation(annotation_id)
            self.view.offer_handles(annotation_id)

    def annotation_beside(self, by: int) -> int:
        """The next (1) or previous (-1) annotation in the text, from the active one, else from the place that is
        read; round and round. 0 where there is none."""
        here = self.location.offset if self.location else 0
        return self.article.annotation_beside(self.active_id, here, by) if self.article else 0

    def overlapping(self) -> list[int]:
        """The annotations that share text with the active one, itself included, in document order."""
        active = self.active_annotation()
        return self.article.overlapping(active) if self.article and active else []

    def save_position(self) -> None:
        """Keep the reading position; no step of the history."""
        self._kept_place.save()

    def set_typography(self, typography: Typography) -> None:
        self._typography = typography
        if self.view:
            self.view.set_typography(self.own_typography() or typography)

    def own_typography(self) -> Typography | None:
        """The reading settings that this article alone has."""
        return Typography.told_by(self.location.look.get(_TYPOGRAPHY, "")) if self.location else None

    def set_own_typography(self, typography: Typography | None) -> None:
        """Give this article reading settings of its own, kept with its place; None: those of all."""
        if self.view:
            self.view.keep_choice(_TYPOGRAPHY, typography.told() if typography else "")
            self.view.set_typography(typography or self._typography)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._veil.set_theme(theme)
        self.minimap.set_theme(theme)
        if self.view:
            self.view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def _keep_selection(self, selection: Selection | None) -> None:
        self.selection = selection
        if selection and self.active_id:
            self.set_active(0)
        self.selection_changed.emit()

    def _activate(self, annotation_id: int, place: QRect) -> None:
        self.set_active(annotation_id)
        self.annotation_activated.emit(annotation_id, place)

    def _keep_location(self, position: ReadingPosition) -> None:
        moved = self.ready and position != self.location
        self.location = position
        if moved:
            self._kept_place.note(self.item_id, position)
        self.location_changed.emit(position)

    def _keep_found(self, result: FindResult) -> None:
        self.found = result
        self.find_changed.emit(result)

    def _keep_orphans(self, _drawn: list[int], orphans: list[int]) -> None:
        if self.article and set(orphans) != {found.id for found in self.article.annotations if found.orphan}:
            library, item_id, lost = self._library, self.item_id, set(orphans)
            self._tasks.write(lambda: annotate.mark_orphans(library, item_id, lost))
