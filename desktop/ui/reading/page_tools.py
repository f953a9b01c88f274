"""The pages of the PDF on screen: how they are laid out, and what is drawn on them."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget, NewAnnotation
from desktop.domain.changes import Changes
from desktop.reader.pdf.look import Look
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.web.view import WebReaderView
from desktop.services import annotate
from desktop.storage.library import Library
from desktop.ui.reading.burst import Burst
from desktop.ui.reading.marker import Marker
from desktop.ui.reading.page_actions import PageActions
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool
from desktop.ui.tasks import Tasks

_BURST = 1000
"""Milliseconds between moves of an area that are one step to undo."""


class PageTools(TabTool):
    """Acts on the tab on screen where it shows pages."""

    def __init__(self, library: Library, tasks: Tasks, marker: Marker, ground: QWidget) -> None:
        super().__init__(ground)
        self._library, self._tasks, self._marker = library, tasks, marker
        self._anew = 0
        """The annotation whose area is drawn anew."""
        self._burst = Burst(_BURST)
        self.actions = PageActions(ground)
        self.actions.look_wanted.connect(self._lay_out)
        self.actions.tool_wanted.connect(self._draw)

    def attach(self, tab: ReadingTab) -> None:
        tab.area_drawn.connect(self._create)
        tab.area_moved.connect(self._move)
        tab.tool_changed.connect(self._tool_changed)

    def attend(self, tab: ReadingTab | None) -> None:
        former = self._tab
        super().attend(tab)
        view = self._view()
        if former and former is not tab and former.view:
            former.view.set_tool(None)
        self.actions.show_look(view.look() if view else None)
        if tab and isinstance(tab.view, WebReaderView):
            self.actions.area.setEnabled(tab.view.has_pictures())

    def _view(self) -> PdfReaderView | None:
        view = self._tab.view if self._tab else None
        return view if isinstance(view, PdfReaderView) else None

    def _lay_out(self, look: Look) -> None:
        if view := self._view():
            view.set_look(look)
            self.actions.show_look(look)

    def _draw(self, kind: AnnotationKind | None) -> None:
        if self._tab and (view := self._tab.view):
            view.clear_selection()
            view.set_tool(kind)
            view.setFocus()

    def draw_anew(self, annotation: Annotation) -> bool:
        """Let the person draw where the area or note is from now on; False: there is nothing here to draw on."""
        kind = annotation.kind
        drawable = (self.actions.note if kind is AnnotationKind.NOTE else self.actions.area).isEnabled()
        if drawable:
            self._draw(kind)
            self._anew = annotation.id
        return drawable

    def _tool_changed(self, kind: AnnotationKind | None) -> None:
        self._anew = 0
        self.actions.show_tool(kind)

    def put_away(self) -> bool:
        """The tool that draws in an article; whether there was one. Pages hear the key themselves."""
        view = self._tab.view if self._tab else None
        drawing = self.actions.area.isChecked() and isinstance(view, WebReaderView)
        if drawing and view:
            view.set_tool(None)
        return drawing

    def _create(self, target: AreaTarget, kind: AnnotationKind, place: QRect) -> None:
        """What was drawn becomes the active annotation; a note is written at once."""
        tab = self.sender()
        if not isinstance(tab, ReadingTab):
            return
        library, item_id, color, anew = self._library, tab.item_id, self._marker.style.color, self._anew

        def made(changes: Changes) -> None:
            if tab is self._tab and tab.item_id == item_id:
                self._marker.adopt(changes, place, write=kind is AnnotationKind.NOTE and not anew)

        if anew:
            self._tasks.write(lambda: annotate.retarget(library, anew, target), made)
            return
        new = NewAnnotation(target, kind, color)
        self._tasks.write(lambda: annotate.create(library, item_id, new), made)

    def _move(self, annotation_id: int, target: AreaTarget) -> None:
        library, batch = self._library, self._burst.name(annotation_id)
        self._tasks.write(lambda: annotate.retarget(library, annotation_id, target, batch=batch))
