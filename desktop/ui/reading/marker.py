"""From selection or click to the library: what the marking actions mean in the article on screen."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import AnnotationKind, HighlightColor, NewAnnotation, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.item import ReadingPosition
from desktop.services import annotate, browse
from desktop.storage.library import Library
from desktop.ui.reading.end_mover import EndMover
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.reading.open_article import Aim, MarkStyle
from desktop.ui.reading.popup import SelectionPopup
from desktop.ui.reading.quotation import (
    page_label,
    page_label_at,
    quotation_html,
    quotation_text,
    source_line,
)
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool
from desktop.ui.tasks import Tasks


class Marker(TabTool):
    """Acts on the selected text of a tab, else on its active annotation. The popup floats over ``ground``."""

    activated = Signal(int)
    """The annotation that is active now; 0 for none."""
    looked = Signal()
    """What can be done may be something else now."""

    def __init__(
        self, library: Library, tasks: Tasks, actions: MarkingActions, popup: SelectionPopup, ground: QWidget
    ) -> None:
        super().__init__(ground)
        self._library, self._tasks = library, tasks
        self._actions, self._popup = actions, popup
        self._place = QRect()
        self._shown_at = 0.0
        self._pressed_beside = False
        """Whether the mouse was pressed in the article, beside the popup."""
        self._wishes: list[Callable[[], None]] | None = None
        """While a passage is being marked: what was wished since, to be done with the new annotation."""
        self.style = MarkStyle()
        self.ends = EndMover(library, tasks, ground)
        actions.color_chosen.connect(self._in_turn(self._color))
        actions.kind_chosen.connect(self._in_turn(self._kind))
        actions.repeat.triggered.connect(lambda: self._in_turn(self._mark)(self.style))
        actions.note.triggered.connect(lambda: self._in_turn(self._write)(self._popup.edit_comment))
        actions.tag.triggered.connect(lambda: self._in_turn(self._write)(self._edit_tags))
        actions.copy.triggered.connect(self._copy)
        actions.next.triggered.connect(self._next)
        actions.trash.triggered.connect(lambda: self._in_turn(self._change)(annotate.trash))
        popup.quotation = self._quotation
        popup.dismissed.connect(self._dismissed)
        popup.comment_written.connect(self._comment)
        popup.tag_added.connect(lambda name: self._change(annotate.tag, name))
        popup.tag_removed.connect(lambda name: self._change(annotate.untag, name))

    def attach(self, tab: ReadingTab) -> None:
        tab.selection_changed.connect(self._selected)
        tab.annotation_activated.connect(self._activated)
        tab.location_changed.connect(self._scrolled)
        tab.zoom_changed.connect(self._hide_popup)
        self.ends.attach(tab)
        tab.opened.connect(self.look)
        tab.ahead_shown.connect(self._tasks.go_on)

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        self._popup.hide()
        self._wishes = None
        self.ends.attend(tab)
        self.look()

    def look(self) -> None:
        """Enable what can be done now."""
        tab = self._tab
        selection = bool(tab and tab.selection)
        one = self._wishes is not None or bool(tab and tab.active_annotation())
        self._actions.set_subject(selection=selection, annotations=int(one))
        active = tab.active_annotation() if tab else None
        if active and not selection and not isinstance(active.target, TextTarget):
            self._actions.disable_kinds()
        self.ends.look()
        self.looked.emit()

    def go_to(self, annotation_id: int) -> None:
        """Scroll an annotation of the article on screen into view and flash it: it is the active one."""
        if tab := self._tab:
            tab.open_item(tab.item_id, Aim(annotation_id))
            self._popup.hide()
            self._place = QRect()  # where it will stand on screen is not known
            self.look()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) annotation in the text."""
        if self._tab and (found := self._tab.annotation_beside(by)):
            self.go_to(found)
            self.activated.emit(found)

    def activate(self, annotation_id: int, place: QRect) -> None:
        """Make an annotation the active one, without its popup; 0 for none."""
        if self._tab:
            self._popup.hide()
            self._pressed_beside = False
            self._place = place
            self._tab.set_active(annotation_id)
            self.activated.emit(annotation_id)
            self.look()

    def adopt(self, changes: Changes, place: QRect, *, write: bool) -> None:
        """What was made on a page is the active annotation now; ``write``: its note is wanted at once."""
        if self._tab:
            self._made(self._tab, changes, self._popup.edit_comment if write else None, place)

    def place(self) -> QRect:
        """Where the selection or the active annotation was seen last, in the view's coordinates."""
        return self._place

    def refresh_popup(self) -> None:
        """Show the popup's annotation as the library has it now."""
        if (shown := self._popup.annotation_id()) and self._tab:
            self._popup.update_annotation(self._tab.annotation(shown))

    def put_away(self) -> bool:
        """One press of Esc: the popup, else the selection, else the active annotation. False: nothing was."""
        tab = self._tab
        if self._popup.isVisible():
            self._popup.hide()
        elif tab and tab.selection and tab.view:
            tab.view.clear_selection()
        elif tab and tab.active_id:
            self._let_go()
            self.look()
        else:
            return False
        return True

    # The reader speaks -------------------------------------------------------------------------------

    def _selected(self) -> None:
        tab = self._tab
        if tab is None or self.sender() is not tab:
            return
        beside, self._pressed_beside = self._pressed_beside, False
        if tab.selection and tab.view:
            selection = tab.selection
            self._place, self._wishes = selection.rectangle, None
            self._remember_scroll()
            self._popup.show_for_selection(
                selection.rectangle, selection.end_rectangle, tab.view, self.style.color
            )
        elif not self._popup.annotation_id():
            self._popup.hide()
        if beside:
            self._let_go()
        self.look()

    def _activated(self, annotation_id: int, place: QRect) -> None:
        tab = self._tab
        if tab and self.sender() is tab:
            self._pressed_beside = False
            self._place = place
            self._show_active()
            self.activated.emit(annotation_id)
            self.look()

    def _scrolled(self, position: ReadingPosition) -> None:
        if self.sender() is self._tab and abs(position.progress - self._shown_at) > 1e-4:
            self._hide_popup()

    def _hide_popup(self) -> None:
        """What it is about stands elsewhere now; unless something is being written in it."""
        if not self._popup.editing():
            self._popup.hide()

    def _show_active(self) -> None:
        tab = self._tab
        annotation = tab.active_annotation() if tab else None
        if tab and tab.view and annotation:
            self._remember_scroll()
            place = self._place if self._place.isValid() else QRect(tab.view.width() // 2, 0, 1, 1)
            self._popup.show_for_annotation(annotation, place, tab.view)

    def _dismissed(self) -> None:
        """A press beside the popup lets go of the annotation, unless it was for one of its handles; a click may
        then activate another."""
        self._pressed_beside = True
        if self._tab and self._tab.view:
            self._tab.view.setFocus()

    def _let_go(self) -> None:
        """No annotation is active any more."""
        if self._tab:
            self._tab.set_active(0)
            self.activated.emit(0)

    def _remember_scroll(self) -> None:
        location = self._tab.location if self._tab else None
        self._shown_at = location.progress if location else 0.0

    # The person wishes -------------------------------------------------------------------------------

    def _in_turn(self, does: Callable[..., None]) -> Callable[..., None]:
        """The same, but not before a passage that is being marked is marked."""

        def wished(*values: object) -> None:
            if self._wishes is None:
                does(*values)
            else:
                self._wishes.append(lambda: does(*values))

        return wished

    def _color(self, color: HighlightColor) -> None:
        if self._tab and self._tab.selection:
            self._mark(replace(self.style, color=color))
        else:
            self._change(annotate.recolor, color)

    def _kind(self, kind: AnnotationKind) -> None:
        if self._tab and self._tab.selection:
            self._mark(replace(self.style, kind=kind))
        else:
            self._change(annotate.set_kind, kind)

    def _mark(self, style: MarkStyle, then: Callable[[], None] | None = None) -> None:
        """Mark the selected text; it becomes the active annotation. It is seen at once, told when it is on disk."""
        tab = self._tab
        if not (tab and tab.selection and tab.article):
            return
        self.style = style
        selection, document, library, item_id = (
            tab.selection,
            tab.article.document,
            self._library,
            tab.item_id,
        )

        target = annotate.target_of(document, selection.start, selection.end)

        def create() -> Changes:
            return annotate.create(library, item_id, NewAnnotation(target, style.kind, style.color))

        wishes: list[Callable[[], None]] = []

        def ended() -> None:
            if self._wishes is wishes:
                self._wishes = None
                self.look()

        def made(changes: Changes) -> None:
            ended()
            if tab is self._tab and tab.item_id == item_id:
                self._made(tab, changes, then)
                for wish in wishes:
                    wish()

        def failed(problem: str) -> None:
            ended()
            tab.draw_again()
            if tab is self._tab and tab.item_id == item_id and tab.view:
                tab.view.select(selection.start, selection.end)
            self._tasks.failed.emit(problem)

        self._popup.hide()
        self._wishes = wishes
        self._tasks.hold_back()
        self._tasks.write(create, made, failed)
        if tab.view:
            tab.view.clear_selection()  # it would cover the words
        tab.draw_ahead(target, style)
        self.look()

    def _made(
        self, tab: ReadingTab, changes: Changes, then: Callable[[], None] | None, place: QRect | None = None
    ) -> None:
        new = next(iter(changes.annotations), 0)
        if tab.annotation(new) is None:
            tab.reload_annotations(changes.annotations)
        tab.selection = None
        tab.set_active(new)
        self.activated.emit(new)
        self.look()
        self._place = place or self._place
        if then:
            self._show_active()
            then()

    def _write(self, edit: Callable[[], None]) -> None:
        """Open an editor of the popup, for a selection after marking it."""
        tab = self._tab
        if tab and tab.selection:
            self._mark(self.style, edit)
        elif tab and tab.active_annotation():
            if not self._popup.annotation_id():
                self._show_active()
            edit()

    def _edit_tags(self) -> None:
        self._popup.edit_tags(browse.tag_names(self._library))

    def _change(self, service: Callable[..., Changes], *values: object) -> None:
        """Run a service on the active annotation."""
        annotation = self._tab.active_annotation() if self._tab else None
        if annotation:
            library, ids = self._library, [annotation.id]
            self._tasks.write(lambda: service(library, ids, *values))

    def _comment(self, annotation_id: int, text: str) -> None:
        library = self._library
        self._tasks.write(lambda: annotate.comment(library, annotation_id, text))

    def _copy(self) -> None:
        if data := self._quotation():
            QGuiApplication.clipboard().setMimeData(data)

    def _quotation(self) -> QMimeData | None:
        """The selected words, else those of the active annotation, with their source."""
        tab = self._tab
        if tab is None or tab.article is None:
            return None
        document, annotation = tab.article.document, tab.active_annotation()
        if tab.selection:
            quote, page = tab.selection.text, page_label_at(document, tab.selection.start)
        elif annotation:
            quote, page = annotation.quote, page_label(document, annotation)
        else:
            return None
        source = source_line(tab.article.item, page)
        data = QMimeData()
        data.setText(quotation_text(quote, source))
        data.setHtml(quotation_html(quote, source))
        return data

    def _next(self) -> None:
        tab = self._tab
        ids = tab.overlapping() if tab else []
        if tab and len(ids) > 1:
            tab.set_active(ids[(ids.index(tab.active_id) + 1) % len(ids)])
            if self._popup.isVisible():
                self._show_active()
            self.activated.emit(tab.active_id)
            self.look()
