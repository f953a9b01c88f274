"""The keys of all commands: as they come, and as the person set them."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

Keys = list[QKeySequence]
LASTING_TEXT = "lastingText"
"""The property with the text of an action whose own text tells what it would do now."""
_PORTABLE, _NATIVE = QKeySequence.SequenceFormat.PortableText, QKeySequence.SequenceFormat.NativeText


def name_actions(group: str, owner: object) -> None:
    """Give the actions among an object's attributes lasting names, by which their keys are kept."""
    for name, action in vars(owner).items():
        if isinstance(action, QAction):
            action.setObjectName(f"{group}.{name}")


class Keyboard(QObject):
    """Knows the commands of a window by the names of their actions. Actions of one name, such as those that the
    article and the panel both have, are one command."""

    changed = Signal(object)
    """The keys that are others than those a command comes with: a dict for ``Settings.keys``."""

    def __init__(self, window: QWidget, chosen: Mapping[str, str]) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, list[QAction]] = {}
        for action in window.findChildren(QAction):
            if action.objectName():
                self._actions.setdefault(action.objectName(), []).append(action)
        self._own = {name: actions[0].shortcuts() for name, actions in self._actions.items()}
        self._telling = {
            action
            for actions in self._actions.values()
            for action in actions
            if _told(action) != action.toolTip()
        }
        """Actions whose tips end in their key."""
        self._chosen = {name: keys for name, keys in chosen.items() if name in self._actions}
        for name, keys in self._chosen.items():
            self._put(
                name, [key for key in QKeySequence.listFromString(keys, _PORTABLE) if not key.isEmpty()]
            )

    def keys(self, name: str) -> Keys:
        return self._actions[name][0].shortcuts() if name in self._actions else []

    def text(self, name: str) -> str:
        """What a command is called in lists; not what it would do right now."""
        action = self._actions[name][0]
        return str(action.property(LASTING_TEXT) or action.text().replace("&", ""))

    def names(self) -> list[str]:
        """Of all commands."""
        return list(self._actions)

    def is_own(self, name: str) -> bool:
        """Whether a command has the keys that it comes with."""
        return name not in self._chosen

    def has_changes(self) -> bool:
        return bool(self._chosen)

    def holders(self, name: str, key: QKeySequence) -> list[str]:
        """The other commands that ``key`` would reach too, where this one works."""
        here = [scope for action in self._actions[name] for scope in self._scopes(action)]
        return [
            other
            for other, actions in self._actions.items()
            if other != name
            and any(key in one.shortcuts() and _meet(here, self._scopes(one)) for one in actions)
        ]

    def is_fixed(self, name: str, key: QKeySequence) -> bool:
        """Whether something that cannot be given other keys has this one."""
        here = [scope for action in self._actions[name] for scope in self._scopes(action)]
        unnamed = [one for one in self._window.findChildren(QAction) if not one.objectName()]
        buttons = self._window.findChildren(QAbstractButton)
        return any(key in one.shortcuts() and _meet(here, self._scopes(one)) for one in unnamed) or any(
            button.shortcut() == key for button in buttons
        )

    def give(self, name: str, keys: Keys) -> None:
        """Set a command's keys, and take them from those that had them."""
        for key in keys:
            for other in self.holders(name, key):
                self._set(other, [kept for kept in self.keys(other) if kept != key])
        self._set(name, keys)
        self.changed.emit(dict(self._chosen))

    def reset(self, name: str) -> None:
        """The keys that the command comes with."""
        self.give(name, self._own[name])

    def reset_all(self) -> None:
        for name in list(self._chosen):
            self._set(name, self._own[name])
        self.changed.emit({})

    def _set(self, name: str, keys: Keys) -> None:
        self._put(name, keys)
        if keys == self._own[name]:
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = QKeySequence.listToString(keys, _PORTABLE)

    def _put(self, name: str, keys: Keys) -> None:
        for action in self._actions[name]:
            tip = _told(action)
            action.setShortcuts(keys)
            if action in self._telling:
                action.setToolTip(f"{tip} ({shown(keys[:1])})" if keys else tip)

    def _scopes(self, action: QAction) -> list[QWidget]:
        """Where the focus has to be."""
        if action.shortcutContext() in (
            Qt.ShortcutContext.WindowShortcut,
            Qt.ShortcutContext.ApplicationShortcut,
        ):
            return [self._window]
        places = action.associatedObjects()
        return [place for place in places if isinstance(place, QWidget) and not isinstance(place, QMenu)]


def shown(keys: Iterable[QKeySequence]) -> str:
    """As the system writes them."""
    return ", ".join(key.toString(_NATIVE) for key in keys)


class KeyTip(QObject):
    """The tip of a widget that says what it does and the key for it, also when that key becomes another.

    ``text`` empty: what the tip of the action says.
    """

    def __init__(self, widget: QWidget, action: QAction, text: str = "") -> None:
        super().__init__(widget)
        self._widget, self._action, self._text = widget, action, text or _told(action)
        action.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        keys = shown(self._action.shortcuts()[:1])
        self._widget.setToolTip(f"{self._text} ({keys})" if keys else self._text)


def _told(action: QAction) -> str:
    """The tip of an action without its key."""
    return action.toolTip().removesuffix(f" ({shown(action.shortcuts()[:1])})")


def _meet(some: Iterable[QWidget], others: Iterable[QWidget]) -> bool:
    """Whether the focus can be inside one of each."""
    others = list(others)
    return any(
        one is other or one.isAncestorOf(other) or other.isAncestorOf(one) for one in some for other in others
    )
