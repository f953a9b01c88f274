"""What can be done with a place of the article beyond marking it: bookmarks, splitting, merging, links, and the menu."""

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, NewAnnotation, TextTarget
from desktop.domain.changes import Changes
from desktop.reader.base import MenuSpot
from desktop.services import annotate, pieces
from desktop.services.links import annotation_link
from desktop.storage.library import Library
from desktop.ui.keyboard import name_actions
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.marker import Marker
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.reading.quotation import words_html
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.reshaping import Reshaping
from desktop.ui.reading.tab_tool import TabTool
from desktop.ui.tasks import Tasks
from desktop.ui.words import tr


class PassageTools(TabTool):
    """Acts on the tab on screen: its selected text, else its active annotation, else the place of reading."""

    def __init__(
        self, library: Library, tasks: Tasks, actions: MarkingActions, marker: Marker, moving: ArticleActions, ground: QWidget
    ) -> None:  # fmt: skip
        super().__init__(ground)
        self._library, self._tasks, self._ground = library, tasks, ground
        self._actions, self._marker, self._moving = actions, marker, moving
        self._spot: MenuSpot | None = None
        """Where the menu that is open was asked for."""
        self.reshaping = Reshaping(library, tasks, ground)
        self.reshaping.merged.connect(lambda id_: self._marker.activate(id_, QRect()))
        self.copy_words = self._action(tr("Copy the words"), QKeySequence(QKeySequence.StandardKey.Copy))
        self.menu = self._action(tr("Menu of the passage"), QKeySequence("Shift+F10"))
        self.menu.setShortcuts([QKeySequence("Shift+F10"), QKeySequence(Qt.Key.Key_Menu)])
        name_actions("passage", self)
        self.copy_words.triggered.connect(self._copy_words)
        self.menu.triggered.connect(self._open_by_key)
        actions.bookmark.triggered.connect(self._bookmark)
        actions.split.triggered.connect(self._split)
        actions.merge.triggered.connect(self._merge)
        actions.copy_link.triggered.connect(self._copy_link)

    def _action(self, text: str, key: QKeySequence) -> QAction:
        action = QAction(text, self._ground)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._ground.addAction(action)
        return action

    def all(self) -> list[QAction]:
        return [self.copy_words, self.menu]

    def attach(self, tab: ReadingTab) -> None:
        tab.menu_requested.connect(self._open_menu)

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        self.look()

    def look(self) -> None:
        """Enable what can be done now."""
        tab = self._tab
        article = tab.article if tab else None
        active = tab.active_annotation() if tab else None
        words = active is not None and pieces.marked(active) is not None
        self._actions.bookmark.setEnabled(article is not None)
        self._actions.split.setEnabled(words or self._around_selection() is not None)
        self._actions.merge.setEnabled(words)
        self.copy_words.setEnabled(bool(tab and tab.selection))
        self.menu.setEnabled(article is not None)

    # Splitting, merging, bookmarks, links --------------------------------------------------------------

    def _around_selection(self) -> Annotation | None:
        """The shortest annotation that the selected words would split."""
        tab = self._tab
        if not (tab and tab.selection and tab.article):
            return None
        place, around = tab.selection.start, []
        for one in tab.article.annotations:
            position = pieces.marked(one)
            if position and position.start < place < position.end:
                around.append((position.end - position.start, one.id, one))
        return min(around)[2] if around else None

    def _split(self) -> None:
        """Before the selected words, or where the menu was asked for, or where a dialog says."""
        tab, spot = self._tab, self._spot
        if tab and tab.selection and (around := self._around_selection()):
            self.reshaping.split(around, tab.selection.start)
        elif tab and (active := tab.active_annotation()):
            within = spot is not None and active.id in spot.annotation_ids and not tab.selection
            self.reshaping.split(active, spot.offset if within and spot else -1)

    def _merge(self) -> None:
        tab = self._tab
        active = tab.active_annotation() if tab else None
        if tab and tab.article and active:
            document = tab.article.document
            together = pieces.touching(document, active, tab.article.annotations)
            if len(together) > 1:
                self.reshaping.merge(document, together)
            else:
                self._tasks.failed.emit(tr("No other annotation overlaps or touches this one."))

    def _bookmark(self) -> None:
        """The selected words, the place where the menu was asked for, else the place of reading; again takes it away."""
        tab = self._tab
        if not (tab and tab.article):
            return
        text = tab.article.document.text
        if tab.selection:
            start, end = tab.selection.start, tab.selection.end
        else:
            place = tab.location.offset if tab.location else 0
            if self._spot and self._spot.offset >= 0:
                place = self._spot.offset
            start, end = annotate.bookmark_range(text, place)
        if start < end:
            self._turn_bookmark(tab, start, end)

    def _turn_bookmark(self, tab: ReadingTab, start: int, end: int) -> None:
        assert tab.article
        library, document, item_id = self._library, tab.article.document, tab.item_id
        there = [one.id for one in tab.article.annotations if _is_bookmark_at(one, start)]

        def turn() -> Changes:
            if there:
                return annotate.trash(library, there)
            target = annotate.target_of(document, start, end)
            style = self._marker.style
            return annotate.create(
                library, item_id, NewAnnotation(target, AnnotationKind.BOOKMARK, style.color)
            )

        self._tasks.write(turn)

    def _copy_link(self) -> None:
        if self._tab and (active := self._tab.active_annotation()):
            QGuiApplication.clipboard().setText(annotation_link(active.uid))

    def _copy_words(self) -> None:
        if self._tab and self._tab.selection:
            data = QMimeData()
            data.setText(self._tab.selection.text)
            data.setHtml(words_html(self._tab.selection.text))
            QGuiApplication.clipboard().setMimeData(data)

    # The menu ----------------------------------------------------------------------------------------

    def _open_menu(self, spot: MenuSpot) -> None:
        """For the selection where it was clicked, for the annotation there, or for the place."""
        tab = self._tab
        if tab is None or tab.view is None or self.sender() is not tab:
            return
        selection = tab.selection
        if spot.annotation_ids and not selection:
            kept = tab.active_id if tab.active_id in spot.annotation_ids else spot.annotation_ids[0]
            self._marker.activate(kept, QRect(spot.point, spot.point))
        elif not selection:
            self._marker.activate(0, QRect())
        self._show_menu(tab.view.mapToGlobal(spot.point), spot)

    def _open_by_key(self) -> None:
        """For what the keys act on; beside the popup where one is shown."""
        if (tab := self._tab) and tab.view:
            place = self._marker.place()
            point = (
                place.bottomLeft()
                if place.isValid()
                else QPoint(tab.view.width() // 2, tab.view.height() // 3)
            )
            self._show_menu(tab.view.mapToGlobal(point), None)

    def _show_menu(self, where: QPoint, spot: MenuSpot | None) -> None:
        self._spot = spot
        self.look()
        menu = self.filled_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.aboutToHide.connect(
            self._forget_spot, Qt.ConnectionType.QueuedConnection
        )  # after what was chosen
        menu.popup(where)

    def _forget_spot(self) -> None:
        self._spot = None

    def filled_menu(self) -> QMenu:
        """All that can be done now, with its keys."""
        tab, marking, moving = self._tab, self._actions, self._moving
        menu = QMenu(self._ground)
        if tab and (tab.selection or tab.active_annotation()):
            colors = QMenu(tr("Colour"), menu)
            colors.addActions(list(marking.colors.values()))
            menu.addMenu(colors)
            menu.addActions(list(marking.kinds.values()))
            menu.addActions([marking.note, marking.tag])
            menu.addSeparator()
            menu.addActions([self.copy_words, marking.copy, marking.copy_link])
            menu.addSeparator()
            menu.addActions([marking.repeat, marking.bookmark, marking.next, marking.split, marking.merge])
            menu.addMenu(self._ends_menu(menu))
            menu.addSeparator()
            menu.addAction(marking.trash)
        else:
            menu.addAction(marking.bookmark)
            menu.addSeparator()
            menu.addActions(moving.all())
        for action in menu.actions():
            if not action.isEnabled() and action.menu() is None:
                menu.removeAction(action)
        return menu

    def _ends_menu(self, parent: QWidget) -> QMenu:
        ends = QMenu(tr("Move the ends"), parent)
        ends.addActions(self._marker.ends.actions.all())
        ends.setEnabled(any(action.isEnabled() for action in self._marker.ends.actions.all()))
        return ends


def _is_bookmark_at(annotation: Annotation, start: int) -> bool:
    target = annotation.target
    fits = annotation.kind is AnnotationKind.BOOKMARK and not annotation.orphan
    return fits and isinstance(target, TextTarget) and target.position.start == start
