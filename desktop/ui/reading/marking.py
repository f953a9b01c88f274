"""What a person can do with a passage or an annotation: one set of actions for keys, popup and menus."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import AnnotationKind, ColorNames, HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.keyboard import name_actions
from desktop.ui.reading.swatches import color_name, dot_icon
from desktop.ui.theme import icon
from desktop.ui.words import tr


class MarkingActions(QObject):
    """Actions that work while ``widget`` or one of its children has the focus.

    They only say what is wished; the owner knows whether a selection or annotations are meant. A text field
    keeps its keys, because fields claim what they can type before shortcuts are looked at.
    """

    color_chosen = Signal(object)
    kind_chosen = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._icons: dict[QAction, str] = {}
        self.colors = {
            color: self._action(color_name(color), str(number))
            for number, color in enumerate(HighlightColor, start=1)
        }
        for color, action in self.colors.items():
            action.triggered.connect(lambda _checked=False, c=color: self.color_chosen.emit(c))
        self.kinds = {
            AnnotationKind.HIGHLIGHT: self._action(tr("Highlight"), "H", "highlighter-circle"),
            AnnotationKind.UNDERLINE: self._action(tr("Underline"), "U", "text-underline"),
            AnnotationKind.STRIKE_OUT: self._action(tr("Strike out"), "X", "text-strikethrough"),
        }
        for kind, action in self.kinds.items():
            action.triggered.connect(lambda _checked=False, k=kind: self.kind_chosen.emit(k))
        self.note = self._action(tr("Note"), "N", "note-pencil")
        self.tag = self._action(tr("Tag"), "T", "tag")
        self.copy = self._action(tr("Copy with source"), "C", "quotes")
        self._explain(self.copy, tr("Copy with source, or drag it into another program"))
        self.repeat = self._action(tr("Repeat last style"), "Q", "repeat")
        self.bookmark = self._action(tr("Bookmark this place"), "B", "bookmark-simple")
        self.next = self._action(tr("Next overlapping"), "O", "stack")
        self.split = self._action(tr("Split"), "S", "scissors")
        self._explain(self.split, tr("Make two of it. The first part keeps the note, both keep the tags."))
        self.merge = self._action(tr("Merge"), "M", "arrows-in-line-horizontal")
        self._explain(
            self.merge, tr("Make one of those that overlap or touch, with the notes and tags of all.")
        )
        self.copy_link = self._action(tr("Copy link to this annotation"), "L", "link-simple")
        self.trash = self._action(tr("Move to trash"), "Del", "trash")
        name_actions("mark", self)
        for name, action in (*self.colors.items(), *self.kinds.items()):
            action.setObjectName(f"mark.{name}")

    def _action(self, text: str, key: str, drawn: str = "") -> QAction:
        action = QAction(text, self._widget)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if drawn:
            self._icons[action] = drawn
        self._widget.addAction(action)
        self._explain(action, text)
        return action

    @staticmethod
    def _explain(action: QAction, text: str) -> None:
        """What it does, and its key."""
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({key})" if key else text)

    def all(self) -> list[QAction]:
        """In the order of a menu."""
        return [*self.colors.values(), *self.tools(), *self.further(), self.trash]

    def tools(self) -> list[QAction]:
        """Those of the popup."""
        return [*self.kinds.values(), self.note, self.tag, self.copy]

    def further(self) -> list[QAction]:
        return [self.repeat, self.bookmark, self.next, self.split, self.merge, self.copy_link]

    def set_subject(self, *, selection: bool, annotations: int) -> None:
        """Enable what can be done: with selected text, or with that many chosen annotations."""
        for action in [*self.colors.values(), *self.tools()]:
            action.setEnabled(selection or annotations > 0)
        self.repeat.setEnabled(selection)
        self.next.setEnabled(annotations == 1)
        self.copy_link.setEnabled(annotations == 1)
        self.trash.setEnabled(annotations > 0)

    def disable_kinds(self) -> None:
        """What is meant is not on words."""
        for action in self.kinds.values():
            action.setEnabled(False)

    def set_color_names(self, names: ColorNames) -> None:
        """What the person calls the colours."""
        for color, action in self.colors.items():
            action.setText(color_name(color, names))
            self._explain(action, action.text())

    def set_theme(self, theme: Theme) -> None:
        for action, name in self._icons.items():
            action.setIcon(icon(name, theme))
        for color, action in self.colors.items():
            action.setIcon(dot_icon(color, theme))
