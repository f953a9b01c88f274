"""What can be done for an annotation whose words or picture are not in the present article."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.annotation import Annotation, TextTarget
from desktop.ui.keyboard import KeyTip, name_actions
from desktop.ui.words import apart, tr

_LONGEST = 180
"""Code points of the guess that are shown."""


class OrphanStrip(QWidget):
    """Shows where the passage perhaps stands now; the person decides. An area is drawn anew: it never becomes words."""

    show_wanted = Signal(int, int)
    """A range of the text that the reader should show."""
    attach_wanted = Signal(int, object)
    """Id of the annotation, and the target it is to have."""
    attach_to_selection_wanted = Signal(int)
    draw_anew_wanted = Signal(object)
    """``Annotation``."""
    trash_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("orphanStrip")
        self._orphan: Annotation | None = None
        self._guess: TextTarget | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.show_guess = self._action(tr("Show it"), self._show)
        self.attach = self._action(tr("Attach here"), self._attach)
        self.attach_to_selection = self._action(tr("Attach to the selected words"), self._attach_to_selection)
        self.draw_anew = self._action(tr("Draw the area anew"), self._draw_anew)
        self.draw_anew.setShortcut(QKeySequence("Ctrl+Alt+Shift+A"))
        self.attach.setShortcut(QKeySequence("Ctrl+Alt+A"))
        self.attach_to_selection.setShortcut(QKeySequence("Ctrl+Shift+A"))
        name_actions("orphan", self)
        self._trash = QPushButton(tr("Delete it"), self)
        self._trash.clicked.connect(self.trash_wanted)
        self._for_words = [
            self._button(one) for one in (self.show_guess, self.attach, self.attach_to_selection)
        ]
        self._for_areas = [self._button(self.draw_anew), self._trash]
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (*self._for_words[:2], *self._for_areas):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self._for_words[2])
        self.settle(None, None)

    def settle(self, orphan: Annotation | None, guess: TextTarget | None) -> None:
        """None: there is no orphan to speak of, and the strip goes."""
        self._orphan, self._guess = orphan, guess
        area = orphan is not None and not isinstance(orphan.target, TextTarget)
        self.setVisible(orphan is not None)
        if area:
            self.words.setText(
                tr(
                    "Its picture is not in the article any more. It stays here until you draw it anew or delete it."
                )
            )
        elif guess:
            words = " ".join(guess.quote.exact.split())
            shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
            self.words.setText(tr("Perhaps it is this passage now: “{words}”", words=apart(shown)))
        else:
            self.words.setText(
                tr("There is no passage like it. Select words in the article to attach it there.")
            )
        for action in (self.show_guess, self.attach):
            action.setEnabled(guess is not None)
        self.attach_to_selection.setEnabled(orphan is not None and not area)
        self.draw_anew.setEnabled(area)
        for button in self._for_words:
            button.setVisible(not area)
        for button in self._for_areas:
            button.setVisible(area)

    def actions_for_menu(self) -> list[QAction]:
        return [self.show_guess, self.attach, self.attach_to_selection, self.draw_anew]

    def _action(self, text: str, does: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _checked=False: does())
        return action

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.text(), self)
        KeyTip(button, action, action.text())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _attach_to_selection(self) -> None:
        if self._orphan:
            self.attach_to_selection_wanted.emit(self._orphan.id)

    def _draw_anew(self) -> None:
        self.draw_anew_wanted.emit(self._orphan)

    def _show(self) -> None:
        if self._guess:
            self.show_wanted.emit(self._guess.position.start, self._guess.position.end)

    def _attach(self) -> None:
        if self._orphan and self._guess:
            self.attach_wanted.emit(self._orphan.id, self._guess)
