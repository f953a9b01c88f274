"""What can be done with the pages of a PDF beyond reading down: actions with their keys."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import AnnotationKind
from desktop.reader.pdf.look import Fit, Layout, Look
from desktop.reader.theme import Theme
from desktop.ui.keyboard import name_actions
from desktop.ui.theme import icon
from desktop.ui.words import tr

_LAYOUTS = (
    (Layout.CONTINUOUS, "Pages below each other", "Ctrl+Alt+1"),
    (Layout.SINGLE, "One page at a time", "Ctrl+Alt+2"),
    (Layout.SPREAD, "Two pages side by side", "Ctrl+Alt+3"),
)
_FITS = (
    (Fit.NATURAL, "Actual size", "Ctrl+1"),
    (Fit.WIDTH, "Fit the width", "Ctrl+2"),
    (Fit.PAGE, "Fit the page", "Ctrl+3"),
)


class PageActions(QObject):
    """They say what is wished; the owner knows the pages."""

    look_wanted = Signal(object)
    """``Look``."""
    tool_wanted = Signal(object)
    """``AnnotationKind`` to draw, or None."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._look = Look()
        self._icons: dict[QAction, str] = {}
        self.area = self._tool(tr("Mark an area"), "A", AnnotationKind.AREA, "selection")
        self.note = self._tool(tr("Put a note on the page"), "Shift+N", AnnotationKind.NOTE, "note")
        self.layouts = self._choices(_LAYOUTS, "layout")
        self.fits = self._choices(_FITS, "fit")
        self.cover = self._action(tr("First page alone"), "Ctrl+Alt+4", self._turn_cover)
        self.cover.setCheckable(True)
        self.right = self._action(
            tr("Turn to the right"), "Ctrl+Alt+Right", lambda: self._turn(1), "arrow-clockwise"
        )
        self.left = self._action(
            tr("Turn to the left"), "Ctrl+Alt+Left", lambda: self._turn(-1), "arrow-counter-clockwise"
        )
        name_actions("pages", self)
        for action in (*self.layouts.actions(), *self.fits.actions()):
            action.setObjectName(f"pages.{action.data()}")
        self.show_look(None)

    def all(self) -> list[QAction]:
        """In the order of a menu."""
        looks = [*self.layouts.actions(), self.cover, *self.fits.actions(), self.right, self.left]
        return [self.area, self.note, *looks]

    def show_look(self, look: Look | None) -> None:
        """How the pages on screen are laid out; None: there are none."""
        for action in self.all():
            action.setEnabled(look is not None)
        self._look = look or Look()
        for group, chosen in ((self.layouts, self._look.layout), (self.fits, self._look.fit)):
            for action in group.actions():
                action.setChecked(action.data() == chosen)
        self.cover.setChecked(self._look.cover)
        self.cover.setEnabled(look is not None and look.layout is Layout.SPREAD)

    def show_tool(self, kind: AnnotationKind | None) -> None:
        """What the mouse draws now."""
        self.area.setChecked(kind is AnnotationKind.AREA)
        self.note.setChecked(kind is AnnotationKind.NOTE)

    def set_theme(self, theme: Theme) -> None:
        for action, name in self._icons.items():
            action.setIcon(icon(name, theme))

    def _tool(self, text: str, key: str, kind: AnnotationKind, drawn: str) -> QAction:
        action = self._action(
            text, key, lambda: self.tool_wanted.emit(kind if action.isChecked() else None), drawn
        )
        action.setCheckable(True)
        return action

    def _choices(self, choices: tuple[tuple[Layout | Fit, str, str], ...], field: str) -> QActionGroup:
        group = QActionGroup(self)
        for choice, text, key in choices:
            action = self._action(tr(text), key, partial(self._ask, **{field: choice}))
            action.setCheckable(True)
            action.setData(choice)
            group.addAction(action)
        return group

    def _action(self, text: str, key: str, does: Callable[[], object], drawn: str = "") -> QAction:
        action = QAction(text, self._widget)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: does())
        if drawn:
            self._icons[action] = drawn
        self._widget.addAction(action)
        return action

    def _turn_cover(self) -> None:
        self._ask(cover=self.cover.isChecked())

    def _turn(self, by: int) -> None:
        self._ask(quarters=(self._look.quarters + by) % 4)

    def _ask(self, **changed: object) -> None:
        self.look_wanted.emit(replace(self._look, **changed))  # type: ignore[arg-type]
