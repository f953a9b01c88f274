"""The line above the list: how many articles, in which order, and how they are shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.reader.theme import Theme
from desktop.ui.theme import icon
from desktop.ui.words import tr

_LOOK_ICONS = {"lines": "rows", "table": "table", "covers": "squares-four"}


class TitleField(QLineEdit):
    """Titles are gone to while they are typed; Enter, Esc, or going away ends it."""

    ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()


class ListBar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = "lines"
        self._theme: Theme | None = None
        self.setObjectName("listBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title = TitleField(self)
        self.title.setPlaceholderText(tr("Begin of a title"))
        self.title.setAccessibleName(tr("Go to a title in the list"))
        self.title.hide()
        self.order = self._button(tr("Order and groups"))
        self.looks = self._button(tr("How the list is shown"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 6, 2)
        row.setSpacing(2)
        row.addWidget(self.count, 1)
        row.addWidget(self.title, 1)
        row.addWidget(self.order)
        row.addWidget(self.looks)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def set_menus(self, order: QMenu, looks: QMenu) -> None:
        self.order.setMenu(order)
        self.looks.setMenu(looks)

    def tell(self, count: str, order: str, down: bool, look: str) -> None:
        """``order``: what the list is ordered by, in words."""
        self.count.setText(count)
        self.count.setToolTip(count)
        self.order.setText(order)
        self._down, self._look = down, look
        self._draw()

    def ask_title(self, begun: str = "") -> None:
        self.title.show()
        self.title.setText(begun)
        self.title.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    _down = True

    def _draw(self) -> None:
        if self._theme:
            self.order.setIcon(icon("sort-descending" if self._down else "sort-ascending", self._theme))
            self.looks.setIcon(icon(_LOOK_ICONS[self._look], self._theme))
