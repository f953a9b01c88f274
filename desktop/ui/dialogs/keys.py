"""The sheet of keys: everything that can be done, with the keys that do it, as the menus have it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QMenuBar, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr


class KeysDialog(FramedDialog):
    """Type to narrow it."""

    def __init__(self, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(tr("Keys"), parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find an action or a key"))
        self.search.setAccessibleName(tr("Find an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(tr("Actions and their keys"))
        for title, actions in _groups(menus):
            group = QTreeWidgetItem(self.list, [title])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for action in actions:
                QTreeWidgetItem(group, [action.text().replace("&", ""), _keys(action)])
        self.list.expandAll()
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Close"), "closeKeys", self.accept, main=True)
        self.resize(480, 560)

    def shown(self) -> list[tuple[str, str]]:
        """What is listed now: actions and keys."""
        rows = [
            group.child(row)
            for group in map(self.list.topLevelItem, range(self.list.topLevelItemCount()))
            if group
            for row in range(group.childCount())
        ]
        return [(row.text(0), row.text(1)) for row in rows if row and not row.isHidden()]

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


def _groups(menus: QMenuBar) -> Iterator[tuple[str, list[QAction]]]:
    for top in menus.actions():
        actions = [action for action in _within(top) if not action.shortcut().isEmpty()]
        if actions:
            yield top.text().replace("&", ""), actions


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return tr(" or ").join(keys.toString(form) for keys in action.shortcuts())
