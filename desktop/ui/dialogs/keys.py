"""The sheet of keys: everything that can be done, with the keys that do it. They can be changed here."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.keyboard import Keyboard
from desktop.ui.reading.own_keys import on_enter
from desktop.ui.words import apart, tr

_NAME = int(Qt.ItemDataRole.UserRole)


class _KeyField(QKeySequenceEdit):
    """Takes one key; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class KeysDialog(FramedDialog):
    """Type to narrow it; Enter or a double click changes the key of a command."""

    def __init__(self, menus: QMenuBar, keyboard: Keyboard, parent: QWidget | None = None) -> None:
        super().__init__(tr("Keys"), parent)
        self._keyboard = keyboard
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find an action or a key"))
        self.search.setAccessibleName(tr("Find an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.list = self._commands(menus)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self._add_change()
        self.reset_all = self.add_button(tr("Reset all keys"), "resetKeys", self._reset_all)
        self.add_button(tr("Close"), "closeKeys", self.accept, main=True)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        on_enter(self.list, self._edit)
        self.list.itemDoubleClicked.connect(lambda *_: self._edit())
        self.resize(520, 620)
        self._show_chosen()

    def shown(self) -> list[tuple[str, str]]:
        """What is listed now: actions and keys."""
        return [(row.text(0), row.text(1)) for row in self._rows() if not row.isHidden()]

    def choose(self, name: str) -> None:
        """Make a command the one whose key is changed."""
        self.list.setCurrentItem(next(row for row in self._rows() if row.data(0, _NAME) == name))

    def _commands(self, menus: QMenuBar) -> QTreeWidget:
        listed = QTreeWidget(self)
        listed.setHeaderHidden(True)
        listed.setColumnCount(2)
        listed.setRootIsDecorated(False)
        listed.setAccessibleName(tr("Actions and their keys"))
        for title, actions in _groups(menus, self._keyboard):
            group = QTreeWidgetItem(listed, [title])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for action in actions:
                row = QTreeWidgetItem(group, [self._keyboard.text(action.objectName())])
                row.setData(0, _NAME, action.objectName())
                row.setText(1, self._keys(action.objectName()))
        listed.expandAll()
        listed.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        listed.header().setStretchLastSection(False)
        listed.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return listed

    def _add_change(self) -> None:
        """The place where a key is changed."""
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.key = _KeyField(self)
        self.key.setMaximumSequenceLength(1)
        self.key.setAccessibleName(tr("Press the new key"))
        self.key.keySequenceChanged.connect(lambda _key: self._judge())
        self.key.keySequenceChanged.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self.key.left.connect(self.list.setFocus)
        if line := self.key.findChild(QLineEdit):
            line.setPlaceholderText(tr("Press the new key"))
            line.setAccessibleName(tr("Press the new key"))
        self.set = self._button(tr("Set"), "setKey", self._set)
        self.none = self._button(tr("No key"), "noKey", lambda: self._give([]))
        self.reset = self._button(tr("Reset"), "resetKey", self._reset)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.key, 1)
        for button in (self.set, self.none, self.reset):
            row.addWidget(button)
        self.body.addWidget(self.about)
        self.body.addLayout(row)

    def _button(self, text: str, name: str, does: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(does)
        return button

    def _rows(self) -> list[QTreeWidgetItem]:
        groups = map(self.list.topLevelItem, range(self.list.topLevelItemCount()))
        rows = [group.child(row) for group in groups if group for row in range(group.childCount())]
        return [row for row in rows if row]

    def _chosen(self) -> str:
        """The name of the chosen command; empty for none."""
        row = self.list.currentItem()
        return row.data(0, _NAME) or "" if row else ""

    def _edit(self) -> None:
        if self._chosen():
            self.key.setFocus()

    def _show_chosen(self) -> None:
        name = self._chosen()
        self.key.clear()
        for part in (self.key, self.none, self.reset):
            part.setEnabled(bool(name))
        if name:
            self.none.setEnabled(bool(self._keyboard.keys(name)))
            self.reset.setEnabled(not self._keyboard.is_own(name))
        self.reset_all.setEnabled(self._keyboard.has_changes())
        self._judge()

    def _judge(self) -> None:
        """Say what the pressed key would mean."""
        name, key = self._chosen(), self.key.keySequence()
        self.set.setEnabled(False)
        if not name:
            self.about.setText(tr("Choose a command to give it another key."))
            return
        command = apart(self._keyboard.text(name))
        if key.isEmpty():
            self.about.setText(tr("Another key for “{command}”:", command=command))
        elif self._keyboard.is_fixed(name, key):
            self.about.setText(tr("This key has another use that cannot be changed."))
        else:
            others = ", ".join(
                f"“{apart(self._keyboard.text(one))}”" for one in self._keyboard.holders(name, key)
            )
            taken = tr(
                "{others} has this key and would lose it to “{command}”.", others=others, command=command
            )
            self.about.setText(taken if others else tr("The key for “{command}”:", command=command))
            self.set.setEnabled(True)

    def _go_on(self, key: QKeySequence) -> None:
        """Once a key was pressed, Space or Enter sets it."""
        if self.set.isEnabled() and not key.isEmpty():
            self.set.setFocus()

    def _set(self) -> None:
        self._give([self.key.keySequence()])

    def _give(self, keys: list[QKeySequence]) -> None:
        self._keyboard.give(self._chosen(), keys)
        self._renew()

    def _reset(self) -> None:
        self._keyboard.reset(self._chosen())
        self._renew()

    def _reset_all(self) -> None:
        self._keyboard.reset_all()
        self._renew()

    def _renew(self) -> None:
        for row in self._rows():
            row.setText(1, self._keys(row.data(0, _NAME)))
        self._show_chosen()
        self.list.setFocus()

    def _keys(self, name: str) -> str:
        form = QKeySequence.SequenceFormat.NativeText
        return tr(" or ").join(keys.toString(form) for keys in self._keyboard.keys(name))

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for group in map(self.list.topLevelItem, range(self.list.topLevelItemCount())):
            if group is None:
                continue
            for row in map(group.child, range(group.childCount())):
                if row:
                    told = f"{row.text(0)} {row.text(1)}".casefold()
                    row.setHidden(not all(word in told for word in wanted))
            group.setHidden(all(row.isHidden() for row in map(group.child, range(group.childCount())) if row))


def _within(top: QAction) -> Iterator[QAction]:
    """The actions of a menu, those of its own menus too."""
    menu = top.menu()
    for action in menu.actions() if isinstance(menu, QMenu) else []:
        yield action
        yield from _within(action)


def _groups(menus: QMenuBar, keyboard: Keyboard) -> Iterator[tuple[str, list[QAction]]]:
    known = set(keyboard.names())
    for top in menus.actions():
        actions = [action for action in _within(top) if action.objectName() in known]
        if actions:
            yield top.text().replace("&", ""), actions
