"""The window in which the library is seen as a whole."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from desktop.reader.theme import Theme
from desktop.ui.overview.chart import Cell, Chart
from desktop.ui.overview.pages import PAGES, Page
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.words import tr

_CELL = Qt.ItemDataRole.UserRole
_MOST_ROWS = 5000


class _Scroller(QScrollArea):
    """Tells its chart how much room there is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        chart = self.widget()
        if isinstance(chart, Chart):
            chart.fit_into(self.viewport().width(), self.viewport().height())


class OverviewWindow(QMainWindow):
    page_wanted = Signal(object)
    """``Page``: to be read and shown."""
    chosen = Signal(object)
    """The target of a part of a chart."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Overview"))
        self.resize(1080, 740)
        self._theme = theme
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Views"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        for page in PAGES:
            line = QListWidgetItem(tr(page.title), self.list)
            line.setSizeHint(QSize(0, 32))
        self.title = QLabel(self)
        self.title.setObjectName("heading")
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        self.stale = QLabel(tr("The library has changed since: F5 counts again."), self)
        self.stale.setObjectName("warning")
        self.stale.hide()
        self.scroller = _Scroller(self)
        self.scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table = QTreeWidget(self)
        self.table.setAccessibleName(tr("Table"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.itemActivated.connect(self._take_row)
        self.empty = EmptyPlace("chart-bar", "", self)
        self.loading = QLabel(tr("Counting…"), self)
        self.loading.setObjectName("muted")
        self.loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        for part in (self.loading, self.scroller, self.table, self.empty):
            self.stack.addWidget(part)
        self.charts = {page.name: self._made(page) for page in PAGES}
        self.actions_by_name = self._make_actions()
        self._arrange()
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + 24)
        self.list.currentRowChanged.connect(lambda _row: self._turn())
        self.list.itemActivated.connect(lambda _line: self.focus_chart())
        self.set_theme(theme)
        self.list.setCurrentRow(0)

    def _made(self, page: Page) -> Chart:
        chart = page.chart(self._theme)
        chart.setObjectName(page.name)
        chart.setAccessibleName(tr(page.title))
        chart.chosen.connect(self.chosen)
        return chart

    def _make_actions(self) -> dict[str, QAction]:
        made = {}
        for name, text, keys in (
            ("table", "As a table", "Ctrl+T"), ("picture", "Save as a picture…", "Ctrl+S"),
            ("csv", "Save as CSV…", "Ctrl+Shift+S"), ("renew", "Count again", "F5"),
        ):  # fmt: skip
            action = QAction(tr(text), self)
            action.setShortcut(QKeySequence(keys))
            self.addAction(action)
            made[name] = action
        made["table"].setCheckable(True)
        made["table"].toggled.connect(lambda _on: self._show_form())
        made["renew"].triggered.connect(lambda _checked=False: self._turn())
        return made

    def _arrange(self) -> None:
        view = self.menuBar().addMenu(tr("View"))
        view.addActions(list(self.actions_by_name.values()))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        texts.addWidget(self.stale)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(texts, 1)
        for name in ("table", "picture", "csv"):
            top.addWidget(self._button(self.actions_by_name[name]), 0, Qt.AlignmentFlag.AlignTop)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        panels = QSplitter(self)
        panels.setHandleWidth(1)
        panels.addWidget(self.list)
        panels.addWidget(right)
        panels.setSizes([210, 870])
        panels.setStretchFactor(1, 1)
        self.setCentralWidget(panels)

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.text(), self)
        button.setObjectName(f"overview_{action.text()}")
        button.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
        if action.isCheckable():
            button.setCheckable(True)
            button.toggled.connect(action.setChecked)
            action.toggled.connect(button.setChecked)
        else:
            button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        return button

    # Pages -------------------------------------------------------------------------------------------

    def page(self) -> Page:
        return PAGES[max(self.list.currentRow(), 0)]

    def chart(self) -> Chart:
        return self.charts[self.page().name]

    def turn_to(self, name: str) -> None:
        row = next(row for row, page in enumerate(PAGES) if page.name == name)
        if row == self.list.currentRow():
            self._turn()
        self.list.setCurrentRow(row)

    def show_page(self, page: Page, found: object, about: str = "") -> None:
        """What was read, where it is still wanted."""
        if page is not self.page():
            return
        if about:
            self.about.setText(f"{about} {tr(page.about)}")
        there = page.show(self.chart(), found)
        self._fill_table()
        for name in ("table", "picture", "csv"):
            self.actions_by_name[name].setEnabled(there)
        self.empty.text.setText(tr(page.nothing))
        if there:
            self._show_form()
        else:
            self.stack.setCurrentWidget(self.empty)

    def focus_chart(self) -> None:
        (self.table if self.actions_by_name["table"].isChecked() else self.chart()).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )

    def tell_stale(self, stale: bool) -> None:
        """Whether the library has changed since it was counted."""
        self.stale.setVisible(stale)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.empty.set_theme(theme)
        for chart in self.charts.values():
            chart.set_theme(theme)
        self.scroller.viewport().setStyleSheet(f"background: {theme.window};")

    def _turn(self) -> None:
        page = self.page()
        self.title.setText(tr(page.title))
        self.about.setText(tr(page.about))
        self.stack.setCurrentWidget(self.loading)
        self.scroller.takeWidget()
        self.scroller.setWidget(self.chart())
        self.scroller.fit()
        self.page_wanted.emit(page)

    def _show_form(self) -> None:
        self.stack.setCurrentWidget(
            self.table if self.actions_by_name["table"].isChecked() else self.scroller
        )

    def _fill_table(self) -> None:
        chart = self.chart()
        self.table.clear()
        self.table.setAccessibleName(chart.accessibleName())
        self.table.setColumnCount(len(chart.header))
        self.table.setHeaderLabels(list(chart.header))
        self.table.addTopLevelItems([_line(cell) for cell in chart.cells[:_MOST_ROWS]])
        for column in range(len(chart.header)):
            self.table.resizeColumnToContents(column)
            self.table.setColumnWidth(column, min(self.table.columnWidth(column) + 16, 420))

    def _take_row(self, line: QTreeWidgetItem) -> None:
        cell: Cell = line.data(0, _CELL)
        if cell.target is not None:
            self.chosen.emit(cell.target)


def _line(cell: Cell) -> QTreeWidgetItem:
    texts: Sequence[str] = cell.row
    line = QTreeWidgetItem(list(texts))
    line.setData(0, _CELL, cell)
    line.setToolTip(0, cell.spoken)
    return line
