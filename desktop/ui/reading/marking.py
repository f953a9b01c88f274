"""What a person can do with a passage or an annotation: one set of actions for keys, popup and menus."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.reader.theme import Theme
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
        self.colors = {
            color: self._action(color_name(color), str(number))
            for number, color in enumerate(HighlightColor, start=1)
        }
        for color, action in self.colors.items():
            action.triggered.connect(lambda _checked=False, c=color: self.color_chosen.emit(c))
        self.highlight = self._action(tr("Highlight"), "H")
        self.underline = self._action(tr("Underline"), "U")
        self.highlight.triggered.connect(lambda: self.kind_chosen.emit(AnnotationKind.HIGHLIGHT))
        self.underline.triggered.connect(lambda: self.kind_chosen.emit(AnnotationKind.UNDERLINE))
        self.note = self._action(tr("Note"), "N")
        self.tag = self._action(tr("Tag"), "T")
        self.copy = self._action(tr("Copy with source"), "C")
        self.repeat = self._action(tr("Repeat last style"), "Q")
        self.next = self._action(tr("Next overlapping"), "O")
        self.trash = self._action(tr("Move to trash"), "Del")

    def _action(self, text: str, key: str) -> QAction:
        action = QAction(text, self._widget)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        self._widget.addAction(action)
        return action

    def all(self) -> list[QAction]:
        """In the order of a menu."""
        return [*self.colors.values(), *self.tools(), self.repeat, self.next, self.trash]

    def tools(self) -> list[QAction]:
        return [self.highlight, self.underline, self.note, self.tag, self.copy]

    def set_subject(self, *, selection: bool, annotations: int) -> None:
        """Enable what can be done: with selected text, or with that many chosen annotations."""
        for action in [*self.colors.values(), *self.tools()]:
            action.setEnabled(selection or annotations > 0)
        self.repeat.setEnabled(selection)
        self.next.setEnabled(annotations == 1)
        self.trash.setEnabled(annotations > 0)

    def set_theme(self, theme: Theme) -> None:
        icons = {
            self.highlight: "highlighter-circle",
            self.underline: "text-underline",
            self.note: "note-pencil",
            self.tag: "tag",
            self.copy: "quotes",
            self.repeat: "repeat",
            self.next: "stack",
            self.trash: "trash",
        }
        for action, name in icons.items():
            action.setIcon(icon(name, theme))
        for color, action in self.colors.items():
            action.setIcon(dot_icon(color, theme))
