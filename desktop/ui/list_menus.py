"""The menus of the list: how it is shown, ordered, grouped, and which columns the table has."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.services.listing import BY_HAND, Order
from desktop.ui.models.columns import BEST_TEXT, COLUMNS, GROUP_TEXTS, ORDER_TEXTS
from desktop.ui.words import tr

_LOOKS = {"lines": ("Lines", "Alt+1"), "table": ("Table", "Alt+2"), "covers": ("Covers", "Alt+3")}


class ListMenus(QObject):
    """``order`` and ``looks`` stand above the list and in the menu View."""

    look_wanted = Signal(str)
    order_wanted = Signal(str, bool)
    """One of ``ORDER_TEXTS``, and whether it comes after the one that is there."""
    order_cleared = Signal()
    """As the place has it; of what words find: the best first."""
    group_wanted = Signal(str)
    """One of ``GROUP_TEXTS``, or empty."""
    columns_wanted = Signal(list)
    """Names of the columns that are to be shown; empty: as at first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.order = QMenu(tr("Order of the list"), window)
        self.looks = QMenu(tr("Look of the list"), window)
        self._first = self._choices("order", ORDER_TEXTS, lambda name: self.order_wanted.emit(name, False))
        self._then = self._choices("then", ORDER_TEXTS, lambda name: self.order_wanted.emit(name, True))
        groups = {"": "No groups"} | GROUP_TEXTS
        self._groups = self._choices("group", groups, self.group_wanted.emit)
        self._looks = self._choices(
            "look", {name: text for name, (text, _) in _LOOKS.items()}, self.look_wanted.emit
        )
        for name, action in self._looks.items():
            action.setShortcut(QKeySequence(_LOOKS[name][1]))
        self._columns = {
            column.name: self._action(f"column.{column.name}", column.text) for column in COLUMNS
        }
        for action in self._columns.values():
            action.triggered.connect(self._choose_columns)
        self._reset = self._action("column.reset", "As at first", checkable=False)
        self._reset.triggered.connect(lambda: self.columns_wanted.emit([]))
        self._best = self._action("order.best", BEST_TEXT)
        self._best.triggered.connect(self.order_cleared)
        self._usual = self._action("order.usual", "As the place has it", checkable=False)
        self._usual.triggered.connect(self.order_cleared)
        self._fill()

    def _fill(self) -> None:
        self.order.addAction(self._best)
        self.order.addActions(list(self._first.values()))
        self.order.addSeparator()
        self.order.addAction(self._usual)
        for title, actions in ((tr("Then by"), self._then.values()), (tr("Groups"), self._groups.values())):
            part = self.order.addMenu(title)
            part.addActions(list(actions))
        self.looks.addActions(list(self._looks.values()))
        self.looks.addSeparator()
        columns = self.looks.addMenu(tr("Columns of the table"))
        columns.addActions(list(self._columns.values()))
        columns.addSeparator()
        columns.addAction(self._reset)
        self.columns = columns

    def offer(self, *, searched: bool, collection: bool) -> None:
        """Whether words are searched for, and a collection is listed."""
        self._best.setVisible(searched)
        self._usual.setVisible(not searched)
        self._first["place"].setEnabled(collection)

    def show(self, look: str, order: Order, group: str, columns: Iterable[str]) -> None:
        """Check what holds now. An arrow tells the direction."""
        names = [name for name, _ in order]
        self._best.setChecked(not order)
        for name, action in self._first.items():
            action.setChecked(names[:1] == [name])
            turns = names[:1] == [name] and order != BY_HAND
            action.setText(tr(ORDER_TEXTS[name]) + (("  ↓" if order[0][1] else "  ↑") if turns else ""))
        for name, action in self._then.items():
            action.setChecked(name in names[1:])
            action.setEnabled(bool(order) and order != BY_HAND and name not in (names[0], "place"))
        for chosen, actions in ((group, self._groups), (look, self._looks)):
            for name, action in actions.items():
                action.setChecked(name == chosen)
        shown = set(columns)
        for name, action in self._columns.items():
            action.setChecked(name in shown)
            action.setEnabled(name != "title")

    def _choose_columns(self) -> None:
        self.columns_wanted.emit([name for name, action in self._columns.items() if action.isChecked()])

    def _choices(self, kind: str, texts: dict[str, str], does: Callable[[str], object]) -> dict[str, QAction]:
        made = {}
        for name, text in texts.items():
            action = self._action(f"{kind}.{name or 'none'}", text)
            action.triggered.connect(lambda _on=False, name=name: does(name))
            made[name] = action
        return made

    def _action(self, name: str, text: str, *, checkable: bool = True) -> QAction:
        action = QAction(tr(text), self._window, checkable=checkable)
        action.setObjectName(f"list.{name}")
        return action
