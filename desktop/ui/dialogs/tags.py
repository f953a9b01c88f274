"""All tags in a window of their own: how often each is used, and what can be done with several at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.domain.annotation import HighlightColor
from desktop.domain.organize import Tag
from desktop.reader.theme import Theme
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.panels.place_menu import COLOR
from desktop.ui.reading.swatches import color_name, dot_icon
from desktop.ui.words import counted, number, tr


class _Line(QTreeWidgetItem):
    """Numbers are ordered as numbers."""

    def __init__(self, tag: Tag) -> None:
        super().__init__([tag.name, number(tag.items), number(tag.annotations)])
        self.tag = tag
        self._keys = (tag.name.casefold().split("/"), [tag.items], [tag.annotations])
        for column in (1, 2):
            self.setTextAlignment(column, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = self.treeWidget().sortColumn()
        return isinstance(other, _Line) and self._keys[column] < other._keys[column]  # type: ignore[operator]


class TagsWindow(FramedDialog):
    """Stays beside the main window; states wishes, and shows what became of them."""

    wished = Signal(str, list)
    """A verb (rename, move, merge, split, delete, delete_unused, or a colour after ``COLOR``) and names of tags."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tags"), parent)
        self._tags: Sequence[Tag] = ()
        self._theme = theme
        self._icons = {color.value: dot_icon(color, theme) for color in HighlightColor}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find a tag"))
        self.search.setAccessibleName(tr("Find a tag"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.unused = QCheckBox(tr("Unused only"), self)
        self.unused.toggled.connect(self._narrow)
        self.list = self._make_list()
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.search, 1)
        top.addWidget(self.unused)
        self.body.addLayout(top)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._make_verbs())
        self.body.addWidget(self.about)
        self.clear = self.add_button(
            tr("Delete unused"), "deleteUnused", lambda: self.wished.emit("delete_unused", [])
        )
        self.add_button(tr("Close"), "closeTags", self.accept)
        self.resize(620, 560)
        self._judge()

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setAccessibleName(tr("Tags"))
        made.setHeaderLabels([tr("Tag"), tr("Articles"), tr("Annotations")])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            made.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        made.setSortingEnabled(True)
        made.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        made.itemSelectionChanged.connect(self._judge)
        return made

    def _make_verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.verbs: dict[str, QPushButton] = {}
        for verb, text, key in (
            ("rename", tr("Rename…"), "F2"), ("merge", tr("Merge…"), "Ctrl+M"), ("move", tr("Put below…"), "Ctrl+P"),
            ("split", tr("Split…"), "Ctrl+S"), ("color", tr("Colour"), ""), ("delete", tr("Delete…"), "Del"),
        ):  # fmt: skip
            button = QPushButton(text, self)
            button.setObjectName(f"{verb}Tags")
            button.setAutoDefault(False)
            if verb == "color":
                button.setMenu(self._color_menu(button))
            else:
                button.clicked.connect(lambda _on=False, verb=verb: self._wish(verb))
                button.setToolTip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
                shortcut = QShortcut(QKeySequence(key), self.list if verb == "delete" else self)
                shortcut.setContext(
                    Qt.ShortcutContext.WidgetShortcut
                    if verb == "delete"
                    else Qt.ShortcutContext.WindowShortcut
                )
                shortcut.activated.connect(button.click)
            row.addWidget(button)
            self.verbs[verb] = button
        row.addStretch(1)
        return row

    def _color_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for color in (None, *HighlightColor):
            choice = menu.addAction(tr("None") if color is None else color_name(color))
            choice.setIcon(QIcon() if color is None else self._icons[color.value])
            choice.triggered.connect(lambda _on=False, name=color or "": self._wish(COLOR + name))
        return menu

    def chosen(self) -> list[str]:
        return [line.tag.name for line in self.list.selectedItems() if isinstance(line, _Line)]

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """As they are now; what was chosen stays chosen."""
        chosen = set(self.chosen())
        self._tags = [tag for tag in tags if tag.id]
        self.list.setUpdatesEnabled(False)
        self.list.setSortingEnabled(False)
        self.list.clear()
        for tag in self._tags:
            line = _Line(tag)
            if tag.color in self._icons:
                line.setIcon(0, self._icons[tag.color])
            self.list.addTopLevelItem(line)
            line.setSelected(tag.name in chosen)
        self.list.setSortingEnabled(True)
        self.list.setUpdatesEnabled(True)
        self._narrow()
        self._judge()

    def _wish(self, verb: str) -> None:
        if names := self.chosen():
            self.wished.emit(verb, names)

    def _narrow(self) -> None:
        words, only_unused = self.search.text().casefold().split(), self.unused.isChecked()
        for row in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(row)
            if isinstance(line, _Line):
                tag = line.tag
                fits = all(word in tag.name.casefold() for word in words) and (tag.unused or not only_unused)
                line.setHidden(not fits)
                if not fits:
                    line.setSelected(False)

    def _judge(self) -> None:
        """What can be done with as many as are chosen."""
        many = len(self.list.selectedItems())
        for verb, button in self.verbs.items():
            button.setEnabled(many == 1 if verb in ("rename", "split") else many > 0)
        unused = sum(tag.unused for tag in self._tags)
        self.clear.setEnabled(unused > 0)
        told = [counted(len(self._tags), "{n} tag", "{n} tags"), counted(unused, "{n} unused", "{n} unused")]
        if many:
            told.append(counted(many, "{n} chosen", "{n} chosen"))
        self.about.setText(" · ".join(told))
