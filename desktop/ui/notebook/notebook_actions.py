"""What the notebook can be asked to do, with its keys and menus."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from desktop.reader.theme import Theme
from desktop.ui.actions import Actions
from desktop.ui.notebook.window import NotebookWindow
from desktop.ui.theme import icon
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    text: str
    keys: str
    icon: str = ""
    within: str = ""
    """The panel in which its key works; empty: the whole window."""


_ANNOTATIONS = (
    _Entry("open", "Go to the passage", "Ctrl+Return", "arrow-square-out"),
    _Entry("add", "Add to the outline", "A", "list-plus", "cards"),
    _Entry("find", "Find", "Ctrl+F", "magnifying-glass"),
)
_OUTLINE = (
    _Entry("new_outline", "New outline…", "Ctrl+Shift+N"),
    _Entry("rename_outline", "Rename the outline…", ""),
    _Entry("delete_outline", "Delete the outline", ""),
    _Entry("export_outline", "Export the outline…", "Ctrl+E", "export"),
    _Entry("", "", ""),
    _Entry("heading", "Heading", "Ctrl+Shift+H", "text-h"),
    _Entry("text", "Text", "Ctrl+Shift+T", "text-align-left"),
    _Entry("edit", "Edit the words", "F2", "", "outline"),
    _Entry("up", "Move up", "Alt+Shift+Up", "arrow-up", "outline"),
    _Entry("down", "Move down", "Alt+Shift+Down", "arrow-down", "outline"),
    _Entry("outdent", "Outdent", "Alt+Shift+Left", "arrow-left", "outline"),
    _Entry("indent", "Indent", "Alt+Shift+Right", "arrow-right", "outline"),
    _Entry("remove", "Take out of the outline", "Del", "trash", "outline"),
)
_ALWAYS = {"open", "add", "find", "new_outline", "heading", "text"}


class NotebookActions(QObject):
    def __init__(self, window: NotebookWindow) -> None:
        super().__init__(window)
        self._named: dict[str, QAction] = {}
        self._icons: dict[str, str] = {}
        places = {"cards": window.cards, "outline": window.outline.list, "": window}
        for entry in (*_ANNOTATIONS, *_OUTLINE):
            if not entry.name:
                continue
            action = QAction(tr(entry.text), self)
            action.setObjectName(f"notebook_{entry.name}")
            action.setShortcut(QKeySequence(entry.keys))
            if entry.within:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
            places[entry.within].addAction(action)
            self._named[entry.name] = action
            self._icons[entry.name] = entry.icon

    def __getitem__(self, name: str) -> QAction:
        return self._named[name]

    def fill(self, window: NotebookWindow, shared: Actions) -> None:
        """The menus and buttons; ``shared`` are the actions of the main window that work here too."""
        bar = window.menuBar()
        edit = bar.addMenu(tr("Edit"))
        edit.addActions([shared["undo"], shared["redo"], shared["history"], shared["palette"]])
        annotations = bar.addMenu(tr("Annotations"))
        annotations.addActions([self[entry.name] for entry in _ANNOTATIONS])
        menu = bar.addMenu(tr("Outline"))
        for entry in _OUTLINE:
            if entry.name:
                menu.addAction(self[entry.name])
            else:
                menu.addSeparator()
        window.addActions([shared["undo"], shared["redo"], shared["palette"]])
        window.outline.set_actions(
            menu,
            [self[name] for name in ("outdent", "indent", "up", "down", "export_outline")],
            [self["heading"], self["text"]],
        )

    def allow_outline(self, there: bool) -> None:
        """Whether there is an outline to do something with."""
        for name, action in self._named.items():
            action.setEnabled(there or name in _ALWAYS)

    def set_theme(self, theme: Theme) -> None:
        for name, drawn in self._icons.items():
            if drawn:
                self[name].setIcon(icon(drawn, theme))
