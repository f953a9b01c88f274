"""One outline to be put in order: by key, by menu, and by dragging."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from desktop.domain.outline import Outline, Point, PointKind
from desktop.exporters.outlines import OutlineLine
from desktop.reader.theme import Theme
from desktop.ui.keyboard import KeyTip
from desktop.ui.notebook.outline_model import POINT, OutlineModel
from desktop.ui.notebook.outline_painter import OutlineDelegate
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.theme import icon
from desktop.ui.words import apart, tr


class OutlineList(QListView):
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setProperty("viewportWidth", self.viewport().width())
        self.scheduleDelayedItemsLayout()

    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState


class OutlinePanel(QWidget):
    """Says what is wished for; the one who made it does it."""

    outline_chosen = Signal(int)
    passage_wanted = Signal(int, bool)
    """Id of an annotation whose passage is to be shown; whether it was asked for firmly (Enter, double click)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[Point, OutlineLine]] | None = None
        self._known_before: frozenset[int] | None = None
        """The points that were there when something new was asked for; None: nothing was."""
        self._edit_after = False
        self.model = OutlineModel(self)
        self.list = OutlineList(self)
        self.list.setObjectName("outlineList")
        self.list.setAccessibleName(tr("Points of the outline"))
        self.list.setModel(self.model)
        self.painter = OutlineDelegate(theme, self.list)
        self.list.setItemDelegate(self.painter)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.list.setDropIndicatorShown(True)
        self.list.setDragDropOverwriteMode(False)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.clicked.connect(lambda index: self._go(index.data(POINT), firmly=False))
        self.list.activated.connect(self._activate)
        self.painter.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._catch_up))
        self.choice = QComboBox(self)
        self.choice.setObjectName("outlineChoice")
        self.choice.setAccessibleName(tr("Outline"))
        self.choice.activated.connect(lambda _place: self.outline_chosen.emit(self.outline_id()))
        self.more = QToolButton(self)
        self.more.setToolTip(tr("What can be done with the outline"))
        self.more.setAccessibleName(self.more.toolTip())
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        invitation = tr(
            "An outline makes an argument of excerpts. Drag annotations here, or press A on one; put headings and your "
            "own words between them."
        )
        self.empty = EmptyPlace("list-dashes", invitation, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.list)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        self._arrange()
        self.set_theme(theme)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.choice, 1)
        top.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        column.addLayout(self.tools)

    def set_actions(self, menu: QMenu, buttons: Sequence[QAction], named: Sequence[QAction]) -> None:
        """``named`` stand with their word; the others are icons."""
        self.more.setMenu(menu)
        for action in named:
            button = QPushButton(action.text().replace("…", ""), self)
            KeyTip(button, action, action.text())
            button.clicked.connect(action.trigger)
            self.tools.addWidget(button)
        self.tools.addStretch(1)
        for action in buttons:
            tool = QToolButton(self)
            tool.setDefaultAction(action)
            self.tools.addWidget(tool)

    def set_theme(self, theme: Theme) -> None:
        self.painter.set_theme(theme)
        self.empty.set_theme(theme)
        self.more.setIcon(icon("dots-three-vertical", theme))
        self.list.viewport().update()

    # What is shown -----------------------------------------------------------------------------------

    def outline_id(self) -> int:
        """Of the chosen one; 0 where there is none."""
        return int(self.choice.currentData() or 0)

    def outline_name(self) -> str:
        return self.choice.currentText()

    def show_outlines(self, outlines: Sequence[Outline], chosen: int) -> None:
        self.choice.clear()
        for outline in outlines:
            self.choice.addItem(apart(outline.name), outline.id)
        place = self.choice.findData(chosen)
        self.choice.setCurrentIndex(max(place, 0) if outlines else -1)
        self.choice.setEnabled(bool(outlines))
        if not outlines:
            self.choice.setPlaceholderText(tr("No outline yet"))

    def show_points(self, rows: list[tuple[Point, OutlineLine]]) -> None:
        """Later, while one is being edited."""
        self._waiting = rows
        if not self.list.is_editing():
            self._catch_up()

    def select_after(self, *, edit: bool = False) -> None:
        """Choose what is new in the list once it is shown, and begin to edit it if so wished."""
        self._known_before = frozenset(point.id for point, _ in self.model.rows)
        self._edit_after = edit

    def _catch_up(self) -> None:
        if self._waiting is None or self.list.is_editing():
            return
        chosen, current = set(self.chosen_points()), self.list.currentIndex().row()
        current_id = self.model.rows[current][0].id if 0 <= current < len(self.model.rows) else 0
        at = self.list.verticalScrollBar().value()
        rows, self._waiting = self._waiting, None
        self.model.show(rows)
        self.stack.setCurrentWidget(self.list if rows else self.empty)
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(at)
        known = self._known_before
        new = [point.id for point, _ in rows if point.id not in known] if known is not None else []
        if not new:
            self._choose(chosen, current_id, current)
            return
        self._known_before = None
        self._choose(set(new), new[0], current)
        if self._edit_after:
            self.list.setFocus()
            self.list.edit(self.list.currentIndex())
        self._edit_after = False

    def _choose(self, chosen: set[int], current_id: int, row: int) -> None:
        model = self.list.selectionModel()
        found = self.model.row_of(current_id)
        place = found if found >= 0 else min(row, len(self.model.rows) - 1)
        if place < 0:
            return
        index = self.model.index(place)
        model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        rows = [at for at, (point, _) in enumerate(self.model.rows) if point.id in chosen] or [place]
        model.clearSelection()
        for at in rows:
            model.select(self.model.index(at), QItemSelectionModel.SelectionFlag.Select)
        self.list.scrollTo(index)

    def chosen_points(self) -> list[int]:
        """Their ids, from top to bottom."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.rows[row][0].id for row in rows]

    def current_point(self) -> int | None:
        """Below which something new is to stand; None: at the end."""
        row = self.list.currentIndex().row()
        return self.model.rows[row][0].id if 0 <= row < len(self.model.rows) else None

    def _activate(self) -> None:
        index = self.list.currentIndex()
        point: Point | None = index.data(POINT)
        if point and point.kind is PointKind.QUOTATION:
            self._go(point, firmly=True)
        elif point and not self.list.is_editing():
            self.list.edit(index)

    def _go(self, point: Point | None, *, firmly: bool) -> None:
        if point and point.annotation_id:
            self.passage_wanted.emit(point.annotation_id, firmly)
