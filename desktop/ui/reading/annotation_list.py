"""The list of cards: choosing, hovering and editing them."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QStyleOptionViewItem, QWidget

from desktop.domain.annotation import Annotation
from desktop.reader.theme import Theme
from desktop.services import links
from desktop.ui.reading.annotation_card import AnnotationCardDelegate, CardEditor
from desktop.ui.reading.annotations_model import ANNOTATION, AnnotationsModel, Index, ShownAnnotations
from desktop.ui.reading.area_pictures import AreaPictures
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.words import apart, tr


class AnnotationList(QListView):
    """Cards of different heights. Only those on screen are painted; all are measured once a width."""

    chosen = Signal(int)
    """A card was clicked or reached by key."""
    hovered = Signal(int)
    selection_changed = Signal()
    comment_written = Signal(int, str)
    tag_added = Signal(int, str)
    tag_removed = Signal(int, str)
    link_wanted = Signal(object)
    """The editor of a card asks for a link."""
    link_followed = Signal(str)
    """A link in a comment was clicked: its address."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationList")
        self.setAccessibleName(tr("Annotations of the article"))
        self.rows = AnnotationsModel(self)
        self.shown = ShownAnnotations(self.rows, self)
        self.cards = AnnotationCardDelegate(theme, self)
        self.marking = MarkingActions(self)
        self.setModel(self.shown)
        self.setItemDelegate(self.cards)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(24)
        self._released = QPoint()
        self._relayout = QTimer(self, singleShot=True, interval=0)
        self._relayout.timeout.connect(self._measure_again)
        self.entered.connect(self._enter)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(lambda index: self.edit_comment(_id_at(index)))
        self.cards.editor_made.connect(self._listen)

    def show_areas(self, areas: AreaPictures) -> None:
        """On the cards of areas, what is inside them."""
        self.cards.areas = areas
        areas.changed.connect(self._relayout.start)
        areas.changed.connect(self.viewport().update)

    # What is chosen ------------------------------------------------------------------------------------

    def current_id(self) -> int:
        return _id_at(self.currentIndex())

    def selected_ids(self) -> list[int]:
        """In the order of the list."""
        return [_id_at(index) for index in sorted(self.selectedIndexes(), key=QModelIndex.row)]

    def set_current(self, annotation_id: int) -> None:
        """Make a card current and bring it into view, and tell no one to jump there."""
        index = self.shown.index_of(annotation_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def set_hovered(self, annotation_id: int) -> None:
        """Mark the card of what the mouse is over in the article; 0 for none."""
        if annotation_id != self.cards.hovered_id:
            self.cards.hovered_id = annotation_id
            self.viewport().update()

    def bring(self, annotation_id: int) -> None:
        """Scroll a card into view, and change nothing else."""
        index = self.shown.index_of(annotation_id)
        if index.isValid():
            self.scrollTo(index)

    def set_theme(self, theme: Theme) -> None:
        self.cards.set_theme(theme)
        self.marking.set_theme(theme)
        self.viewport().update()

    # Editing -------------------------------------------------------------------------------------------

    def edit_comment(self, annotation_id: int, text: str | None = None) -> None:
        """Edit a comment in its card; ``text``: what was written already and could not be kept."""
        if editor := self._open_editor(annotation_id):
            if text is not None:
                editor.comment.setPlainText(text)
            editor.comment.setFocus()

    def edit_tags(self, annotation_id: int) -> None:
        if editor := self._open_editor(annotation_id):
            editor.tags.setFocus()

    def close_editor(self) -> None:
        editor = self.cards.editor
        if editor:
            editor.comment.keep()
            had_focus = editor.isAncestorOf(self.window().focusWidget() or self)
            index = self.shown.index_of(editor.annotation_id)
            self.cards.editor = None
            self.closePersistentEditor(index) if index.isValid() else editor.deleteLater()
            self.cards.sizeHintChanged.emit(index)
            if had_focus:
                self.setFocus()

    def _open_editor(self, annotation_id: int) -> CardEditor | None:
        index = self.shown.index_of(annotation_id)
        if not index.isValid():
            return None
        if self.cards.editor and self.cards.editor.annotation_id != annotation_id:
            self.close_editor()
        self.set_current(annotation_id)
        if self.cards.editor is None:
            self.openPersistentEditor(index)
            self.cards.sizeHintChanged.emit(index)
            self.scrollTo(index)
        return self.cards.editor

    def _listen(self, editor: CardEditor) -> None:
        editor.committed.connect(self.comment_written)
        editor.comment.link_wanted.connect(self.link_wanted)
        editor.tag_added.connect(self.tag_added)
        editor.tag_removed.connect(self.tag_removed)
        editor.closed.connect(self.close_editor, Qt.ConnectionType.QueuedConnection)
        editor.resized.connect(self._editor_resized)

    def _editor_resized(self) -> None:
        if self.cards.editor:
            self.cards.sizeHintChanged.emit(self.shown.index_of(self.cards.editor.annotation_id))

    # Events --------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.cards.current_id = _id_at(current)
        for index in (previous, current):
            if index.isValid():
                self.cards.sizeHintChanged.emit(index)

    def selectionChanged(self, selected: object, deselected: object) -> None:  # noqa: N802
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.selection_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.current_id()
        self._handle_key(event)
        if self.current_id() not in (0, before):
            self.chosen.emit(self.current_id())

    def _handle_key(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        if event.key() in steps and not event.modifiers():
            row = self.currentIndex().row() + steps[Qt.Key(event.key())]
            if 0 <= row < self.shown.rowCount():
                self.setCurrentIndex(self.shown.index(row, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_comment(self.current_id())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse on a card, or by the menu key for the chosen ones."""
        if self.selectedIndexes():
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            card = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(card.center()) if by_key else event.globalPos()
            menu = self.filled_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(where)

    def filled_menu(self) -> QMenu:
        """All that can be done now with the chosen cards, with its keys."""
        menu = QMenu(self)
        marking = self.marking
        colors = QMenu(tr("Colour"), menu)
        colors.addActions(list(marking.colors.values()))
        menu.addAction(marking.note)
        menu.addMenu(colors)
        menu.addActions(list(marking.kinds.values()))
        menu.addAction(marking.tag)
        menu.addSeparator()
        menu.addActions(
            [
                marking.copy,
                *(one for one in (marking.copy_link, marking.split, marking.merge) if one.isEnabled()),
            ]
        )
        for text, address in links.written_links(self.currentIndex().data(ANNOTATION).comment):
            follow = QAction(tr("Go to “{name}”", name=apart(text)), menu)
            follow.triggered.connect(lambda _checked=False, a=address: self.link_followed.emit(a))
            menu.addAction(follow)
        menu.addSeparator()
        menu.addAction(marking.trash)
        return menu

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._released = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over_link = bool(self._link_at(event.position().toPoint()))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if over_link else Qt.CursorShape.ArrowCursor
        )
        if not self.indexAt(event.position().toPoint()).isValid():
            self._hover(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setProperty("viewportWidth", self.viewport().width())
        if event.oldSize().width() != event.size().width():
            self._relayout.start()

    def under_mouse(self) -> bool:
        """Whether the person's mouse is over the list now."""
        return self.viewport().rect().contains(self.viewport().mapFromGlobal(QCursor.pos()))

    def _measure_again(self) -> None:
        self.setProperty("viewportWidth", self.viewport().width())
        self.scheduleDelayedItemsLayout()

    def _link_at(self, point: QPoint) -> str:
        index = self.indexAt(point)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return self.cards.link_at(option, index, point) if index.isValid() else ""

    def _click(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers():
            return
        if link := self._link_at(self._released):
            self.link_followed.emit(link)
        else:
            self.chosen.emit(_id_at(index))

    def _enter(self, index: QModelIndex) -> None:
        self._hover(_id_at(index))

    def _hover(self, annotation_id: int) -> None:
        if annotation_id != self.cards.hovered_id:
            self.set_hovered(annotation_id)
            self.hovered.emit(annotation_id)


def _id_at(index: Index) -> int:
    annotation: Annotation | None = index.data(ANNOTATION) if index.isValid() else None
    return annotation.id if annotation else 0
