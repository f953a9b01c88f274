"""Moving about in the open articles: actions with their keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.reader.theme import Theme
from desktop.ui.keyboard import name_actions
from desktop.ui.theme import icon
from desktop.ui.words import tr


class ArticleActions(QObject):
    """They work in the whole window, but for Esc, which others want too."""

    step_wanted = Signal(int)
    """Back (-1) or forward (1) among the articles of the tab."""
    contents_wanted = Signal(bool)
    picture_wanted = Signal()
    find_wanted = Signal()
    find_again_wanted = Signal(bool)
    zoom_wanted = Signal(int)
    """Larger (1), smaller (-1), natural size (0)."""
    turn_wanted = Signal(int)
    """The next (1) or previous (-1) tab."""
    beside_wanted = Signal()
    """The article in the other column."""
    other_side_wanted = Signal()
    original_wanted = Signal(bool)
    """The archived page, or the article."""
    selection_wanted = Signal()
    """The words selected on the archived page are to be the article."""
    close_wanted = Signal()
    reopen_wanted = Signal()
    annotation_wanted = Signal(int)
    """The next (1) or previous (-1) annotation in the text."""
    escape_wanted = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.back = self._action(tr("Back"), ["Alt+Left"], lambda: self.step_wanted.emit(-1))
        self.forward = self._action(tr("Forward"), ["Alt+Right"], lambda: self.step_wanted.emit(1))
        self.contents = self._action(
            tr("Contents"), ["F4"], lambda: self.contents_wanted.emit(self.contents.isChecked())
        )
        self.contents.setCheckable(True)
        self.contents.setToolTip(tr("The table of contents beside the article (F4)"))
        self.caret = self._action(tr("Caret in the text"), ["F7"], lambda: None)
        self.caret.setCheckable(True)
        self.caret.setToolTip(tr("Arrows move a caret through the text, with Shift they select (F7)"))
        self.picture = self._action(tr("Enlarge the picture"), ["Ctrl+Alt+P"], self.picture_wanted.emit)
        self.find = self._action(tr("Find in the article"), ["Ctrl+F"], self.find_wanted.emit)
        self.find_next = self._action(tr("Find next"), ["F3"], lambda: self.find_again_wanted.emit(True))
        self.find_previous = self._action(
            tr("Find previous"), ["Shift+F3"], lambda: self.find_again_wanted.emit(False)
        )
        self.larger = self._action(tr("Larger"), ["Ctrl++", "Ctrl+="], lambda: self.zoom_wanted.emit(1))
        self.smaller = self._action(tr("Smaller"), ["Ctrl+-"], lambda: self.zoom_wanted.emit(-1))
        self.natural = self._action(tr("Natural size"), ["Ctrl+0"], lambda: self.zoom_wanted.emit(0))
        self.original = self._action(
            tr("Original page"), ["Ctrl+Alt+O"], lambda: self.original_wanted.emit(self.original.isChecked())
        )
        self.original.setCheckable(True)
        self.original.setToolTip(tr("The page as it was laid out, or the article alone (Ctrl+Alt+O)"))
        self.take_selection = self._action(
            tr("Make the selection the article"), ["Ctrl+Alt+M"], self.selection_wanted.emit
        )
        self.take_selection.setToolTip(tr("Select what belongs to the article first (Ctrl+Alt+M)"))
        self.next_tab = self._action(tr("Next tab"), ["Ctrl+Tab"], lambda: self.turn_wanted.emit(1))
        self.previous_tab = self._action(
            tr("Previous tab"), ["Ctrl+Shift+Tab"], lambda: self.turn_wanted.emit(-1)
        )
        self.beside = self._action(tr("Show beside"), ["Ctrl+Alt+B"], self.beside_wanted.emit)
        self.beside.setToolTip(tr("In the other of two columns, side by side (Ctrl+Alt+B)"))
        self.other_side = self._action(tr("Go to the other side"), ["F8"], self.other_side_wanted.emit)
        self.close = self._action(tr("Close tab"), ["Ctrl+W"], self.close_wanted.emit)
        self.reopen = self._action(tr("Open the closed tab again"), ["Ctrl+Shift+T"], self.reopen_wanted.emit)
        self.reopen.setEnabled(False)
        self.next_annotation = self._action(
            tr("Next annotation"), ["Alt+Down"], lambda: self.annotation_wanted.emit(1)
        )
        self.previous_annotation = self._action(
            tr("Previous annotation"), ["Alt+Up"], lambda: self.annotation_wanted.emit(-1)
        )
        self.escape = self._action(tr("Put away"), ["Esc"], self.escape_wanted.emit)
        self.escape.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        name_actions("article", self)

    def _action(self, text: str, keys: list[str], does: Callable[[], object]) -> QAction:
        action = QAction(text, self._widget)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: does())
        self._widget.addAction(action)
        return action

    def all(self) -> list[QAction]:
        """In the order of a menu."""
        return [
            *(
                self.back,
                self.forward,
                self.contents,
                self.picture,
                self.caret,
                self.find,
                self.find_next,
                self.find_previous,
            ),
            *(self.larger, self.smaller, self.natural),
            *(self.original, self.take_selection),
            *(self.next_annotation, self.previous_annotation),
            *(self.beside, self.other_side, self.next_tab, self.previous_tab, self.close, self.reopen),
        ]

    def set_original(self, *, there: bool, shown: bool) -> None:
        """Whether the article has an archived page, and whether that is on screen."""
        self.original.setEnabled(there)
        self.original.setChecked(shown)
        self.take_selection.setEnabled(shown)

    def set_open(self, *, article: bool, back: bool, forward: bool, two: bool) -> None:
        """Enable what can be done with the article on screen, if any."""
        for action in self.all():
            if action not in (self.reopen, self.original, self.take_selection):
                action.setEnabled(article)
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)
        self.other_side.setEnabled(two)

    def set_theme(self, theme: Theme) -> None:
        icons = {
            self.back: "arrow-right" if self._widget.isRightToLeft() else "arrow-left",
            self.forward: "arrow-left" if self._widget.isRightToLeft() else "arrow-right",
            self.contents: "list-bullets",
            self.caret: "text-t",
            self.find: "magnifying-glass",
            self.larger: "magnifying-glass-plus",
            self.smaller: "magnifying-glass-minus",
            self.beside: "square-half",
            self.close: "x",
        }
        for action, name in icons.items():
            action.setIcon(icon(name, theme))
