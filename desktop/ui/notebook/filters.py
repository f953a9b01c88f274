"""What narrows the notebook, and what it is grouped by."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.annotation import ColorNames, HighlightColor
from desktop.domain.notebook import Grouping, Narrowing
from desktop.reader.theme import Theme
from desktop.ui.reading.filter_bar import WordsField
from desktop.ui.reading.swatches import ColorDot
from desktop.ui.words import tr

_PAUSE = 150
"""Milliseconds without a key before the search starts."""

_GROUPINGS = {
    Grouping.ARTICLE: "Article",
    Grouping.TAG: "Tag",
    Grouping.COLOR: "Colour",
    Grouping.DAY: "Day",
    Grouping.NONE: "Nothing",
}
_TIMES = {"": "At any time", "today": "Today", "week": "In the last 7 days", "month": "In the last 30 days",
          "year": "This year", "earlier": "Before this year"}  # fmt: skip


class Filters(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = WordsField(self)
        self.words.setObjectName("notebookWords")
        self.words.setPlaceholderText(tr("Find in all annotations"))
        self.words.setAccessibleName(tr("Find in all annotations"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumHeight(32)
        self.dots = [ColorDot(color, theme, self) for color in HighlightColor]
        self.tag = _choice(self, tr("Any tag"), tr("Tag"), "notebookTag")
        self.collection = _choice(self, tr("Any collection"), tr("Collection"), "notebookCollection")
        self.time = QComboBox(self)
        self.time.setAccessibleName(tr("When it was made"))
        for key, text in _TIMES.items():
            self.time.addItem(tr(text), key)
        self.group = QComboBox(self)
        self.group.setObjectName("notebookGrouping")
        self.group.setAccessibleName(tr("Grouped by"))
        for grouping, text in _GROUPINGS.items():
            self.group.addItem(tr(text), grouping)
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._alone = False
        self.tag.activated.connect(lambda _place: self._forget_alone())
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _words: self._timer.start())
        for dot in self.dots:
            dot.toggled.connect(lambda _on: self.changed.emit())
        for choice in (self.tag, self.collection, self.time, self.group):
            choice.activated.connect(lambda _place: self.changed.emit())
        self._arrange()

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.words, 1)
        first.addWidget(QLabel(tr("Grouped by"), self))
        first.addWidget(self.group)
        second = QHBoxLayout()
        second.setSpacing(2)
        for dot in self.dots:
            second.addWidget(dot)
        second.addSpacing(8)
        for choice in (self.tag, self.collection, self.time):
            second.addWidget(choice)
            second.addSpacing(6)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.problem)

    def _forget_alone(self) -> None:
        self._alone = False

    def narrowing(self) -> Narrowing:
        time = self.time.currentData()
        since, before = time if isinstance(time, tuple) else _bounds(str(time))
        return Narrowing(
            self.words.text().strip(), frozenset(dot.color for dot in self.dots if dot.isChecked()),
            str(self.tag.currentData() or ""), self._alone, str(self.collection.currentData() or ""), since, before,
        )  # fmt: skip

    def grouping(self) -> Grouping:
        return Grouping(self.group.currentData())

    def narrow(self, query: str, tag: str = "", since: str = "", before: str = "", span: str = "") -> None:
        """Show what a query finds, with a tag (without those inside it), made in a span of time that is called so;
        empty: any."""
        for dot in self.dots:
            dot.blockSignals(True)
            dot.setChecked(False)
            dot.blockSignals(False)
        if tag and self.tag.findData(tag) < 0:
            self.tag.addItem(tag, tag)
        self.tag.setCurrentIndex(max(self.tag.findData(tag), 0))
        self._alone = bool(tag)
        self.collection.setCurrentIndex(0)
        if self.time.count() > len(_TIMES):
            self.time.removeItem(len(_TIMES))
        if span:
            self.time.addItem(span, (since, before))
        self.time.setCurrentIndex(self.time.count() - 1 if span else 0)
        self.words.setText(query)
        self._timer.stop()
        self.changed.emit()

    def offer(self, tags: Sequence[str], collections: Sequence[str]) -> None:
        for choice, names in ((self.tag, tags), (self.collection, collections)):
            chosen = choice.currentData()
            if [choice.itemData(place) for place in range(1, choice.count())] == list(names):
                continue
            while choice.count() > 1:
                choice.removeItem(1)
            for name in names:
                choice.addItem(name, name)
            choice.setCurrentIndex(max(choice.findData(chosen), 0))

    def explain(self, problem: str) -> None:
        """Why the words cannot be understood; empty: they can."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def set_names(self, names: ColorNames) -> None:
        for dot in self.dots:
            dot.set_names(names)

    def set_theme(self, theme: Theme) -> None:
        for dot in self.dots:
            dot.set_theme(theme)


def _choice(parent: QWidget, everything: str, name: str, object_name: str) -> QComboBox:
    """A list in which a part of a name finds it."""
    choice = QComboBox(parent)
    choice.setObjectName(object_name)
    choice.setAccessibleName(name)
    choice.setEditable(True)
    choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    choice.setMinimumWidth(130)
    choice.setMaximumWidth(240)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.addItem(everything, "")
    completer, field = choice.completer(), choice.lineEdit()
    assert completer is not None
    assert field is not None
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def settle() -> None:
        """What is no name stands for the one that was chosen last."""
        choice.setCurrentIndex(max(choice.findText(field.text(), Qt.MatchFlag.MatchFixedString), 0))
        choice.activated.emit(choice.currentIndex())

    field.editingFinished.connect(settle)
    return choice


def _bounds(time: str) -> tuple[str, str]:
    """Since when, and before when, in UTC."""
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    year = today.replace(month=1, day=1)
    since = {"today": today, "week": today - timedelta(6), "month": today - timedelta(29), "year": year}.get(
        time
    )
    before = year if time == "earlier" else None
    return tuple(  # type: ignore[return-value]
        moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else ""
        for moment in (since, before)
    )
