"""Ctrl+K: go to anything, do anything, by a part of its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip
from shiboken6 import isValid

from desktop.domain.fuzzy import fit, folded
from desktop.reader.theme import Theme
from desktop.services.palette import Findable, Index, Kind
from desktop.ui.actions import Actions
from desktop.ui.dialogs.frame import open_once
from desktop.ui.models.places import Place
from desktop.ui.notebook.notebook import Notebook
from desktop.ui.theme import icon
from desktop.ui.words import apart, tr
from desktop.ui.workplace import Workplace

_SHOWN = 60
_PATIENCE = 120
"""Milliseconds after which commands are shown alone, while the library is still looked through."""
_ICONS = {
    Kind.ARTICLE: "file-text", Kind.TAG: "tag", Kind.COLLECTION: "folder", Kind.SEARCH: "magnifying-glass",
    Kind.OUTLINE: "list-dashes", Kind.ANNOTATION: "highlighter-circle",
}  # fmt: skip
_KINDS = {
    Kind.ARTICLE: "Article", Kind.TAG: "Tag", Kind.COLLECTION: "Collection", Kind.SEARCH: "Saved search",
    Kind.OUTLINE: "Outline", Kind.ANNOTATION: "Annotation",
}  # fmt: skip
_ROW = int(Qt.ItemDataRole.UserRole)
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """``about`` stands at the far end: what it is, or the keys that do it."""

    text: str
    about: str
    icon: str
    score: float
    does: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Command:
    action: QAction
    path: str
    """The menus it is in."""


def commands_of(bar: QMenuBar) -> list[Command]:
    """All that the menus offer now."""

    def inside(actions: Sequence[QAction], path: str) -> Iterator[Command]:
        for action in actions:
            menu = action.menu()
            name = action.text().replace("&", "")
            if isinstance(menu, QMenu):
                yield from inside(menu.actions(), f"{path} › {name}" if path else name)
            elif name and not action.isSeparator() and action.isEnabled():
                yield Command(action, path)

    return list(inside(bar.actions(), ""))


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}, {row.about}"
        return {_ROW: row, Qt.ItemDataRole.DisplayRole: row.text}.get(role)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex) -> QSize:
        return QSize(100, 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row: Row = index.data(_ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.selection))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6)
        inside = option.rect.adjusted(10, 0, -12, 0)
        picture = QRect(inside.left(), inside.center().y() - 8, 18, 18)
        words = inside.adjusted(28, 0, 0, 0)
        metrics = option.fontMetrics
        about = metrics.elidedText(row.about, Qt.TextElideMode.ElideMiddle, words.width() // 2)
        room = words.width() - metrics.horizontalAdvance(about) - 16
        place = QStyle.visualRect(option.direction, option.rect, picture)
        icon(row.icon, self._theme, self._theme.muted).paint(painter, place)
        words = QStyle.visualRect(option.direction, option.rect, words)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.text))
        leading = QStyle.visualAlignment(option.direction, middle | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(words, leading, metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, room))
        painter.setPen(QColor(self._theme.muted))
        trailing = QStyle.visualAlignment(option.direction, middle | Qt.AlignmentFlag.AlignRight)
        painter.drawText(words, trailing, about)
        painter.restore()


class PaletteDialog(QDialog):
    """The field keeps the focus; arrows and Enter work in the list beneath. ``>`` at the start: commands only."""

    words_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(tr("Go to anything"))
        self.setObjectName("palette")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("A command, article, tag, collection, search or annotation"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setMinimumHeight(40)
        self.field.textChanged.connect(self.words_changed)
        self.field.installEventFilter(self)
        self.rows = _Rows(self)
        self.list = QListView(self)
        self.list.setAccessibleName(tr("What fits"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_RowDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self._take())
        self.nothing = QLabel(tr("Nothing is called like that."), self)
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        hint = QLabel(tr("Enter goes there · > for commands only · Esc closes"), self)
        hint.setObjectName("muted")
        hint.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (self.field, self.nothing, self.list, hint):
            column.addWidget(part, 1 if part is self.list else 0)
        self.setStyleSheet(
            f"#palette {{ background: {theme.window}; border: 1px solid {theme.border}; }}"
            f" #palette QListView {{ background: {theme.window}; }} #palette QLineEdit {{ font-size: 15px; }}"
        )
        width = min(680, parent.width() - 80)
        self.resize(max(width, 320), min(480, parent.height() - 80))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 56)

    def show_rows(self, rows: list[Row]) -> None:
        self.rows.show(rows)
        self.nothing.setVisible(not rows)
        self.list.setCurrentIndex(self.rows.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            page = max(self.list.viewport().height() // 34, 1)
            steps = {
                Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
                Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1,
            }  # fmt: skip
            key = Qt.Key(event.key())
            if key in steps:
                self._walk(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.reject()
        return super().event(event)

    def _walk(self, by: int) -> None:
        last = self.rows.rowCount() - 1
        row = self.list.currentIndex().row() + by
        if abs(by) == 1:
            row = 0 if row > last else last if row < 0 else row
        self.list.setCurrentIndex(self.rows.index(min(max(row, 0), last)))

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < self.rows.rowCount():
            chosen = self.rows.rows[row]
            self.accept()
            chosen.does()


class Palette(QObject):
    """Gives Ctrl+K its meaning."""

    def __init__(self, place: Workplace, actions: Actions, notebook: Notebook) -> None:
        super().__init__(place)
        self._place, self._notebook = place, notebook
        actions.give_meaning(palette=self.open)

    def open(self) -> None:
        place = self._place
        dialog = PaletteDialog(place.theme(), place)
        index = Index(place.library)
        commands = commands_of(place.menuBar())

        def look(words: str) -> None:
            shown = self._commands(commands, words)
            if words.startswith(">"):
                dialog.show_rows(shown)
                return

            told: list[bool] = []

            def show(found: list[Findable]) -> None:
                if isValid(dialog):
                    told.append(True)
                    dialog.show_rows(self._together(shown, found, words))

            def meanwhile() -> None:
                if not told and dialog.field.text() == words:
                    dialog.show_rows(shown)

            QTimer.singleShot(_PATIENCE, dialog, meanwhile)

            place.tasks.read(lambda: index.find(words), show, key="palette")

        dialog.words_changed.connect(look)
        dialog.show_rows(self._commands(commands, ">"))
        look("")
        open_once(dialog)
        dialog.field.setFocus()

    @staticmethod
    def _commands(commands: list[Command], words: str) -> list[Row]:
        wanted = folded(words.removeprefix(">")).strip()
        if not wanted and not words.startswith(">"):
            return []
        rows = []
        for command in commands:
            name = command.action.text().replace("&", "")
            score = max(fit(wanted, folded(name)), 0.8 * fit(wanted, folded(f"{command.path} {name}")))
            if score:
                keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                rows.append(
                    Row(name, keys or command.path, "caret-right", score + 0.04, command.action.trigger)
                )
        return sorted(rows, key=lambda row: -row.score)

    def _together(self, shown: list[Row], found: list[Findable], words: str) -> list[Row]:
        rows = [*shown, *(self._row(one) for one in found)]
        return sorted(rows, key=lambda row: -row.score)[:_SHOWN] if words.strip() else rows

    def _row(self, one: Findable) -> Row:
        kind = tr(_KINDS[one.kind])
        about = f"{kind} · {apart(one.about)}" if one.about else kind
        return Row(one.text, about, _ICONS[one.kind], one.score, lambda: self._go(one))

    def _go(self, one: Findable) -> None:
        if one.kind is Kind.ARTICLE:
            self._place.open_article(one.id)
        elif one.kind is Kind.ANNOTATION:
            self._place.open_article(one.item_id, one.id)
        elif one.kind is Kind.OUTLINE:
            self._notebook.open_outline(one.id)
        else:
            asks = one.about if one.kind is Kind.SEARCH else ""
            self._place.go_to(Place(str(one.kind), one.id, one.text, asks=asks))
