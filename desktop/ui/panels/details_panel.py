"""The details of the chosen articles, to be read and changed: of one at once, of many all together."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.item import ItemSummary, ReadingStatus
from desktop.reader import theme as themes
from desktop.reader.theme import Theme
from desktop.services.details import FIELDS, Details
from desktop.ui.models.columns import STATES, TYPES, language_name
from desktop.ui.panels.detail_fields import LABELS, DetailField
from desktop.ui.reading.tag_field import TagField
from desktop.ui.theme import icon
from desktop.ui.words import counted, moment, number, tr

_ALWAYS = ("title", "creators", "site", "published", "language", "url", "DOI", "container-title", "publisher")
"""The others are shown where they have a value, or when all are wanted."""

_MOST_NAMED = 12
"""Tags and collections that are named; of the others there is the number."""


class DetailsPanel(QWidget):
    """States wishes. While changes of several articles wait to be saved, it stays with these."""

    edited = Signal(list, dict)
    """Ids of articles, and the fields that differ, as ``organize.edit_items`` takes them."""
    tags_changed = Signal(list, list, list)
    """Ids, tags to add, tags to remove."""
    status_wanted = Signal(list, str)
    star_wanted = Signal(list, bool)
    collect_wanted = Signal()
    close_wanted = Signal()
    left = Signal()
    """Changes that waited were saved or taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Details"))
        self.setMinimumWidth(240)
        self._details = Details()
        self._theme = themes.load("paper")
        self._all = False
        self.fields = {name: DetailField(name, self) for name in LABELS}
        self._arrange()
        for field in self.fields.values():
            field.committed.connect(self._commit)
            field.touched.connect(self._judge)
        self.show_details(Details(), [])

    # What is shown -------------------------------------------------------------------------------------

    def show_details(self, details: Details, known_tags: list[str]) -> None:
        if self.waiting() and details.ids != self._details.ids:
            return
        anew = details.ids != self._details.ids
        self._details = details
        many = len(details.ids)
        self.nothing.setVisible(not many)
        self._form.setVisible(bool(many))
        self.caption.setText(counted(many, "{n} article", "{n} articles") if many > 1 else "")
        self.caption.setVisible(many > 1)
        for name in FIELDS:
            self.fields[name].show_value(
                details.values.get(name, ""), details.origins.get(name, ""), anew=anew
            )
        self._show_fields()
        self.tags.set_known(known_tags)
        self.tags.set_tags(details.tags)
        self._some(self.some_tags, details.some_tags)
        self._some(self.in_collections, details.collections, tr("In {names}"))
        self._some(self.some_collections, details.some_collections)
        self.status.setCurrentIndex(self.status.findData(details.status))
        star = {
            None: Qt.CheckState.PartiallyChecked,
            True: Qt.CheckState.Checked,
            False: Qt.CheckState.Unchecked,
        }
        self.star.setTristate(details.starred is None)
        self.star.setCheckState(star[details.starred])
        self.facts.setText(_facts(details.one) if details.one else "")
        self.facts.setVisible(details.one is not None)
        self._judge()

    def ids(self) -> tuple[int, ...]:
        """Of the articles that are shown."""
        return self._details.ids

    def waiting(self) -> dict[str, object]:
        """What was changed of several articles and is not saved."""
        if len(self._details.ids) < 2:
            return {}
        return {name: field.value() for name, field in self.fields.items() if field.changed()}

    def enter(self) -> None:
        self.fields["title"].line.setFocus()

    def entrance(self) -> QWidget:
        """What takes the focus."""
        return self.fields["title"].line

    @staticmethod
    def _some(label: QLabel, names: tuple[str, ...], text: str = "") -> None:
        shown = ", ".join(names[:_MOST_NAMED])
        if rest := len(names) - _MOST_NAMED if len(names) > _MOST_NAMED else 0:
            shown = tr("{names} and {n} more", names=shown, n=number(rest))
        label.setText((text or tr("Some: {names}")).replace("{names}", shown) if names else "")
        label.setVisible(bool(names))

    def _show_fields(self) -> None:
        hidden = 0
        for name, field in self.fields.items():
            value = self._details.values.get(name, "")
            shown = self._all or name in _ALWAYS or value is None or bool(value) or field.changed()
            field.setVisible(shown)
            hidden += not shown
        self.more.setVisible(bool(hidden))

    # Wishes --------------------------------------------------------------------------------------------

    def _commit(self, name: str) -> None:
        """Of one article at once; several wait until all is said."""
        if len(self._details.ids) == 1:
            field = self.fields[name]
            self.edited.emit(list(self._details.ids), {name: field.value()})

    def _save(self) -> None:
        if changed := self.waiting():
            self.edited.emit(list(self._details.ids), changed)

    def settle(self, names: list[str]) -> None:
        """These were written."""
        for name in names:
            self.fields[name].settle()
        self._judge()
        self.left.emit()

    def tell(self, names: list[str], problem: str) -> None:
        """These could not be written."""
        self.fields[names[0]].tell(problem)

    def _take_back(self) -> None:
        for field in self.fields.values():
            if field.changed():
                field.take_back()
        self.left.emit()

    def _judge(self) -> None:
        waiting, many = self.waiting(), len(self._details.ids)
        self._foot.setVisible(bool(waiting))
        self.save.setText(counted(many, "Change {n} article", "Change {n} articles"))

    def _choose_status(self, row: int) -> None:
        self.status_wanted.emit(list(self._details.ids), self.status.itemData(row))

    # Parts ---------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        title = QLabel(tr("Details"), self)
        title.setStyleSheet("font-size: 15px; font-weight: 600;")
        self.close_button = QToolButton(self)
        self.close_button.setToolTip(tr("Close the details"))
        self.close_button.setAccessibleName(tr("Close the details"))
        self.close_button.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        self.caption = self._label("smallMuted")
        self.nothing = self._label("muted")
        self.nothing.setText(
            tr("Choose one article or several in the list: what is known of them stands here.")
        )
        self._form = QScrollArea(self)
        self._form.setFrameShape(QFrame.Shape.NoFrame)
        self._form.setWidgetResizable(True)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._form.setWidget(self._make_form())
        self._foot = self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.caption)
        column.addWidget(self.nothing)
        column.addWidget(self._form, 1)
        column.addWidget(self._foot)
        column.addStretch(0)

    def _make_form(self) -> QWidget:
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        self.status = QComboBox(form)
        self.status.setAccessibleName(tr("State"))
        self.status.setPlaceholderText(tr("Several states"))
        for status in ReadingStatus:
            self.status.addItem(tr(STATES[status]), status.value)
        self.status.activated.connect(self._choose_status)
        self.star = QCheckBox(tr("Star"), form)
        self.star.clicked.connect(lambda on: self.star_wanted.emit(list(self._details.ids), on))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.status, 1)
        row.addWidget(self.star)
        column.addLayout(row)
        names = ("title", "creators", "site", "published")
        for name in names:
            column.addWidget(self.fields[name])
        self._add_tags(column, form)
        for name, field in self.fields.items():
            if name not in names:
                column.addWidget(field)
        self.more = QPushButton(tr("All fields"), form)
        self.more.clicked.connect(self._show_all)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.facts = self._label("smallMuted")
        column.addWidget(self.facts)
        column.addStretch(1)
        return form

    def _add_tags(self, column: QVBoxLayout, form: QWidget) -> None:
        heading = QLabel(tr("Tags"), form)
        heading.setObjectName("small")
        self.tags = TagField(self._theme, form)
        self.tags.add_wanted.connect(lambda name: self.tags_changed.emit(list(self._details.ids), [name], []))
        self.tags.remove_wanted.connect(
            lambda name: self.tags_changed.emit(list(self._details.ids), [], [name])
        )
        self.some_tags, self.some_collections = self._label("smallMuted"), self._label("smallMuted")
        self.in_collections = self._label("smallMuted")
        collect = QPushButton(tr("Add to a collection…"), form)
        collect.clicked.connect(self.collect_wanted)
        for part in (heading, self.tags, self.some_tags):
            column.addWidget(part)
        for part in (self.in_collections, self.some_collections):
            column.addWidget(part)
        column.addWidget(collect, 0, Qt.AlignmentFlag.AlignLeading)

    def _make_foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        back = QPushButton(tr("Take back"), foot)
        back.setObjectName("takeBack")
        back.clicked.connect(self._take_back)
        self.save = QPushButton(foot)
        self.save.setObjectName("saveDetails")
        self.save.setProperty("main", True)
        self.save.clicked.connect(self._save)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.save)
        return foot

    def _label(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(kind)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(1)
        return label

    def _show_all(self) -> None:
        self._all = True
        self._show_fields()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.tags.set_theme(theme)
        self.close_button.setIcon(icon("x", theme))


def _facts(summary: ItemSummary) -> str:
    """What nobody writes: the type, the length, when it came and was opened."""
    item = summary.item
    told = [
        tr(TYPES[item.type]),
        counted(summary.words, "{n} word", "{n} words"),
        counted(summary.annotations, "{n} annotation", "{n} annotations"),
    ]
    if summary.progress:
        told.append(tr("{percent} % read", percent=number(round(summary.progress * 100))))
    if item.language:
        told.append(language_name(item.language))
    lines = [
        " · ".join(told),
        tr("Added {when}", when=moment(item.added)),
        tr("Changed {when}", when=moment(item.modified)),
    ]
    if summary.opened:
        lines.append(tr("Opened {when}", when=moment(summary.opened)))
    return "\n".join(lines)
