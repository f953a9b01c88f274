"""The field over everything, with chips for its fields, and under it what is not understood."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.reader.theme import Theme
from desktop.ui.actions import Actions
from desktop.ui.theme import icon
from desktop.ui.words import tr

_PAUSE = 150
"""Milliseconds without a key before the search starts."""

_FIELDS = ("tag:", "by:", "site:", "color:", "type:", "has:note", "before:", "after:")


class SearchField(QLineEdit):
    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """The top of the window."""

    query_changed = Signal(str)
    """The person paused, or pressed Enter."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = SearchField(self)
        self.field.setObjectName("searchField")
        self.field.setAccessibleName(tr("Search the library"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumHeight(32)
        self.field.setMaximumWidth(720)
        self._glass: QAction = self.field.addAction(
            actions["search"].icon(), QLineEdit.ActionPosition.LeadingPosition
        )
        self.import_button = self._button(tr("Import"), "importButton", actions["import_files"])
        self.export_button = self._button(tr("Export"), "exportButton", actions["export"])
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._chips = self._make_chips()
        self._chips.hide()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._tell)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._tell)
        self.scope("")
        self._arrange()

    def query(self) -> str:
        return self.field.text().strip()

    def scope(self, place: str) -> None:
        """Name the place that is searched; empty: everything."""
        self.field.setPlaceholderText(
            tr("Search in {place}", place=place)
            if place
            else tr("Search articles, highlights, notes and tags")
        )

    def explain(self, problem: str) -> None:
        """Say under the field why the search cannot be understood; empty: it can."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def set_theme(self, theme: Theme) -> None:
        self._glass.setIcon(icon("magnifying-glass", theme, theme.muted))
        self.import_button.setIcon(icon("download-simple", theme))
        self.export_button.setIcon(icon("export", theme))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addStretch()
        row.addWidget(self.import_button)
        row.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._chips)
        column.addWidget(self.problem)

    def _make_chips(self) -> QWidget:
        strip = QWidget(self)
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name in _FIELDS:
            chip = QToolButton(strip)
            chip.setText(name)
            chip.setAutoRaise(True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setToolTip(tr("Narrow the search by {field}", field=name))
            chip.clicked.connect(lambda _=False, name=name: self._add_field(name))
            row.addWidget(chip)
        row.addStretch()
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return strip

    def _add_field(self, name: str) -> None:
        text = self.field.text().rstrip()
        self.field.setText(f"{text} {name}".strip())
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self._chips.setVisible(bool(text))
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self.query_changed.emit(self.query())

    def _button(self, text: str, name: str, action: QAction) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
        button.setMinimumHeight(32)
        button.clicked.connect(action.trigger)
        return button
