"""The top of the window: the search over everything, its fields as chips, what is not understood, what may be meant."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.domain.errors import QueryError
from desktop.domain.query import Field, fields, is_excluded, parse, without
from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.ui.actions import Actions
from desktop.ui.keyboard import KeyTip
from desktop.ui.panels.search_field import SearchField
from desktop.ui.reading.flow_layout import FlowLayout
from desktop.ui.reading.tag_field import CHIP_HEIGHT, Chip
from desktop.ui.theme import icon
from desktop.ui.words import tr

_OFFERED = (
    "tag:",
    "in:",
    "by:",
    "site:",
    "color:",
    "type:",
    "has:notes",
    "is:unread",
    "before:",
    "after:",
    "added:",
)
"""Fields that a click adds."""

_NAMES = {
    "tag": "Tag", "in": "In", "by": "By", "site": "Site", "title": "Title", "color": "Colour", "type": "Type",
    "lang": "Language", "has": "Has", "is": "Is", "before": "Before", "after": "After",
    "added": "Added", "id": "Number",
}  # fmt: skip


class SearchBar(QWidget):
    """The top of the window."""

    query_changed = Signal(str)
    """The person typed: what is being searched for by then is given up, so that no key has to be waited for."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = SearchField(self)
        self.field.setObjectName("searchField")
        self.field.setAccessibleName(tr("Search the library"))
        self.field.setToolTip(
            tr(
                "Words, “phrases”, starts of words (flo*), NEAR(river bridge, 5), OR, -not, (…),\n"
                "fields such as tag:water, by:reed, has:notes, after:last week"
            )
        )
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
        self._meant = ""
        self.suggestion = QToolButton(self)
        self.suggestion.setObjectName("suggestion")
        self.suggestion.setAutoRaise(True)
        self.suggestion.clicked.connect(lambda: self.set_query(self._meant))
        self.suggestion.hide()
        self._theme = themes.load("paper")
        self._strip = QWidget(self)
        self._flow = FlowLayout(self._strip)
        self._chips: list[Chip] = []
        self._stand: list[tuple[Field, int, int, bool]] = []
        self._adders = [self._adder(name) for name in _OFFERED]
        self._line_up()
        self._strip.hide()
        self._timer = QTimer(self, singleShot=True, interval=0)
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

    def set_query(self, text: str) -> None:
        """Search for something else at once."""
        self.field.setText(text)
        self.field.setFocus()
        self._tell()

    def explain(self, problem: str, start: int = 0, end: int = 0) -> None:
        """Say under the field why the search cannot be understood, and where; empty: it can."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.field.mark(start, end, self._theme.warning)
        if problem:
            self.suggest("")

    def suggest(self, meant: str) -> None:
        """Offer the search that may have been meant; empty: none."""
        self._meant = meant
        self.suggestion.setText(tr("Did you mean “{query}”?", query=meant))
        self.suggestion.setVisible(bool(meant))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._glass.setIcon(icon("magnifying-glass", theme, theme.muted))
        self.import_button.setIcon(icon("download-simple", theme))
        self.export_button.setIcon(icon("export", theme))
        self.suggestion.setStyleSheet(f"QToolButton {{ color: {theme.accent}; text-align: left; }}")
        for chip in self._chips:
            chip.set_theme(theme)

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
        column.addWidget(self._strip)
        column.addWidget(self.problem)
        column.addWidget(self.suggestion)

    def _show_chips(self, text: str) -> None:
        """The fields of the search, each with a cross; after them those that can be added. They are made anew only
        where the fields are others, since this is done at every key."""
        try:
            present = fields(parse(text))
        except QueryError:
            present = []
        stand = [(field, field.start, field.end, is_excluded(text, field)) for field in present]
        if stand != self._stand:
            self._stand = stand
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._chip(text, field) for field in present]
            self._line_up()
        self._strip.setVisible(bool(text))

    def _line_up(self) -> None:
        while self._flow.takeAt(0):
            pass
        for widget in (*self._chips, *self._adders):
            self._flow.addWidget(widget)
            widget.show()

    def _chip(self, text: str, field: Field) -> Chip:
        name, value = tr(_NAMES[field.name]), tr(field.value) if field.name in ("has", "is") else field.value
        shown = tr("{name}: {value}", name=name, value=value or "…")
        told = tr("Not {field}", field=shown[:1].lower() + shown[1:]) if is_excluded(text, field) else shown
        chip = Chip(told, self._theme, self._strip, removable=True)
        chip.setToolTip(tr("Take “{field}” out of the search", field=shown))
        chip.remove_wanted.connect(lambda _text: self.set_query(without(self.field.text(), field)))
        return chip

    def _adder(self, name: str) -> QToolButton:
        button = QToolButton(self._strip)
        button.setText(f"+ {name}")
        button.setAutoRaise(True)
        button.setObjectName("addField")
        button.setFixedHeight(CHIP_HEIGHT)
        button.setStyleSheet("QToolButton { padding: 0 6px; }")
        button.setToolTip(tr("Narrow the search by {field}", field=name))
        button.clicked.connect(lambda: self._add_field(name))
        return button

    def _add_field(self, name: str) -> None:
        text = f"{self.field.text().rstrip()} {name}".strip()
        self.field.setText(text)
        self.field.setFocus()
        self.field.textEdited.emit(text)

    def _typed(self, text: str) -> None:
        self._show_chips(text)
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self.query_changed.emit(self.query())

    def _button(self, text: str, name: str, action: QAction) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        KeyTip(button, action, action.text())
        button.setMinimumHeight(32)
        button.clicked.connect(action.trigger)
        return button
