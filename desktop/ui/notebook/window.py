"""The notebook's window: groups, cards, and an outline side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.annotation import ColorNames, HighlightColor
from desktop.domain.notebook import Gathered, Group, Grouping
from desktop.reader.theme import Theme
from desktop.ui.notebook.cards_view import CardsView
from desktop.ui.notebook.filters import Filters
from desktop.ui.notebook.groups import GroupsList
from desktop.ui.notebook.outline_panel import OutlinePanel
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.reading.swatches import color_name
from desktop.ui.words import counted, short_date, tr

_SIZES = [190, 480, 430]


class NotebookWindow(QMainWindow):
    """A window of its own, so that the reader stays beside it."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Notebook"))
        self.resize(1100, 760)
        self.filters = Filters(theme, self)
        self.groups = GroupsList(theme, self)
        self.cards = CardsView(theme, self)
        self.cards.setAccessibleName(tr("Annotations"))
        self.outline = OutlinePanel(theme, self)
        self.empty = EmptyPlace("highlighter-circle", "", self)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.count.setContentsMargins(16, 4, 16, 4)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.cards)
        self._arrange()
        self.groups.group_chosen.connect(self._go_to_group)
        self.set_theme(theme)

    def _arrange(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.groups, 1)
        column.addWidget(self.count)
        self.panels = QSplitter(self)
        self.panels.setHandleWidth(1)
        for part in (left, self._stack, self.outline):
            self.panels.addWidget(part)
        self.panels.setSizes(_SIZES)
        self.panels.setStretchFactor(1, 1)
        self.panels.setStretchFactor(2, 1)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.filters)
        rows.addWidget(self.panels, 1)
        self.setCentralWidget(whole)

    def show_gathered(self, gathered: Gathered, grouping: Grouping, names: list[str], found: int) -> None:
        """The annotations in a new order; what was current stays so where it is still there. ``names``: of the groups;
        ``found``: how many annotations there are in all."""
        view = self.cards
        current = view.currentIndex()
        kept = view.cards.ids([current.row()])[0] if current.isValid() else 0
        view.painter.titled = grouping is not Grouping.ARTICLE
        view.cards.show(gathered)
        grouped = grouping is not Grouping.NONE
        view.set_names(names if grouped else [])
        self.groups.show_groups(names if grouped else [], gathered.groups)
        self.groups.setVisible(grouped)
        self.count.setText(counted(found, "{n} annotation", "{n} annotations"))
        row = view.cards.row_of(kept) if kept else -1
        if gathered.ids:
            view.setCurrentIndex(view.cards.index(max(row, 0)))
        self._stack.setCurrentWidget(view if gathered.ids else self.empty)

    def tell_empty(self, narrowed: bool) -> None:
        self.empty.text.setText(
            tr("No annotation is like that.") if narrowed
            else tr("What you highlight and note in articles is gathered here.")
        )  # fmt: skip

    def set_names(self, names: ColorNames) -> None:
        self.filters.set_names(names)
        self.cards.painter.names = names

    def set_theme(self, theme: Theme) -> None:
        for part in (self.filters, self.groups, self.cards, self.outline, self.empty):
            part.set_theme(theme)

    def _go_to_group(self, group: int) -> None:
        self.cards.show_group(group)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def group_names(groups: Sequence[Group], grouping: Grouping, names: ColorNames) -> list[str]:
    """As they are shown; may be asked off the window's thread."""
    if grouping is Grouping.COLOR:
        known = {color.value: color_name(color, names) for color in HighlightColor}
        return [known.get(group.key, group.key) for group in groups]
    if grouping is Grouping.DAY:
        return [short_date(group.label) for group in groups]
    without = tr("Without a tag") if grouping is Grouping.TAG else tr("Untitled")
    return [group.label or without for group in groups]
