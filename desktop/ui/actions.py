"""All that the window can be asked to do: names, keys, icons and menus in one place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.reader.theme import Theme
from desktop.ui.keyboard import LASTING_TEXT
from desktop.ui.theme import icon
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    text: str
    keys: str = ""
    icon: str = ""
    checkable: bool = False


_SEPARATOR = _Entry("", "")

_MENUS: dict[str, tuple[_Entry, ...]] = {
    "File": (
        _Entry("import_files", "Import files…", "Ctrl+O", "download-simple"),
        _Entry("import_folder", "Import a folder…", "Ctrl+Shift+O", "folder-open"),
        _Entry("paste", "Paste an article", "Ctrl+V", "clipboard-text"),
        _Entry("browse", "Import from the web…", "Ctrl+L", "globe"),
        _Entry("watch_folder", "Watch a folder…", checkable=True),
        _Entry("imports", "Imports…", "Ctrl+Shift+I", "list-bullets"),
        _SEPARATOR,
        _Entry("export", "Export…", "Ctrl+E", "export"),
        _Entry("export_list", "Export the whole list…", "Ctrl+Shift+E"),
        _Entry("following", "Folders kept up to date…"),
        _Entry("import_changes", "Import changes from exported files…"),
        _Entry("cite", "Cite…", "Ctrl+Alt+C", "quotes"),
        _Entry("verify", "Check a provenance sheet…"),
        _SEPARATOR,
        _Entry("new_library", "New library…"),
        _Entry("open_library", "Open a library…", "Ctrl+Alt+Shift+O"),
        _Entry("merge_library", "Take in another library…"),
        _Entry("to_library", "Copy or move to another library…", "Ctrl+Alt+Shift+E"),
        _SEPARATOR,
        _Entry("backup", "Back up the library…"),
        _Entry("check", "Check the library"),
        _SEPARATOR,
        _Entry("quit", "Quit", "Ctrl+Q"),
    ),
    "Edit": (
        _Entry("undo", "Undo", "Ctrl+Z", "arrow-counter-clockwise"),
        _Entry("redo", "Redo", "Ctrl+Shift+Z", "arrow-clockwise"),
        _Entry("history", "History…", "Ctrl+H", "clock-counter-clockwise"),
        _SEPARATOR,
        _Entry("details", "Article details", "Ctrl+I", "info", checkable=True),
        _Entry("versions", "Versions…", "Ctrl+Alt+V", "git-diff"),
        _Entry("reread", "Read the original again"),
        _Entry("whole_page", "Take in the whole page"),
        _Entry("alike", "Also in the library…", "Ctrl+Alt+L", "copy"),
        _Entry("related", "Related articles", "Ctrl+Alt+R", "share-network"),
        _Entry("collect", "Add to a collection…", "Ctrl+D", "folder-plus"),
        _Entry("take_out", "Take out of this collection or tag", "Ctrl+Shift+D", "folder-minus"),
        _Entry("tag", "Add a tag…", "T", "tag"),
        _Entry("rename_item", "Change the title in its place", "F2", "pencil-simple"),
        _Entry("item_up", "Move up in the collection", "Alt+Shift+Up", "arrow-up"),
        _Entry("item_down", "Move down in the collection", "Alt+Shift+Down", "arrow-down"),
        _SEPARATOR,
        _Entry("unread", "Mark as unread", "Shift+U"),
        _Entry("reading", "Mark as reading", "Shift+I"),
        _Entry("read", "Mark as read", "Shift+R"),
        _Entry("star", "Star", "S", "star"),
        _SEPARATOR,
        _Entry("trash", "Move to the trash", "Del", "trash"),
        _Entry("restore", "Put back from the trash", "", "arrow-u-up-left"),
        _Entry("empty_trash", "Empty the trash…"),
    ),
    "Organise": (
        _Entry("new_collection", "New collection…", "Ctrl+Shift+N", "folder-plus"),
        _Entry("save_search", "Save this search…", "Ctrl+Shift+S", "funnel"),
        _Entry("tags", "Tags…", "Ctrl+Shift+G", "tag"),
        _SEPARATOR,
        _Entry("rename_place", "Rename in the library panel", "F2"),
        _Entry("move_place", "Move to…", "M"),
        _Entry("place_up", "Move up", "Ctrl+Up"),
        _Entry("place_down", "Move down", "Ctrl+Down"),
        _Entry("place_in", "Move into the one above", "Ctrl+Right"),
        _Entry("place_out", "Move out by one level", "Ctrl+Left"),
        _Entry("delete_place", "Delete from the library panel…", "Del"),
    ),
    "View": (
        _Entry("overview", "Overview", "Ctrl+Alt+W", "chart-bar"),
        _Entry("statistics", "Statistics", "", "list-numbers"),
        _Entry("palette", "Go to anything…", "Ctrl+K", "caret-double-right"),
        _Entry("find_title", "Go to a title in the list", "'"),
        _Entry("search", "Search the library", "Ctrl+Shift+F", "magnifying-glass"),
        _Entry("sidebar", "Library panels", "F9", "columns", checkable=True),
        _Entry("annotations", "Annotations panel", "F10", "note", checkable=True),
        _Entry("next_panel", "Go to the next panel", "F6"),
        _Entry("previous_panel", "Go to the previous panel", "Shift+F6"),
        _Entry("typography", "Reading settings…", "Ctrl+Alt+T", "text-aa"),
        _Entry("next_theme", "Next theme", "Ctrl+Alt+D", "moon"),
        _Entry("focus_mode", "The article alone", "Ctrl+F11", "frame-corners", checkable=True),
        _Entry("full_screen", "Full screen", "F11", "corners-out", checkable=True),
        _SEPARATOR,
    ),
    "Article": (
        _Entry("open_tab", "Open in a new tab", "Ctrl+Return", "browsers"),
        _Entry("open_beside", "Open beside", "Ctrl+Shift+Return", "square-half"),
        _SEPARATOR,
    ),
    "Annotations": (
        _Entry("new_note", "New note", "Ctrl+N", "note-pencil"),
        _Entry("notebook", "Notebook", "Ctrl+Alt+N", "notebook"),
        _Entry("color_names", "Names of the colours…", "Ctrl+Shift+C", "palette"),
        _SEPARATOR,
    ),
    "Help": (
        _Entry("keys", "Keys", "?", "keyboard"),
        _Entry("about", "About Florilegium", "", "book-bookmark"),
    ),
}

THEMES = {
    "system": "As the system", "paper": "Paper", "sepia": "Sepia", "dark": "Dark", "black": "Black",
    "contrast": "High contrast, light", "contrast-dark": "High contrast, dark",
}  # fmt: skip

_STEPS = {"undo": "Undo", "redo": "Redo"}


class Actions(QObject):
    """The actions by name: ``actions["undo"]``. They belong to the window, which gives them their meaning."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._named: dict[str, QAction] = {}
        self._icons: dict[str, str] = {}
        for entries in _MENUS.values():
            for entry in entries:
                if entry.name:
                    self._make(entry)
        self["redo"].setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self["search"].setShortcuts([QKeySequence("Ctrl+Shift+F"), QKeySequence("/")])
        for name in _STEPS:  # their texts tell what they would do now
            self[name].setProperty(LASTING_TEXT, self[name].text())
        self["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self.recent = QMenu(tr("Open recent"), window)
        self.themes = QActionGroup(self)
        for name, text in THEMES.items():
            choice = QAction(tr(text), self.themes, checkable=True)
            choice.setData(name)

    def __getitem__(self, name: str) -> QAction:
        return self._named[name]

    def give_meaning(self, **does: Callable[[], object]) -> None:
        """What is done when the actions of these names are chosen."""
        for name, done in does.items():
            self[name].triggered.connect(lambda _checked=False, done=done: done())

    def fill(self, bar: QMenuBar, reading: dict[str, list[QAction]]) -> None:
        """The menus; ``reading`` brings what the reader can do (``article``, ``pages``, ``annotate``)."""
        for title, entries in _MENUS.items():
            menu = bar.addMenu(tr(title))
            self._fill(menu, entries)
            if title == "File":
                menu.insertMenu(self["merge_library"], self.recent)
            elif title == "View":
                menu.addActions(reading.get("view", []))
                menu.addMenu(self._theme_menu(menu))
            elif title == "Article":
                menu.addActions(reading.get("article", []))
                menu.addSeparator()
                pages = QMenu(tr("Pages"), menu)
                pages.addActions(reading.get("pages", []))
                menu.addMenu(pages)
            elif title == "Annotations":
                menu.addActions(reading.get("annotate", []))

    def within(self, widget: QWidget, *names: str) -> None:
        """Keys that work only while the focus is inside ``widget``."""
        for name in names:
            self[name].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._window.removeAction(self[name])
            widget.addAction(self[name])

    def set_theme(self, theme: Theme) -> None:
        for name, drawn in self._icons.items():
            self[name].setIcon(icon(drawn, theme))

    def open_steps(self) -> None:
        """What undo and redo would do is not known now: either may be asked for."""
        for name, text in _STEPS.items():
            self[name].setText(tr(text))
            self[name].setEnabled(True)

    def name_steps(self, undo: str, redo: str) -> None:
        """What undo and redo would do now; empty: nothing."""
        for (name, text), label in zip(_STEPS.items(), (undo, redo), strict=True):
            self[name].setText(f"{tr(text)} {label}" if label else tr(text))
            self[name].setEnabled(bool(label))

    def _make(self, entry: _Entry) -> None:
        action = QAction(tr(entry.text), self._window, checkable=entry.checkable)
        action.setObjectName(entry.name)
        if entry.keys:
            action.setShortcut(QKeySequence(entry.keys))
        if entry.icon:
            self._icons[entry.name] = entry.icon
        self._window.addAction(action)
        self._named[entry.name] = action

    def _fill(self, menu: QMenu, entries: tuple[_Entry, ...]) -> None:
        for entry in entries:
            if entry.name:
                menu.addAction(self[entry.name])
            else:
                menu.addSeparator()

    def _theme_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(tr("Theme"), parent)
        menu.addActions(self.themes.actions())
        return menu
